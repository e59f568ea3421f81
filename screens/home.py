"""您要办什么事？  Search, the items most used, the departments.  What is open or typed lives in the draft."""

from __future__ import annotations

from kiosk.prompts import ChooseItem, Department, Tile
from screens import departments, few, search
from screens.departments import ALL, OPEN, shown
from screens.frame import Screen
from screens.offers import elsewhere, low_reach, offer

USED, ROWS = 4, 3
"""Items at once: tiles side by side, or rows where texts are large."""


def draw(s: Screen, prompt: ChooseItem) -> None:
    if search.TYPED in s.c.draft:
        search.draw(s, prompt)
    elif OPEN in s.c.draft:
        departments.draw(s, prompt)
    elif len(prompt.tiles) <= few.MOST and not prompt.departments:
        few.draw(s, prompt)
    else:
        _all(s, prompt)


def _all(s: Screen, prompt: ChooseItem) -> None:
    first, second = s.backdrop(f"home-{s.scene()}", 600)
    title = s.text(s.say("home.title"), 60, 142, 960, 140, "display", first, bold=True)
    s.on_art(s.text(s.say("home.say"), 60, s.under(title) + 2, 960, 70, "body", second))
    s.act(640)
    large, low = s.wide_text(), low_reach(s)
    high = 124 if large or low else 104
    _field(s, high)
    y = 640 + high + 12
    if large:
        tiles, pitch, tall = prompt.tiles[:ROWS - low], (200 if low else 142), (176 if low else 126)
    else:
        tiles, pitch, tall = prompt.tiles[:USED], (206 if low else 142), (190 if low else 126)
    _heading(s, prompt, tiles, y, 80)
    y += 84
    for number, tile in enumerate(tiles):
        if large:
            offer(s, prompt, tile, 60, y + number * pitch, 960, tall, far=True)
        else:
            offer(s, prompt, tile, 60 + (number % 2) * 488, y + (number // 2) * pitch, 472, tall)
    y += pitch * (len(tiles) if large else -(-len(tiles) // 2))
    s.text(s.say("home.by_department"), 60, y, 960, 80, "body", "ink", bold=True, valign="middle")
    _departments(s, shown(prompt), y + 84, low)
    s.footer()


def _field(s: Screen, h: float) -> None:
    s.tile("search", s.say("home.search"), 60, 640, 960, h, lambda: s.c.set_draft({search.TYPED: ""}))
    s.panel(60, 640, 960, h, "white", radius=20, outline="pine", line=4)
    s.icon("search", 96, 640 + (h - 60) / 2, 60, "ink")
    s.text(s.say("home.search"), 180, 640, 820, h, "lead", "ink2", valign="middle")


def _heading(s: Screen, prompt: ChooseItem, tiles: tuple[Tile, ...], y: float, h: float) -> None:
    """What stands below it; and where to go, where one of it cannot be done here."""
    label = s.text(s.say("home.top"), 60, y, 400, h, "body", "ink", bold=True, valign="middle")
    told = elsewhere(s, prompt, tiles)
    if told:
        left = s.right_of(label) + 24
        s.text(told, left, y, 1020 - left, h, "note", "ink2", align="right", valign="middle")


def _departments(s: Screen, known: list[Department], y: float, low: bool) -> None:
    """Those that fit and "all": three rows of four, or two of two where texts are large; one less in reach mode."""
    across, w, pitch, h = (2, 472, 146, 126) if s.wide_text() else (4, 228, 184 if low else 170, 164 if low else 154)
    rows = 2 if s.wide_text() or low else 3
    for number, one in enumerate(known[:across * rows - 1]):
        x = 60 + (number % across) * (w + 16)
        _cell(s, one.key, s.say(one.name), one.icon, x, y + (number // across) * pitch, w, h)
    last = min(len(known), across * rows - 1)
    x = 60 + (last % across) * (w + 16)
    _cell(s, ALL, s.say("home.all"), "more", x, y + (last // across) * pitch, w, h)


def _cell(s: Screen, key: str, said: str, icon: str, x: float, y: float, w: float, h: float) -> None:
    large = s.wide_text()
    s.button(f"department:{key}", said, x, y, w, h, lambda: s.c.set_draft({OPEN: key}), "plain", icon,
             "lead" if large else "body", stacked=not large)
