"""A line as dots, for what a printer's font lacks: rare names come out as they are written."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from hardware.codecs.slip_lines import Line, columns, width
from hardware.slip import Paper

FONTS = Path(__file__).resolve().parent.parent.parent / "assets" / "fonts"
COLUMN, LINE = 12, 30  # dots of a column and from line to line, as the printer's font A stands
_GLYPH = 24  # dots of a Chinese character
_BASE = -5  # the font's ascent leaves more room above than a printer does
_REAL_TIME = re.compile(rb"\x10(?=[\x04\x05\x14])")


def raster(line: Line, paper: Paper) -> bytes:
    """One bit a dot, 1 is black, rows of paper.dots / 8 bytes; LINE rows, twice as many if large.

    A printer looks for its real-time commands (DLE EOT, ENQ, DC4) also among dots: such a row gets one dot more.
    """
    scale = 2 if line.large else 1
    image = Image.new("1", (paper.dots, LINE * scale))
    draw = ImageDraw.Draw(image)
    font = _font("Bold" if line.bold else "Regular", _GLYPH * scale)
    at = (paper.dots - width(line.text, paper) * COLUMN * scale) // 2 if line.align == "center" else 0
    for char in line.text:
        cell = columns(char, paper) * COLUMN * scale
        if char != " ":
            draw.text((at + max(0, (cell - round(font.getlength(char))) // 2), _BASE * scale), char, 1, font)
        at += cell
    return _REAL_TIME.sub(b"\x18", image.tobytes())


@lru_cache
def _font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"NotoSansSC-{weight}.ttf", size, layout_engine=ImageFont.Layout.BASIC)
