"""The item's questions: what is chosen several on a screen, what is typed alone with its keys."""

from __future__ import annotations

import re
from collections.abc import Callable

from kiosk.prompts import Field, Fields, Form, Pick
from screens import choosing
from screens.frame import Screen
from screens.typing import entry, keyboard
from screens.typing.line import Line, in_draft, of_draft

TYPED = ("digits", "id", "text")
FEW = 3
"""Choices that stand side by side, and questions on one screen."""
AT = "@at"
"""Draft: the first question of the screen that is open.  No key of a field begins with @."""


def draw(s: Screen, prompt: Form) -> None:
    values = {field.key: s.c.draft.get(field.key) or field.initial or (field.high if field.kind == "month" else "")
              for field in prompt.fields}
    parts = screens_of(prompt.fields, one=s.wide_text() or s.c.prefs.reach)
    keys = [part[0].key for part in parts]
    at = keys.index(s.c.draft[AT]) if s.c.draft.get(AT) in keys else 0

    def to(number: int) -> None:
        s.c.set_draft({**s.c.draft, AT: keys[number], "@page": "0"})

    if at:
        s.go_back = lambda: to(at - 1)
    s.header()
    s.steps()
    whole = {key: value.strip() for key, value in values.items()}
    on = (lambda: to(at + 1)) if at + 1 < len(parts) else (lambda: s.c.answer(Fields(whole)))
    if parts[at][0].kind in TYPED:
        _typed(s, prompt, parts[at][0], values, on)
    else:
        _chosen(s, prompt, parts[at], values, on)
    s.footer()


def screens_of(fields: tuple[Field, ...], one: bool = False) -> list[tuple[Field, ...]]:
    """The fields of each screen; `one`: never two on one."""
    parts: list[tuple[Field, ...]] = []
    for field in fields:
        last = parts[-1] if parts else ()
        if last and not one and len(last) < FEW and all(_small(each) for each in (*last, field)):
            parts[-1] = (*last, field)
        else:
            parts.append((field,))
    return parts


def _small(field: Field) -> bool:
    return field.kind == "month" or (field.kind == "choice" and len(field.choices) <= FEW)


def _title(s: Screen, prompt: Form, title: str, say: str) -> float:
    """The sentence of the screen; below it what was not right with the last answer, or what helps."""
    if not _still_wrong(s, prompt):
        return s.title(title, say)
    y = max(404.0, s.title(title) + 8)
    s.panel(60, y, 960, 136, "lamp_tint", radius=20)
    s.icon("warn", 84, y + 40, 56, "ink")
    s.text(s.say(prompt.wrong), 164, y, 840, 136, "body", "ink", bold=True, valign="middle")
    return y + 136


def _still_wrong(s: Screen, prompt: Form) -> bool:
    """Whether what was said of the last answer is still about what stands there."""
    before = s.c.show.draft if s.c.show else {}
    return bool(prompt.wrong) and all(s.c.draft.get(one.key) == before.get(one.key) for one in prompt.fields)


# ---------------------------------------------------------------- chosen
def _chosen(
    s: Screen, prompt: Form, fields: tuple[Field, ...], values: dict[str, str], on: Callable[[], None]
) -> None:
    def put(key: str, value: str) -> None:
        s.c.set_draft({**s.c.draft, **values, key: value})

    first = fields[0]
    if len(fields) == 1:
        y = _title(s, prompt, s.say(first.label), s.say(first.hint) if first.hint else "")
        s.act(640)
        if _small(first):
            choosing.one(s, first, values[first.key], max(y + 40, 700), put)
        else:
            choosing.grid(s, first, values[first.key], 660, put)
    else:
        months = any(field.kind == "month" for field in fields)
        _title(s, prompt, s.say("form.title" if months else "form.title_some"), "" if prompt.wrong else
               s.say("form.say" if all(values.values()) else "form.say_some"))
        y = 640.0 if prompt.wrong else 566.0
        s.act(y)
        for field in fields:
            s.text(s.say(field.label), 60, y, 960, 72, "body", "ink", bold=True, valign="middle")
            choosing.one(s, field, values[field.key], y + 78, put)
            y += 296
    off = next((f"form.wrong.{wrong}" for field in fields if (wrong := field.wrong(values[field.key]))), "")
    start, end = values.get("from", ""), values.get("to", "")
    if start and end and start > end and fields[-1].key == "to":
        off = "form.order"
    if off:
        s.bar(s.say("form.next"), off=s.say(off.replace(".empty", ".choice"), count=0))
        return
    if start and end and len(fields) > 1 and y < 1480:
        months = choosing.count(end) - choosing.count(start) + 1
        s.text(s.say("form.months", count=months), 60, y - 10, 960, 90, "lead", "pine", bold=True, align="center",
               valign="middle")
    s.bar(s.say("form.next"), on, "next")


# ---------------------------------------------------------------- typed
def _least(field: Field, longest: int) -> int:
    """How many characters a complete answer has at least: [0-9]{6,12} → 6."""
    found = re.search(r"\{(\d+)", field.pattern)
    return int(found[1]) if found else longest


def _typed(s: Screen, prompt: Form, field: Field, values: dict[str, str], on: Callable[[], None]) -> None:
    longest = field.longest or (18 if field.kind == "id" else 0)
    mode = "pinyin" if s.c.texts.lang == "zh" and keyboard.engine() else "latin"
    line = of_draft(s.c.draft, field.key, values[field.key], longest, mode)
    wrong = field.wrong(line.value.strip())

    def typed(new: Line) -> None:
        s.c.set_draft({**s.c.draft, **values, **in_draft(new, field.key)})

    hint = s.say(field.hint) if field.hint else ""
    _title(s, prompt, s.say(field.label), hint)
    s.act(640)
    words = keyboard.found(line)
    text = field.kind == "text"
    high = 140 if field.scan else 200
    right = not wrong and not line.letters and not _still_wrong(s, prompt)
    y = 640 if field.scan or not text else 700
    entry.draw(s, line, " ".join(words.syllables) or line.letters, y, high, right,
               "lead" if text else "title")
    if field.scan:
        s.button("pick:scan", s.say("form.scan"), 60, 800, 960, 128, lambda: s.c.answer(Pick("scan")), icon="scan",
                 role="body")
    if text:
        keyboard.text(s, line, 968, words, typed)
    else:
        keyboard.number(s, line, 952 if field.scan else 864, "X" if field.kind == "id" else "clear", typed)
    if line.letters:
        s.bar(s.say("form.next"), off=s.say("form.wrong.letters"))
    elif wrong:
        s.bar(s.say("form.next"), off=s.say(f"form.wrong.{wrong}", count=_least(field, longest) - len(line.value)))
    else:
        s.bar(s.say("form.next"), on, "next")
