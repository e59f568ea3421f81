"""Something works: for a moment (Wait), or an effect that cannot be stopped (Working)."""

from __future__ import annotations

from kiosk.prompts import Wait, Working
from screens.frame import Screen

ACTS = {
    "working.print.title": ("printing", "where-paper", "take.where", "working.printing"),
    "working.slip.title": ("slip-out", "where-slip", "take_slip.where", "working.slip.now"),
    "working.file.title": ("fetching", "", "", "working.file.now"),
}
"""Of each effect: its picture, the place on the machine, that place in words, and what is done."""


def draw_wait(s: Screen, prompt: Wait) -> None:
    s.header()
    s.steps()
    top = s.below(s.title(s.say(prompt.what), s.say("wait.say")) + 30, 440.0)
    s.act(top, low=True)
    s.panel(60, top, 960, 1200 - top, "cel")
    s.art("message" if prompt.what == "wait.sending_code" else "fetching", 100, top + 40, 880, 1120 - top)
    s.point("id", s.say("wait.card"), 1224, 176)
    s.bar(waiting=s.say("wait.bar"))
    s.footer()


def draw_working(s: Screen, prompt: Working) -> None:
    status = s.c.status
    fault = status.fault if status else None
    permille = status.step if status and status.of == 1000 else prompt.permille
    s.header()
    s.steps()
    top = s.below(s.title(s.say(prompt.title), s.c.texts.remedy(fault) if fault else s.say("working.say")) + 30, 440.0)
    s.act(top, low=True)
    end = 910.0
    s.panel(60, top, 960, end - top, "cel")
    art, where, said, doing = ACTS.get(prompt.title, ACTS["working.print.title"])
    s.art(art, 90, top + 20, s.beside(680) if where else 900, end - top - 40)
    if where:
        s.where(where, s.say(said), top, end - top)
    doing = s.c.texts.fault(fault) if fault else s.say(doing)
    s.text(doing, 60, 926, 640, 84, "lead", "ink", bold=True, valign="middle")
    s.text(f"{permille // 10}%", 720, 926, 300, 84, "lead", "ink", bold=True, align="right", valign="middle")
    s.progress(60, 1010, 960, permille, 32)
    pitch = min(124.0, 450 / max(len(prompt.jobs), 1))
    s.panel(60, 1072, 960, pitch * len(prompt.jobs) + 24, "cel")
    for number, job in enumerate(prompt.jobs):
        y = 1084 + number * pitch
        middle = y + pitch / 2
        if job.state == "done":
            s.icon("check", 100, middle - 28, 56)
        elif job.state == "now":
            s.dot(106, middle - 22, 44, "lamp", "ink")
        else:
            s.dot(106, middle - 22, 44, "cel", "edge")
        s.text(s.say(job.label), 192, y, 800, pitch, "lead", "ink", bold=job.state == "now", valign="middle")
    s.bar(waiting=s.say("working.bar"))
    s.footer()
