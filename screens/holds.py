"""这台机器现在知道您什么  What is held of this citizen now, and every look-up made for them in this visit."""

from __future__ import annotations

from kiosk.prompts import Lookup
from screens.frame import Screen

SHOWN = 5
"""The last look-ups; of more, their number is said."""
END = 1540.0


def draw(s: Screen) -> None:
    show = s.c.show
    y = s.sheet(1090, s.say("holds.title"))
    if show is None or not (show.holds or show.lookups):
        s.panel(108, y + 8, 864, 300, "cel")
        s.icon("check", 148, y + 118, 80)
        s.text(s.say("holds.none"), 268, y + 8, 668, 300, "lead", "ink", bold=True, valign="middle")
        s.text(s.say("holds.never"), 108, y + 340, 864, END - y - 340, "body", "ink2")
    else:
        if show.holds:
            y = _held(s, tuple(map(s.say, show.holds)), y)
        if show.lookups:
            _lookups(s, show.lookups, y)
    s.way_out(s.say("holds.close"))


def _held(s: Screen, held: tuple[str, ...], y: float) -> float:
    """What is held, a line each, and what becomes of it; where it ends."""
    pitch = 58.0 if s.wide_text() else 54.0
    high = pitch * (len(held) + 1) + 24
    s.panel(108, y, 864, high, "cel")
    s.icon("lock", 140, y + (high - 64) / 2, 64)
    for number, line in enumerate((*held, s.say("holds.until"))):
        last = number == len(held)
        s.text(line, 236, y + 12 + number * pitch, 712, pitch, "note" if last else "body", "ink2" if last else "ink",
               bold=not last, valign="middle")
    return y + high + 16


def _lookups(s: Screen, lookups: tuple[Lookup, ...], y: float) -> None:
    """When, whose data, and what for: a row each."""
    shown = lookups[-SHOWN:]
    s.text(s.say("holds.looked", count=len(lookups)), 108, y, 864, 76, "body", "ink", bold=True, valign="middle")
    y += 80
    pitch = min(132.0, (END - y) / len(shown))
    for number, one in enumerate(shown):
        top = y + number * pitch
        s.panel(108, top, 864, pitch - 10, "cel", radius=16)
        at = s.text(one.at, 132, top, 130, pitch - 10, "note", "ink", bold=True, valign="middle")
        left = s.right_of(at) + 24
        source = s.text(s.say(one.source), left, top, 400, pitch - 10, "note", "ink", bold=True, valign="middle")
        left = max(520.0, s.right_of(source) + 24)
        s.text(s.say(one.what), left, top, 956 - left, pitch - 10, "note", "ink2", valign="middle")
