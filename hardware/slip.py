"""What stands on a slip (小票).  Masked data only."""

from __future__ import annotations

import msgspec


class _Part(msgspec.Struct, frozen=True, tag=True):
    pass


class Text(_Part, frozen=True):
    """align: "left" | "center"."""

    text: str
    large: bool = False
    bold: bool = False
    align: str = "left"


class Pair(_Part, frozen=True):
    """A label at the left and its value at the right."""

    left: str
    right: str


class Rule(_Part, frozen=True):
    pass


class Code(_Part, frozen=True):
    """A QR code."""

    data: str


Part = Text | Pair | Rule | Code


class Slip(msgspec.Struct, frozen=True):
    parts: tuple[Part, ...]
