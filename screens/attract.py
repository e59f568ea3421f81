"""Nobody is here: the time, what this machine can do, one place to touch."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.wire import messages as m
from screens.frame import Screen


def draw(s: Screen, scene: m.Attract) -> None:
    first, second = s.backdrop(f"attract-{s.scene()}", 1130)
    s.clock = s.text(f"{s.local():%H:%M}", 60, 176, 700, 176, "clock", first, bold=True)
    night = s.say("clock_note_night" if s.scene() == "night" else "clock_note")
    between = "\n" if s.wide_text() else " · "
    s.text(f"{s.c.texts.date(s.local())}{between}{night}", 60, 350, 960, 170, "lead", second)
    s.act(1040, 1740, low=True)
    if not s.theme.landscape:
        s.panel(0, 1040, 1080, 900, "paper", radius=48)

    def start(item: str = "") -> None:
        s.c.core(m.Start(s.c.prefs, item))

    def opens(number: int) -> Callable[[], None]:
        return lambda: start(scene.keys[number] if number < len(scene.keys) else "")

    def icon(number: int) -> str:
        return scene.icons[number] if number < len(scene.icons) else "doc"

    s.button("start", s.say("attract.start"), 60, 1100, 960, 168, start, "primary", role="title")
    top = scene.top[:3]
    few = len(top) == scene.items and not scene.closed
    heading = s.say("attract.here" if few else "attract.top")
    s.text(heading, 60, 1294, 960, 66, "body", "ink", bold=True, valign="middle")
    if len(top) == 1:
        s.tile("top:0", s.say(top[0]), 60, 1372, 960, 176, opens(0))
        s.icon(icon(0), 108, 1424, 72)
        s.text(s.say(top[0]), 224, 1388, 660, 144, "head", "ink", bold=True, valign="middle")
        s.icon("next", 916, 1432, 56)
    else:
        width = (960 - 24 * (len(top) - 1)) / max(len(top), 1)
        for number, name in enumerate(top):
            s.button(f"top:{number}", s.say(name), 60 + number * (width + 24), 1372, width, 212, opens(number),
                     "plain", "" if s.wide_text() else icon(number), "body", stacked=not s.wide_text())
    y = 1566 if len(top) == 1 else 1600
    some = s.say("attract.some", items=scene.items, closed=scene.closed) if scene.closed else ""
    said = some or (s.say("attract.few") if few else s.say("attract.items", items=scene.items))
    s.text(said, 60, y, 960, 1740 - y, "body", "ink2", valign="middle")
    s.footer("some" if scene.closed else "well")
