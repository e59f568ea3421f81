"""What an item needs, takes, costs and gives – before it starts."""

from __future__ import annotations

from kiosk.prompts import Guide, Pick, Yes
from screens.frame import Screen

STEPS = tuple(f"guide.step{number}" for number in range(1, 5))
"""Where the item tells no steps of its own."""
HIGH = 176


def draw(s: Screen, prompt: Guide) -> None:
    s.header()
    s.text(s.say(prompt.department), 60, 140, 960, 58, "note", "pine", bold=True, valign="middle")
    name = s.text(s.say(prompt.name), 60, 198, 960, 206, "title", "ink", bold=True)
    top = max(370.0, s.under(name) + 28)
    _cells(s, prompt, top)
    y = top + 2 * HIGH + 36
    s.act(y, low=True)
    steps = prompt.steps or STEPS
    end = 1304.0 if prompt.guide else 1420.0
    s.text(s.say("guide.steps", count=len(steps)), 60, y, 960, 80, "body", "ink", bold=True, valign="middle")
    _steps(s, steps, y + 84, min(136.0, (end - y - 84 - 40) / len(steps)))
    s.icon("check", 72, end + 46, 60)
    s.text(s.say("guide.checked"), 156, end + 12, 864, 132 if not prompt.guide else 120, "body", "ink", valign="middle")
    if prompt.guide:
        s.button("pick:guide", s.say("guide.print"), 60, 1448, 960, 116, lambda: s.c.answer(Pick("guide")),
                 icon="print")
    if prompt.closed:
        s.bar(s.say("guide.start"), off=s.c.texts.fault(prompt.closed))
    else:
        s.bar(s.say("guide.start"), lambda: s.c.answer(Yes()), "next")
    s.footer()


def _cells(s: Screen, prompt: Guide, top: float) -> None:
    gives = s.say(prompt.gives) if prompt.gives else s.say("guide.gives_value", pages=prompt.pages)
    cells = (
        ("id", "guide.needs", s.say(prompt.needs)),
        ("clock", "guide.minutes", s.say("guide.minutes_value", minutes=prompt.minutes)),
        ("yuan", "guide.fee", s.say("guide.fee_bill") if "step.bill" in prompt.steps else s.fee(prompt.fee_fen)),
        ("doc", "guide.gives", gives),
    )
    for number, (icon, label, value) in enumerate(cells):
        x, y = 60 + (number % 2) * 492, top + (number // 2) * (HIGH + 24)
        s.panel(x, y, 468, HIGH, "cel")
        size, left = (56, x + 100) if s.wide_text() else (72, x + 132)
        s.icon(icon, x + 24, y + (HIGH - size) / 2, size)
        s.pair(s.say(label), value, left, y + 8, x + 460 - left, HIGH - 16)


def _steps(s: Screen, steps: tuple[str, ...], y: float, pitch: float) -> None:
    s.panel(60, y, 960, pitch * len(steps) + 40, "cel")
    size = min(64.0, pitch - 12)
    for number, key in enumerate(steps):
        at = y + 20 + number * pitch
        s.dot(96, at + (pitch - size) / 2, size, "cel2", "edge" if s.theme.contrast else "", line=3)
        s.text(str(number + 1), 96, at, size, pitch, "body", "ink", bold=True, align="center", valign="middle")
        s.text(s.say(key), 196, at, 800, pitch, "lead", "ink", valign="middle")
