"""Look at the camera and follow the words; the way by phone stands beside it."""

from __future__ import annotations

import io
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Ellipse, Line, RoundedRectangle, Triangle

from kiosk.prompts import LookAtCamera, Pick
from screens.frame import Screen

ICONS = {"left": "back", "right": "next", "up": "shift", "down": "down", "nearer": "zoom"}
WIDE, HIGH = 400, 540
"""The oval for the face, in design pixels."""


def draw(s: Screen, prompt: LookAtCamera) -> None:
    del prompt
    status = s.c.status
    step = status.state if status else "centre"
    hint = status.hint if status else ""
    s.header()
    s.steps()
    say = s.say("camera.say", of=status.of) if status and status.of else s.say("camera.say_start")
    top = s.below(s.title(s.say("camera.title"), say) + 28, 450.0)
    s.act(top, low=True)
    end = 1288.0
    _picture(s, top, end, "" if hint else step)
    s.panel(110, end - 136, 860, 108, "cel", radius=54, outline="edge" if s.theme.contrast else "")
    label = s.text(s.say(f"camera.{hint or step}"), 240, end - 132, 690, 100, "lead", "pine", bold=True,
                   valign="middle")
    left = 540 - (s.wide(label) + 76) / 2
    label.x = s.box(left + 76, 0, 0, 0)[0]
    s.icon("warn" if hint else ICONS.get(step, "check"), left, end - 110, 56)
    if status and status.of:
        across = status.of * 36 + (status.of - 1) * 24
        for number in range(status.of):
            fill = "pine" if number + 1 < status.step else "lamp" if number + 1 == status.step else "paper"
            x = 540 - across / 2 + number * 60
            s.dot(x, 1318, 36, fill, "ink" if fill == "lamp" else "edge")
            if fill == "pine":
                s.icon("check", x + 4, 1322, 28, "on_pine")
    s.button("pick:code", s.say("camera.code"), 60, 1408, 960, 132, lambda: s.c.answer(Pick("code")), icon="phone")
    s.bar(waiting=s.say("camera.waiting"))
    s.footer()


def _picture(s: Screen, top: float, end: float, step: str) -> None:
    """The dark place for the preview, an oval for the face, and one arrow: to the lens, or where to turn."""
    s.preview_place = left, bottom, width, height = s.box(60, top, 960, end - top)
    _, low, _, tall = s.box(0, top + 96, 0, HIGH)
    x, y, high = left + width / 2, low + tall / 2, tall / 2
    wide = high * WIDE / HIGH

    def px(size: float) -> float:
        return size * tall / HIGH

    with s.canvas:
        Color(*s.theme.colour("night"))
        RoundedRectangle(pos=(left, bottom), size=(width, height), radius=[px(24)])
        Color(0.615, 0.733, 0.67, 0.22)
        Ellipse(pos=(x - px(112), y - px(40)), size=(px(224), px(272)))
        Ellipse(pos=(x - px(180), y - px(270)), size=(px(360), px(400)), angle_start=-90, angle_end=90)
        s.preview_colour = Color(0, 0, 0, 0)
        s.preview = RoundedRectangle(pos=(left, bottom), size=(width, height), radius=[px(24)])
        Color(*s.theme.colour("lamp"))
        Line(ellipse=(x - wide, y - high, 2 * wide, 2 * high), width=px(5))
        if step:
            Triangle(points=_arrow(step, x, y, wide + px(16), high + px(16), px(52)))


def _arrow(step: str, x: float, y: float, wide: float, high: float, size: float) -> list[float]:
    match step:
        case "left":
            return [x - wide - size, y, x - wide, y + size, x - wide, y - size]
        case "right":
            return [x + wide + size, y, x + wide, y + size, x + wide, y - size]
        case "down":
            return [x, y - high - size, x - size, y - high, x + size, y - high]
        case _:
            return [x, y + high + size, x - size, y + high, x + size, y + high]


def show_preview(s: Screen, jpeg: bytes) -> None:
    """Put a frame into the dark place; the picture keeps its proportions."""
    rectangle: Any = s.preview
    if rectangle is None:
        return
    texture: Any = CoreImage(io.BytesIO(jpeg), ext="jpg", nocache=True).texture
    left, bottom, width, height = s.preview_place
    scale = max(width / texture.width, height / texture.height)
    wide, high = width / scale / texture.width, height / scale / texture.height
    rectangle.texture = texture.get_region(
        texture.width * (1 - wide) / 2, texture.height * (1 - high) / 2, texture.width * wide, texture.height * high
    )
    rectangle.pos, rectangle.size = (left, bottom), (width, height)
    s.preview_colour.rgba = (1, 1, 1, 1)
