"""The fault language of simulators that speak over a wire.

A fault is `{"op": "fault", "kind": KIND, "on": COMMAND or absent, "times": N or 0 for until healed, "value": …}`.
"""

from __future__ import annotations

import msgspec

from hardware.simulators.control import Refused, Request

WIRE: dict[str, str] = {
    "silent": "no answer",
    "late": "the answer comes `value` seconds late (0.6)",
    "dribble": "one byte every `value` seconds (0.002)",
    "noise": "sixteen bytes of junk before the answer",
    "preamble": "half a frame's head before the answer",
    "banner": "a boot message before the answer",
    "echo": "the command comes back before the answer",
    "stale": "the answer before this one comes first",
    "double": "the answer comes twice in one go",
    "checksum": "a wrong last byte",
    "bit": "bit `value` of the answer is flipped (counted from its first; 80)",
    "long": "the length says 20 bytes more than come",
    "short": "the length says a byte less than come",
    "truncated": "half of the answer, then nothing",
    "missing_byte": "a byte in the middle does not come",
    "extra_byte": "a byte in the middle comes twice",
    "unplug_before": "unplugged instead of answering",
    "unplug_mid": "unplugged in the middle of the answer",
    "unplug_after": "unplugged when the answer is out",
}


class Injected(msgspec.Struct):
    kind: str
    on: str = ""
    times: int = 1
    value: str | float | None = None


class Pause(msgspec.Struct, frozen=True):
    seconds: float


class Unplug(msgspec.Struct, frozen=True):
    pass


Piece = bytes | Pause | Unplug


class FaultPlan:
    """What goes wrong, and how often it has."""

    def __init__(self, kinds: frozenset[str]) -> None:
        self._kinds = kinds
        self._planned: list[Injected] = []
        self.happened: dict[str, int] = {}

    def add(self, request: Request) -> None:
        fault = msgspec.convert({key: request[key] for key in request if key != "op"}, Injected)
        if fault.kind not in self._kinds:
            raise Refused(f"faults: {', '.join(sorted(self._kinds))}")
        self._planned.append(fault)

    def heal(self) -> None:
        self._planned.clear()

    def take(self, command: str) -> Injected | None:
        """The fault of this command, if one is planned for it now."""
        for fault in self._planned:
            if fault.on in ("", command):
                self.happened[fault.kind] = self.happened.get(fault.kind, 0) + 1
                if fault.times == 1:
                    self._planned.remove(fault)
                fault.times -= fault.times > 0
                return fault
        return None


def spoil(fault: Injected, reply: bytes, command: bytes, before: bytes, length_at: int) -> list[Piece]:
    """What goes over the wire instead of `reply`; `length_at` is where its two-byte length lies."""
    half = len(reply) // 2
    length = int.from_bytes(reply[length_at : length_at + 2], "big")

    def with_length(other: int) -> bytes:
        return reply[:length_at] + other.to_bytes(2, "big") + reply[length_at + 2 :]

    def number(default: float) -> float:
        return float(fault.value) if fault.value is not None else default

    match fault.kind:
        case "silent":
            return []
        case "late":
            return [Pause(number(0.6)), reply]
        case "dribble":
            return [piece for byte in reply for piece in (bytes((byte,)), Pause(number(0.002)))]
        case "noise":
            return [bytes.fromhex("00ff55aa13377331aaaa96690180fe7f") + reply]
        case "preamble":
            return [reply[:5] + reply]
        case "banner":
            return [b"\r\nREADER V1.02 READY\r\n" + reply]
        case "echo":
            return [command + reply]
        case "stale":
            return [before + reply]
        case "double":
            return [reply + reply]
        case "checksum":
            return [reply[:-1] + bytes((reply[-1] ^ 0xFF,))]
        case "bit":
            at = int(number(80)) % (8 * len(reply))
            return [reply[: at // 8] + bytes((reply[at // 8] ^ 0x80 >> at % 8,)) + reply[at // 8 + 1 :]]
        case "long":
            return [with_length(length + 20)]
        case "short":
            return [with_length(length - 1)]
        case "truncated":
            return [reply[:half]]
        case "missing_byte":
            return [reply[:half] + reply[half + 1 :]]
        case "extra_byte":
            return [reply[: half + 1] + reply[half:]]
        case "unplug_before":
            return [Unplug()]
        case "unplug_mid":
            return [reply[:half], Unplug()]
        case "unplug_after":
            return [reply, Pause(0.02), Unplug()]
        case _:
            return [reply]
