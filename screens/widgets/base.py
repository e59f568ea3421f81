"""The few things every screen is made of: panels, texts, pictures, buttons.  Placed in design pixels from the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase
from kivy.graphics import Color, Ellipse, Line, RoundedRectangle
from kivy.uix.image import Image
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from screens import glass
from screens.theme import ROOT, Theme
from screens.widgets.lines import broken

FAMILY = "NotoSC"
LabelBase.register(
    FAMILY, str(ROOT / "assets/fonts/NotoSansSC-Regular.ttf"), fn_bold=str(ROOT / "assets/fonts/NotoSansSC-Bold.ttf")
)
LADDER = (28, 34, 40, 48, 60, 76, 104, 152)
BLANK = 0.2
"""Of a line as high as the font says, this part of its size stays empty."""
TITLES = ("title", "display", "figure", "clock")


class Sheet(Widget):
    """A surface of design pixels: 1080 wide, 1920 high, y from the top."""

    def __init__(self, theme: Theme, width: float, height: float, gate: Gate) -> None:
        super().__init__(size=(width, height))
        self.theme = theme
        self.gate = gate
        self._left = (width - theme.px(1080)) / 2

    def act(self, y: float, foot: float = 1704.0, low: bool = False) -> None:
        """From here on things are for pressing; `y`: where that half begins in portrait (look above, press below).

        `foot`: where it ends; `low`: nothing above reach mode's border is pressed, so reach mode changes nothing."""

    def box(self, x: float, y: float, w: float, h: float) -> tuple[float, float, float, float]:
        """Design box to window pixels, y from the bottom."""
        px = self.theme.px
        return self._left + px(x), self.height - px(y + h), px(w), px(h)

    def under(self, label: Widget) -> float:
        """The design y just below a thing."""
        return (self.height - label.y) / self.theme.scale

    def right_of(self, label: Widget) -> float:
        """The design x just right of a thing."""
        return (label.right - self._left) / self.theme.scale

    # ---------------------------------------------------------------- shapes
    def panel(
        self, x: float, y: float, w: float, h: float, fill: str, radius: float = 24, outline: str = "", line: float = 3
    ) -> None:
        left, bottom, width, height = self.box(x, y, w, h)
        px, theme = self.theme.px, self.theme
        with self.canvas:
            Color(*theme.colour(fill))
            RoundedRectangle(pos=(left, bottom), size=(width, height), radius=[px(radius)])
            if outline:
                Color(*theme.colour(outline))
                frame((left, bottom, width, height), px(radius), px(line))

    def dot(self, x: float, y: float, size: float, fill: str, ring: str = "", line: float = 4) -> None:
        """A disc, with a ring where one is named."""
        left, bottom, width, _ = self.box(x, y, size, size)
        with self.canvas:
            Color(*self.theme.colour(ring or fill))
            Ellipse(pos=(left, bottom), size=(width, width))
            if ring:
                Color(*self.theme.colour(fill))
                edge = self.theme.px(line)
                Ellipse(pos=(left + edge, bottom + edge), size=(width - 2 * edge, width - 2 * edge))

    def progress(self, x: float, y: float, w: float, permille: float, h: float = 28) -> None:
        self.panel(x, y, w, h, "cel2", radius=h / 2, outline="edge" if self.theme.contrast else "")
        if permille > 0:
            self.panel(x, y, max(h, w * min(permille, 1000) / 1000), h, "pine", radius=h / 2)

    # ---------------------------------------------------------------- texts
    def text(
        self, said: str, x: float, y: float, w: float, h: float, role: str = "body", colour: str = "ink",
        bold: bool = False, align: str = "left", valign: str = "top",
    ) -> Label:
        """A text in its box; one that is too long for it steps down the ladder rather than out of the box."""
        left, bottom, width, height = self.box(x, y, w, h)
        line = 0.88 if role in TITLES else 0.93
        wanted = self.theme.design_font(role)
        size, lines = self._fitted(said, width, height, wanted, bold, line)
        label: Any = Label(
            text="\n".join(lines), halign=align, font_name=FAMILY, bold=bold, font_size=self.theme.px(size),
            line_height=line, color=self.theme.colour(colour),
        )
        label.texture_update()
        wide, high = label.texture_size
        label.size = (wide, high)
        label.x = left + {"left": 0.0, "center": (width - wide) / 2, "right": width - wide}[align]
        label.y = bottom + (height - high if valign == "top" else (height - high) / 2)
        label.said, label.room, label.role, label.wanted, label.got = said, (width, height), role, wanted, size
        self.add_widget(label)
        return label

    def _fitted(
        self, said: str, width: float, height: float, wanted: int, bold: bool, line: float
    ) -> tuple[int, list[str]]:
        """The largest size of the ladder at which the text stays in its box, and its lines."""
        lines: list[str] = []
        for size in reversed([size for size in LADDER if size <= wanted]):
            font = CoreLabel(font_name=FAMILY, bold=bold, font_size=self.theme.px(size))
            _, natural = font.get_extents("国")

            def measure(piece: str, font: Any = font) -> float:
                return font.get_extents(piece)[0]

            lines = [piece for part in said.split("\n") for piece in broken(part, width, measure)]
            high = natural * (line * (len(lines) - 1) + 1) - BLANK * self.theme.px(size)
            if high <= height and max(map(measure, lines)) <= width + 1:
                return size, lines
        return LADDER[0], lines

    # ---------------------------------------------------------------- pictures
    def picture(self, source: str, x: float, y: float, w: float, h: float) -> Image:
        left, bottom, width, height = self.box(x, y, w, h)
        image = Image(source=source, pos=(left, bottom), size=(width, height), fit_mode="contain")
        self.add_widget(image)
        return image

    def art(self, name: str, x: float, y: float, w: float, h: float) -> Image:
        """An illustration: its outlines are white in high contrast."""
        return self.picture(self.theme.art(name + ("-hc" if self.theme.contrast else "")), x, y, w, h)

    def icon(self, name: str, x: float, y: float, size: float, colour: str = "pine") -> Image:
        return self.picture(self.theme.icon(name, colour), x, y, size, size)

    # ---------------------------------------------------------------- touch
    def button(
        self, ident: str, said: str, x: float, y: float, w: float, h: float, act: Callable[[], None],
        kind: str = "secondary", icon: str = "", role: str = "", stacked: bool = False, bold: bool = True,
        note: str = "",
    ) -> Touchable:
        """kind: primary | secondary | help | plain (white tile) | chosen | footer | off (cannot be pressed).

        `note`: a second, smaller line."""
        made = Touchable(self, ident, said, (x, y, w, h), act, kind)
        made.fill(said, icon, role, stacked, bold, note)
        self.add_widget(made)
        return made

    def tile(
        self, ident: str, said: str, x: float, y: float, w: float, h: float, act: Callable[[], None]
    ) -> Touchable:
        """A white place to touch; what stands on it is drawn by the screen."""
        made = Touchable(self, ident, said, (x, y, w, h), act, "plain")
        self.add_widget(made)
        return made


def frame(box: tuple[float, float, float, float], radius: float, line: float) -> None:
    """A line inside the edge of a box, in the colour that is set."""
    left, bottom, width, height = box
    half = line / 2
    Line(rounded_rectangle=(left + half, bottom + half, width - line, height - line, max(radius - half, 1)), width=half)


class Gate:
    """One action at a time: closed by an answer, opened by what is shown next."""

    def __init__(self) -> None:
        self.open = True


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
        super().__init__(pos=(left, bottom), size=(width, height))
        self.ident, self.said, self.kind, self.live = ident, said, kind, True
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
            high = label.height / self._sheet.theme.scale
            top = y + (h - size - gap - high) / 2
            self._icon(icon, x + (w - size) / 2, top, size)
            label.y = self._sheet.box(x, top + size + gap, w, high)[1]
            return
        room = w - 16 - (size + 36 if icon else 0)
        high = h - 4
        small: Any = None
        if note:
            small = self._label(note, (x + 18, y, w - 36, h * 0.48), "footer", False)
            high = h - small.height / self._sheet.theme.scale - 4
        label = self._label(said, (x + 8, y + 2, room, high), role, bold)
        wide = label.width / self._sheet.theme.scale
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
