"""Dialogs over any screen: what makes it easier, whom to call, and each prompt's own."""

from __future__ import annotations

from kiosk.prompts import Review
from screens import ease, holds
from screens.frame import Screen
from screens.review import page
from screens.widgets import zones


def draw(s: Screen) -> None:
    """The open dialog.  Below it nothing can be touched but the footer."""
    s.veil()
    match s.c.dialog:
        case "ease":
            ease.draw(s)
        case "enlarge":
            _enlarge(s)
        case "help":
            _help(s)
        case "holds":
            holds.draw(s)
        case "review.wrong":
            _said(s, s.say("review.wrong_title"), ("doc", "pin", "yuan"), "review.wrong_", "")
        case name:
            between = "\n" if s.wide_text() else " · "
            at = f"{s.say(s.c.place.site)}{between}{s.local():%Y-%m-%d %H:%M}"
            what, icons = ("take_slip", ("slip", "call", "doc")) if name == "take_slip.missing" else (
                "take", ("print", "call", "yuan"))
            _said(s, s.say(f"{what}.missing_title"), icons, f"{what}.missing_", at)
    s.footer()


def _help(s: Screen) -> None:
    y = s.sheet(1040 if s.wide_text() else 860, s.say("help.title"))
    y = s.under(s.text(s.say("help.say"), 108, y, 864, 200, "lead", "ink2")) + 32
    s.panel(108, y, 864, 1520 - y, "cel")
    s.text(s.say("help.words"), 148, y + 24, 784, 72, "body", "ink2", valign="middle")
    s.text(s.say("help.at", site=s.say(s.c.place.site)), 148, y + 96, 784, 1504 - y - 96, "head", "ink", bold=True,
           valign="middle")
    s.way_out(s.say("help.close"))


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
    s.way_out(s.say("help.close"))


def _enlarge(s: Screen) -> None:
    """As wide as the glass; in landscape the upper half beside the lower one."""
    show = s.c.show
    if show and isinstance(show.prompt, Review):
        picture = show.prompt.picture
        if s.theme.landscape:
            s.zone = zones.half(s.theme, False)
            page(s, picture, 30, 30, 1020, 840, (0.0, 0.55))
            s.zone = zones.half(s.theme, True)
            page(s, picture, 30, 30, 1020, 840, (0.45, 1.0))
        else:
            page(s, picture, 44, 130, 992, 1404)
    s.act(1560, low=True)
    s.button("close", s.say("review.enlarge_close"), 60, 1584, 960, 120, s.close, "primary", "check")
