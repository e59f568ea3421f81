"""您还在吗？  The idle dialog, with its number counting down."""

from __future__ import annotations

import time

from kivy.clock import Clock

from kiosk.prompts import AreYouThere, No, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: AreYouThere) -> None:
    s.header()
    s.veil()
    s.panel(44, 700, 992, 1028, "paper", radius=32, outline="edge" if s.theme.contrast else "")
    s.text(s.say("there.title"), 100, 756, 880, 120, "title", "ink", bold=True)
    s.text(s.say("there.say"), 100, 900, 880, 240, "body", "ink2")
    begun = time.monotonic()
    count = s.text(s.say("there.count", seconds=prompt.seconds), 100, 1180, 880, 140, "display", "pine", bold=True,
                   valign="middle")

    def tick(_: float) -> bool:
        left = max(0, prompt.seconds - int(time.monotonic() - begun))
        count.text = s.say("there.count", seconds=left)
        return s.parent is not None and left > 0

    Clock.schedule_interval(tick, 1)
    s.button("no", s.say("there.no"), 100, 1500, 300, 140, lambda: s.c.answer(No()), icon="close")
    s.button("yes", s.say("there.yes"), 430, 1500, 550, 140, lambda: s.c.answer(Yes()), "primary", "check")
    s.footer()
