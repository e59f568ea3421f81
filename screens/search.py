"""搜一搜: what is typed on the screen's own keys finds items by characters, pinyin, initials or plain words."""

from __future__ import annotations

from kiosk.prompts import ChooseItem
from screens.finding import find
from screens.frame import Screen
from screens.offers import elsewhere, offer, tight

TYPED = "find"
"""Key of the draft; it is there as long as the search is open."""
ROWS, LONGEST = 3, 24
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")


def draw(s: Screen, prompt: ChooseItem) -> None:
    typed = s.c.draft.get(TYPED, "")
    found = find(prompt.tiles, typed)
    s.header()
    title = s.text(s.say("search.title"), 60, 138, 960, 100, "title", "ink", bold=True)
    say = s.text(s.say("search.say"), 60, s.under(title), 960, 72, "body", "ink2")
    y = max(s.under(say) + 20, 316)
    _field(s, typed, y, 120)
    told = elsewhere(s, prompt, found[:ROWS]) if tight(s) else ""
    s.text(f"{_told(s, typed, len(found))}\n{told}".rstrip(), 60, y + 132, 960, 496 - y, "body", "ink",
           bold=bool(found), valign="middle")
    s.act(640)
    for number, tile in enumerate(found[:ROWS]):
        offer(s, prompt, tile, 60, 640 + number * 142, 960, 122, query=typed, far=True)
    if not found:
        s.point("search" if not typed else "call", s.say("search.how" if not typed else "search.nothing"), 640, 394)
    _keys(s, typed)
    s.button("home", s.say("back"), 60, 1584, 468, 120, lambda: s.c.set_draft({}), icon="back")
    s.button("clear", s.say("search.clear"), 552, 1584, 468, 120, lambda: _type(s, ""),
             "secondary" if typed else "off", "close" if typed else "")
    s.footer()


def _told(s: Screen, typed: str, count: int) -> str:
    if not typed:
        return s.say("search.empty")
    if not count:
        return s.say("search.none")
    return s.say("search.found" if count <= ROWS else "search.many", count=count, shown=ROWS)


def _field(s: Screen, typed: str, y: float, h: float) -> None:
    """What was typed, with a caret; celadon, because it is not for touching."""
    s.panel(60, y, 960, h, "cel", radius=20, outline="pine", line=6)
    s.icon("search", 96, y + (h - 60) / 2, 60, "ink")
    end = 180.0
    if typed:
        end = s.right_of(s.text(typed, 180, y, 800, h, "head", "ink", bold=True, valign="middle")) + 6
    s.panel(end, y + (h - 60) / 2, 5, 60, "pine", radius=2)


def _keys(s: Screen, typed: str) -> None:
    for row, letters in enumerate(KEYS):
        x = 60 + row * 48.5
        for number, letter in enumerate(letters):
            s.button(f"key:{letter}", letter, x + number * 97, 1064 + row * 116, 85, 98,
                     lambda letter=letter: _type(s, typed + letter), "plain", role="head", bold=False)
    s.button("key:del", "", 836, 1296, 184, 98, lambda: _type(s, typed[:-1]), "plain", "bksp")
    s.button("key:space", s.say("search.space"), 254, 1412, 572, 98, lambda: _type(s, typed + " "), "plain",
             role="body", bold=False)


def _type(s: Screen, typed: str) -> None:
    s.c.set_draft({TYPED: typed[:LONGEST].lstrip()})
