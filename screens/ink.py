"""Lines of a finger on the glass: drawn as they come, each piece in its own small box, and kept compactly.

A line is x, y, x, y … in thousandths of the field's width, from its upper left corner.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.base import EventLoop
from kivy.clock import Clock
from kivy.graphics import Color, Line
from kivy.uix.widget import Widget

from screens import glass
from screens.widgets.base import Gate

Lines = tuple[tuple[int, ...], ...]

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
NEAR = 4
"""Thousandths: a point nearer than that to the one before says nothing new."""
MOST = 4000
"""Points of a signature: 16 kB of draft; a message holds 64 (hardware/channel.py)."""


def packed(lines: Lines) -> str:
    """Two base-36 digits a number, a point between lines."""
    return ".".join("".join(DIGITS[value // 36] + DIGITS[value % 36] for value in line) for line in lines)


def unpacked(text: str) -> Lines:
    """What `packed` has made."""
    return tuple(
        tuple(int(line[at:at + 2], 36) for at in range(0, len(line), 2)) for line in text.split(".") if line
    )


def length(lines: Lines) -> float:
    """All lines together, in thousandths of the width."""
    return sum(
        ((line[at] - line[at - 2]) ** 2 + (line[at + 1] - line[at - 1]) ** 2) ** 0.5
        for line in lines for at in range(2, len(line), 2)
    )


class Pad(Widget):
    """The field; `drawn` hears of all lines whenever a finger leaves the glass."""

    def __init__(
        self, box: tuple[float, float, float, float], lines: Lines, colour: tuple[float, ...], gate: Gate,
        drawn: Callable[[Lines], None],
    ) -> None:
        left, bottom, width, height = box
        super().__init__(pos=(left, bottom), size=(width, height))
        self.lines = lines
        self.ident, self.said, self.kind, self.live = "pad", "", "pad", True
        self._ink, self._gate, self._drawn = colour, gate, drawn
        self._thick = max(width * 0.0045, 1.0)
        self._line: list[int] = []
        self._path: list[tuple[float, float]] = []
        self._shown = 0
        window: Any = EventLoop.window
        window.bind(on_mouse_down=self._pressed, on_mouse_move=self._moved)  # weakly: ends with this pad
        self._later = Clock.create_trigger(lambda _: self._show())
        for line in lines:
            self._stroke(line)

    # ---------------------------------------------------------------- the finger
    def _pressed(self, window: Any, x: float, y: float, *_: object) -> None:
        """Kivy hands a touch over once a pass and with its last place only; a pass that took long would cut corners."""
        self._path = [(x, window.height - 1 - y)]

    def _moved(self, window: Any, x: float, y: float, *_: object) -> None:
        self._path.append((x, window.height - 1 - y))

    def on_touch_down(self, touch: Any) -> bool:
        start = self._path[0] if self._path else touch.pos
        if not self.live or not self._gate.open or not self.collide_point(*start) or self._line:
            return False
        touch.grab(self)
        self._line, self._shown = self._point(*start), 0
        self._follow(touch)
        return True

    def on_touch_move(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        self._follow(touch)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._follow(touch)
        self._show()
        self._later.cancel()
        self.lines = (*self.lines, tuple(self._line))
        self._line = []
        self._drawn(self.lines)
        return True

    def _follow(self, touch: Any) -> None:
        """All places of the finger since it was last asked for."""
        path, self._path = self._path or [touch.pos], []
        for place in path:
            x, y = self._point(*place)
            near = abs(x - self._line[-2]) + abs(y - self._line[-1]) < NEAR
            if not near and sum(map(len, self.lines)) + len(self._line) < 2 * MOST:
                self._line += (x, y)
        self._later()

    def _point(self, x: float, y: float) -> list[int]:
        """Where the finger is, at the edge where it has left the field."""
        across = min(max(x - self.x, 0), self.width)
        down = min(max(self.top - y, 0), self.height)
        return [round(1000 * across / self.width), round(1000 * down / self.width)]

    # ---------------------------------------------------------------- the glass
    def _show(self) -> None:
        """What came since the last frame, in a box of its own."""
        new = self._line[max(self._shown - 2, 0):]
        if len(self._line) == self._shown:
            return
        self._shown = len(self._line)
        points = self._pixels(new)
        edge = 2 * self._thick + 1
        left, bottom = min(points[::2]) - edge, min(points[1::2]) - edge
        piece = Widget(pos=(left, bottom), size=(max(points[::2]) + edge - left, max(points[1::2]) + edge - bottom))
        with glass.within(piece):
            self._stroke(new)

    def _stroke(self, line: tuple[int, ...] | list[int]) -> None:
        points = self._pixels(line)
        if len(points) == 2:
            points = [*points, points[0] + 0.5, points[1]]
        with self.canvas:
            Color(*self._ink)
            Line(points=points, width=self._thick, cap="round", joint="round")

    def _pixels(self, line: tuple[int, ...] | list[int]) -> list[float]:
        scale = self.width / 1000
        return [self.top - value * scale if at % 2 else self.x + value * scale for at, value in enumerate(line)]
