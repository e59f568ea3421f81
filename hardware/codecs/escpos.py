"""ESC/POS: what is said to a receipt printer and what it answers, no I/O (Epson's reference; printing §5).

DLE EOT n → one status byte, fixed bits 0xx1xx10.  GS ( H → 37 22 d1-d4 00 when all before it is on paper.
DLE DC4 8 → 37 25 00 when nothing received is left.  GS I 68 → 5F … 00.  Real-time commands (DLE) are obeyed on arrival.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterator, Sequence
from enum import IntEnum

import msgspec

from hardware.codecs import Garbled
from hardware.codecs.slip_lines import Line, has, lines
from hardware.codecs.slip_raster import LINE, raster
from hardware.slip import MM80, Code, Paper, Slip

BAUD = 115200
SERIAL = b"\x1dI\x44"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CUT = b"\x1dV\x42\x00"  # feeds the last line past the knife first
_INIT = b"\x1b@\x1b3" + bytes((LINE,))
# Bytes that a QR code of version 1, 2, … holds at level M (ISO/IEC 18004 table 7); version v has 17 + 4 v modules
CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
_QUIET, _LARGEST = 8, 8  # modules of white around a code; dots of a module
_MARK_BASE, _MARK_FIRST = 95, 32  # a process id is four printable characters


class Asked(IntEnum):
    """What DLE EOT is asked for."""

    PRINTER = 1
    OFFLINE = 2
    ERROR = 3
    PAPER = 4


class Heard(msgspec.Struct, frozen=True):
    """One answer.  `status`: its byte, None where it was another; the others: what was heard since the script began."""

    status: int | None
    marks: frozenset[int] = frozenset()
    cleared: bool = False
    serial: str | None = None


def render(slip: Slip, paper: Paper = MM80) -> tuple[bytes, ...]:
    """The whole slip, from initialising to the cut, as whole commands: whatever came inside one would be its data."""
    return (_INIT, *(_part(part, paper) for part in lines(slip, paper)), CUT)


def _part(part: Line | Code, paper: Paper) -> bytes:
    if isinstance(part, Code):
        return b"\x1ba\x01" + b"".join(_code(part.data.encode(), paper)) + b"\x1ba\x00"
    if not all(has(char, paper) for char in part.text):
        rows = LINE * (2 if part.large else 1)
        return b"\x1dv0\x00" + _short(paper.dots // 8) + _short(rows) + raster(part, paper)
    text = part.text.encode("gb18030")
    if not part.text.isascii():
        text = b"\x1c&" + text + b"\x1c."
    before = b"\x1ba\x01" * (part.align == "center") + b"\x1bE\x01" * part.bold + b"\x1d!\x11" * part.large
    after = b"\x1d!\x00" * part.large + b"\x1bE\x00" * part.bold + b"\x1ba\x00" * (part.align == "center")
    return before + text + b"\n" + after


def _code(data: bytes, paper: Paper) -> Iterator[bytes]:
    version = bisect.bisect_left(CAPACITY, len(data)) + 1
    dots = min(_LARGEST, paper.dots // (17 + 4 * version + _QUIET))
    for said in (b"A2\x00", b"C" + bytes((dots,)), b"E1", b"P0" + data, b"Q0"):  # model 2, module, level M, store, draw
        yield b"\x1d(k" + _short(len(said) + 1) + b"1" + said


def _short(number: int) -> bytes:
    return number.to_bytes(2, "little")


def ask(what: Asked) -> bytes:
    return bytes((0x10, 0x04, what))


def mark(number: int) -> bytes:
    """Ask to be told when everything before this is on paper; `number` counts modulo 95⁴."""
    return b"\x1d(H\x06\x0000" + _mark_id(number)


def same_mark(number: int) -> int:
    """The number as its answer will say it."""
    return number % _MARK_BASE**4


def _mark_id(number: int) -> bytes:
    return bytes(number // _MARK_BASE**place % _MARK_BASE + _MARK_FIRST for place in (3, 2, 1, 0))


class Replies:
    """Bytes in, split anywhere; answers out.  What is no answer is passed over: a printer's silence tells the same.

    Marks, clearing and serial number are remembered as long as the decoder lives: they come when they come.
    """

    def __init__(self) -> None:
        self._held = bytearray()
        self._marks: set[int] = set()
        self._cleared = False
        self._serial: str | None = None

    def reset(self) -> None:
        """Nothing is forgotten: half an answer may have come before a question, and half after it."""

    def feed(self, data: bytes) -> Sequence[Heard | Garbled]:
        held, found = self._held, list[Heard | Garbled]()
        held += data
        while held:
            size = self._first(held)
            if size is None:
                break
            if size:
                status = held[0] if size == 1 else None
                found.append(Heard(status, frozenset(self._marks), self._cleared, self._serial))
            del held[: size or 1]
        return found

    def _first(self, held: bytearray) -> int | None:
        """How many bytes the answer at the start has; 0: none starts there, None: it is not whole yet."""
        if held[0] & 0x93 == 0x12:
            return 1
        for head, size in ((b"\x37\x22", 7), (b"\x37\x25", 3)):
            if held.startswith(head[: len(held)]) and len(held) < size and _printable(held[2:]):
                return None
            if held.startswith(head) and held[size - 1] == 0 and _printable(held[2 : size - 1]):
                self._remember(held, size)
                return size
        if held[0] == 0x5F:
            end = held.find(0)
            if _printable(held[1 : end if end > 0 else len(held)]) and len(held) < 80:
                if end < 0:
                    return None
                self._serial = held[1:end].decode("ascii")
                return end + 1
        return 0

    def _remember(self, held: bytearray, size: int) -> None:
        if size == 3:
            self._cleared = True
            return
        number = 0
        for digit in held[2:6]:
            number = number * _MARK_BASE + digit - _MARK_FIRST
        self._marks.add(number)


def _printable(data: bytes | bytearray) -> bool:
    return all(_MARK_FIRST <= byte < _MARK_FIRST + _MARK_BASE for byte in data)
