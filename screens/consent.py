"""A separate consent: what is read, where it stays, when it goes; the other way stands just as large."""

from __future__ import annotations

from kiosk.prompts import Consent, No, Yes
from screens.frame import Screen


def draw(s: Screen, prompt: Consent) -> None:
    key = f"consent.{prompt.purpose}"
    face = prompt.purpose == "face"
    s.header()
    s.steps()
    title = s.say("consent.title_whose", name=s.say(prompt.whose)) if prompt.whose else s.say(f"{key}.title")
    top = s.below(s.title(title, s.say(f"{key}.say")) + 40, 470.0)
    s.act(top, low=True)
    s.panel(60, top, 960, 1372 - top, "cel")
    room = 744
    if s.theme.landscape or not s.wide_text():
        room = 744 if s.theme.landscape else 530
        s.where("where-cam" if face else "where-card", s.say("camera.where" if face else "read_card.where"),
                top, 1372 - top)
    icons = ("cam", "lock", "wipe") if face else ("id", "doc", "wipe")
    pitch = (1372 - top - 40) / 3
    for number, (icon, line) in enumerate(zip(icons, ("use", "source", "kept"), strict=True)):
        y = top + 20 + number * pitch
        s.icon(icon, 108, y + (pitch - 84) / 2, 84)
        s.text(s.say(f"{key}.{line}"), 236, y, room, pitch, "lead", "ink", valign="middle")
    s.button("no", s.say(f"{key}.no"), 60, 1408, 960, 132, lambda: s.c.answer(No()), icon="phone" if face else "close")
    s.bar(s.say(f"{key}.yes"), lambda: s.c.answer(Yes()), "cam" if face else "check")
    s.footer()
