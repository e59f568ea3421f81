"""Dialogs over any screen: what makes it easier, whom to call, and each prompt's own."""

from __future__ import annotations

from kiosk.prompts import Preferences, Review
from screens.frame import Screen
from screens.review import page

SIZES = (("small", "note"), ("standard", "body"), ("large", "lead"), ("extra", "head"))


def draw(s: Screen) -> None:
    """The open dialog.  Below it nothing can be touched but the footer."""
    s.veil()
    match s.c.dialog:
        case "ease":
            _ease(s)
        case "enlarge":
            _enlarge(s)
        case "help":
            _help(s)
        case "review.wrong":
            _said(s, s.say("review.wrong_title"), ("doc", "pin", "yuan"), "review.wrong_", "")
        case name:
            between = "\n" if s.wide_text() else " · "
            at = f"{s.say(s.c.place.site)}{between}{s.local():%Y-%m-%d %H:%M}"
            what, icons = ("take_slip", ("slip", "call", "doc")) if name == "take_slip.missing" else (
                "take", ("print", "call", "yuan"))
            _said(s, s.say(f"{what}.missing_title"), icons, f"{what}.missing_", at)
    s.footer()


def _close(s: Screen, said: str) -> None:
    s.button("close", said, 108, 1560, 864, 120, s.close, "primary", "check")


def _help(s: Screen) -> None:
    y = s.sheet(1040 if s.wide_text() else 860, s.say("help.title"))
    y = s.under(s.text(s.say("help.say"), 108, y, 864, 200, "lead", "ink2")) + 32
    s.panel(108, y, 864, 1520 - y, "cel")
    s.text(s.say("help.words"), 148, y + 24, 784, 72, "body", "ink2", valign="middle")
    s.text(s.say("help.at", site=s.say(s.c.place.site)), 148, y + 96, 784, 1504 - y - 96, "head", "ink", bold=True,
           valign="middle")
    _close(s, s.say("help.close"))


def _said(s: Screen, title: str, icons: tuple[str, str, str], key: str, at: str) -> None:
    """Three sentences, each with its icon; where and when, to be told on the phone."""
    y = s.sheet(1090 if s.wide_text() else 980 if at else 900, title)
    room = (1530 - y - (128 if at else 0)) / 3
    for number, icon in enumerate(icons):
        top = y + number * room
        s.icon(icon, 108, top + (room - 72) / 2, 72)
        s.text(s.say(f"{key}{number + 1}"), 216, top, 756, room, "lead", "ink", valign="middle")
    if at:
        s.panel(108, 1410, 864, 126, "cel")
        s.text(at, 132, 1410, 816, 126, "body", "ink", bold=True, align="center", valign="middle")
    _close(s, s.say("help.close"))


def _ease(s: Screen) -> None:
    prefs = s.c.prefs
    y = s.sheet(960 if s.wide_text() else 836, s.say("ease.title"))
    s.text(s.say("ease.say"), 108, y - 4, 864, 130, "body", "ink2")
    s.text(s.say("ease.size"), 108, 1124, 864, 80, "body", "ink", bold=True, valign="middle")
    for number, (size, role) in enumerate(SIZES):
        kind = "chosen" if prefs.size == size else "secondary"
        s.button(f"size:{size}", s.say(f"ease.{size}"), 108 + number * 220, 1208, 204, 124,
                 lambda size=size: s.c.prefer(Preferences(prefs.lang, size, prefs.contrast)), kind, role=role)
    on = prefs.contrast
    s.tile("contrast", s.say("ease.contrast"), 108, 1372, 864, 132,
           lambda: s.c.prefer(Preferences(prefs.lang, prefs.size, not on)))
    s.icon("contrast", 144, 1406, 64)
    s.text(s.say("ease.contrast"), 240, 1372, 460, 132, "lead", "ink", bold=True, valign="middle")
    s.text(s.say("ease.on" if on else "ease.off"), 690, 1372, 120, 132, "lead", "ink", align="right", valign="middle")
    s.panel(830, 1406, 112, 64, "pine" if on else "paper", radius=32, outline="pine" if on else "edge", line=4)
    s.dot(888 if on else 840, 1416, 44, "on_pine" if on else "edge")
    _close(s, s.say("ease.done"))


def _enlarge(s: Screen) -> None:
    show = s.c.show
    if show and isinstance(show.prompt, Review):
        page(s, show.prompt.picture, 44, 130, 992, 1404)
    s.button("close", s.say("review.enlarge_close"), 60, 1584, 960, 120, s.close, "primary", "check")
