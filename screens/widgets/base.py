"""The few things every screen is made of: panels, texts, pictures, buttons.  Placed in design pixels from the top."""

from __future__ import annotations

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase
from kivy.graphics import Color, Ellipse, RoundedRectangle
from kivy.uix.image import Image
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from screens.theme import ROOT, Theme
from screens.widgets import zones
from screens.widgets.lines import broken
from screens.widgets.touchable import Touchable, frame

FAMILY = "NotoSC"
LabelBase.register(
    FAMILY, str(ROOT / "assets/fonts/NotoSansSC-Regular.ttf"), fn_bold=str(ROOT / "assets/fonts/NotoSansSC-Bold.ttf")
)
LADDER = (28, 34, 40, 48, 60, 76, 104, 152)
BLANK = 0.2
"""Of a line as high as the font says, this part of its size stays empty."""
TITLES = ("title", "display", "figure", "clock")


class Gate:
    """One action at a time: closed by an answer, opened by what is shown next."""

    def __init__(self) -> None:
        self.open = True


class Sheet(Widget):
    """A surface of design pixels, y from the top: 1080 wide and 1920 high, moved to where its zone lies."""

    def __init__(self, theme: Theme, width: float, height: float, gate: Gate) -> None:
        super().__init__(size=(width, height))
        self.theme = theme
        self.gate = gate
        self.zone = zones.SAID
        self._left = (width - theme.px(theme.surface[0])) / 2

    # ---------------------------------------------------------------- places
    def act(self, y: float, foot: float = zones.FOOT, low: bool = False) -> None:
        """From here on things are for pressing; `y`: where that half begins in portrait (look above, press below).

        `foot`: where it ends; `low`: nothing above reach mode's border is pressed, so reach mode changes nothing."""
        self.zone = zones.pressed(self.theme, y, foot, low)

    @contextmanager
    def placed(self, y: float) -> Generator[None]:
        """What is drawn from y on lies where it belongs: reach mode leaves the action bar in its place."""
        before = self.zone
        if y >= zones.BAR and not self.theme.landscape:
            self.zone = zones.SAID
        yield
        self.zone = before

    def box(self, x: float, y: float, w: float, h: float) -> tuple[float, float, float, float]:
        """Design box to window pixels, y from the bottom."""
        px, zone = self.theme.px, self.zone
        high = px(h * zone.factor)
        return self._left + px(zone.left + x), self.height - px(zone.down(y)) - high, px(w), high

    def under(self, label: Widget) -> float:
        """The design y just below a thing."""
        return self.zone.up((self.height - label.y) / self.theme.scale)

    def right_of(self, label: Widget) -> float:
        """The design x just right of a thing."""
        return (label.right - self._left) / self.theme.scale - self.zone.left

    def wide(self, label: Widget) -> float:
        """A thing's width in design pixels."""
        return label.width / self.theme.scale

    def high(self, label: Widget) -> float:
        """A thing's height in the design pixels of the zone."""
        return label.height / (self.theme.scale * self.zone.factor)

    # ---------------------------------------------------------------- shapes
    def panel(
        self, x: float, y: float, w: float, h: float, fill: str, radius: float = 24, outline: str = "", line: float = 3
    ) -> Any:
        left, bottom, width, height = self.box(x, y, w, h)
        px, theme = self.theme.px, self.theme
        if fill == "cel" and theme.landscape and self.zone == zones.SAID:
            fill = "paper"  # what is said stands on celadon there
        with self.canvas:
            Color(*theme.colour(fill))
            made = RoundedRectangle(pos=(left, bottom), size=(width, height), radius=[px(radius)])
            if outline:
                Color(*theme.colour(outline))
                frame((left, bottom, width, height), px(radius), px(line))
        return made

    def dot(self, x: float, y: float, size: float, fill: str, ring: str = "", line: float = 4) -> None:
        """A disc, with a ring where one is named."""
        left, bottom, wide, high = self.box(x, y, size, size)
        width = min(wide, high)
        left, bottom = left + (wide - width) / 2, bottom + (high - width) / 2
        with self.canvas:
            Color(*self.theme.colour(ring or fill))
            Ellipse(pos=(left, bottom), size=(width, width))
            if ring:
                Color(*self.theme.colour(fill))
                edge = self.theme.px(line)
                Ellipse(pos=(left + edge, bottom + edge), size=(width - 2 * edge, width - 2 * edge))

    def progress(self, x: float, y: float, w: float, permille: float, h: float = 28) -> Any:
        """A bar; what comes back is the part that is filled (the track where nothing is)."""
        track = self.panel(x, y, w, h, "cel2", radius=h / 2, outline="edge" if self.theme.contrast else "")
        if permille > 0:
            return self.panel(x, y, max(h, w * min(permille, 1000) / 1000), h, "pine", radius=h / 2)
        return track

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
        with self.placed(y):
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
