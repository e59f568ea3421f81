"""Dialogs over any screen: what makes it easier, whom to call, and each prompt's own."""

from __future__ import annotations

from kiosk.prompts import Preferences, Review
from screens.frame import Screen


def draw(s: Screen) -> None:
    """The open dialog.  Below it nothing can be touched but the footer."""
    name = s.c.dialog
    s.veil()
    if name == "ease":
        _ease(s)
    elif name == "enlarge":
        _enlarge(s)
    else:
        where = s.say(s.c.place.site)
        say = s.say(f"{name}.say", site=where) if name == "help" else s.say(f"{name}_say")
        title = s.say(f"{name}.title") if name == "help" else s.say(f"{name}_title")
        _sheet(s, 760, title, say)
        if name == "take.missing":
            s.text(f"{where} · {s.local():%Y-%m-%d %H:%M}", 100, 1330, 880, 60, "body", "ink", bold=True)
        s.button("close", s.say("help.close"), 100, 1560, 880, 120, s.close, "primary")


def _sheet(s: Screen, top: float, title: str, say: str = "") -> None:
    s.panel(44, top, 992, 1728 - top, "paper", radius=32, outline="edge" if s.theme.contrast else "")
    s.text(title, 100, top + 56, 880, 90 if not say else 150, "title", "ink", bold=True)
    if say:
        s.text(say, 100, top + 210, 880, 1530 - top - 220, "body", "ink2")


def _ease(s: Screen) -> None:
    prefs = s.c.prefs
    _sheet(s, 780, s.say("ease.title"))
    s.text(s.say("ease.say"), 100, 936, 880, 80, "note", "ink2")
    s.text(s.say("ease.size"), 100, 1020, 880, 60, "body", "ink", bold=True)
    for number, size in enumerate(("small", "standard", "large", "extra")):
        kind = "chosen" if prefs.size == size else "secondary"
        s.button(f"size:{size}", s.say(f"ease.{size}"), 100 + number * 226, 1090, 202, 120,
                 lambda size=size: s.c.prefer(Preferences(prefs.lang, size, prefs.contrast)), kind, role="body")
    s.icon("contrast", 100, 1290, 72, "ink")
    s.text(s.say("ease.contrast"), 200, 1270, 480, 112, "body", "ink", bold=True, valign="middle")
    kind = "chosen" if prefs.contrast else "secondary"
    s.button("contrast", s.say("ease.on" if prefs.contrast else "ease.off"), 720, 1266, 260, 120,
             lambda: s.c.prefer(Preferences(prefs.lang, prefs.size, not prefs.contrast)), kind, role="body")
    s.button("close", s.say("ease.done"), 100, 1560, 880, 120, s.close, "primary", "check")


def _enlarge(s: Screen) -> None:
    from screens.review import page

    show = s.c.show
    if show and isinstance(show.prompt, Review):
        page(s, show.prompt.picture, 44, 130, 992, 1404)
    s.button("close", s.say("help.close"), 100, 1584, 880, 120, s.close, "primary")
