"""A failure, always in this order: what happened, your money, your papers, what next."""

from __future__ import annotations

from kiosk.prompts import Pick, Sorry, Yes
from screens.frame import Screen

ICONS = {"printer": "paper0", "camera": "cam", "face": "cam", "id": "id", "code": "phone"}


def draw(s: Screen, prompt: Sorry) -> None:
    s.header()
    s.steps()
    s.icon(ICONS.get(prompt.fault.partition(".")[0], "warn"), 60, 244, 84, "pine")
    y = s.title(s.c.texts.fault(prompt.fault), x=168)
    blame = s.text(s.say("sorry.blame"), 60, max(y + 8, 340), 960, 80, "body", "ink2")
    rows = [
        ("yuan", "sorry.money", s.say(prompt.money, yuan=s.money(prompt.fen))),
        ("doc", "sorry.papers", s.say(prompt.papers)),
        ("next", "sorry.next", s.c.texts.remedy(prompt.fault)),
    ]
    if prompt.nearest and not prompt.other:
        rows.append(("pin", "sorry.place", s.say(prompt.nearest)))
    quoted = 132 if s.wide_text() else 112
    top = s.below(s.under(blame) + 24, 420)
    end = (1384 if prompt.other else 1556) - (quoted + 20 if prompt.reference else 0)
    pitch = min((end - top - 24) / len(rows), 250 if s.wide_text() else 196)
    s.act(top, low=True)
    s.panel(60, top, 960, pitch * len(rows) + 24, "cel")
    for number, (icon, label, value) in enumerate(rows):
        _row(s, icon, s.say(label), value, top + 12 + number * pitch, pitch)
    if prompt.reference:
        y = top + pitch * len(rows) + 24 + 20
        s.point("bell", s.say("sorry.reference", reference=prompt.reference), y, quoted, fill="lamp_tint", bold=True)
    _buttons(s, prompt)
    s.footer()


def _row(s: Screen, icon: str, label: str, value: str, y: float, pitch: float) -> None:
    s.icon(icon, 104, y + (pitch - 72) / 2, 72)
    s.pair(label, value, 212, y + 4, 784, pitch - 8)


def _buttons(s: Screen, prompt: Sorry) -> None:
    if prompt.other:
        s.button("pick:other", s.say(prompt.other), 60, 1420, 960, 132, lambda: s.c.answer(Pick("other")),
                 "secondary" if prompt.again else "primary", "phone")
    if prompt.again:
        s.button("yes", s.say("sorry.leave"), 60, 1584, 300, 120, lambda: s.c.answer(Yes()), icon="close")
        s.button("pick:again", s.say("sorry.again"), 384, 1584, 636, 120, lambda: s.c.answer(Pick("again")), "primary",
                 "restart")
    else:
        s.button("yes", s.say("sorry.leave"), 60, 1584, 960, 120, lambda: s.c.answer(Yes()),
                 "secondary" if prompt.other else "primary", "close")
