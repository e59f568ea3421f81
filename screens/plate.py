"""A code to be read by a phone, on a plate that is white in every theme."""

from __future__ import annotations

import io
from typing import Any

from kivy.core.image import Image as CoreImage
from kivy.graphics import Color, Rectangle

from screens.frame import Screen

QUIET = 4
"""Modules of white around a code (ISO/IEC 18004)."""


def plate(s: Screen, code: bytes, x: float, y: float, w: float, h: float) -> None:
    """A code (PNG, a pixel a module) in whole pixels a module on a plate that is white in every theme."""
    left, bottom, width, height = s.box(x, y, w, h)
    side = min(width, height)
    left, bottom = left + (width - side) / 2, bottom + (height - side) / 2
    texture: Any = CoreImage(io.BytesIO(code), ext="png", nocache=True).texture
    texture.mag_filter = texture.min_filter = "nearest"
    module = max(1, int(side / (texture.width + 2 * QUIET)))
    inner = module * texture.width
    with s.canvas:
        Color(1, 1, 1, 1)
        Rectangle(pos=(left, bottom), size=(side, side))
        Rectangle(pos=(int(left + (side - inner) / 2), int(bottom + (side - inner) / 2)), size=(inner, inner),
                  texture=texture)
