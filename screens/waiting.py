"""Something works: for a moment (Wait), or an effect that cannot be stopped (Working)."""

from __future__ import annotations

from kiosk.prompts import Wait, Working
from screens.frame import Screen


def draw_wait(s: Screen, prompt: Wait) -> None:
    s.header()
    s.steps()
    s.title(s.say("wait.title"), s.say(prompt.what))
    s.panel(60, 700, 960, 240, "cel", outline="edge" if s.theme.contrast else "")
    s.dot(110, 796, 48, "lamp", "ink")
    s.text(s.say(prompt.what), 200, 710, 780, 220, "lead", "ink", bold=True, valign="middle")
    s.footer()


def draw_working(s: Screen, prompt: Working) -> None:
    status = s.c.status
    permille = status.step if status and status.of == 1000 else prompt.permille
    s.header()
    s.steps()
    s.title(s.say(prompt.title), s.say("working.say"))
    s.panel(60, 520, 960, 480, "cel", outline="edge" if s.theme.contrast else "")
    s.picture(s.theme.art("printing"), 110, 556, 860, 408)
    s.panel(60, 1036, 960, 28, "cel2" if not s.theme.contrast else "edge", radius=14)
    s.panel(60, 1036, max(28, 960 * max(permille, 80) / 1000), 28, "pine", radius=14)
    for number, job in enumerate(prompt.jobs):
        y = 1104 + number * 108
        if job.state == "done":
            s.icon("check", 76, y + 16, 60)
        else:
            s.dot(84, y + 24, 44, "lamp" if job.state == "now" else "paper", "ink" if job.state == "now" else "edge")
        s.text(s.say(job.label), 170, y, 850, 96, "lead", "ink", bold=job.state == "now", valign="middle")
    s.bar(waiting=s.say("working.printing"))
    s.footer()
