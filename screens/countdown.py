"""Time that runs out on a screen that otherwise stands still: a sentence and a bar, each drawn in its own box."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.clock import Clock
from kivy.uix.widget import Widget

from screens import glass
from screens.frame import Screen


def countdown(s: Screen, label: Any, bar: tuple[float, float, float], left: int, whole: int,
              said: Callable[[int], str]) -> None:
    """`label` says `said(seconds)` and a bar at x, y, w shortens; `left` of `whole` seconds as the prompt came.

    Counts on from there by itself, also where the screen is drawn again."""
    x, y, w = bar
    begun = Clock.get_time() if s.c.heard is None else s.c.heard

    def rest() -> int:
        return max(0, left - int(Clock.get_time() - begun))

    box = s.box(x, y, w, 28)
    fill: Any = s.progress(x, y, w, 1000)
    strip = Widget(pos=box[:2], size=box[2:])
    s.add_widget(strip)
    label.text_size = (label.room[0], None)
    label.width = label.room[0]

    def tick(_: float) -> bool:
        seconds = rest()
        if s.parent is not None:
            with glass.within(label):
                label.text = said(seconds)
            with glass.within(strip):
                _shorten(fill, box, seconds / max(whole, 1))
        return s.parent is not None and seconds > 0

    label.text = said(rest())
    _shorten(fill, box, rest() / max(whole, 1))
    Clock.schedule_interval(tick, 1)


def _shorten(fill: Any, box: tuple[float, float, float, float], part: float) -> None:
    fill.size = (max(box[3], box[2] * min(part, 1.0)), box[3])
