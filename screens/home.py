"""您要办什么事？  The items of this machine; what cannot be finished now is grey and says why."""

from __future__ import annotations

from kiosk.prompts import ChooseItem, Pick, Tile
from screens.frame import Screen


def draw(s: Screen, prompt: ChooseItem) -> None:
    time = s.scene()
    art = "home-hc" if s.theme.contrast else f"home-{time}"
    s.picture(s.theme.art(art), 0, 0, 1080, 600).fit_mode = "cover"
    night = time == "night"
    s.header(night)
    first, second = ("white", "moon") if night and not s.theme.contrast else ("ink", "ink2")
    s.text(s.say("home.title"), 60, 150, 960, 130, "title", first, bold=True)
    s.text(s.say("home.say"), 60, 286, 960, 100, "body", second)
    s.text(s.say("home.top"), 60, 660, 960, 56, "body", "ink", bold=True)
    y = 730.0
    for tile in prompt.tiles[:4]:
        y += _row(s, prompt, tile, y) + 24
    s.footer()


def _row(s: Screen, prompt: ChooseItem, tile: Tile, y: float) -> float:
    if tile.closed is None:
        s.button(f"item:{tile.key}", s.say(tile.name) + "\n" + s.say(tile.note), 60, y, 960, 190,
                 lambda: s.c.answer(Pick(tile.key)), "plain", tile.icon, "lead")
        return 190
    s.panel(60, y, 960, 330, "off", outline="edge" if s.theme.contrast else "")
    s.icon(tile.icon, 96, y + 40, 56, "ink")
    title = f"{s.say(tile.name)} · {s.say('home.closed')}"
    s.text(title, 180, y + 24, 800, 84, "lead", "ink", bold=True, valign="middle")
    why = s.c.texts.fault(tile.closed)
    place = s.say("home.nearest", place=s.say(prompt.nearest)) if prompt.nearest else ""
    s.text(f"{why}\n{place}", 180, y + 116, 800, 200, "body", "ink")
    return 330
