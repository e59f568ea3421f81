"""What a front end can answer to a prompt."""

from __future__ import annotations

import msgspec


class _Answer(msgspec.Struct, frozen=True, tag=True):
    pass


class No(_Answer, frozen=True):
    pass


class Yes(_Answer, frozen=True):
    pass


class Back(_Answer, frozen=True):
    pass


class Leave(_Answer, frozen=True):
    """Start over: the citizen ends the visit."""


class Pick(_Answer, frozen=True):
    key: str


class Text(_Answer, frozen=True):
    value: str


class Fields(_Answer, frozen=True):
    values: dict[str, str]


class Strokes(_Answer, frozen=True):
    """A signature: each line of the pen as x, y, x, y … in thousandths of the field's width."""

    lines: tuple[tuple[int, ...], ...]


class Rated(_Answer, frozen=True):
    """stars: 5 very satisfied … 1 very dissatisfied (national interface; GB/T 39046 counts the other way)."""

    stars: int
    tags: tuple[str, ...] = ()


Answer = Yes | No | Back | Leave | Pick | Text | Fields | Strokes | Rated
