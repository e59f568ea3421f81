"""Put the card on the lit place; what the reader does is said as it does it."""

from __future__ import annotations

from kiosk.prompts import ReadCard
from screens.frame import Screen

AT = {"waiting": 1, "refused": 1, "found": 2, "reading": 2, "checked": 3}


def draw(s: Screen, prompt: ReadCard) -> None:
    status = s.c.status
    state = status.state if status and status.state in AT else "waiting"
    at = AT[state]
    s.header()
    s.steps()
    key = {1: "waiting", 2: "reading", 3: "checked"}[at]
    title, say = s.say(f"read_card.title_{key}"), s.say(f"read_card.say_{key}")
    if at == 1 and prompt.whose:
        title = s.say("read_card.title_whose", name=s.say(prompt.whose))
    if at == 1 and prompt.other:
        title, say = s.say("read_card.title_other"), s.say("read_card.say_other")
    top = s.below(s.title(title, say) + 30, 470.0)
    s.act(top, low=True)
    end = 1150.0
    s.panel(60, top, 960, end - top, "cel")
    s.art("put-card" if at == 1 and not prompt.other else "reading-card", 90, top + 24, s.beside(680), end - top - 48)
    s.where("where-card", s.say("read_card.where"), top, end - top)
    _course(s, at, end + 36)
    if state == "refused" and status and status.fault:
        s.panel(60, 1344, 960, 212, "lamp_tint")
        s.icon("warn", 96, 1410, 84, "ink")
        s.pair(s.c.texts.fault(status.fault), s.c.texts.remedy(status.fault), 216, 1348, 780, 204, ("lead", "body"),
               lead=0)
    elif at > 1:
        s.text(s.say(f"read_card.{key}_now"), 60, 1366, 960, 72, "lead", "ink", bold=True, valign="middle")
        s.progress(60, 1446, 960, 1000 * (at - 1) / 2 if at == 3 else 500)
        s.text(s.say(f"read_card.{key}_hint"), 60, 1484, 960, 72, "body", "ink2", valign="middle")
    s.bar(waiting=s.say("read_card.bar_other" if at == 1 and prompt.other else f"read_card.bar_{key}"))
    s.footer()


def _course(s: Screen, at: int, y: float) -> None:
    """Put it, read it, take it back: where the card is on its way."""
    s.panel(96, y + 34, 888, 4, "cel3", radius=2)
    for number, (x, align) in enumerate(((60, "left"), (504, "center"), (948, "right")), 1):
        if number == at:
            s.dot(x, y, 72, "pine")
        else:
            s.dot(x, y, 72, "cel2" if number < at else "paper", "edge" if s.theme.contrast else "cel3")
        if number < at:
            s.icon("check", x + 12, y + 12, 48)
        else:
            colour = "on_pine" if number == at else "ink"
            role = "note" if s.wide_text() else "body"  # stays on its disc
            s.text(str(number), x, y + 6, 72, 60, role, colour, bold=True, align="center", valign="middle")
        left = {"left": 60, "center": 390, "right": 720}[align]
        s.text(s.say(f"read_card.course{number}"), left, y + 76, 300, 82, "lead", "ink", bold=number == at, align=align,
               valign="middle")
