"""您还在吗？  The idle dialog over what stood there, with its number counting down."""

from __future__ import annotations

from typing import Any

from kivy.clock import Clock

from kiosk.prompts import AreYouThere, No, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: AreYouThere) -> None:
    s.veil()
    y = s.sheet(1040 if s.wide_text() else 948, s.say("there.title"))
    s.text(s.say("there.say"), 108, y, 864, 1180 - y, "lead", "ink2")
    passed = 0.0
    y = 1196.0
    count: Any = s.text(str(prompt.seconds), 108, y, 400, 190, "figure", "pine", bold=True)
    right, bottom = s.right_of(count) + 28, s.under(count)
    s.text(s.say("there.count"), right, bottom - 132, 972 - right, 120, "lead", "ink", valign="middle")
    bar: Any = s.progress(108, bottom - 2, 864, 1000)
    full = bar.size[0]

    def tick(seconds: float) -> bool:
        nonlocal passed
        passed += seconds
        left = max(0, prompt.seconds - int(passed))
        count.text = str(left)
        bar.size = (max(bar.size[1], full * left / prompt.seconds), bar.size[1])
        return s.parent is not None and left > 0

    Clock.schedule_interval(tick, 1)
    s.button("no", s.say("there.no"), 108, 1516, 300, 156, lambda: s.c.answer(No()), icon="close")
    s.button("yes", s.say("there.yes"), 432, 1516, 540, 156, lambda: s.c.answer(Yes()), "primary", "check",
             role="title")
    s.footer()
