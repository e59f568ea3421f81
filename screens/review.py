"""The page as it will be printed, its facts in readable size, the number of pages and the fee."""

from __future__ import annotations

import io
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle

from kiosk.prompts import Review, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Review) -> None:
    s.header()
    s.steps()
    s.title(s.say("review.title"), s.say("review.say"))
    page(s, prompt.picture, 60, 480, 540, 764)
    s.button("enlarge", s.say("review.enlarge"), 60, 1268, 540, 110, lambda: s.open("enlarge"),
             icon="zoom", role="body")
    edge = "edge" if s.theme.contrast else ""
    s.panel(636, 480, 384, 520, "cel", outline=edge)
    for number, fact in enumerate(prompt.facts[:4]):
        y = 500 + number * 124
        s.text(s.say(fact.label), 672, y, 330, 44, "note", "ink2", valign="middle")
        value = fact.value if isinstance(fact.value, str) else s.say(fact.value)
        s.text(value, 672, y + 44, 330, 70, "lead", "ink", bold=True)
    s.panel(636, 1020, 384, 358, "cel", outline=edge)
    s.text(s.say("review.pages"), 672, 1036, 190, 80, "body", "ink", valign="middle")
    s.text(s.say("review.pages_value", pages=prompt.pages), 860, 1036, 130, 80, "lead", "ink", bold=True, align="right",
           valign="middle")
    s.text(s.say("review.fee"), 672, 1120, 320, 60, "body", "ink", valign="middle")
    fee = s.say("guide.fee_value", yuan=s.money(prompt.fee_fen)) if prompt.fee_fen else s.say("guide.fee_free")
    s.text(fee, 672, 1180, 330, 120, "display", "pine", bold=True, valign="middle")
    if not prompt.fee_fen:
        s.text(s.say("review.free"), 672, 1304, 330, 60, "note", "ink2")
    s.button("pick:wrong", s.say("review.wrong"), 60, 1408, 960, 132, lambda: s.open("review.wrong"), icon="edit",
             role="body")
    s.bar(s.say("review.print", pages=prompt.pages), lambda: s.c.answer(Yes()), "print")
    s.footer()


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
