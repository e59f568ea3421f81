"""The item's questions: choices side by side, months by two large steps."""

from __future__ import annotations

from kiosk.prompts import Field, Fields, Form
from screens.frame import Screen


def draw(s: Screen, prompt: Form) -> None:
    values = {field.key: s.c.draft.get(field.key, field.initial) for field in prompt.fields}
    s.header()
    s.steps()
    s.title(s.say("form.title"), s.say("form.say"))
    y = 540.0
    for field in prompt.fields:
        s.text(s.say(field.label), 60, y, 960, 60, "body", "ink", bold=True, valign="middle")
        if field.kind == "choice":
            _choice(s, field, values, y + 72)
        else:
            _month(s, field, values, y + 72)
        y += 330
    if values.get("from", "") > values.get("to", "9"):
        s.bar(s.say("form.next"), off=s.say("form.order"))
    else:
        s.bar(s.say("form.next"), lambda: s.c.answer(Fields(values)), "next")
    s.footer()


def _choice(s: Screen, field: Field, values: dict[str, str], y: float) -> None:
    width = (960 - 24 * (len(field.choices) - 1)) / max(len(field.choices), 1)
    for number, choice in enumerate(field.choices):
        kind = "chosen" if values[field.key] == choice.key else "secondary"
        s.button(f"field:{field.key}:{choice.key}", s.say(choice.label), 60 + number * (width + 24), y, width, 140,
                 lambda choice=choice: _set(s, values, field.key, choice.key), kind)


def _month(s: Screen, field: Field, values: dict[str, str], y: float) -> None:
    value = values[field.key]
    s.panel(284, y, 512, 140, "cel", radius=20, outline="edge" if s.theme.contrast else "")
    shown = s.say("form.month", year=int(value[:4]), month=int(value[5:7]))
    s.text(shown, 284, y, 512, 140, "head", "ink", bold=True, align="center", valign="middle")
    for ident, x, step, end in (("minus", 60, -1, field.low), ("plus", 820, 1, field.high)):
        over = value == end
        s.button(f"field:{field.key}:{ident}", "－" if step < 0 else "＋", x, y, 200, 140,
                 lambda step=step: _set(s, values, field.key, _shift(value, step)), "off" if over else "secondary",
                 role="title")


def _set(s: Screen, values: dict[str, str], key: str, value: str) -> None:
    s.c.set_draft({**values, key: value})


def _shift(month: str, by: int) -> str:
    count = int(month[:4]) * 12 + int(month[5:7]) - 1 + by
    return f"{count // 12:04d}-{count % 12 + 1:02d}"
