"""A place to touch: how it looks, what stands on it, and what it does when the finger leaves it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from kivy.graphics import Color, Line, RoundedRectangle
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from screens import glass

if TYPE_CHECKING:
    from screens.widgets.base import Sheet


def frame(box: tuple[float, float, float, float], radius: float, line: float) -> None:
    """A line inside the edge of a box, in the colour that is set."""
    left, bottom, width, height = box
    half = line / 2
    Line(rounded_rectangle=(left + half, bottom + half, width - line, height - line, max(radius - half, 1)), width=half)


LOOKS = {  # fill, text, outline, icon
    "primary": ("pine", "on_pine", "", "on_pine"), "chosen": ("pine", "on_pine", "", "on_pine"),
    "secondary": ("white", "pine", "pine", "pine"), "help": ("white", "pine", "pine", "pine"),
    "plain": ("white", "ink", "", "pine"), "footer": ("white", "ink", "", "ink"), "off": ("off", "ink", "", "ink"),
}
LOOKS_CONTRAST = {**LOOKS, "secondary": ("white", "ink", "edge", "ink"), "plain": ("white", "ink", "edge", "pine"),
                  "footer": ("white", "ink", "edge", "ink")}


class Touchable(Widget):
    """Acts on release inside; in the frame of the press it goes darker and gets an inner frame of lamp yellow."""

    def __init__(
        self, sheet: Sheet, ident: str, said: str, place: tuple[float, float, float, float], act: Callable[[], None],
        kind: str,
    ) -> None:
        left, bottom, width, height = sheet.box(*place)
        if sheet.zone.factor < 0.68:  # the least gap, 12, would be less than 2.5 mm
            bottom, height = bottom + sheet.theme.px(0.5), height - sheet.theme.px(1)
        super().__init__(pos=(left, bottom), size=(width, height))
        self.ident, self.said, self.kind, self.live = ident, said, kind, True
        self.note: Label | None = None
        self._sheet, self._act, self._place = sheet, act, place
        theme = sheet.theme
        self._look = (LOOKS_CONTRAST if theme.contrast else LOOKS)[kind]
        fill, _, outline, _ = self._look
        self._fill = theme.colour(fill)
        self._pressed_fill = theme.colour("pine_pressed" if fill == "pine" else "cel2")
        self._radius = theme.px(24 if place[3] > 132 or kind in ("primary", "secondary", "off") else 20)
        with self.canvas:
            self._colour = Color(*self._fill)
            RoundedRectangle(pos=self.pos, size=self.size, radius=[self._radius])
            if outline:
                Color(*theme.colour(outline))
                frame((left, bottom, width, height), self._radius, theme.px(4))

    # ---------------------------------------------------------------- what stands on it
    def fill(self, said: str, icon: str, role: str, stacked: bool, bold: bool, note: str) -> None:
        x, y, w, h = self._place
        role = role or ("head" if self.kind == "primary" else "lead")
        size = 60 if self.kind == "primary" else 56
        if stacked:
            gap = 4 if h < 140 else 14
            label = self._label(said, (x + 4, y, w - 8, h - size - gap - 16), role, bold)
            high = self._sheet.high(label)
            top = y + (h - size - gap - high) / 2
            self._icon(icon, x + (w - size) / 2, top, size)
            label.y = self._sheet.box(x, top + size + gap, w, high)[1]
            return
        room = w - 16 - (size + 36 if icon else 0)
        high = h - 4
        small: Any = None
        if note:
            self.note = small = self._label(note, (x + 18, y, w - 36, h * 0.48), "footer", False)
            high = h - self._sheet.high(small) - 4
        label = self._label(said, (x + 8, y + 2, room, high), role, bold)
        wide = self._sheet.wide(label)
        if small:
            small.y = label.y - small.height
            shift = (self.y + self.height / 2) - (small.y + label.top) / 2
            label.y, small.y = label.y + shift, small.y + shift
        start = x + (w - wide - (size + 20 if icon else 0)) / 2
        trailing = icon == "next"
        if icon:
            icon_y = y + (h - size) / 2 if not note else y + 12
            self._icon(icon, start + wide + 20 if trailing else start, icon_y, size)
        label.x = self._sheet.box(start if trailing or not icon else start + size + 20, 0, 0, 0)[0]

    def _label(self, said: str, box: tuple[float, float, float, float], role: str, bold: bool) -> Any:
        label: Any = self._sheet.text(said, *box, role=role, colour=self._look[1], bold=bold, align="center",
                                      valign="middle")
        self._sheet.remove_widget(label)
        self.add_widget(label)
        return label

    def _icon(self, name: str, x: float, y: float, size: float) -> None:
        image = self._sheet.icon(name, x, y, size, self._look[3])
        self._sheet.remove_widget(image)
        self.add_widget(image)

    # ---------------------------------------------------------------- touch
    def on_touch_down(self, touch: Any) -> bool:
        if self.kind == "off" or not self.live or not self.collide_point(*touch.pos):
            return False
        if self._sheet.gate.open:
            touch.grab(self)
            with glass.within(self):
                self.press(True)
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self.press(False)
        if self.collide_point(*touch.pos) and self._sheet.gate.open:
            self._act()
        return True

    def press(self, down: bool) -> None:
        """How it looks under the finger."""
        self._colour.rgba = self._pressed_fill if down else self._fill
        self.canvas.after.clear()
        if down:
            with self.canvas.after:
                Color(*self._sheet.theme.colour("lamp"))
                frame((self.x, self.y, self.width, self.height), self._radius, self._sheet.theme.px(8))
