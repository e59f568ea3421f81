"""What stands on a slip (凭条): said once here, and made into a printer's language by a codec.

A slip lies in a tray for anybody to find: whoever makes one puts masked data on it only (ARCHITECTURE, "Effects").
"""

from __future__ import annotations

from typing import Literal

import msgspec

LONGEST_CODE = 666  # bytes of a QR code of version 20, level M (ISO/IEC 18004 table 7); larger is too fine for phones


class Text(msgspec.Struct, frozen=True, tag=True):
    """A paragraph; wrapped where the paper ends.  Control characters and line ends in it count as spaces."""

    text: str
    large: bool = False
    bold: bool = False
    align: Literal["left", "center"] = "left"


class Pair(msgspec.Struct, frozen=True, tag=True):
    """A label at the left edge and its value at the right one; a long value takes more lines."""

    left: str
    right: str


class Rule(msgspec.Struct, frozen=True, tag=True):
    """A line across the paper."""


class Code(msgspec.Struct, frozen=True, tag=True):
    """A QR code, drawn by the printer.  Raises ValueError where `data` is empty, too long or no printable text."""

    data: str

    def __post_init__(self) -> None:
        if not self.data.isprintable() or not 0 < len(self.data.encode()) <= LONGEST_CODE:
            raise ValueError(f"a code holds 1 to {LONGEST_CODE} bytes of printable text")


class Slip(msgspec.Struct, frozen=True):
    parts: tuple[Text | Pair | Rule | Code, ...]


class Paper(msgspec.Struct, frozen=True):
    """A printer's paper and font: columns of 12 dots at 8 dots a millimetre; `font`: two-byte characters it has."""

    columns: int = 48
    font: Literal["gbk", "gb2312"] = "gbk"

    @property
    def dots(self) -> int:
        return 12 * self.columns


MM80, MM58 = Paper(48), Paper(32)
