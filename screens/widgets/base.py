"""The few things every screen is made of: panels, texts, pictures, buttons.  Placed in design pixels from the top."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kivy.core.text import LabelBase
from kivy.graphics import Color, Ellipse, Line, RoundedRectangle
from kivy.uix.image import Image
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from screens import glass
from screens.theme import ROOT, Theme

FAMILY = "NotoSC"
LabelBase.register(
    FAMILY, str(ROOT / "assets/fonts/NotoSansSC-Regular.ttf"), fn_bold=str(ROOT / "assets/fonts/NotoSansSC-Bold.ttf")
)


class Sheet(Widget):
    """A surface of design pixels: 1080 wide, 1920 high, y from the top."""

    def __init__(self, theme: Theme, width: float, height: float, gate: Gate) -> None:
        super().__init__(size=(width, height))
        self.theme = theme
        self.gate = gate
        self._left = (width - theme.px(1080)) / 2

    def box(self, x: float, y: float, w: float, h: float) -> tuple[float, float, float, float]:
        """Design box to window pixels, y from the bottom."""
        px = self.theme.px
        return self._left + px(x), self.height - px(y + h), px(w), px(h)

    # ---------------------------------------------------------------- things
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
                half = px(line) / 2
                Line(rounded_rectangle=(left + half, bottom + half, width - 2 * half, height - 2 * half,
                                        max(px(radius) - half, 1)), width=half)

    def dot(self, x: float, y: float, size: float, fill: str, ring: str) -> None:
        left, bottom, width, _ = self.box(x, y, size, size)
        with self.canvas:
            Color(*self.theme.colour(ring))
            Ellipse(pos=(left, bottom), size=(width, width))
            Color(*self.theme.colour(fill))
            edge = self.theme.px(4)
            Ellipse(pos=(left + edge, bottom + edge), size=(width - 2 * edge, width - 2 * edge))

    def text(
        self, said: str, x: float, y: float, w: float, h: float, role: str = "body", colour: str = "ink",
        bold: bool = False, align: str = "left", valign: str = "top",
    ) -> Label:
        """A text in its box; one that is too long for it steps down the ladder rather than out of the box."""
        left, bottom, width, height = self.box(x, y, w, h)
        line = 0.88 if role in ("title", "display", "figure", "clock") else 0.93
        ladder = [size for size in LADDER if size <= self.theme.design_font(role)]
        label = Label()
        for size in reversed(ladder):
            label = Label(
                text=said, pos=(left, bottom), size=(width, height), text_size=(width, None), halign=align,
                valign=valign, font_name=FAMILY, bold=bold, font_size=self.theme.px(size), line_height=line,
                color=self.theme.colour(colour),
            )
            label.texture_update()
            if label.texture_size[1] <= height + self.theme.px(6):
                break
        # A label as high as its text: Kivy would drop a line that its natural height pushes out of the box.
        high = label.texture_size[1]
        label.size = (width, high)
        label.room = height
        label.y = bottom + height - high if valign == "top" else bottom + (height - high) / 2
        self.add_widget(label)
        return label

    def picture(self, source: str, x: float, y: float, w: float, h: float) -> Image:
        left, bottom, width, height = self.box(x, y, w, h)
        image = Image(source=source, pos=(left, bottom), size=(width, height), fit_mode="contain")
        self.add_widget(image)
        return image

    def icon(self, name: str, x: float, y: float, size: float, colour: str = "pine") -> Image:
        return self.picture(self.theme.icon(name, colour), x, y, size, size)

    def button(
        self, ident: str, said: str, x: float, y: float, w: float, h: float, act: Callable[[], None],
        kind: str = "secondary", icon: str = "", role: str = "", stacked: bool = False, bold: bool = True,
    ) -> Touchable:
        """kind: primary | secondary | plain (white tile) | chosen | off (cannot be pressed)."""
        made = Touchable(self, ident, said, (x, y, w, h), act, kind, icon, role, stacked, bold)
        self.add_widget(made)
        return made


LADDER = (28, 34, 40, 48, 60, 76, 104, 152)


class Gate:
    """One action at a time: closed by an answer, opened by what is shown next."""

    def __init__(self) -> None:
        self.open = True


class Touchable(Widget):
    """Acts on release inside; its colour changes in the frame of the press."""

    def __init__(
        self, sheet: Sheet, ident: str, said: str, place: tuple[float, float, float, float], act: Callable[[], None],
        kind: str, icon: str, role: str, stacked: bool, bold: bool,
    ) -> None:
        left, bottom, width, height = sheet.box(*place)
        super().__init__(pos=(left, bottom), size=(width, height))
        self.ident, self.said, self.kind = ident, said, kind
        self._sheet, self._act = sheet, act
        theme = sheet.theme
        fill, text, outline = {
            "primary": ("pine", "on_pine", ""), "secondary": ("white", "pine", "pine"), "plain": ("white", "ink", ""),
            "chosen": ("pine", "on_pine", ""), "off": ("off", "ink", ""), "footer": ("white", "ink", ""),
        }[kind]
        if theme.contrast and kind in ("plain", "footer"):
            outline = "edge"
        self._fill = theme.colour(fill)
        pressed = "pine_pressed" if fill == "pine" else "cel2" if not theme.contrast else "edge"
        self._pressed_fill = theme.colour(pressed)
        radius = theme.px(24 if height > theme.px(110) else 20)
        with self.canvas:
            self._colour = Color(*self._fill)
            RoundedRectangle(pos=self.pos, size=self.size, radius=[radius])
            if outline:
                half = theme.px(2)
                Color(*theme.colour(outline))
                Line(rounded_rectangle=(left + half, bottom + half, width - 2 * half, height - 2 * half, radius - half),
                     width=half)
        x, y, w, h = place
        role = role or ("head" if kind == "primary" else "lead")
        colour = "pine" if text == "pine" else "on_pine" if text == "on_pine" else "ink"
        if stacked:
            size = 56
            sheet_icon = sheet.theme.icon(icon, colour)
            self.add_widget(_image(sheet, sheet_icon, x + (w - size) / 2, y + h * 0.16, size))
            self._label(sheet, said, (x + 6, y + h * 0.16 + size, w - 12, h * 0.84 - size - 4), role, text, bold)
        elif icon:
            size = 56
            room = w - 48 - size
            wide = min(_width(sheet, said, role, bold), room)
            start = x + (w - wide - size - 20) / 2
            self.add_widget(_image(sheet, sheet.theme.icon(icon, colour), start, y + (h - size) / 2, size))
            self._label(sheet, said, (start + size + 20, y + 6, wide + 8, h - 12), role, text, bold, "left")
        else:
            self._label(sheet, said, (x + 18, y + 6, w - 36, h - 12), role, text, bold)

    def _label(
        self, sheet: Sheet, said: str, box: tuple[float, float, float, float], role: str, colour: str, bold: bool,
        align: str = "center",
    ) -> None:
        label = sheet.text(said, *box, role=role, colour=colour, bold=bold, align=align, valign="middle")
        sheet.remove_widget(label)
        self.add_widget(label)

    def on_touch_down(self, touch: Any) -> bool:
        if self.kind == "off" or not self.collide_point(*touch.pos):
            return False
        if self._sheet.gate.open:
            touch.grab(self)
            with glass.within(self):
                self._colour.rgba = self._pressed_fill
        return True

    def on_touch_up(self, touch: Any) -> bool:
        if touch.grab_current is not self:
            return False
        touch.ungrab(self)
        self._colour.rgba = self._fill
        if self.collide_point(*touch.pos) and self._sheet.gate.open:
            self._act()
        return True


def _image(sheet: Sheet, source: str, x: float, y: float, size: float) -> Image:
    image = sheet.picture(source, x, y, size, size)
    sheet.remove_widget(image)
    return image


def _width(sheet: Sheet, said: str, role: str, bold: bool) -> float:
    """How wide a line would be, in design pixels."""
    label = Label(text=said, font_name=FAMILY, bold=bold, font_size=sheet.theme.font(role))
    label.texture_update()
    return label.texture_size[0] / sheet.theme.scale + 4
