"""The paper of a receipt printer that is not there: what is printed is drawn, and kept as a picture with its text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import segno
from PIL import Image, ImageDraw, ImageFont

_FONTS = Path(__file__).resolve().parent.parent.parent / "assets" / "fonts"
_WHITE, _BLACK = 255, 0
_TO_KNIFE = 40  # dots between head and knife, fed before a cut
_MISSING = "\ufffd"  # a character that the printer's font lacks, as a printer shows it


@lru_cache
def _font(bold: bool, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_FONTS / f"NotoSansSC-{'Bold' if bold else 'Regular'}.ttf", size)


class Strip:
    """Paper since the last cut.  Rows are added at its end; `text` has a line each, pictures in brackets."""

    def __init__(self, dots: int) -> None:
        self.dots = dots
        self.text: list[str] = []
        self.partial = False
        self._rows: list[Image.Image] = []

    @property
    def blank(self) -> bool:
        return not any(self.text)

    def line(self, text: str, height: int, scale: int, bold: bool, centred: bool) -> None:
        row = Image.new("L", (self.dots, height * scale), _WHITE)
        draw, font = ImageDraw.Draw(row), _font(bold, 24 * scale)
        cells = [(12 if char.isascii() else 24) * scale for char in text]
        at = (self.dots - sum(cells)) // 2 if centred else 0
        for char, cell in zip(text, cells, strict=True):
            wide = max(0, round(draw.textlength(char, font)) - cell)  # a printer's letters are as wide as their cell
            fit = _font(bold, 24 * scale * cell // (cell + wide)) if wide else font
            draw.text((at + cell // 2, 24 * scale), char, _BLACK, fit, anchor="ms")
            at += cell
        self._add(row, text)

    def raster(self, width: int, height: int, bits: bytes) -> None:
        row = Image.new("L", (self.dots, height), _WHITE)
        row.paste(_BLACK, (0, 0), Image.frombytes("1", (8 * width, height), bits))
        self._add(row, f"[raster {8 * width}x{height}]")

    def code(self, data: bytes, module: int, level: str, centred: bool) -> None:
        matrix = [bytes(row) for row in segno.make_qr(data, error=level, boost_error=False).matrix]
        side = len(matrix)
        drawn = Image.frombytes("L", (side, side), b"".join(bytes(_WHITE * (1 - bit) for bit in row) for row in matrix))
        drawn = drawn.resize((side * module, side * module), Image.Resampling.NEAREST)
        row = Image.new("L", (self.dots, (side + 8) * module), _WHITE)
        row.paste(drawn, ((self.dots - drawn.width) // 2 if centred else 4 * module, 4 * module))
        self._add(row, f"[code {data.decode('utf-8', 'replace')}]")

    def _add(self, row: Image.Image, text: str) -> None:
        self._rows.append(row)
        self.text.append(text)

    def save(self, file: Path) -> None:
        whole = Image.new("L", (self.dots, sum(row.height for row in self._rows) + 2 * _TO_KNIFE), _WHITE)
        at = _TO_KNIFE
        for row in self._rows:
            whole.paste(row, (0, at))
            at += row.height
        whole.save(file)


def printed(raw: bytes, chinese: bool) -> str:
    """The character that the font draws: ASCII, and two bytes of GB 18030 in Chinese mode."""
    if len(raw) == 1 and raw.isascii():
        return raw.decode("ascii")
    return raw.decode("gb18030", "replace")[:1] if chinese and len(raw) == 2 else _MISSING
