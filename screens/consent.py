"""A separate consent: what is read, where it stays, when it goes; the other way stands just as large."""

from __future__ import annotations

from kiosk.prompts import Consent, No, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Consent) -> None:
    key = f"consent.{prompt.purpose}"
    face = prompt.purpose == "face"
    s.header()
    s.steps()
    s.title(s.say(f"{key}.title"), s.say(f"{key}.say"))
    s.panel(60, 560, 960, 800, "cel", outline="edge" if s.theme.contrast else "")
    icons = ("cam", "lock", "wipe") if face else ("card", "doc", "wipe")
    for number, (icon, line) in enumerate(zip(icons, ("use", "source", "kept"), strict=True)):
        y = 600 + number * 250
        s.icon(icon, 110, y + 60, 84)
        s.text(s.say(f"{key}.{line}"), 240, y, 740, 220, "lead", "ink", valign="middle")
    s.button("no", s.say(f"{key}.no"), 60, 1396, 960, 140, lambda: s.c.answer(No()), icon="phone" if face else "close")
    s.bar(s.say(f"{key}.yes"), lambda: s.c.answer(Yes()), "cam" if face else "check")
    s.footer()
