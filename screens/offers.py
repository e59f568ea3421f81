"""One item to choose (服务事项): white where it can be done, grey with the reason where it cannot be finished now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kivy.core.text import Label as CoreLabel

from kiosk.prompts import ChooseItem, Pick, Tile
from screens.finding import marked
from screens.frame import Screen
from screens.widgets.base import FAMILY


def offer(
    s: Screen, prompt: ChooseItem, tile: Tile, x: float, y: float, w: float, h: float, query: str = "",
    far: bool = False,
) -> None:
    """A tile with its name and note.  far: room for the way on and for the nearest place; query: what is underlined."""
    left = x + (120 if far else 108)
    room = x + w - left - (84 if far and tile.closed is None else 24)
    name = "lead" if not s.wide_text() else "body"
    if tile.closed is None:
        s.tile(f"item:{tile.key}", s.say(tile.name), x, y, w, h, lambda: s.c.answer(Pick(tile.key)))
        s.icon(tile.icon, x + 36, y + (h - 56) / 2, 56)
        if far:
            s.icon("next", x + w - 84, y + (h - 48) / 2, 48)
        label = _two(s, s.say(tile.name), s.say(tile.note), left, y, room, h, name, "ink2")
        if query:
            _underline(s, label, s.say(tile.name), marked(s.say(tile.name), tile.words, query))
        return
    s.panel(x, y, w, h, "off")
    s.icon("info", x + 36, y + (h - 56) / 2, 56, "ink")
    why = s.c.texts.fault(tile.closed)
    if far and prompt.nearest and not tight(s):
        why = s.say("home.closed_nearest", why=why, place=_short(s.say(prompt.nearest)))
    _two(s, s.say(tile.name), why, left, y, room, h, name, "ink")


def low_reach(s: Screen) -> bool:
    """Whether all that is pressed stands below half height, so that there is less of it (reach mode in portrait)."""
    return s.c.prefs.reach and s.height > s.width


def tight(s: Screen) -> bool:
    """Whether a grey tile has room for its reason only; where to go is said above the tiles."""
    return s.wide_text() or low_reach(s)


def elsewhere(s: Screen, prompt: ChooseItem, tiles: Sequence[Tile]) -> str:
    """Where to go for those of the tiles that are grey; "" where none is."""
    if not prompt.nearest or not any(tile.closed for tile in tiles):
        return ""
    return s.say("home.grey", place=_short(s.say(prompt.nearest)))


def _two(s: Screen, first: str, second: str, x: float, y: float, w: float, h: float, role: str, colour: str) -> Any:
    """A name and what is said below it, in the middle of a box."""
    if not second:
        return s.text(first, x, y, w, h, role, "ink", bold=True, valign="middle")
    one = s.text(first, x, y, w, h * 0.56, role, "ink", bold=True)
    below = s.under(one) - 6
    two = s.text(second, x, below, w, y + h - below, "note", colour)
    shift = s.box(0, (y + h - s.under(two)) / 2, 0, 0)[1] - s.box(0, 0, 0, 0)[1]
    one.y, two.y = one.y + shift, two.y + shift
    return one


def _underline(s: Screen, label: Any, said: str, spot: tuple[int, int] | None) -> None:
    """A line below the characters that the query has found, where the name stands in one line."""
    if spot is None or "\n" in label.text:
        return
    font = CoreLabel(font_name=FAMILY, bold=True, font_size=label.font_size)
    start, end = (font.get_extents(said[:at])[0] / s.theme.scale for at in spot)
    left = s.right_of(label) - label.width / s.theme.scale
    s.panel(left + start, s.under(label) - 8, end - start, 4, "pine", radius=1)


def _short(place: str) -> str:
    """Name and distance of a place; its hours stand where there is room."""
    return "，".join(place.split("，")[:2]) if "，" in place else ", ".join(place.split(", ")[:2])
