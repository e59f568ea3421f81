"""The item's questions: choices side by side, months by two large steps."""

from __future__ import annotations

from kiosk.prompts import Field, Fields, Form
from screens.frame import Screen


def draw(s: Screen, prompt: Form) -> None:
    values = {field.key: s.c.draft.get(field.key, field.initial) for field in prompt.fields}
    s.header()
    s.steps()
    s.title(s.say("form.title"), s.say("form.say"))
    y = 566.0
    for field in prompt.fields:
        s.text(s.say(field.label), 60, y, 960, 72, "body", "ink", bold=True, valign="middle")
        if field.kind == "choice":
            _choice(s, field, values, y + 78)
        else:
            _month(s, field, values, y + 78)
        y += 296
    first, last = values.get("from", ""), values.get("to", "")
    if first and last and first > last:
        s.bar(s.say("form.next"), off=s.say("form.order"))
    else:
        if first and last and y < 1480:
            months = _count(last) - _count(first) + 1
            s.text(s.say("form.months", count=months), 60, y - 10, 960, 90, "lead", "pine", bold=True, align="center",
                   valign="middle")
        s.bar(s.say("form.next"), lambda: s.c.answer(Fields(values)), "next")
    s.footer()


def _choice(s: Screen, field: Field, values: dict[str, str], y: float) -> None:
    width = (960 - 24 * (len(field.choices) - 1)) / max(len(field.choices), 1)
    for number, choice in enumerate(field.choices):
        mine = values[field.key] == choice.key
        s.button(f"field:{field.key}:{choice.key}", s.say(choice.label), 60 + number * (width + 24), y, width, 140,
                 lambda choice=choice: _set(s, values, field.key, choice.key), "chosen" if mine else "secondary",
                 "check" if mine else "")


def _month(s: Screen, field: Field, values: dict[str, str], y: float) -> None:
    value = values[field.key]
    s.panel(248, y, 584, 140, "cel", radius=20)
    shown = s.say("form.month", year=int(value[:4]), month=int(value[5:7]),
                  name=s.say(f"month.{int(value[5:7])}"))
    s.text(shown, 256, y, 568, 140, "head", "ink", bold=True, align="center", valign="middle")
    for ident, x, step, end in (("minus", 60, -1, field.low), ("plus", 852, 1, field.high)):
        over = value == end
        s.button(f"field:{field.key}:{ident}", "", x, y, 168, 140,
                 lambda step=step: _set(s, values, field.key, _shift(value, step)), "off" if over else "secondary",
                 ident)


def _set(s: Screen, values: dict[str, str], key: str, value: str) -> None:
    s.c.set_draft({**values, key: value})


def _count(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7])


def _shift(month: str, by: int) -> str:
    count = _count(month) - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
