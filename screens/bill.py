"""What is to be paid, before anything is (核对账单): whose, what for, and the sum."""

from __future__ import annotations

from kiosk.prompts import CheckBill, Fact, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: CheckBill) -> None:
    s.header()
    s.steps()
    y = s.title(s.say("bill.title"), s.say("bill.say"))
    top = s.below(y + 24, 470.0)
    s.act(top, low=True)
    rows = (Fact("bill.unit", prompt.unit), *prompt.rows)
    pitch = min(116.0, 450 / len(rows))
    s.panel(60, top, 960, pitch * len(rows) + 24, "cel")
    for number, fact in enumerate(rows):
        _line(s, fact, top + 12 + number * pitch, pitch, "body" if s.wide_text() else "lead")
    y = top + pitch * len(rows) + 24
    pitch = min(96.0, (1380 - y - 16) / max(1, len(prompt.lines)))
    for number, fact in enumerate(prompt.lines):
        _line(s, fact, y + 12 + number * pitch, pitch, "body")
    y = y + 12 + pitch * len(prompt.lines)
    s.panel(100, y + 4, 880, 3, "line" if not s.theme.contrast else "edge", radius=1)
    label = s.text(s.say("bill.total"), 100, y + 16, 300, 1556 - y - 16, "lead", "ink", bold=True, valign="middle")
    left = s.right_of(label) + 24
    s.text(s.fee(prompt.total_fen), left, y + 16, 980 - left, 1556 - y - 16, "figure", "pine", bold=True,
           align="right", valign="middle")
    s.bar(s.say("bill.pay", yuan=s.money(prompt.total_fen)), lambda: s.c.answer(Yes()), "next")
    s.footer()


def _line(s: Screen, fact: Fact, y: float, h: float, role: str) -> None:
    """A name at the left and its value at the right."""
    label = s.text(s.say(fact.label), 100, y, 360, h, "body", "ink2", valign="middle")
    left = s.right_of(label) + 24
    value = fact.value if isinstance(fact.value, str) else s.say(fact.value)
    s.text(value, left, y, 980 - left, h, role, "ink", bold=True, align="right", valign="middle")
