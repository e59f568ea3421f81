"""Take the page and the card: one arrow each, and what still waits."""

from __future__ import annotations

from kiosk.prompts import TakeDocument, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: TakeDocument) -> None:
    gone = bool(s.c.status and s.c.status.state == "card_gone")
    s.header()
    s.steps()
    s.title(s.say("take.title"), s.say("take.say", pages=prompt.pages))
    edge = "edge" if s.theme.contrast else ""
    s.panel(60, 470, 960, 600, "cel", outline=edge)
    s.picture(s.theme.art("take-paper"), 90, 490, 670, 560)
    s.picture(s.theme.art("where-paper"), 806, 540, 170, 340)
    s.text(s.say("take.where"), 770, 890, 240, 120, "note", "ink", bold=True, align="center")
    if prompt.card:
        s.panel(60, 1096, 960, 210, "lamp_tint" if not s.theme.contrast else "cel", outline=edge)
        s.icon("card", 104, 1152, 96, "ink")
        s.text(s.say("take.card"), 240, 1112, 600, 92, "head", "ink", bold=True, valign="middle")
        s.text(s.say("take.card_where"), 240, 1204, 600, 92, "body", "ink", valign="middle")
        s.picture(s.theme.art("where-card"), 900, 1110, 92, 184)
    s.dot(70, 1350, 40, "lamp", "ink")
    s.text(s.say("take.paper_waits"), 146, 1328, 860, 84, "body", "ink", valign="middle")
    if prompt.card:
        if gone:
            s.icon("check", 62, 1440, 56)
        else:
            s.dot(70, 1446, 40, "lamp", "ink")
        line = "take.card_gone" if gone else "take.card_waits"
        s.text(s.say(line), 146, 1424, 860, 84, "body", "ink", valign="middle")
    s.button("pick:missing", s.say("take.missing"), 60, 1584, 468, 120, lambda: s.open("take.missing"), icon="info")
    s.button("yes", s.say("take.yes"), 552, 1584, 468, 120, lambda: s.c.answer(Yes()), "primary", "check")
    s.footer()
