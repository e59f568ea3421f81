"""An eye and a finger on one X display: pixels by XGetImage, touches by XTest."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

Colour = tuple[int, int, int]
LOOK_S = 0.001
"""Between two looks.  One takes 0.1 ms and is served by the X server that also shows the picture."""


class Eye:
    def __init__(self, display: str) -> None:
        self._display: Any = Display(display)
        self._root: Any = self._display.screen().root

    def pixel(self, x: int, y: int) -> Colour:
        blue, green, red = self._root.get_image(x, y, 1, 1, X.ZPixmap, 0xFFFFFFFF).data[:3]
        return red, green, blue

    def until(self, place: tuple[int, int], seen: Callable[[Colour], bool], seconds: float = 30.0) -> float:
        """The moment (monotonic, seconds) when that pixel was first seen so."""
        end, pause = time.monotonic() + seconds, threading.Event()
        while not seen(self.pixel(*place)):
            if time.monotonic() > end:
                raise AssertionError(f"pixel {place} still has colour {self.pixel(*place)}")
            pause.wait(LOOK_S)
        return time.monotonic()

    def press(self, x: int, y: int) -> None:
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        xtest.fake_input(self._display, X.ButtonPress, 1)
        self._display.sync()

    def release(self) -> None:
        xtest.fake_input(self._display, X.ButtonRelease, 1)
        self._display.sync()


def near(colour: Colour) -> Callable[[Colour], bool]:
    """Whether a pixel has this colour, but for rounding."""
    return lambda seen: max(abs(a - b) for a, b in zip(seen, colour, strict=True)) <= 3
