"""What core shows while nobody is served: goodbye, the notice after a crash, one moment, out of service."""

from __future__ import annotations

from kiosk.wire import messages as m
from screens.frame import Screen

ICONS = {"cleared.card": "id", "cleared.face": "cam", "cleared.typed": "edit"}


def _top(s: Screen, name: str, height: float, title: str, say: str) -> None:
    first, second = s.backdrop(name, height)
    heading = s.text(title, 60, 150, 960, 200, "title", first, bold=True)
    if say:
        s.on_art(s.text(say, 60, s.under(heading) + 6, 960, 150, "body", second))


def draw_goodbye(s: Screen, scene: m.Goodbye) -> None:
    title = "goodbye.title" if scene.document else "goodbye.title_left"
    _top(s, f"goodbye-{s.scene()}", 860, s.say(title), s.say("goodbye.say" if scene.document else "goodbye.say_left"))
    s.text(s.say("goodbye.kept"), 60, 884, 960, 116, "title", "ink", bold=True, valign="middle")
    pitch = 116
    s.panel(60, 1010, 960, pitch * len(scene.cleared) + 16, "cel")
    for number, key in enumerate(scene.cleared):
        y = 1018 + number * pitch
        s.icon(ICONS.get(key, "wipe"), 100, y + 28, 60)
        done = s.text(s.say("goodbye.done"), 600, y, 304, pitch, "lead", "pine", bold=True, align="right",
                      valign="middle")
        s.text(s.say(key), 188, y, 708 - done.width / s.theme.scale, pitch, "lead", "ink", valign="middle")
        s.icon("check", 928, y + 30, 56)
    if scene.reference:
        y = 1018 + pitch * len(scene.cleared) + 24
        only = s.text(s.say("goodbye.reference"), 60, y, 960, 120, "body", "ink2")
        s.text(scene.reference, 60, s.under(only), 960, 70, "body", "ink", bold=True)
    s.button("close", s.say("goodbye.end"), 60, 1584, 960, 120, lambda: s.c.core(m.Dismissed()), "primary",
             note=s.say("goodbye.by_itself", seconds=scene.seconds))
    s.footer()


def draw_notice(s: Screen, scene: m.Notice) -> None:
    _top(s, f"home-{s.scene()}", 600, s.say("notice.title"), s.say("notice.say"))
    lines = scene.lines[:4]
    pitch = min(210.0, (1470 - 660) / max(len(lines), 1))
    for number, line in enumerate(lines):
        s.point("info", s.say(line), 660 + number * pitch, pitch - 24, role="lead")
    if scene.reference:
        s.text(s.say("notice.reference", reference=scene.reference), 60, 1476, 960, 90, "body", "ink2",
               valign="middle")
    s.button("close", s.say("notice.close"), 60, 1584, 960, 120, lambda: s.c.core(m.Dismissed()), "primary", "check")
    s.footer()


def draw_moment(s: Screen, _: object) -> None:
    _top(s, f"home-{s.scene()}", 600, s.say("moment.title"), s.say("moment.say"))
    s.panel(60, 660, 960, 220, "cel")
    s.dot(104, 746, 48, "lamp", "ink")
    s.text(s.say("moment.now"), 192, 670, 800, 200, "lead", "ink", bold=True, valign="middle")
    s.point("id", s.say("moment.card"), 904, 220, role="lead")
    s.footer("moment")


def draw_closed(s: Screen, scene: m.OutOfService) -> None:
    why = s.c.texts.fault(scene.fault)
    _top(s, "home-off", 600, s.say("closed.title"), "" if s.wide_text() else why)
    y = 640.0
    if s.wide_text():
        y = s.under(s.text(why, 60, y, 960, 200, "body", "ink")) + 12
    if scene.nearest:
        s.text(s.say("closed.nearest"), 60, y, 960, 80, "lead", "ink", bold=True, valign="middle")
        name, _, rest = s.say(scene.nearest).replace("，", ", ").partition(", ")
        s.panel(60, y + 84, 960, 232, "cel")
        s.icon("pin", 100, y + 158, 84)
        s.pair(name, rest.replace(", ", " · "), 224, y + 92, 770, 216, ("head", "body"), lead=0)
        y += 340
    s.point("call", s.say("closed.call"), y, 220)
    s.point("bell", s.c.texts.remedy(scene.fault), y + 244, 200, fill="lamp_tint", bold=True)
    s.footer("closed")
