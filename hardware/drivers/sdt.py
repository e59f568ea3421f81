"""Second-generation ID card readers that speak SDT (身份证阅读器)."""

from __future__ import annotations

import msgspec

from hardware.codecs import idcard, sdt
from hardware.codecs.sdt import Command, Reply
from hardware.drivers.base import DriverSpec, Exchange, Script
from hardware.faults import FaultCode
from hardware.model import Fault
from hardware.senses.messages import Card

# Seconds.  A read takes 0.12 s at 115200 baud, 1.35 s at 9600.
_SHORT, _READ = 0.3, 2.0
_OK, _FOUND, _NO_CARD, _NOT_SELECTED, _READ_FAILED, _WRONG, _NOTHING = 0x90, 0x9F, 0x80, 0x81, 0x41, 0x40, 0x91

# SW3 → fault (hardware-protocols §1.2); whatever is not here is no answer to the command
FAULTS: dict[int, FaultCode] = {
    _NO_CARD: FaultCode.ID_CARD_MOVED,
    _NOT_SELECTED: FaultCode.ID_CARD_MOVED,
    _READ_FAILED: FaultCode.ID_READ_FAILED,
    0x47: FaultCode.ID_READ_FAILED,
    0x31: FaultCode.ID_AUTH_FAILED,
    0x32: FaultCode.ID_AUTH_FAILED,
    0x33: FaultCode.ID_AUTH_FAILED,
    _WRONG: FaultCode.ID_WRONG_CARD,
    0x05: FaultCode.LINK_TIMEOUT,  # the stack between reader and kiosk says so
    0x60: FaultCode.ID_SAM_FAILED,
    0x66: FaultCode.ID_SAM_UNAUTHORISED,
}


class Record(msgspec.Struct, frozen=True):
    """A card whose text agrees with itself, and its portrait as the chip gave it (1024 bytes)."""

    card: Card
    photo: bytes


def _ask(command: Command, timeout: float = _SHORT) -> Exchange:
    return Exchange(command.frame(), timeout)


def _fault(reply: Reply) -> Fault:
    return Fault(FAULTS.get(reply.sw, FaultCode.LINK_GARBLED))


def identify() -> Script[Reply, str | Fault]:
    """The SAM's number; it changes when someone changes the reader."""
    reply = yield _ask(sdt.SAM_ID)
    number = sdt.sam_text(reply.data) if reply.sw == _OK else None
    return number or _fault(reply)


def ping() -> Script[Reply, Fault | None]:
    reply = yield _ask(sdt.STATUS)
    return None if reply.sw == _OK and not reply.data else _fault(reply)


def present(selected: bool) -> Script[Reply, bool | Fault]:
    """Whether a card lies on the reader.

    A card that was read does not answer FIND again until it is laid down anew, so when it may be
    `selected`, a short read of the chip decides.
    """
    reply = yield _ask(sdt.FIND)
    if reply.sw == _FOUND:
        return True
    if reply.sw != _NO_CARD:
        return _fault(reply)
    if not selected:
        return False
    reply = yield _ask(sdt.NEW_ADDRESS, _READ)
    if reply.sw in (_OK, _NOTHING, _WRONG):
        return True
    return False if reply.sw in (_NO_CARD, _NOT_SELECTED, _READ_FAILED) else _fault(reply)


def read_card(selected: bool) -> Script[Reply, Record | Fault]:
    """Text and portrait of the card that `present` found; one that is selected is read as it is."""
    reply = yield _ask(sdt.SELECT)
    if reply.sw != _OK and not (selected and reply.sw == _NOT_SELECTED):
        return _fault(reply)
    reply = yield _ask(sdt.READ, _READ)
    parts = sdt.unpack_record(reply.data) if reply.sw == _OK else None
    if parts is None:
        return _fault(reply)
    card = idcard.parse(parts[0])
    return card if isinstance(card, Fault) else Record(card, parts[1])


PERSONA = Card(
    kind="resident", name="张三", number="11010519491231002X", sex="2", birth="19491231", nation="01",
    address="某市某区某路1号", issuer="某市公安局", valid_from="20200101", valid_to=idcard.FOREVER,
)
"""The textbook citizen that stands in for everybody in a trace."""


def redact(heard: bytes) -> bytes:
    """Of what was heard in one turn only whole frames are kept, and of those only what is the reader's own.

    A record becomes PERSONA's without portrait.
    """
    replies = [reply for reply in sdt.replies().feed(heard) if isinstance(reply, Reply)]
    return b"".join(_redacted(reply).frame() for reply in replies) or bytes(len(heard))


def _redacted(reply: Reply) -> Reply:
    if sdt.unpack_record(reply.data):
        return Reply(reply.sw, sdt.pack_record(idcard.pack(PERSONA), bytes(sdt.PHOTO)), reply.card)
    return reply if sdt.sam_text(reply.data) else Reply(reply.sw, bytes(len(reply.data)), reply.card)


SDT: DriverSpec[Reply] = DriverSpec(
    name="sdt", baud=sdt.BAUD, decoder=sdt.replies, identify=identify, ping=ping, redact=redact
)
