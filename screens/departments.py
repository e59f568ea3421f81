"""Behind the home screen: all departments (按部门找), or the items of one, page by page."""

from __future__ import annotations

from kiosk.prompts import ChooseItem, Department, Tile
from screens.frame import Screen
from screens.offers import elsewhere, offer, tight
from screens.paging import PAGE, opened

OPEN, ALL = "open", "*"
"""Key of the draft, and what stands there where no single department is open."""
ITEMS = 6


def shown(prompt: ChooseItem) -> list[Department]:
    """The departments that have an item here."""
    with_items = {tile.department for tile in prompt.tiles}
    return [one for one in prompt.departments if one.key in with_items]


def draw(s: Screen, prompt: ChooseItem) -> None:
    key = s.c.draft.get(OPEN, ALL)
    known = shown(prompt)
    one = next((one for one in known if one.key == key), None)
    s.header()
    if one is None and len(known) > 1:
        _choice(s, known)
    else:
        tiles = [tile for tile in prompt.tiles if one is None or tile.department == one.key]
        _items(s, prompt, s.say(one.name) if one else s.say("home.all"), tiles)
    s.footer()


def _choice(s: Screen, known: list[Department]) -> None:
    s.title(s.say("home.all"), s.say("home.all_say"))
    s.act(640)
    across, w, pitch, rows = (2, 468, 184, 5) if s.wide_text() else (3, 304, 184, 5)
    page, pages = _page(s, len(known), across * rows)
    for number, one in enumerate(known[page * across * rows:(page + 1) * across * rows]):
        x, y = 60 + (number % across) * (w + 24), 640 + (number // across) * pitch
        s.button(f"department:{one.key}", s.say(one.name), x, y, w, 160,
                 lambda key=one.key: s.c.set_draft({OPEN: key}), "plain", one.icon, "lead" if across == 3 else "body",
                 stacked=True)
    _turn(s, {}, {OPEN: ALL}, page, pages)


def _items(s: Screen, prompt: ChooseItem, title: str, tiles: list[Tile]) -> None:
    page, pages = _page(s, len(tiles), ITEMS)
    count = s.say("home.items", items=len(tiles))
    if pages > 1:
        count += s.say("home.page", page=page + 1, pages=pages)
    here = tiles[page * ITEMS:(page + 1) * ITEMS]
    told = elsewhere(s, prompt, here) if tight(s) else ""
    s.title(title, f"{count}\n{told}".rstrip())
    s.act(640)
    for number, tile in enumerate(here):
        offer(s, prompt, tile, 60, 640 + number * 152, 960, 132, far=True)
    key = s.c.draft.get(OPEN, ALL)
    _turn(s, {}, {OPEN: key}, page, pages)


def _page(s: Screen, many: int, each: int) -> tuple[int, int]:
    """The page that is open and how many there are."""
    pages = max(1, -(-many // each))
    return opened(s.c.draft, pages), pages


def _turn(s: Screen, home: dict[str, str], here: dict[str, str], page: int, pages: int) -> None:
    """Back at the left; the page before and the next one, where there are several."""
    s.button("home", s.say("back"), 60, 1584, 300, 120, lambda: s.c.set_draft(home), icon="back")
    if pages == 1:
        return
    for ident, x, to, icon in (("before", 384, page - 1, "back"), ("next", 714, page + 1, "next")):
        there = 0 <= to < pages
        s.button(f"page:{ident}", s.say(f"page.{ident}"), x, 1584, 306, 120,
                 lambda to=to: s.c.set_draft({**here, PAGE: str(to)}), "secondary" if there else "off",
                 icon if there else "")
