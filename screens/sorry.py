"""A failure, always in this order: what happened, your money, your papers, what next."""

from __future__ import annotations

from kiosk.prompts import Pick, Sorry, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Sorry) -> None:
    s.header()
    s.steps()
    s.icon("warn", 60, 250, 84, "ink")
    s.text(s.c.texts.fault(prompt.fault), 168, 236, 852, 190, "title", "ink", bold=True, valign="middle")
    s.text(s.say("sorry.blame"), 60, 440, 960, 70, "body", "ink2")
    nearest = "\n" + s.say("home.nearest", place=s.say(prompt.nearest)) if prompt.nearest and not prompt.other else ""
    rows = (
        ("yuan", "sorry.money", s.say(prompt.money)),
        ("paper0", "sorry.papers", s.say(prompt.papers)),
        ("next", "sorry.next", s.c.texts.remedy(prompt.fault) + nearest),
    )
    for (icon, label, value), (y, h) in zip(rows, ((524, 200), (744, 230), (994, 310)), strict=True):
        s.panel(60, y, 960, h, "cel", outline="edge" if s.theme.contrast else "")
        s.icon(icon, 100, y + 40, 72)
        s.text(s.say(label), 210, y + 16, 780, 50, "note", "ink2", valign="middle")
        s.text(value, 210, y + 70, 784, h - 82, "lead", "ink", bold=True)
    if prompt.reference:
        s.text(s.say("sorry.reference", reference=prompt.reference), 60, 1316, 960, 90, "body", "ink", bold=True)
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
    s.footer()
