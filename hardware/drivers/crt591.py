"""Card dispensers of Creator's CRT-591 kind (发卡机).

A motion is never sent again unless the unit said NAK to it, that is, has not understood it; where its reply is lost,
only the status says what became of the card.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec

from hardware.codecs import crt
from hardware.codecs.crt import Command, Control, Done, Refused, Reply, Spoiled
from hardware.drivers.base import DriverSpec, Exchange, Listen, Script, Silence
from hardware.faults import FaultCode
from hardware.link import LinkGarbled, LinkTimeout
from hardware.model import Fault, Media

ACK_S, QUICK_S, CARD_S, INIT_S = 0.3, 2.0, 8.0, 30.0  # seconds to an answer (printing-and-documents §6.1)
LOOK_S, LOOKS = 3.0, 5
"""A motion's reply is waited for so long, then the status is looked at as often as makes the 15 s of drivers in use."""
SENDS, NAKS = 4, 2  # a command is sent at most so often; a spoiled reply is asked for again at most so often

Heard = Reply | Control | Spoiled | Silence


class Place(StrEnum):
    NONE = "none"
    GATE = "gate"
    READING = "reading"


class Stacker(StrEnum):
    EMPTY = "empty"
    FEW = "few"
    ENOUGH = "enough"


class Bin(StrEnum):
    OK = "ok"
    FULL = "full"


class DispenserState(msgspec.Struct, frozen=True):
    card: Place
    stacker: Stacker
    bin: Bin


@dataclass(frozen=True)
class Unit:
    """How a model does what all do.  full_at: the sensor whose '1' means a full bin, where st2 cannot be believed;
    retracts: takes an uncollected card back by a timer of its own, and counts it."""

    present: Command = crt.MOVE_39
    capture: Command = crt.MOVE_33
    full_at: int | None = None
    retracts: bool = False


STANDARD = Unit()
R02 = Unit(present=crt.MOVE_30, capture=crt.MOVE_39, full_at=16, retracts=True)

_INSIDE, _LEFT, _NOT_FED = Media.TRANSPORT, Media.UNKNOWN, Media.NONE
FAULTS: dict[bytes, Fault] = {
    **{code: Fault(FaultCode.DISPENSER_JAM, _INSIDE) for code in (b"10", b"13", b"14", b"42", b"43")},
    **{code: Fault(FaultCode.DISPENSER_BY_HAND, _LEFT) for code in (b"16", b"45")},
    **{code: Fault(FaultCode.DISPENSER_UNREADABLE, _INSIDE)
       for code in (b"05", b"60", b"61", b"62", b"65", b"66", b"67", b"68", b"69")},
    b"A0": Fault(FaultCode.DISPENSER_EMPTY, _NOT_FED),
    b"A1": Fault(FaultCode.DISPENSER_BIN_FULL, _INSIDE),
    b"12": Fault(FaultCode.DISPENSER_BROKEN, _INSIDE),
    b"51": Fault(FaultCode.DISPENSER_BROKEN, _INSIDE),
}
"""e1 e0 → fault; any other is a refusal that has moved nothing."""
_UNKNOWN = Fault(FaultCode.DISPENSER_UNKNOWN, Media.UNKNOWN)


def _ask(command: Command, timeout: float, motion: bool = False) -> Script[Heard, Reply | Silence]:
    """One command and its reply, acknowledged; Silence where a motion's reply is lost.

    Raises LinkTimeout, LinkGarbled where nothing moves: then the command was sent again in vain.
    """
    heard: Heard = Silence()
    for _ in range(SENDS):
        heard = yield Exchange(command.frame(), ACK_S, _answers(command, Control.ACK, Control.NAK), quiet=True)
        if heard == Control.ACK:
            heard = yield Listen(timeout, _answers(command))
        elif isinstance(heard, Silence) and motion:
            heard = yield Listen(timeout, _answers(command))  # its ACK may be what was lost
        for _ in range(NAKS):
            if isinstance(heard, Spoiled):
                heard = yield Exchange(Control.NAK.byte, QUICK_S, _answers(command), quiet=True)
        if isinstance(heard, Done | Refused):
            yield Exchange(Control.ACK.byte, 0, quiet=True)
            return heard
        if motion and heard != Control.NAK:
            return Silence()
    if isinstance(heard, Silence):
        raise LinkTimeout
    raise LinkGarbled


def _answers(command: Command, *controls: Control) -> Callable[[Heard], bool]:
    def mine(heard: Heard) -> bool:
        if isinstance(heard, Done | Refused):
            return (heard.cm, heard.pm) == (command.cm, command.pm)
        return isinstance(heard, Spoiled) or heard in controls

    return mine


def _fault(reply: Reply | Silence) -> Fault:
    if isinstance(reply, Refused):
        return FAULTS.get(reply.error, Fault(FaultCode.DISPENSER_REFUSED, Media.UNKNOWN))
    return Fault(FaultCode.LINK_GARBLED, Media.UNKNOWN)


def identify() -> Script[Heard, str | Fault]:
    """The unit's number.  The line is cleared and the unit made ready; a card that lies in it stays where it is."""
    yield Exchange(Control.EOT.byte, ACK_S, lambda heard: heard == Control.EOT, quiet=True)
    ready = yield from _ask(crt.INIT_LEAVE, INIT_S)
    if not isinstance(ready, Done):
        return _fault(ready)
    reply = yield from _ask(crt.SERIAL, QUICK_S)
    number = reply.data.decode("ascii", "replace").strip("\0 ") if isinstance(reply, Done) else ""
    return number if number.isalnum() or number.replace("-", "").isalnum() else _fault(reply)


def ping() -> Script[Heard, Fault | None]:
    reply = yield from _ask(crt.STATUS, QUICK_S)
    return None if isinstance(reply, Done) else _fault(reply)


def state(unit: Unit = STANDARD) -> Script[Heard, DispenserState | Fault]:
    """Where a card lies, and how full stacker and bin are."""
    reply = yield from _ask(crt.STATUS, QUICK_S)
    if not isinstance(reply, Done):
        return _fault(reply)
    read = _state(reply.status)
    if read is None:
        return _fault(reply)
    if unit.full_at is not None:
        sensors = yield from _ask(crt.SENSORS, QUICK_S)
        if not isinstance(sensors, Done) or len(sensors.data) <= unit.full_at:
            return _fault(sensors)
        full = sensors.data[unit.full_at : unit.full_at + 1] == b"1"
        read = msgspec.structs.replace(read, bin=Bin.FULL if full else Bin.OK)
    return read


def _state(status: bytes) -> DispenserState | None:
    card, stacker, box = (one - 0x30 for one in status)
    if card not in range(3) or stacker not in range(3) or box not in range(2):
        return None
    return DispenserState(tuple(Place)[card], tuple(Stacker)[stacker], tuple(Bin)[box])


def feed(unit: Unit = STANDARD) -> Script[Heard, Fault | None]:
    """The next card from the stacker to the read position; never while one lies in the way, or could not be binned."""
    before = yield from state(unit)
    if isinstance(before, Fault):
        return before
    if before.card != Place.NONE:
        return Fault(FaultCode.DISPENSER_OCCUPIED, Media.TRANSPORT)
    if before.stacker == Stacker.EMPTY:
        return FAULTS[b"A0"]
    if before.bin == Bin.FULL:
        return Fault(FaultCode.DISPENSER_BIN_FULL, Media.NONE)
    return (yield from _move(crt.MOVE_31, Place.READING))


def present(unit: Unit = STANDARD) -> Script[Heard, Fault | None]:
    """From the read position to the gate, where a hand can take it."""
    return (yield from _move(unit.present, Place.GATE))


def capture(unit: Unit = STANDARD) -> Script[Heard, Fault | None]:
    """Wherever it lies, to the bin."""
    return (yield from _move(unit.capture, Place.NONE))


def _move(command: Command, to: Place) -> Script[Heard, Fault | None]:
    reply = yield from _ask(command, LOOK_S, motion=True)
    if isinstance(reply, Done):
        return None
    if isinstance(reply, Refused):
        return _fault(reply)
    for _ in range(LOOKS - 1):
        seen = yield from _ask(crt.STATUS, QUICK_S)
        now = _state(seen.status) if isinstance(seen, Done) else None
        if now is None:
            break
        if now.card == to:
            return None
        yield Listen(LOOK_S, lambda _: False)
    return _UNKNOWN


def chip() -> Script[Heard, str | Fault]:
    """Number of the chip of the card at the read position, hex in capitals."""
    reply = yield from _ask(crt.RF_ON, CARD_S)
    if not isinstance(reply, Done):
        return _fault(reply)
    return crt.unpack_chip(reply.data) or FAULTS[b"60"]


def binned() -> Script[Heard, int | Fault]:
    """How many cards have gone to the bin since it was emptied."""
    reply = yield from _ask(crt.BIN_COUNT, QUICK_S)
    return int(reply.data) if isinstance(reply, Done) and reply.data.isdigit() else _fault(reply)


def redact(heard: bytes) -> bytes:
    """A card's number and whatever is no frame become zeros."""
    kept = b"".join(_redacted(one) for one in crt.replies().feed(heard))
    return kept or bytes(len(heard))


def _redacted(heard: Heard) -> bytes:
    if isinstance(heard, Control):
        return heard.byte
    if isinstance(heard, Done | Refused):
        secret = heard.cm == crt.RF_ON.cm
        return msgspec.structs.replace(heard, data=bytes(len(heard.data)) if secret else heard.data).frame()
    return b""


@dataclass(frozen=True)
class CrtSpec(DriverSpec[Heard]):
    unit: Unit = STANDARD


_STANDARD = CrtSpec(
    name="crt591", baud=crt.BAUD, decoder=crt.replies, identify=identify, ping=ping, redact=redact
)
_R02 = replace(_STANDARD, unit=R02, baud=115200)
CRT591 = replace(_STANDARD, profiles={"standard": _STANDARD, "r02": _R02})
