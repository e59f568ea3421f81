"""Home of a machine with up to three items and no departments: each has room for what it needs and costs."""

from __future__ import annotations

from kiosk.prompts import ChooseItem, Pick, Tile
from screens.frame import Screen
from screens.offers import low_reach

MOST = 3


def draw(s: Screen, prompt: ChooseItem) -> None:
    first, second = s.backdrop(f"home-{s.scene()}", 600)
    title = s.text(s.say("home.title"), 60, 146, 960, 110, "display", first, bold=True)
    s.on_art(s.text(s.say("home.say"), 60, s.under(title) + 2, 960, 70, "body", second))
    tiles = prompt.tiles[:MOST]
    one = len(prompt.tiles) == 1 and tiles[0].closed is None
    s.act(640)
    s.text(s.say("home.one" if one else "home.top"), 60, 640, 960, 72, "body", "ink", bold=True, valign="middle")
    y = 724.0
    for tile in tiles:
        if tile.closed is not None:
            y += _closed(s, prompt, tile, y)
        elif one:
            y += _large(s, tile, y)
        else:
            y += _row(s, tile, y)
    if y < 1480:
        s.point("call", s.say("home.other"), y + 12, 190)
    s.footer()


def _choose(s: Screen, tile: Tile, y: float, h: float) -> None:
    s.tile(f"item:{tile.key}", s.say(tile.name), 60, y, 960, h, lambda: s.c.answer(Pick(tile.key)))


def _large(s: Screen, tile: Tile, y: float) -> float:
    """The only item: what it is, what it needs, how long it takes, what it costs."""
    _choose(s, tile, y, 620)
    s.panel(108, y + 48, 168, 168, "cel", outline="edge" if s.theme.contrast else "")
    s.icon(tile.icon, 150, y + 90, 84)
    name = s.text(s.say(tile.name), 312, y + 44, 660, 110, "title", "ink", bold=True, valign="middle")
    s.text(s.say(tile.note), 312, s.under(name) + 4, 660, 72, "body", "ink2")
    facts: list[tuple[str, str, str]] = []
    if tile.needs:
        facts.append(("id", "guide.needs", s.say(tile.needs)))
    if tile.minutes:
        facts.append(("clock", "guide.minutes", s.say("guide.minutes_value", minutes=tile.minutes)))
        facts.append(("yuan", "guide.fee", s.fee(tile.fee_fen)))
    for number, (icon, label, value) in enumerate(facts):
        x = 108 + number * 296
        s.icon(icon, x, y + 268, 56)
        s.text(s.say(label), x + 72, y + 264, 208, 64, "note", "ink2", valign="middle")
        s.text(value, x, y + 334, 272, 90, "lead", "ink", bold=True, valign="middle")
    s.panel(108, y + 456, 864, 3, "line" if not s.theme.contrast else "edge", radius=1)
    label = s.text(s.say("home.go"), 108, y + 470, 780, 140, "head", "pine", bold=True, valign="middle")
    s.icon("next", s.right_of(label) + 24, y + 508, 64)
    return 644


def _row(s: Screen, tile: Tile, y: float) -> float:
    _choose(s, tile, y, 180)
    s.icon(tile.icon, 108, y + 54, 72)
    s.pair(s.say(tile.name), s.say(tile.note), 220, y + 8, 690, 164, ("lead", "note"), lead=0)
    s.icon("next", 924, y + 62, 56)
    return 204


def _closed(s: Screen, prompt: ChooseItem, tile: Tile, y: float) -> float:
    high = 620 if s.wide_text() or low_reach(s) else 420
    s.panel(60, y, 960, high, "off")
    s.icon(tile.icon, 108, y + 44, 72, "ink")
    name = s.text(s.say(tile.name), 220, y + 28, 760, 110, "head", "ink", bold=True, valign="middle")
    below = max(s.under(name), y + 128)
    why = s.text(f"{s.say('home.closed')}{s.c.texts.fault(tile.closed or '')}", 220, below, 760, 190, "body", "ink")
    y = s.under(why) + 12
    told = s.text(s.c.texts.remedy(tile.closed or ""), 220, y, 760, 130, "body", "ink")
    if prompt.nearest:
        s.icon("pin", 116, s.under(told) + 20, 60, "ink")
        s.text(s.say("home.nearest", place=s.say(prompt.nearest)), 220, s.under(told) + 16, 760, 160, "body", "ink",
               bold=True)
    return high + 24
