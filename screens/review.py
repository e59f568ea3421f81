"""The page as it will be printed, its facts in readable size, the number of pages and the fee."""

from __future__ import annotations

import io
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle

from kiosk.prompts import Fact, Review, Yes
from screens.frame import Screen

A4 = 297 / 210
"""Height of a page by its width."""


def draw(s: Screen, prompt: Review) -> None:
    s.header()
    s.steps()
    y = s.title(s.say("review.title"), s.say("review.say"))
    facts = prompt.facts[:6]
    if s.theme.landscape:
        _rows(s, facts, max(480, y + 30), 1032)
        s.act(480)
        _paper(s, prompt, 480)
    elif s.wide_text() and len(facts) > 4:
        _rows(s, facts, 480, 1080)
        s.button("enlarge", s.say("review.enlarge_page"), 60, 1104, 960, 110, lambda: s.open("enlarge"), icon="zoom")
        s.panel(60, 1238, 960, 140, "cel")
        _line(s, prompt, 1238, 140)
    else:
        split = 1080 if s.wide_text() or len(facts) > 4 else 960
        s.panel(624, 480, 396, split - 496, "cel")
        pitch = (split - 496 - 24) / max(len(facts), 4)
        for number, fact in enumerate(facts):
            _fact(s, fact, 492 + number * pitch, pitch)
        _paper(s, prompt, split)
    s.button("pick:wrong", s.say("review.wrong"), 60, 1412, 960, 128, lambda: s.open("review.wrong"), icon="edit")
    s.bar(s.say("review.print", pages=prompt.pages), lambda: s.c.answer(Yes()), "print")
    s.footer()


def _paper(s: Screen, prompt: Review, split: float) -> None:
    """The page at the left, and at the right, from `split`, how many there are and what they cost."""
    page(s, prompt.picture, 60, 480, 540, 764)
    s.button("enlarge", s.say("review.enlarge"), 60, 1268, 540, 110, lambda: s.open("enlarge"), icon="zoom")
    s.panel(624, split, 396, 1378 - split, "cel")
    _amount(s, prompt, split + 12, 1366 - split - 12)


def _rows(s: Screen, facts: tuple[Fact, ...], y: float, end: float) -> None:
    """The facts over the whole width, a row each."""
    s.panel(60, y, 960, end - y, "cel")
    pitch = (end - y - 24) / max(len(facts), 4)
    for number, fact in enumerate(facts):
        top = y + 12 + number * pitch
        label = s.text(s.say(fact.label), 100, top, 340, pitch, "body", "ink2", valign="middle")
        left = max(420.0, s.right_of(label) + 24)
        s.text(_value(s, fact), left, top, 980 - left, pitch, "lead", "ink", bold=True, valign="middle")


def _line(s: Screen, prompt: Review, y: float, h: float) -> None:
    """Pages and fee in one row."""
    for x, label, value in ((100, "pages", s.say("review.pages_value", pages=prompt.pages)),
                            (560, "fee", s.fee(prompt.fee_fen))):
        s.pair(s.say(f"review.{label}"), value, x, y + 4, 420, h - 8)


def _fact(s: Screen, fact: Fact, y: float, pitch: float) -> None:
    label = s.text(s.say(fact.label), 660, y + 4, 340, 60, "note", "ink2")
    below = s.under(label) - 8
    s.text(_value(s, fact), 660, below, 344, y + pitch - below, "lead", "ink", bold=True)


def _value(s: Screen, fact: Fact) -> str:
    return fact.value if isinstance(fact.value, str) else s.say(fact.value)


def _amount(s: Screen, prompt: Review, y: float, h: float) -> None:
    """How many pages, and what they cost."""
    first = h * 0.3
    value = s.text(s.say("review.pages_value", pages=prompt.pages), 800, y, 184, first, "lead", "ink", bold=True,
                   align="right", valign="middle")
    s.text(s.say("review.pages"), 660, y, 312 - s.wide(value), first, "body", "ink", valign="middle")
    s.panel(660, y + first + 4, 324, 3, "line" if not s.theme.contrast else "edge", radius=1)
    if s.wide_text():
        left = s.right_of(s.text(s.say("review.fee"), 660, y + first + 12, 150, h - first - 84, "body", "ink",
                                 valign="middle"))
        s.text(s.fee(prompt.fee_fen), left + 12, y + first + 12, 972 - left, h - first - 84, "display", "pine",
               bold=True, align="right", valign="middle")
        if not prompt.fee_fen:
            s.text(s.say("review.free"), 660, y + h - 70, 324, 70, "note", "ink2", valign="middle")
        return
    fee = s.text(s.say("review.fee"), 660, y + first + 14, 324, 66, "body", "ink")
    if prompt.fee_fen:
        s.text(s.fee(prompt.fee_fen), 660, s.under(fee), 324, y + h - s.under(fee), "display", "pine", bold=True)
        return
    free = s.text(s.say("review.free"), 660, y + h - 62, 324, 62, "note", "ink2", valign="middle")
    room = s.under(free) - s.high(free) - s.under(fee)
    s.text(s.fee(0), 660, s.under(fee), 324, room, "display", "pine", bold=True, valign="middle")


def page(
    s: Screen, picture: bytes, x: float, y: float, w: float, h: float, part: tuple[float, float] = (0.0, 1.0)
) -> None:
    """A page on its plate, which is white in every theme; `part`: what of it, from the top, is shown."""
    left, bottom, width, height = s.box(x, y, w, h)
    texture: Any = CoreImage(io.BytesIO(picture), ext="png", nocache=True).texture if picture else None
    first, last = part
    tall = A4 * (last - first)
    wide = min(width, height / tall)
    left, bottom = left + (width - wide) / 2, bottom + (height - wide * tall) / 2
    if texture:
        texture = texture.get_region(0, texture.height * (1 - last), texture.width, texture.height * (last - first))
    with s.canvas:
        Color(*s.theme.colour("edge"))
        Rectangle(pos=(left, bottom), size=(wide, wide * tall))
        Color(1, 1, 1, 1)
        rim = s.theme.px(3)
        Rectangle(pos=(left + rim, bottom + rim), size=(wide - 2 * rim, wide * tall - 2 * rim), texture=texture)
