"""The page as it will be printed, its facts in readable size, the number of pages and the fee."""

from __future__ import annotations

import io
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle

from kiosk.prompts import Fact, Review, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Review) -> None:
    s.header()
    s.steps()
    s.title(s.say("review.title"), s.say("review.say"))
    page(s, prompt.picture, 60, 480, 540, 764)
    s.button("enlarge", s.say("review.enlarge"), 60, 1268, 540, 110, lambda: s.open("enlarge"), icon="zoom")
    split = 1080 if s.wide_text() else 960
    s.panel(624, 480, 396, split - 496, "cel")
    pitch = (split - 496 - 24) / 4
    for number, fact in enumerate(prompt.facts[:4]):
        _fact(s, fact, 492 + number * pitch, pitch)
    s.panel(624, split, 396, 1378 - split, "cel")
    _amount(s, prompt, split + 12, 1366 - split - 12)
    s.button("pick:wrong", s.say("review.wrong"), 60, 1412, 960, 128, lambda: s.open("review.wrong"), icon="edit")
    s.bar(s.say("review.print", pages=prompt.pages), lambda: s.c.answer(Yes()), "print")
    s.footer()


def _fact(s: Screen, fact: Fact, y: float, pitch: float) -> None:
    label = s.text(s.say(fact.label), 660, y + 4, 340, 60, "note", "ink2")
    value = fact.value if isinstance(fact.value, str) else s.say(fact.value)
    below = s.under(label) - 8
    s.text(value, 660, below, 344, y + pitch - below, "lead", "ink", bold=True)


def _amount(s: Screen, prompt: Review, y: float, h: float) -> None:
    """How many pages, and what they cost."""
    first = h * 0.3
    value = s.text(s.say("review.pages_value", pages=prompt.pages), 800, y, 184, first, "lead", "ink", bold=True,
                   align="right", valign="middle")
    s.text(s.say("review.pages"), 660, y, 312 - value.width / s.theme.scale, first, "body", "ink", valign="middle")
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
    room = s.under(free) - free.height / s.theme.scale - s.under(fee)
    s.text(s.fee(0), 660, s.under(fee), 324, room, "display", "pine", bold=True, valign="middle")


def page(s: Screen, picture: bytes, x: float, y: float, w: float, h: float) -> None:
    """A page on its plate, which is white in every theme."""
    left, bottom, width, height = s.box(x, y, w, h)
    texture: Any = CoreImage(io.BytesIO(picture), ext="png", nocache=True).texture if picture else None
    with s.canvas:
        Color(*s.theme.colour("edge"))
        Rectangle(pos=(left, bottom), size=(width, height))
        Color(1, 1, 1, 1)
        rim = s.theme.px(3)
        Rectangle(pos=(left + rim, bottom + rim), size=(width - 2 * rim, height - 2 * rim), texture=texture)
