"""touch.handler_p95_ms, touch.pixel_p95_ms, touch.loaded_p95_ms: a finger on the start button; peer: Kivy's own loop.

Touches are X events by XTest, 100 a row at moments that no frame knows; the shell is idle at each.  Handler: from the
release to the handler's Start on the wire.  Pixel: from the press until the button's pressed colour is on the glass,
looked at every millisecond; rendering in software, warm.  Loaded: the handler while a face is checked at 15 frames a
second and pages are printed one after another (load.py).  The peer is the same shell on the stock loop, same run.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import closing

from benchmarks.eye import Eye
from benchmarks.load import load
from benchmarks.row import Row
from benchmarks.window import DOWN, START, UP, Window
from kiosk import messages as m
from sandbox.demo import virtual_screen

TOUCHES, WARM_UP = 100, 5
PEER = "Kivy's own loop"


def rows() -> Iterator[Row]:
    with virtual_screen() as display:
        ours, peer = _touched(display, "screens"), _touched(display, "benchmarks.stock")
        yield Row("touch.handler_p95_ms", ours[0], "ms", 5.0, PEER, peer[0])
        yield Row("touch.pixel_p95_ms", ours[1], "ms", 80.0, PEER, peer[1])
        with load():
            ours, peer = _touched(display, "screens"), _touched(display, "benchmarks.stock")
        yield Row("touch.loaded_p95_ms", ours[0], "ms", 30.0, PEER, peer[0])


def _touched(display: str, module: str) -> tuple[float, float]:
    """p95 to the handler and to the pixel, milliseconds."""
    eye, chance = Eye(display), random.Random(1)
    with closing(Window(display, module)) as window:
        took = [_touch(eye, window, chance) for _ in range(WARM_UP + TOUCHES)][WARM_UP:]
    handler, pixel = (statistics.quantiles(column, n=20)[-1] * 1000 for column in zip(*took, strict=True))
    return handler, pixel


def _touch(eye: Eye, window: Window, chance: random.Random) -> tuple[float, float]:
    eye.until(START, UP)
    time.sleep(chance.uniform(0.15, 0.25))
    pressed = time.monotonic()
    eye.press(*START)
    shown = eye.until(START, DOWN)
    time.sleep(chance.uniform(0.05, 0.1))
    released = time.monotonic()
    eye.release()
    window.next(m.Start)
    heard = time.monotonic()
    window.attract()  # opens the gate again
    return heard - released, shown - pressed
