"""怎样用更方便？  Size, theme and reach mode at one touch each, and what this machine holds about you."""

from __future__ import annotations

from collections.abc import Callable

from screens.frame import Screen

SIZES = (("small", "note"), ("standard", "body"), ("large", "lead"), ("extra", "head"))
HIGH, PITCH = 116, 130
"""Of a row."""


def draw(s: Screen) -> None:
    prefs, wide = s.c.prefs, s.theme.landscape  # reach mode changes nothing there
    y = s.sheet((1090 if s.wide_text() else 1010) - PITCH * wide, s.say("ease.title"))
    first = 1160.0 + PITCH * wide
    s.text(s.say("ease.say"), 108, y - 4, 864, first - 224 - y, "body", "ink2")
    s.text(s.say("ease.size"), 108, first - 224, 864, 80, "body", "ink", bold=True, valign="middle")
    for number, (size, role) in enumerate(SIZES):
        kind = "chosen" if prefs.size == size else "secondary"
        s.button(f"size:{size}", s.say(f"ease.{size}"), 108 + number * 220, first - 144, 204, 120,
                 lambda size=size: s.prefer(size=size), kind, role=role)
    _switch(s, "contrast", "contrast", first, prefs.contrast, lambda: s.prefer(contrast=not prefs.contrast))
    if not wide:
        _switch(s, "reach", "down", first + PITCH, prefs.reach, lambda: s.prefer(reach=not prefs.reach))
    _row(s, "holds", "info", 1160 + 2 * PITCH, lambda: s.open("holds"), 676)
    s.icon("next", 880, 1160 + 2 * PITCH + (HIGH - 56) / 2, 56)
    s.way_out(s.say("ease.done"))


def _row(s: Screen, key: str, icon: str, y: float, act: Callable[[], None], w: float) -> None:
    s.tile(key, s.say(f"ease.{key}"), 108, y, 864, HIGH, act)
    s.icon(icon, 144, y + (HIGH - 60) / 2, 60)
    s.text(s.say(f"ease.{key}"), 236, y, w - 52, HIGH, "lead", "ink", bold=True, valign="middle")


def _switch(s: Screen, key: str, icon: str, y: float, on: bool, act: Callable[[], None]) -> None:
    """A row with a switch that also says how it stands."""
    _row(s, key, icon, y, act, 512)
    s.text(s.say("ease.on" if on else "ease.off"), 700, y, 110, HIGH, "lead", "ink", align="right", valign="middle")
    middle = y + HIGH / 2
    s.panel(830, middle - 32, 112, 64, "pine" if on else "paper", radius=32, outline="pine" if on else "edge", line=4)
    s.dot(888 if on else 840, middle - 22, 44, "on_pine" if on else "edge")
