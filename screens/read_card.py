"""Put the card on the lit place; what the reader does is said as it does it."""

from __future__ import annotations

from kiosk.prompts import ReadCard
from screens.frame import Screen


def draw(s: Screen, prompt: ReadCard) -> None:
    del prompt
    status = s.c.status
    state = status.state if status else "waiting"
    busy = state in ("found", "reading", "checked")
    s.header()
    s.steps()
    s.title(s.say("read_card.reading" if busy else "read_card.title"), s.say("read_card.say"))
    s.panel(60, 560, 960, 700, "cel", outline="edge" if s.theme.contrast else "")
    s.picture(s.theme.art("reading-card" if busy else "put-card"), 90, 610, 680, 580)
    s.picture(s.theme.art("where-card"), 806, 690, 170, 340)
    s.text(s.say("read_card.where"), 770, 1040, 240, 120, "note", "ink", bold=True, align="center")
    if state == "refused" and status and status.fault:
        s.panel(60, 1290, 960, 250, "lamp_tint" if not s.theme.contrast else "cel",
                outline="edge" if s.theme.contrast else "")
        s.text(s.c.texts.fault(status.fault), 100, 1306, 880, 110, "lead", "ink", bold=True, valign="middle")
        s.text(s.c.texts.remedy(status.fault), 100, 1416, 880, 110, "body", "ink", valign="middle")
    key = "read_card.checked" if state == "checked" else "read_card.reading" if busy else "read_card.waiting"
    s.bar(waiting=s.say(key))
    s.footer()
