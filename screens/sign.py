"""Sign with a finger: the statement to read, the field for the name, clear and done."""

from __future__ import annotations

from kiosk.prompts import Sign, Strokes
from screens import ink
from screens.frame import Screen

LINES = "@lines"
"""Draft: the lines so far, packed."""
ENOUGH = 400
"""Thousandths of the field's width: shorter than that is no name (一 written large is about that)."""
MARK = 8


def draw(s: Screen, prompt: Sign) -> None:
    lines = ink.unpacked(s.c.draft.get(LINES, ""))
    enough = ink.length(lines) >= ENOUGH
    s.header()
    s.steps()
    y = s.title(s.say(prompt.title))
    top = max(340.0, y + 12)
    s.panel(60, top, 960, 572 - top, "cel", outline="edge" if s.theme.contrast else "")
    s.text(s.say(prompt.statement), 96, top + 12, 888, 548 - top, "body", "ink", valign="middle")
    mark = " ".join((prompt.digest[:MARK // 2], prompt.digest[MARK // 2:MARK])).upper()
    s.text(s.say("sign.mark", mark=mark), 60, 580, 960, 52, "note", "ink2", valign="middle")
    s.act(640)
    s.text(s.say("sign.title_hint"), 60, 644, 960, 84, "body", "ink", bold=True, valign="middle")
    _pad(s, lines, enough)
    s.button("clear", s.say("sign.clear"), 60, 1420, 960, 120, lambda: s.c.set_draft({LINES: ""}),
             "secondary" if lines else "off", "pen", "body")
    if enough:
        s.bar(s.say("sign.done"), lambda: s.c.answer(Strokes(ink.unpacked(s.c.draft[LINES]))), "check")
    else:
        s.bar(s.say("sign.done"), off=s.say("sign.off"))
    s.footer()


def _pad(s: Screen, lines: ink.Lines, enough: bool) -> None:
    """The field with a line to write on; the screen is drawn anew only when the way on opens."""
    s.panel(60, 736, 960, 660, "paper" if s.theme.contrast else "white", outline="pine", line=6)
    s.panel(120, 1236, 840, 4, "edge", radius=2)
    if not lines:
        s.text(s.say("sign.here"), 120, 1246, 840, 96, "lead", "ink2", align="center", valign="middle")

    def drawn(new: ink.Lines) -> None:
        draft = {LINES: ink.packed(new)}
        opens = not lines or (not enough and ink.length(new) >= ENOUGH)
        (s.c.set_draft if opens else s.c.keep)(draft)

    s.add_widget(ink.Pad(s.box(72, 748, 936, 636), lines, s.theme.colour("ink"), s.gate, drawn))
