"""What a query shows: a register's record, how far applications are, or the guide of an item."""

from __future__ import annotations

import msgspec

from kiosk.handing import RECEIPT
from kiosk.parts import Fact, Section, Words
from kiosk.usable import obstacle
from kiosk.visit.conversation import Stopped
from kiosk.visit.desk import Desk, words
from kiosk.visit.guides import printable
from services.models import Case, Item, Record


class Found(msgspec.Struct, frozen=True):
    """guide: the item whose paper guide can be printed; paper: whether it can be now."""

    title: Words
    sections: tuple[Section, ...]
    say: str | Words = ""
    guide: Item | None = None
    paper: bool = False


async def found(desk: Desk, item: Item, number: str, wanted: dict[str, str]) -> Found:
    """As the item's `source` says: "record" | "cases" | "guide"."""
    match item.source:
        case "guide":
            chosen = next((one for one in desk.world.catalog.items if one.key == wanted.get("item")), None)
            if chosen is None:
                raise Stopped("platform.no_item")
            return Found(words(chosen.name), (_guide(desk, chosen),), guide=chosen, paper=printable(desk.world))
        case "cases":
            cases: list[Case] = await desk.call(
                "wait.looking", desk.world.platform.cases, number, wanted.get("case", ""), source=item.department)
            if not cases:
                raise Stopped("case.none")
            return Found(words(item.short), tuple(_case(desk, case) for case in cases))
        case _:
            record: Record = await desk.call(
                "wait.looking", desk.world.platform.record, item.key, number, wanted, source=item.department)
            desk.note("record")
            sections = tuple(
                Section(words(one.title), tuple(
                    Fact(words(row.label), row.value if isinstance(row.value, str) else words(row.value))
                    for row in one.rows), one.slip)
                for one in record.sections)
            return Found(words(record.title), sections, words(record.source))


def slips(desk: Desk) -> bool:
    """Whether a slip could come out now."""
    return obstacle(RECEIPT, desk.world.office.states) is None


def _case(desk: Desk, case: Case) -> Section:
    rows = [Fact("fact.case", case.number), Fact("fact.state", desk.texts.words(f"state.{case.state}"))]
    if case.due:
        rows.append(Fact("fact.promised", case.due))
    rows += [Fact(Words(step.at, step.at), words(step.what)) for step in case.steps]
    return Section(words(case.name), tuple(rows))


def _guide(desk: Desk, item: Item) -> Section:
    fee = desk.texts.words("guide.fee_value", yuan=f"{item.fee_fen / 100:g}") if item.fee_fen else \
        desk.texts.words("fact.as_billed" if item.journey == "pay" else "guide.fee_free")
    return Section(words(item.short), (
        Fact("fact.needs", words(item.needs)), Fact("fact.gives", words(item.gives or item.note)),
        Fact("guide.minutes", desk.texts.words("guide.minutes_value", minutes=item.minutes)), Fact("guide.fee", fee),
        Fact("fact.department", words(item.department)), Fact("fact.code", item.code),
    ))
