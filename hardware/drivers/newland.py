"""Code readers that speak Newland's unified protocol (扫码器): lit while somebody holds a code before them."""

from __future__ import annotations

from hardware.codecs import newland
from hardware.codecs.newland import ACK, Command, Echo, Read
from hardware.drivers.base import DriverSpec, Exchange, Listen, Script, Silence
from hardware.faults import FaultCode
from hardware.model import Fault

_SHORT = 0.3  # seconds to an echo

Heard = Echo | Read | Silence


def _ask(command: Command) -> Script[Heard, Echo | Fault]:
    """The command's own echo; a code, a boot message or another echo before it belongs to nobody."""

    def mine(heard: Heard) -> bool:
        asked = command.data.strip("*")
        return isinstance(heard, Echo) and heard.name == command.name and heard.data.startswith(asked)

    heard = yield Exchange(command.frame(), _SHORT, mine)
    assert isinstance(heard, Echo)
    return heard if heard.status == ACK else Fault(FaultCode.SCAN_REFUSED)


def identify() -> Script[Heard, str | Fault]:
    """The reader's serial number, asked twice: the wire has no checksum.  It is lit by command only from here on."""
    numbers = set[str]()
    for command in (newland.LEVEL_MODE, newland.SERIAL, newland.SERIAL):
        echo = yield from _ask(command)
        if isinstance(echo, Fault):
            return echo
        if command == newland.SERIAL:
            numbers.add(echo.data)
    number = numbers.pop()
    return Fault(FaultCode.LINK_GARBLED) if numbers or not number else number


def ping() -> Script[Heard, Fault | None]:
    """Whether it still waits for commands: one that was set otherwise is to be set again."""
    mode = yield from _ask(newland.MODE)
    if isinstance(mode, Fault):
        return mode
    return None if mode.data == newland.LEVEL_MODE.data else Fault(FaultCode.SCAN_REFUSED)


def light(patience: float) -> Script[Heard, bytes | Fault | None]:
    """Light on, and the code that is read in it, or None after `patience` seconds; what came before is dropped.

    It is one script with the wait: a code that comes in one piece with the echo would be lost between two.
    """
    echo = yield from _ask(newland.ON)
    if isinstance(echo, Fault):
        return echo
    return (yield from look(patience))


def look(patience: float) -> Script[Heard, bytes | None]:
    """The code that comes, or has come since the last look; None after `patience` seconds."""
    heard = yield Listen(patience, _is_code)
    return heard.data if isinstance(heard, Read) else None


def light_again(patience: float) -> Script[Heard, bytes | Fault | None]:
    """The code that has come since the last look; without one as `light`."""
    code = yield from look(0)
    if code is not None:
        return code
    return (yield from light(patience))


def _is_code(heard: Heard) -> bool:
    return isinstance(heard, Read)


def release() -> Script[Heard, Fault | None]:
    """Light off."""
    echo = yield from _ask(newland.OFF)
    return echo if isinstance(echo, Fault) else None


def redact(heard: bytes) -> bytes:
    """Echoes are the reader's own; of a code nothing is kept but that there was one."""
    kept = [reply if isinstance(reply, Echo) else Read(b"0") for reply in newland.replies().feed(heard)
            if isinstance(reply, Echo | Read)]
    return b"".join(reply.frame() for reply in kept) or bytes(len(heard))


NEWLAND: DriverSpec[Heard] = DriverSpec(
    name="newland", baud=newland.BAUD, decoder=newland.replies, identify=identify, ping=ping, redact=redact
)
