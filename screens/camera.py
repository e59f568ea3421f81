"""Look at the camera and follow the words; the way by phone stands beside it."""

from __future__ import annotations

import io
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle

from kiosk.prompts import LookAtCamera, Pick
from screens.frame import Screen

ARROWS = {"left": "back", "right": "next", "up": "shift", "down": "down", "nearer": "zoom"}


def draw(s: Screen, prompt: LookAtCamera) -> None:
    del prompt
    status = s.c.status
    step = status.state if status else "centre"
    s.header()
    s.steps()
    say = s.say("camera.say", of=status.of) if status and status.of else s.say("camera.say_start")
    s.title(s.say("camera.title"), say)
    left, bottom, width, height = s.box(60, 500, 960, 760)
    with s.canvas:
        Color(*s.theme.colour("night"))
        Rectangle(pos=(left, bottom), size=(width, height))
        s.preview_colour = Color(0, 0, 0, 0)
        s.preview = Rectangle(pos=(left, bottom), size=(width, height))
    pill = status.hint if status and status.hint else step
    s.panel(100, 1120, 880, 120, "white" if not s.theme.contrast else "paper", radius=60,
            outline="edge" if s.theme.contrast else "")
    s.icon(ARROWS.get(step, "check") if not (status and status.hint) else "warn", 140, 1150, 60, "ink")
    s.text(s.say(f"camera.{pill}"), 220, 1126, 736, 108, "lead", "ink", bold=True, valign="middle")
    if status and status.of:
        for number in range(status.of):
            done = number < status.step
            s.dot(500 - status.of * 24 + number * 60, 1292, 36, "pine" if done else "paper", "pine")
    s.button("pick:code", s.say("camera.code"), 60, 1360, 960, 140, lambda: s.c.answer(Pick("code")), icon="phone")
    s.bar(waiting=s.say("camera.waiting"))
    s.footer()


def show_preview(s: Screen, jpeg: bytes) -> None:
    """Put a frame into the dark place; the picture keeps its proportions."""
    rectangle: Any = s.preview
    if rectangle is None:
        return
    texture: Any = CoreImage(io.BytesIO(jpeg), ext="jpg", nocache=True).texture
    left, bottom, width, height = s.box(60, 500, 960, 760)
    scale = max(width / texture.width, height / texture.height)
    wide, high = width / scale / texture.width, height / scale / texture.height
    rectangle.texture = texture.get_region(
        texture.width * (1 - wide) / 2, texture.height * (1 - high) / 2, texture.width * wide, texture.height * high
    )
    rectangle.pos, rectangle.size = (left, bottom), (width, height)
    s.preview_colour.rgba = (1, 1, 1, 1)
