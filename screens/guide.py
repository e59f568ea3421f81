"""What an item needs, takes, costs and gives – before it starts."""

from __future__ import annotations

from kiosk.prompts import Guide, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Guide) -> None:
    s.header()
    s.text(s.say(prompt.department), 60, 140, 960, 58, "note", "pine", bold=True, valign="middle")
    name = s.text(s.say(prompt.name), 60, 198, 960, 206, "title", "ink", bold=True)
    cells = (
        ("id", "guide.needs", s.say(prompt.needs)),
        ("clock", "guide.minutes", s.say("guide.minutes_value", minutes=prompt.minutes)),
        ("yuan", "guide.fee", s.fee(prompt.fee_fen)),
        ("doc", "guide.gives", s.say("guide.gives_value", pages=prompt.pages)),
    )
    top = max(370.0, s.under(name) + 28)
    high = 176
    for number, (icon, label, value) in enumerate(cells):
        x, y = 60 + (number % 2) * 492, top + (number // 2) * (high + 24)
        s.panel(x, y, 468, high, "cel")
        size, left = (56, x + 100) if s.wide_text() else (72, x + 132)
        s.icon(icon, x + 24, y + (high - size) / 2, size)
        s.pair(s.say(label), value, left, y + 8, x + 460 - left, high - 16)
    y = top + 2 * high + 36
    s.text(s.say("guide.steps"), 60, y, 960, 80, "body", "ink", bold=True, valign="middle")
    _steps(s, y + 84, min(136.0, (1420 - y - 84 - 40) / 4))
    s.icon("check", 72, 1466, 60)
    s.text(s.say("guide.checked"), 156, 1432, 864, 132, "body", "ink", valign="middle")
    if prompt.closed:
        s.bar(s.say("guide.start"), off=s.c.texts.fault(prompt.closed))
    else:
        s.bar(s.say("guide.start"), lambda: s.c.answer(Yes()), "next")
    s.footer()


def _steps(s: Screen, y: float, pitch: float) -> None:
    s.panel(60, y, 960, pitch * 4 + 40, "cel")
    for number in range(1, 5):
        at = y + 20 + (number - 1) * pitch
        s.dot(96, at + (pitch - 64) / 2, 64, "cel2", "edge" if s.theme.contrast else "", line=3)
        s.text(str(number), 96, at, 64, pitch, "body", "ink", bold=True, align="center", valign="middle")
        s.text(s.say(f"guide.step{number}"), 196, at, 800, pitch, "lead", "ink", valign="middle")
