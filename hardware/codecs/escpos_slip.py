"""A slip in ESC/POS: text in the printer's own font, lines that it lacks as dots, codes drawn by the printer."""

from __future__ import annotations

import bisect
from collections.abc import Iterator

from hardware.codecs.escpos import CUT
from hardware.codecs.slip_lines import Line, has, lines
from hardware.codecs.slip_raster import LINE, raster
from hardware.slip import MM80, Code, Paper, Slip

_INIT = b"\x1b@\x1b3" + bytes((LINE,))
# Bytes that a QR code of version 1, 2, … holds at level M (ISO/IEC 18004 table 7); version v has 17 + 4 v modules
CAPACITY = (14, 26, 42, 62, 84, 106, 122, 152, 180, 213, 251, 287, 331, 362, 412, 450, 504, 560, 624, 666)
_QUIET, _LARGEST = 8, 8  # modules of white around a code; dots of a module


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
