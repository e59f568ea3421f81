"""ESC/POS: what is said to a receipt printer and what it answers, no I/O (Epson's reference; printing §5).

DLE EOT n → one status byte, fixed bits 0xx1xx10.  GS ( H → 37 22 d1-d4 00 when all before it is on paper.
DLE DC4 8 → 37 25 00 when nothing received is left.  GS I 68 → 5F … 00.  Real-time commands (DLE) are obeyed on arrival.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

import msgspec

from hardware.codecs import Garbled

BAUD = 115200
SERIAL = b"\x1dI\x44"
CLEAR = b"\x10\x14\x08\x01\x03\x14\x01\x06\x02\x08"
CUT = b"\x1dV\x42\x00"  # feeds the last line past the knife first
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
    """Bytes in, split anywhere; answers out, status bytes first.  What is none is passed over, as silence would be.

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
        held, statuses, others = self._held, list[int](), 0
        held += data
        while held:
            size = self._first(held)
            if size is None:
                break
            if size == 1:
                statuses.append(held[0])
            others += size > 1
            del held[: size or 1]
        known = (frozenset(self._marks), self._cleared, self._serial)
        return [Heard(status, *known) for status in (*statuses, *[None] * others)]

    def _first(self, held: bytearray) -> int | None:
        """How many bytes the answer at the start has; 0: none starts there, None: it is not whole yet."""
        if held[0] & 0x93 == 0x12:
            return 1
        for head, size in ((b"\x37\x22", 7), (b"\x37\x25", 3)):
            if not held.startswith(head[: len(held)]) or not _printable(held[2 : size - 1]):
                continue
            if len(held) < size:
                return None
            if held[size - 1] == 0:
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
