"""The footer: start over, language, large text, ease panel, and whom to call.  Its places never move."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kiosk.prompts import Leave
from screens.widgets import zones

if TYPE_CHECKING:
    from screens.frame import Screen


def draw(s: Screen, state: str) -> None:
    """state: well | some | closed | moment, where there is nothing to start over."""
    s.zone = zones.footer(s.theme)
    wide = s.theme.surface[0]
    s.panel(-200, 1752, wide + 400, 400, "band", radius=0)
    if s.theme.contrast:
        s.panel(-200, 1752, wide + 400, 3, "edge", radius=0)
    show, lang, prefs = s.c.show, s.c.texts.lang, s.c.prefs
    if show and show.leave:
        _cell(s, "leave", 0, s.say("footer.leave"), lambda: s.c.answer(Leave()), "restart")
    else:
        state = "locked" if show else state
        icon = {"locked": "lock", "well": "check", "some": "wrench", "closed": "wrench", "moment": "clock"}[state]
        _state(s, icon, s.say(f"footer.{state}"))
    other = "en" if lang == "zh" else "zh"
    _cell(s, "lang", 1, s.say("footer.lang"), lambda: s.prefer(lang=other), "globe")
    big = prefs.size in ("large", "extra")
    _cell(s, "large", 2, s.say("footer.standard" if big else "footer.large"),
          lambda: s.prefer(size="standard" if big else "extra"), "text", "chosen" if big else "footer")
    eased = prefs.reach or prefs.contrast
    _cell(s, "ease", 3, s.say("footer.ease"), lambda: s.open("ease"), "ease", "chosen" if eased else "footer")
    w = 344 if s.theme.landscape else 264
    s.button("help", s.say("footer.help"), wide - 60 - w, 1770, w, 132, lambda: s.open("help"), "help", "call",
             "footer")


def _cell(
    s: Screen, ident: str, place: int, said: str, act: Callable[[], None], icon: str, kind: str = "footer"
) -> None:
    x, w = _cell_at(s, place)
    s.button(ident, said, x, 1770, w, 132, act, kind, icon, "footer", stacked=not s.theme.landscape,
             bold=kind == "chosen")


def _state(s: Screen, icon: str, said: str) -> None:
    """How the machine is, where the first cell would be."""
    x, w = _cell_at(s, 0)
    if s.theme.landscape:
        s.icon(icon, x, 1808, 56, "ink")
        s.text(said, x + 76, 1770, w - 76, 132, "footer", "ink2", valign="middle")
    else:
        s.icon(icon, x + 53, 1778, 56, "ink")
        s.text(said, x, 1838, w, 60, "footer", "ink2", align="center", valign="middle")


def _cell_at(s: Screen, place: int) -> tuple[float, float]:
    """x and width of a cell, counted from the left."""
    return (60 + place * 284.0, 260.0) if s.theme.landscape else (60 + place * 174.0, 162.0)
