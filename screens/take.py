"""Take the page and the card: one arrow, and what still waits."""

from __future__ import annotations

from kiosk.prompts import TakeDocument, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: TakeDocument) -> None:
    gone = bool(s.c.status and s.c.status.state == "card_gone")
    s.header()
    s.steps()
    if prompt.pages:
        _paper(s, prompt, gone)
    else:
        _card_only(s)
    s.footer()


def _paper(s: Screen, prompt: TakeDocument, gone: bool) -> None:
    title = s.say("take.title" if prompt.card else "take.title_paper")
    top = s.below(s.title(title, s.say("take.say", pages=prompt.pages)) + 30, 440.0)
    s.act(top, low=True)
    end = 1060.0 if prompt.card else 1300.0
    s.panel(60, top, 960, end - top, "cel")
    s.art("take-paper", 84, top + 16, s.beside(690), end - top - 32)
    s.where("where-paper", s.say("take.where"), top, end - top)
    if prompt.card:
        _card(s, gone)
    _waits(s, "take.paper_waits" if prompt.card else "take.paper_waits_only", False, 1332)
    if prompt.card:
        _waits(s, "take.card_gone" if gone else "take.card_waits", gone, 1430)
    s.button("pick:missing", s.say("take.missing"), 60, 1584, 468, 120, lambda: s.open("take.missing"), icon="info")
    s.button("yes", s.say("take.yes" if prompt.card else "take.yes_one"), 552, 1584, 468, 120,
             lambda: s.c.answer(Yes()), "primary", "check")


def _card_only(s: Screen) -> None:
    """Nothing was printed: only the card is still here, and what is next comes when it is gone."""
    top = s.below(s.title(s.say("take.title_card"), s.say("take.say_card")) + 30, 440.0)
    s.act(top, low=True)
    s.panel(60, top, 960, 1200 - top, "lamp_tint")
    s.art("reading-card", 90, top + 24, s.beside(680), 1152 - top)
    s.where("where-card", s.say("read_card.where"), top, 1200 - top)
    _waits(s, "take.card_waits", False, 1240)
    s.button("yes", s.say("take.yes_one"), 60, 1584, 960, 120, lambda: s.c.answer(Yes()), "primary", "check")


def _card(s: Screen, gone: bool) -> None:
    s.panel(60, 1084, 960, 224, "cel" if gone else "lamp_tint")
    s.art("id-card", 100, 1130, 208, 132)
    s.pair(s.say("take.card_taken" if gone else "take.card"),
           s.say("take.card_taken_say" if gone else "take.card_where"), 344, 1092, 530, 208, ("head", "body"), lead=0)
    if gone:
        s.icon("check", 908, 1160, 72)
    else:
        s.art("where-card", 896, 1098, 98, 196)


def _waits(s: Screen, key: str, done: bool, y: float) -> None:
    if done:
        s.icon("check", 64, y + 18, 52)
    else:
        s.dot(72, y + 26, 36, "lamp", "ink")
    s.text(s.say(key), 146, y, 860, 88, "lead", "ink", valign="middle")
