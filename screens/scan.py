"""Hold a code before the scanner (扫码): a picture with one arrow, where that is, and what the scanner sees."""

from __future__ import annotations

from kiosk.prompts import Pick, Scan
from screens.frame import Screen


def draw(s: Screen, prompt: Scan) -> None:
    status = s.c.status
    state = status.state if status and status.state in ("seen", "refused") else "waiting"
    s.header()
    s.steps()
    say = s.say("scan.say_seen") if state == "seen" else f"{s.say('scan.say')}\n{s.say('scan.camera')}"
    top = s.below(s.title(s.say(f"scan.title_{prompt.what}"), say) + 24, 460.0)
    s.act(top, low=True)
    end = 1090.0 if s.wide_text() else 1150.0
    tall = 1370 - end
    s.panel(60, top, 960, end - top, "cel")
    s.art("scan-code", 90, top + 20, s.beside(680), end - top - 40)
    s.where("where-scan", s.say("scan.where"), top, end - top)
    if state == "refused" and status and status.fault:
        s.panel(60, end + 24, 960, tall, "lamp_tint")
        s.icon("warn", 96, end + 24 + (tall - 84) / 2, 84, "ink")
        s.pair(s.c.texts.fault(status.fault), s.c.texts.remedy(status.fault), 216, end + 28, 780, tall - 8,
               ("lead", "body"), lead=0)
    elif state == "seen":
        s.point("check", s.say("scan.seen"), end + 24, tall, role="lead", bold=True)
    else:
        s.point("info", s.say(f"scan.hint_{prompt.what}"), end + 24, tall, role="lead")
    if prompt.typing:
        said, icon = ("pay.show", "phone") if prompt.what == "pay" else ("scan.type", "edit")
        s.button("pick:type", s.say(said), 60, 1420, 960, 132, lambda: s.c.answer(Pick("type")), icon=icon)
    then = "_seen" if state == "seen" else "_bill" if prompt.what == "bill" else ""
    s.bar(waiting=s.say(f"scan.bar{then}"))
    s.footer()
