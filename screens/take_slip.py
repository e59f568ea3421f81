"""A slip has come out (取小票): one arrow to its slot, and what it is good for."""

from __future__ import annotations

from kiosk.prompts import TakeSlip, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: TakeSlip) -> None:
    s.header()
    s.steps()
    top = s.below(s.title(s.say("take_slip.title"), s.say("take_slip.say")) + 30, 440.0)
    s.act(top, low=True)
    s.panel(60, top, 960, 1200 - top, "cel")
    s.art("slip-out", 84, top + 20, s.beside(690), 1160 - top)
    s.where("where-slip", s.say("take_slip.where"), top, 1200 - top)
    if prompt.final:
        s.point("slip", s.say("take_slip.final"), 1224, 200, role="lead")
    else:
        s.point("bell", s.say("take_slip.pending"), 1224, 240, fill="lamp_tint", role="lead", bold=True)
    s.button("pick:missing", s.say("take_slip.missing"), 60, 1584, 468, 120, lambda: s.open("take_slip.missing"),
             icon="info")
    s.button("yes", s.say("take_slip.yes"), 552, 1584, 468, 120, lambda: s.c.answer(Yes()), "primary", "check")
    s.footer()
