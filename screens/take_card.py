"""A card is made and given (取卡): what the dispenser does, and one arrow where the card is."""

from __future__ import annotations

from kiosk.prompts import TakeCard
from screens.frame import Screen

AT = {"feeding": 1, "checking": 2, "presented": 3}


def draw(s: Screen, prompt: TakeCard) -> None:
    status = s.c.status
    at = AT.get(status.state, 1) if status else 1
    out = at == 3
    s.header()
    s.steps()
    name = s.say(prompt.name)
    title = s.say("take_card.title_out" if out else "take_card.title", name=name)
    top = s.below(s.title(title, s.say("take_card.say_out" if out else "take_card.say")) + 24, 460.0)
    s.act(top, low=True)
    end = 1100.0
    s.panel(60, top, 960, end - top, "cel")
    if out:
        s.art("card-out", 84, top + 20, s.beside(690), end - top - 40)
        s.where("where-out", s.say("take_card.where"), top, end - top)
    else:
        s.art("card-made", 84, top + 20, 912, end - top - 40)
    s.progress(60, end + 32, 960, 1000 * (at - 0.5) / 3 if not out else 1000, 32)
    for number in range(1, 4):
        _step(s, number, at, end + 88 + (number - 1) * 116)
    if status and status.fault:
        s.point("warn", s.c.texts.fault(status.fault), 1460, 108, fill="lamp_tint")
    s.bar(waiting=s.say("take_card.bar_out" if out else "take_card.bar"))
    s.footer()


def _step(s: Screen, number: int, at: int, y: float) -> None:
    """What is done, what goes on, what comes."""
    if number < at:
        s.icon("check", 72, y + 26, 56)
    elif number == at:
        s.dot(78, y + 32, 44, "lamp", "ink")
    else:
        s.dot(78, y + 32, 44, "paper", "edge")
    s.text(s.say(f"take_card.step{number}"), 164, y, 850, 108, "lead", "ink", bold=number == at, valign="middle")
