"""A fake SDT reader for tests of its supervisor, and words about what was told."""

from __future__ import annotations

from hardware.model import DeviceState
from tests.hardware.reference import COMMANDS, NO_CARD, answer
from tests.stand.stand import until

NAMES = {frame: name for name, frame in COMMANDS.items()}
STARTING, ONLINE = ("starting", "device.starting"), ("online", None)
SPOILED = NO_CARD[:-1] + b"\0"


def sam(number: int) -> bytes:
    return answer(0x90, b"\x05\0\1\0" + b"".join(n.to_bytes(4, "little") for n in (20240101, number, 7)))


class Reader:
    """What a fake SDT reader answers; a name that is missing is silence."""

    def __init__(self) -> None:
        self.says = {"sam": sam(1), "status": answer(0x90), "find": NO_CARD}
        self.heard: list[str] = []

    def __call__(self, command: bytes) -> bytes:
        self.heard.append(NAMES[command])
        return self.says.get(NAMES[command], b"")


def statuses(told: list[DeviceState]) -> list[tuple[str, str | None]]:
    return [(state.status, state.fault) for state in told]


def becomes(told: list[DeviceState], status: str, fault: str | None = None) -> None:
    until(f"{status} {fault}", lambda: (told[-1].status, told[-1].fault) == (status, fault), 10)
