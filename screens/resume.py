"""Something begun here within seven days did not come out (接着办): which, and bring it now."""

from __future__ import annotations

from kiosk.prompts import No, Pick, Resume
from screens.frame import Screen

MOST = 5


def draw(s: Screen, prompt: Resume) -> None:
    s.header()
    s.steps()
    many = len(prompt.documents)
    s.title(s.say("resume.title", count=many), s.say("resume.say"))
    s.act(640)
    pitch = 174 if many > 1 else 220
    for number, one in enumerate(prompt.documents[:MOST]):
        y = 640 + number * pitch
        s.tile(f"document:{one.key}", s.say(one.name), 60, y, 960, pitch - 24,
               lambda key=one.key: s.c.answer(Pick(key)))
        s.icon("doc", 104, y + (pitch - 24 - 76) / 2, 76)
        day = s.say("resume.day", month_name=s.say(f"month.{int(one.day[5:7])}"), day=int(one.day[8:]))
        s.pair(s.say(one.name), day, 220, y + 6, 690, pitch - 36, ("body" if s.wide_text() else "lead", "note"), lead=0)
        s.icon("next", 924, y + (pitch - 24 - 56) / 2, 56)
    if many < 3:
        s.point("check", s.say("resume.free"), 640 + many * pitch + 12, 200)
    s.button("no", s.say("resume.no"), 60, 1584, 960, 120, lambda: s.c.answer(No()), icon="next")
    s.footer()
