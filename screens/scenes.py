"""What core shows while nobody is served: goodbye, the notice after a crash, one moment, out of service."""

from __future__ import annotations

from kiosk.wire import messages as m
from screens.frame import Screen


def _top(s: Screen, name: str) -> bool:
    """The picture above; whether its ground is dark."""
    art = "home-hc" if s.theme.contrast else name
    height = 860 if name.startswith("goodbye") else 600
    s.picture(s.theme.art(art), 0, 0, 1080, height).fit_mode = "cover"
    night = name.endswith("night")
    s.header(night)
    return night and not s.theme.contrast


def draw_goodbye(s: Screen, scene: m.Goodbye) -> None:
    night = _top(s, f"goodbye-{s.scene()}")
    first, second = ("white", "moon") if night else ("ink", "ink2")
    title = "goodbye.title" if scene.document else "goodbye.title_left"
    s.text(s.say(title), 60, 160, 960, 110, "title", first, bold=True)
    s.text(s.say("goodbye.say"), 60, 280, 960, 110, "body", second)
    s.text(s.say("goodbye.kept"), 60, 900, 960, 130, "head", "ink", bold=True, valign="middle")
    for number, key in enumerate(scene.cleared):
        y = 1046 + number * 116
        s.panel(60, y, 960, 100, "cel", radius=20, outline="edge" if s.theme.contrast else "")
        s.text(s.say(key), 100, y, 560, 100, "body", "ink", valign="middle")
        s.text(s.say("goodbye.done"), 640, y, 260, 100, "body", "pine", bold=True, align="right", valign="middle")
        s.icon("check", 930, y + 22, 56)
    if scene.reference:
        s.text(s.say("goodbye.reference", reference=scene.reference), 60, 1420, 960, 130, "note", "ink2")
    s.button("close", s.say("goodbye.end"), 60, 1584, 960, 120, lambda: s.c.core(m.Dismissed()), "primary", "check")
    s.footer()


def draw_notice(s: Screen, scene: m.Notice) -> None:
    s.header()
    s.text(s.say("notice.title"), 60, 246, 960, 110, "title", "ink", bold=True)
    s.text(s.say("notice.say"), 60, 370, 960, 120, "body", "ink2")
    for number, line in enumerate(scene.lines[:4]):
        y = 540 + number * 230
        s.panel(60, y, 960, 206, "cel", outline="edge" if s.theme.contrast else "")
        s.icon("info", 100, y + 66, 72)
        s.text(s.say(line), 210, y + 8, 780, 190, "lead", "ink", bold=True, valign="middle")
    if scene.reference:
        s.text(s.say("notice.reference", reference=scene.reference), 60, 1480, 960, 60, "note", "ink2")
    s.button("close", s.say("notice.close"), 60, 1584, 960, 120, lambda: s.c.core(m.Dismissed()), "primary", "check")
    s.footer()


def draw_moment(s: Screen, _: object) -> None:
    s.header()
    s.text(s.say("moment.title"), 60, 246, 960, 110, "title", "ink", bold=True)
    s.panel(60, 640, 960, 360, "cel", outline="edge" if s.theme.contrast else "")
    s.dot(110, 796, 48, "lamp", "ink")
    s.text(s.say("moment.say"), 200, 660, 780, 320, "lead", "ink", valign="middle")
    s.footer()


def draw_closed(s: Screen, scene: m.OutOfService) -> None:
    _top(s, "home-off")
    s.text(s.say("closed.title"), 60, 160, 960, 110, "title", "ink", bold=True)
    s.text(s.c.texts.fault(scene.fault), 60, 660, 960, 170, "lead", "ink", bold=True)
    s.text(s.c.texts.remedy(scene.fault), 60, 840, 960, 120, "body", "ink2")
    if scene.nearest:
        s.text(s.say("closed.nearest"), 60, 1000, 960, 60, "body", "ink", bold=True)
        s.panel(60, 1076, 960, 220, "cel", outline="edge" if s.theme.contrast else "")
        s.icon("pin", 100, 1146, 84)
        s.text(s.say(scene.nearest), 220, 1086, 770, 200, "lead", "ink", bold=True, valign="middle")
    s.footer()
