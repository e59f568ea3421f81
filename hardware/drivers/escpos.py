"""Receipt printers that speak ESC/POS (凭条打印机).

What decides is the printer's own word: a slip is out when the printer answers the mark that stands behind its cut.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hardware.codecs import escpos
from hardware.codecs.escpos import Asked, Heard
from hardware.drivers.base import DriverSpec, Exchange, Script, Silence
from hardware.faults import FaultCode
from hardware.link import LinkGarbled
from hardware.model import Fault, Media

CHUNK = 512  # bytes, or one more command, between two looks at the printer: 44 ms at 115200 baud, 0.5 s at 9600
PATIENCE_LOOKS = 60  # looks of LOOK_S for the mark: a slip of 30 cm takes 3 s at 100 mm/s
LOOK_S = 0.1
_ASK_S, _CHUNK_S = 0.3, 3.0  # seconds
_TRIES = 3  # one lost byte ends no slip; a printer that was switched off and on is silent for longer
_CHATTER = 8  # so many other answers instead of a status byte are none
_ASK_AGAIN = 10  # looks without the mark until it is asked for once more
_OFFLINE = 0x08

# What stops paper, worst first: what is asked, bits of its byte, fault (Epson, DLE EOT)
_STOPS = (
    (Asked.OFFLINE, 0x04, FaultCode.RECEIPT_COVER_OPEN),
    (Asked.ERROR, 0x20, FaultCode.RECEIPT_BROKEN),
    (Asked.ERROR, 0x08, FaultCode.RECEIPT_CUTTER),
    (Asked.ERROR, 0x04, FaultCode.RECEIPT_JAM),
    (Asked.PAPER, 0x60, FaultCode.RECEIPT_PAPER_OUT),
    (Asked.ERROR, 0x40, FaultCode.RECEIPT_HOT),
    (Asked.PRINTER, _OFFLINE, FaultCode.RECEIPT_OFFLINE),
)
_NEAR_END = 0x0C


class Roll(StrEnum):
    OK = "ok"
    LOW = "low"  # near its end: a state, no fault
    OUT = "out"


@dataclass
class Progress:
    """`begun`: a byte of the slip may have left for the printer."""

    begun: bool = False


_Answer = Script[Heard | Silence, Heard]


def _ask(what: Asked, before: bytes = b"", timeout: float = _ASK_S) -> _Answer:
    """The status byte that answers; asked again where none came, without what was sent before it.

    Then more than one may come, and must be gone before another question: an answer does not say what was asked.
    A printer that stays silent ends the script (LinkTimeout): its supervisor counts that.
    """
    heard, asked = (yield Exchange(before + escpos.ask(what), timeout, quiet=True)), 1
    for _ in range(_CHATTER):
        if _is_status(heard):
            break
        asked += isinstance(heard, Silence)
        send = b"" if heard else escpos.ask(what)  # a mark may have come first
        heard = yield Exchange(send, _ASK_S, quiet=asked < _TRIES)
    if not heard or not _is_status(heard):
        raise LinkGarbled
    late: Heard | Silence = heard
    while _is_status(late) and asked > 1:
        asked -= 1
        late = yield Exchange(b"", _ASK_S, quiet=True)
    return heard


def _is_status(heard: Heard | Silence) -> bool:
    return not isinstance(heard, Silence) and heard.status is not None


def obstacle() -> Script[Heard | Silence, Fault | None]:
    """Why nothing can be printed now.  A byte has no checksum: a fault is believed when it is said twice."""
    for what in (Asked.OFFLINE, Asked.ERROR, Asked.PAPER, Asked.PRINTER):
        heard = yield from _ask(what)
        if _meaning(what, heard):
            heard = yield from _ask(what)
        found = _meaning(what, heard)
        if found:
            return Fault(found)
    return None


def _meaning(what: Asked, heard: Heard) -> FaultCode | None:
    return next((code for asked, bits, code in _STOPS if asked == what and (heard.status or 0) & bits), None)


def roll() -> Script[Heard | Silence, Roll]:
    """How much paper is left; the printer's sensors know three words."""
    said = (yield from _ask(Asked.PAPER)).status or 0
    return Roll.OUT if said & 0x60 else Roll.LOW if said & _NEAR_END else Roll.OK


def tidy() -> Script[Heard | Silence, Fault | None]:
    """What is left of a slip that was interrupted is forgotten, and what hangs is cut off: the next begins alone.

    A printer that cannot forget prints the rest, and cuts behind it.
    """
    stopped = yield from obstacle()
    if stopped:
        return stopped
    yield from _ask(Asked.PRINTER, escpos.CLEAR)
    yield from _ask(Asked.PRINTER, escpos.CUT)
    return None


def identify() -> Script[Heard | Silence, str | Fault]:
    """The serial number; asked behind `tidy`, for a printer that stands still answers nothing but DLE."""
    stopped = yield from tidy()
    if stopped:
        return stopped
    before = None
    for tried in range(2 * _TRIES):  # no checksum either: it is believed when it is said twice
        heard = yield Exchange(escpos.SERIAL, _ASK_S, quiet=tried < _TRIES)
        serial = heard.serial if heard else None
        if serial is not None and serial == before:
            return serial
        before = serial
    return Fault(FaultCode.LINK_GARBLED)


def ping() -> Script[Heard | Silence, Fault | None]:
    return (yield from obstacle())


def print_slip(
    commands: Sequence[bytes], job: int, progress: Progress | None = None
) -> Script[Heard | Silence, Fault | None]:
    """None: the printer has said that all of `commands` is on paper and cut.  `job`: not that of a slip before."""
    stopped = yield from obstacle()
    if stopped:
        return stopped
    if progress:
        progress.begun = True
    for chunk in _chunks((*commands, escpos.mark(job))):
        heard = yield from _ask(Asked.PRINTER, chunk, _CHUNK_S)
        stopped = yield from _stopped(heard)
        if stopped:
            return stopped
    return (yield from _marked(escpos.same_mark(job)))


def _chunks(commands: Sequence[bytes]) -> Iterator[bytes]:
    chunk = b""
    for command in commands:
        chunk += command
        if len(chunk) >= CHUNK:
            yield chunk
            chunk = b""
    if chunk:
        yield chunk


def _stopped(heard: Heard) -> Script[Heard | Silence, Fault | None]:
    return (yield from obstacle()) if (heard.status or 0) & _OFFLINE else None


def _marked(number: int) -> Script[Heard | Silence, Fault | None]:
    """Wait for the mark.  A printer that never fell silent has lost nothing: a mark asked anew proves the same."""
    for look in range(1, PATIENCE_LOOKS + 1):
        again = look % _ASK_AGAIN == 0
        heard = yield from _ask(Asked.PRINTER, escpos.mark(number) if again else b"")
        if number in heard.marks:
            return None
        stopped = (yield from obstacle()) if again else (yield from _stopped(heard))
        if stopped:
            return stopped
        listened = yield Exchange(b"", LOOK_S, quiet=True)
        if listened and number in listened.marks:
            return None
    return Fault(FaultCode.RECEIPT_UNKNOWN, Media.UNKNOWN)


def redact_said(said: bytes) -> bytes:
    """A slip's bytes are not kept; questions and marks are."""
    return said if len(said) <= len(escpos.CLEAR) + len(escpos.ask(Asked.PRINTER)) else bytes(len(said))


ESCPOS: DriverSpec[Heard | Silence] = DriverSpec(
    name="escpos", baud=escpos.BAUD, decoder=escpos.Replies, identify=identify, ping=ping,
    redact=bytes, redact_said=redact_said,
)
