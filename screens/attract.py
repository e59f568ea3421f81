"""Nobody is here: the time, what this machine can do, one place to touch."""

from __future__ import annotations

from kiosk.wire import messages as m
from screens.frame import Screen


def draw(s: Screen, scene: m.Attract) -> None:
    time = s.scene()
    if not s.theme.contrast:
        s.picture(s.theme.art(f"attract-{time}"), 0, 0, 1080, 1130).fit_mode = "cover"
    night = time == "night"
    s.header(night, clock=False)
    first, second = ("white", "moon") if night and not s.theme.contrast else ("ink", "ink2")
    s.clock = s.text(f"{s.local():%H:%M}", 60, 190, 700, 170, "clock", first, bold=True)
    s.text(f"{s.c.texts.date(s.local())} · {s.say('clock_note')}", 60, 366, 960, 60, "lead", second)
    s.panel(0, 1040, 1080, 900, "paper", radius=48)
    s.button("start", s.say("attract.start"), 60, 1100, 960, 168, lambda: s.c.core(m.Start(s.c.prefs)), "primary",
             role="title")
    s.text(s.say("attract.top"), 60, 1306, 960, 50, "body", "ink", bold=True)
    width = (960 - 24 * 2) / 3
    for number, name in enumerate(scene.top[:3]):
        s.button(f"top:{number}", s.say(name), 60 + number * (width + 24), 1372, width, 212,
                 lambda: s.c.core(m.Start(s.c.prefs)), "plain", "doc", "body", stacked=True)
    s.text(s.say("attract.items", items=scene.items), 60, 1610, 960, 110, "body", "ink2")
    s.footer()
