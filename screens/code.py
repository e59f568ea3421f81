"""Six digits from the phone, on large keys; complete digits go on by the button, not by themselves."""

from __future__ import annotations

from kiosk.prompts import EnterCode, Pick, Text
from screens.frame import Screen


def draw(s: Screen, prompt: EnterCode) -> None:
    typed = s.c.draft.get("code", "")
    wrong = prompt.wrong and not typed
    s.header()
    s.steps()
    base = 730.0 if s.theme.landscape else 530.0
    line = s.say("code.wrong", tries=prompt.tries_left) if wrong else s.say("code.say", phone=prompt.phone)
    if wrong:
        y = s.title(s.say("code.title"))
        top = max(404.0, y + 8)
        high = min(base - 12 - top, 160)
        s.panel(60, top, 960, high, "lamp_tint", radius=20)
        s.icon("warn", 84, top + (high - 56) / 2, 56, "ink")
        s.text(line, 164, top, 840, high, "body", "ink", bold=True, valign="middle")
    else:
        s.title(s.say("code.title"), line)
    _digits(s, typed, prompt.digits, base)
    s.act(676)
    keys = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "del")
    for number, key in enumerate(keys):
        x, y = 60 + (number % 3) * 324, 690 + (number // 3) * 162
        word = key in ("clear", "del")
        s.button(f"key:{key}", s.say(f"code.{key}") if word else key, x, y, 312, 150,
                 lambda key=key: _press(s, prompt, key), "plain", "bksp" if key == "del" else "",
                 "body" if word else "title")
    s.button("pick:resend", s.say("code.resend"), 60, 1360, 960, 132, lambda: s.c.answer(Pick("resend")),
             icon="restart")
    rest = prompt.digits - len(typed)
    if rest:
        s.bar(s.say("code.done"), off=s.say("code.rest", count=rest))
    else:
        s.bar(s.say("code.done"), lambda: s.c.answer(Text(typed)), "next")
    s.footer()


def _digits(s: Screen, typed: str, count: int, y: float) -> None:
    """The places of the digits, the next one with a caret; celadon, because they are not for touching."""
    for number in range(count):
        x = 60 + number * 163
        here = number == len(typed)
        s.panel(x, y, 145, 136, "cel", radius=20, outline="pine" if here else "edge" if s.theme.contrast else "cel3",
                line=6 if here else 3)
        if here:
            s.panel(x + 70, y + 35, 5, 66, "pine", radius=2)
        elif number < len(typed):
            s.text(typed[number], x, y, 145, 136, "title", "ink", bold=True, align="center", valign="middle")


def _press(s: Screen, prompt: EnterCode, key: str) -> None:
    typed = s.c.draft.get("code", "")
    if key == "clear":
        typed = ""
    elif key == "del":
        typed = typed[:-1]
    elif len(typed) < prompt.digits:
        typed += key
    s.c.set_draft({"code": typed})
