"""An item's questions, as a form: months at the site's clock, choices asked of the platform, answers scanned."""

from __future__ import annotations

from datetime import date

from hardware.senses.messages import Code
from kiosk.parts import Choice, Field
from kiosk.prompts import Answer, Fields, Form, Pick, Scan
from kiosk.visit.conversation import Stopped
from kiosk.visit.desk import Desk, words
from services.models import Item, Option, Question, Slot


async def asked(desk: Desk, item: Item, wrong: str = "", draft: dict[str, str] | None = None) -> dict[str, str]:
    """The citizen's answers by field, {} for an item without questions.  wrong: what was not right the last time."""
    if not item.fields:
        return {}
    fields = tuple([field(one, desk.world.today(), await _options(desk, item, one)) for one in item.fields])
    desk.note("typed")
    desk.asked = fields

    async def filled() -> Fields:
        now, said = dict(draft or desk.typed.get(item.key, {})), wrong
        while True:
            answer: Answer = await desk.talk.ask_now(Form(fields, said), back=True, draft=now)
            if isinstance(answer, Pick) and answer.key == "scan":
                now, said = await _scanned(desk, fields, now)
            elif isinstance(answer, Fields):
                unfit = [one for one in fields if one.wrong(answer.values.get(one.key, ""))]
                desk.typed[item.key] = answer.values
                if not unfit:
                    return Fields({one.key: answer.values[one.key] for one in fields})
                now, said = answer.values, f"form.wrong.{unfit[0].wrong(answer.values.get(unfit[0].key, ''))}"

    answered: Fields = await desk.talk.once(filled, stop=True)
    return answered.values


async def _scanned(desk: Desk, fields: tuple[Field, ...], now: dict[str, str]) -> tuple[dict[str, str], str]:
    """The form's values with what was scanned, and what was not right with it."""
    wanted = next(one for one in fields if one.scan)
    try:
        got = await desk.talk.ask_or(Scan("bill"), desk.world.senses.scan(desk.talk.say), back=False)
    except Stopped:  # neither scanner nor camera can look: it can be typed
        return now, "again.no_scanner"
    if not isinstance(got, Code):
        return now, ""
    text = got.data.decode("ascii", "replace").strip()
    if wanted.wrong(text):
        return now, "again.scan_wrong"
    return {**now, wanted.key: text}, ""


async def _options(desk: Desk, item: Item, question: Question) -> tuple[Option, ...]:
    """Choices that stand in no catalogue: free times, or the items of this machine."""
    match question.source:
        case "slots":
            slots: list[Slot] = await desk.call("wait.slots", desk.world.platform.slots, item.key)
            if not slots:
                raise Stopped("case.no_slot")
            return tuple(Option(slot.key, slot.label) for slot in slots[:12])
        case "items":
            return tuple(
                Option(one.key, one.short)
                for one in sorted(desk.world.catalog.items, key=lambda one: one.rank) if one.key != item.key
            )
        case _:
            return question.options


def field(question: Question, today: date, options: tuple[Option, ...] = ()) -> Field:
    def month(text: str) -> str:
        if not text.startswith("now"):
            return text
        back = int(text[4:-1] or 0) if len(text) > 3 else 0
        count = today.year * 12 + today.month - 1 - back
        return f"{count // 12:04d}-{count % 12 + 1:02d}"

    choices = tuple(Choice(option.key, words(option.label)) for option in options or question.options)
    return Field(
        question.key, words(question.label), question.kind, choices, month(question.low), month(question.high),
        month(question.initial), words(question.hint) if question.hint else None, question.pattern, question.longest,
        question.scan,
    )
