"""Questions answered by choosing: a few side by side, many in a grid with pages, a month by two large steps."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.prompts import Choice, Field
from screens.frame import Screen

Put = Callable[[str, str], None]
"""(key of the field, value)"""
ACROSS, DOWN = 2, 5
PITCH, HIGH = 148, 132


def one(s: Screen, field: Field, value: str, y: float, put: Put) -> None:
    """A month, or a few choices in one row, 140 high."""
    if field.kind == "month":
        _month(s, field, value, y, put)
        return
    width = (960 - 24 * (len(field.choices) - 1)) / max(len(field.choices), 1)
    for number, choice in enumerate(field.choices):
        _button(s, field, choice, value, (60 + number * (width + 24), y, width, 140), put)


def grid(s: Screen, field: Field, value: str, y: float, put: Put) -> None:
    """Two columns from y on; more than twelve choices, or than fit, on several pages."""
    room = ACROSS * (DOWN + 1)
    several = len(field.choices) > room
    room = ACROSS * DOWN if several else room
    pages = -(-len(field.choices) // room)
    page = int(s.c.draft.get("@page") or 0) % pages
    for number, choice in enumerate(field.choices[page * room:(page + 1) * room]):
        x, down = 60 + number % ACROSS * 492, y + number // ACROSS * PITCH
        _button(s, field, choice, value, (x, down, 468, HIGH), put)
    if several:
        s.text(s.say("form.page", page=page + 1, pages=pages), 60, y + DOWN * PITCH, 444, HIGH, "body", "ink2",
               valign="middle")
        s.button("page:next", s.say("form.page_next"), 552, y + DOWN * PITCH, 468, HIGH,
                 lambda: s.c.set_draft({**s.c.draft, "@page": str(page + 1)}), "plain", "down", "body")


def _button(
    s: Screen, field: Field, choice: Choice, value: str, box: tuple[float, float, float, float], put: Put
) -> None:
    mine = value == choice.key
    s.button(f"field:{field.key}:{choice.key}", s.say(choice.label), *box, lambda: put(field.key, choice.key),
             "chosen" if mine else "secondary", "check" if mine else "")


def _month(s: Screen, field: Field, value: str, y: float, put: Put) -> None:
    s.panel(248, y, 584, 140, "cel", radius=20)
    shown = s.say("form.month", year=int(value[:4]), month=int(value[5:7]), name=s.say(f"month.{int(value[5:7])}"))
    s.text(shown, 256, y, 568, 140, "head", "ink", bold=True, align="center", valign="middle")
    for ident, x, step, end in (("minus", 60, -1, field.low), ("plus", 852, 1, field.high)):
        s.button(f"field:{field.key}:{ident}", "", x, y, 168, 140,
                 lambda step=step: put(field.key, _shift(value, step)), "off" if value == end else "secondary", ident)


def count(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:7])


def _shift(month: str, by: int) -> str:
    number = count(month) - 1 + by
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
