"""The field that is being typed in: what stands, the pinyin that waits underlined, and a caret."""

from __future__ import annotations

from typing import Any

from kivy.core.text import Label as CoreLabel
from kivy.graphics import Color, Rectangle

from screens.frame import Screen
from screens.typing.line import Line
from screens.widgets.base import FAMILY


def draw(s: Screen, line: Line, waits: str, y: float, h: float, right: bool, role: str = "lead") -> None:
    """`waits`: the letters as they are to be shown; `right`: a check mark, the value can be taken."""
    s.panel(60, y, 960, h, "paper" if s.theme.contrast else "white", radius=20, outline="pine", line=6)
    if right:
        s.icon("check", 940, y + (h - 56) / 2, 56)
    room = 960 - 72 - (84 if right else 0)
    said = _grouped(line.value) + waits
    label: Any = s.text(said or "0", 96, y + 8, room, h - 16, role, "ink", valign="middle")
    if not said:
        s.remove_widget(label)  # it was there for the caret's place
    last = label.text.split("\n")[-1]
    end = label.x + (_wide(label, last) if said else 0)
    lines = label.text.count("\n") + 1
    high = label.height / lines
    thick = s.theme.px(5)
    with s.canvas.after:
        Color(*s.theme.colour("pine"))
        Rectangle(pos=(end + thick, label.y + high * 0.12), size=(thick, high * 0.8))
        if waits:
            wide = min(_wide(label, waits), _wide(label, last))
            Rectangle(pos=(end - wide, label.y + high * 0.06), size=(wide, thick * 0.8))


def _wide(label: Any, said: str) -> float:
    """Window pixels."""
    return CoreLabel(font_name=FAMILY, font_size=label.font_size).get_extents(said)[0]


def _grouped(value: str) -> str:
    """Long numbers in groups of four, from the sixth character on as on the ID card; words as they are."""
    if len(value) <= 6 or not value.rstrip("X").isdecimal():
        return value
    return " ".join((value[:6], *(value[at:at + 4] for at in range(6, len(value), 4))))
