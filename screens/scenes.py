"""What core shows while nobody is served: goodbye, the notice after a crash, one moment, out of service."""

from __future__ import annotations

from kivy.clock import Clock

from kiosk.wire import messages as m
from screens import glass
from screens.frame import Screen

ICONS = {"cleared.card": "id", "cleared.face": "cam", "cleared.typed": "edit"}


def _top(s: Screen, name: str, height: float, title: str, say: str) -> None:
    first, second = s.backdrop(name, height)
    heading = s.text(title, 60, 150, 960, 200, "title", first, bold=True)
    if say:
        s.on_art(s.text(say, 60, s.under(heading) + 6, 960, 150, "body", second))


def draw_goodbye(s: Screen, scene: m.Goodbye) -> None:
    if scene.card:
        _top(s, f"home-{s.scene()}", 660, s.say("goodbye.title_card"), s.say("goodbye.say_card"))
        s.act(684)
        _card(s, 690)
        y, high, pitch = 950.0, 100.0, 104.0
    else:
        title = "title" if scene.document else "title_left"
        known = "cleared.card" in scene.cleared
        say = "say" if scene.reference else "say_left" if known else "say_bare"
        _top(s, f"goodbye-{s.scene()}", 860, s.say(f"goodbye.{title}"), s.say(f"goodbye.{say}"))
        s.act(872, low=True)
        y, high, pitch = 884.0, 116.0, 116.0
    s.text(s.say("goodbye.kept"), 60, y, 960, high, "head" if scene.card else "title", "ink", bold=True,
           valign="middle")
    y = _cleared(s, scene, y + high + 10, pitch)
    if scene.reference:
        only = s.text(s.say("goodbye.reference"), 60, y + 12, 960, 100, "body", "ink2")
        s.text(scene.reference, 60, s.under(only), 960, 1574 - s.under(only), "body", "ink", bold=True)
    _end(s, scene.seconds)
    s.footer()


def _card(s: Screen, y: float) -> None:
    """The card still lies there: its picture, where it is, and that it must be taken."""
    s.panel(60, y, 960, 236, "lamp_tint", outline="lamp", line=6)
    s.art("id-card", 100, y + 48, 208, 140)
    wide = s.wide_text()
    s.pair(s.say("goodbye.card"), s.say("goodbye.card_where"), 344, y + 12, 640 if wide else 520, 212,
           ("head", "body"), lead=0)
    if not wide:
        s.art("where-card", 884, y + 16, 110, 204)


def _cleared(s: Screen, scene: m.Goodbye, y: float, pitch: float) -> float:
    """What is gone, with a tick each; where the list ends."""
    s.panel(60, y, 960, pitch * len(scene.cleared) + 16, "cel")
    for number, key in enumerate(scene.cleared):
        top = y + 8 + number * pitch
        s.icon(ICONS.get(key, "wipe"), 100, top + (pitch - 60) / 2, 60)
        done = s.text(s.say("goodbye.done"), 600, top, 304, pitch, "lead", "pine", bold=True, align="right",
                      valign="middle")
        s.text(s.say(key), 188, top, 708 - s.wide(done), pitch, "lead", "ink", valign="middle")
        s.icon("check", 928, top + (pitch - 56) / 2, 56)
    return y + pitch * len(scene.cleared) + 16


def _end(s: Screen, seconds: int) -> None:
    """The way out, which counts down; a second costs the number's box, not the whole glass."""
    s.button("again", s.say("goodbye.again"), 60, 1584, 420, 120, lambda: s.c.core(m.Start(s.c.prefs)), icon="restart")
    button = s.button("close", s.say("goodbye.end"), 504, 1584, 516, 120, lambda: s.c.core(m.Dismissed()), "primary",
                      note=s.say("goodbye.by_itself", seconds=seconds))
    passed = 0.0

    def tick(since: float) -> bool:
        nonlocal passed
        passed += since
        left = max(0, seconds - int(passed))
        if s.parent is None or button.note is None:
            return False
        with glass.within(button.note):
            button.note.text = s.say("goodbye.by_itself", seconds=left)
        return left > 0

    Clock.schedule_interval(tick, 1)


def draw_notice(s: Screen, scene: m.Notice) -> None:
    _top(s, f"home-{s.scene()}", 600, s.say("notice.title"), s.say("notice.say"))
    s.act(640)
    lines = scene.lines[:4]
    quoted = (144.0 if s.wide_text() else 112.0) if scene.reference else 0.0
    pitch = min(210.0, (1548 - 660 - quoted) / max(len(lines), 1))
    for number, line in enumerate(lines):
        s.point("info", s.say(line), 660 + number * pitch, pitch - 24, role="lead")
    if scene.reference:
        s.point("bell", s.say("sorry.reference", reference=scene.reference), 660 + len(lines) * pitch, quoted,
                fill="lamp_tint", bold=True)
    x, w = 60.0, 960.0
    if scene.slip:
        s.button("slip", s.say("notice.slip"), x, 1584, 468, 120, lambda: s.c.core(m.WantSlip()), icon="slip")
        x, w = 552.0, 468.0
    s.button("close", s.say("notice.close"), x, 1584, w, 120, lambda: s.c.core(m.Dismissed()), "primary", "check")
    s.footer()


def draw_moment(s: Screen, _: object) -> None:
    _top(s, f"home-{s.scene()}", 600, s.say("moment.title"), s.say("moment.say"))
    s.act(640)
    s.panel(60, 660, 960, 220, "cel")
    s.dot(104, 746, 48, "lamp", "ink")
    s.text(s.say("moment.now"), 192, 670, 800, 200, "lead", "ink", bold=True, valign="middle")
    s.point("id", s.say("moment.card"), 904, 220, role="lead")
    s.footer("moment")


def draw_closed(s: Screen, scene: m.OutOfService) -> None:
    why = s.c.texts.fault(scene.fault)
    narrow = s.wide_text() and not s.theme.landscape
    _top(s, "home-off", 600, s.say("closed.title"), "" if narrow else why)
    s.act(632)
    y = 640.0
    if narrow:
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
