"""A slip as lines that fit the paper: columns are counted as the printer's font has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import msgspec

from hardware.slip import Code, Pair, Paper, Rule, Slip, Text

# What stays together: a word of ASCII, and the marks that may not begin or end a line (GB/T 15834)
_TOKEN = re.compile("[（《「『【“‘]*(?:[!-~]+|.)[，。、；：！？）》」』】”’]*")
_SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # choose a variant of the glyph before; say nothing


class Line(msgspec.Struct, frozen=True):
    text: str
    large: bool = False
    bold: bool = False
    align: Literal["left", "center"] = "left"


def lines(slip: Slip, paper: Paper) -> Iterator[Line | Code]:
    for part in slip.parts:
        match part:
            case Text(text, large, bold, align):
                for line in wrap(plain(text), paper.columns // (2 if large else 1), paper):
                    yield Line(line, large, bold, align)
            case Pair(left, right):
                for line in _pair(plain(left), plain(right), paper):
                    yield Line(line)
            case Rule():
                yield Line("-" * paper.columns)
            case Code():
                yield part


def plain(text: str) -> str:
    """Without what is no character of its own: controls become spaces, marks of direction and of variants go."""
    spaced = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Zs") else c for c in text)
    return "".join(c for c in _SELECTORS.sub("", spaced) if unicodedata.category(c) not in ("Cf", "Cs"))


def has(char: str, paper: Paper) -> bool:
    """Whether the printer's own font has it.  Four bytes of GB 18030 are in no receipt printer's font."""
    if " " <= char <= "~":
        return True
    raw = char.encode("gb18030", "replace")
    if len(raw) != 2:
        return False
    try:
        raw.decode(paper.font)
    except UnicodeDecodeError:
        return False
    return True


def columns(char: str, paper: Paper) -> int:
    """How wide it stands: ASCII 1, everything of the printer's Chinese font 2, of the others what Unicode says."""
    if " " <= char <= "~":
        return 1
    if has(char, paper) or unicodedata.east_asian_width(char) in "WF":
        return 2
    return 0 if unicodedata.category(char) in ("Mn", "Me") else 1


def width(text: str, paper: Paper) -> int:
    return sum(columns(char, paper) for char in text)


def wrap(text: str, room: int, paper: Paper) -> list[str]:
    """At least one line; none wider than `room`.  Spaces around a break are left out."""
    found, line, used = list[str](), "", 0
    for token in _TOKEN.findall(text):
        long = width(token, paper)
        if line and used + long > room:
            found.append(line.rstrip())
            line, used = "", 0
        for char in token if long > room else (token,):
            wide = width(char, paper) if long > room else long
            if line and used + wide > room:
                found.append(line)
                line, used = "", 0
            if line or found == [] or char != " ":
                line, used = line + char, used + wide
    return [*found, line.rstrip()] if line.strip() or not found else found


def _pair(left: str, right: str, paper: Paper) -> Iterator[str]:
    """The value stands right beside its label, or, where less than half the paper is left for it, below."""
    beside = paper.columns - width(left, paper) - 1
    if beside < paper.columns // 2 and width(right, paper) > beside:
        yield from wrap(left, paper.columns, paper)
        left, beside = "", paper.columns
    for value in wrap(right, beside, paper):
        gap = paper.columns - width(left, paper) - width(value, paper)
        yield left + " " * gap + value
        left = ""
