"""Six digits from the phone, on large keys; complete digits go on by the button, not by themselves."""

from __future__ import annotations

from kiosk.prompts import EnterCode, Pick, Text
from screens.frame import Screen


def draw(s: Screen, prompt: EnterCode) -> None:
    typed = s.c.draft.get("code", "")
    s.header()
    s.steps()
    s.title(s.say("code.title"))
    line = s.say("code.wrong", tries=prompt.tries_left) if prompt.wrong and not typed else s.say(
        "code.say", phone=prompt.phone)
    if prompt.wrong and not typed and not s.theme.contrast:
        s.panel(60, 404, 960, 96, "lamp_tint", radius=20)
    s.text(line, 84, 404, 912, 96, "body", "ink", bold=prompt.wrong and not typed, valign="middle")
    for number in range(prompt.digits):
        x = 60 + number * 163
        here = number == len(typed)
        s.panel(x, 524, 145, 150, "white", radius=20, outline="pine" if here else "edge", line=6 if here else 3)
        if number < len(typed):
            s.text(typed[number], x, 524, 145, 150, "title", "ink", bold=True, align="center", valign="middle")
    keys = ("1", "2", "3", "4", "5", "6", "7", "8", "9", "clear", "0", "del")
    for number, key in enumerate(keys):
        x, y = 60 + (number % 3) * 324, 706 + (number // 3) * 162
        said = s.say(f"code.{key}") if key in ("clear", "del") else key
        s.button(f"key:{key}", said, x, y, 312, 150, lambda key=key: _press(s, prompt, key), "plain",
                 role="body" if key in ("clear", "del") else "head")
    s.button("pick:resend", s.say("code.resend"), 60, 1376, 960, 132, lambda: s.c.answer(Pick("resend")),
             icon="restart", role="body")
    rest = prompt.digits - len(typed)
    if rest:
        s.bar(s.say("code.done"), off=s.say("code.rest", count=rest))
    else:
        s.bar(s.say("code.done"), lambda: s.c.answer(Text(typed)), "next")
    s.footer()


def _press(s: Screen, prompt: EnterCode, key: str) -> None:
    typed = s.c.draft.get("code", "")
    if key == "clear":
        typed = ""
    elif key == "del":
        typed = typed[:-1]
    elif len(typed) < prompt.digits:
        typed += key
    s.c.set_draft({"code": typed})
