"""What an item needs, takes, costs and gives – before it starts."""

from __future__ import annotations

from kiosk.prompts import Guide, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Guide) -> None:
    s.header()
    s.text(s.say(prompt.department), 60, 150, 960, 46, "note", "ink2")
    s.text(s.say(prompt.name), 60, 206, 960, 160, "title", "ink", bold=True)
    fee = s.say("guide.fee_free") if not prompt.fee_fen else s.say("guide.fee_value", yuan=s.money(prompt.fee_fen))
    cells = (
        ("id", "guide.needs", s.say(prompt.needs)),
        ("clock", "guide.minutes", s.say("guide.minutes_value", minutes=prompt.minutes)),
        ("yuan", "guide.fee", fee),
        ("doc", "guide.gives", s.say("guide.gives_value", pages=prompt.pages)),
    )
    for number, (icon, label, value) in enumerate(cells):
        x, y = 60 + (number % 2) * 492, 440 + (number // 2) * 214
        s.panel(x, y, 468, 190, "cel", outline="edge" if s.theme.contrast else "")
        s.icon(icon, x + 32, y + 60, 68)
        s.text(s.say(label), x + 128, y + 24, 320, 50, "note", "ink2", valign="middle")
        s.text(value, x + 128, y + 76, 324, 100, "lead", "ink", bold=True)
    s.text(s.say("guide.steps"), 60, 900, 960, 60, "body", "ink", bold=True)
    for number in range(1, 5):
        y = 976 + (number - 1) * 136
        s.panel(60, y, 960, 116, "cel", outline="edge" if s.theme.contrast else "")
        s.text(str(number), 60, y, 116, 116, "lead", "pine", bold=True, align="center", valign="middle")
        s.text(s.say(f"guide.step{number}"), 186, y + 6, 816, 104, "body", "ink", valign="middle")
    s.bar(s.say("guide.start"), lambda: s.c.answer(Yes()))
    s.footer()
