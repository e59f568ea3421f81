"""An application (申请): the people it is about, its one form, a signature where it wants one, the receipt."""

from __future__ import annotations

from kiosk.filing import FileCase
from kiosk.parts import Fact, Section, Words
from kiosk.prompts import Sign, Statement, Strokes
from kiosk.visit.conversation import Left, Stopped
from kiosk.visit.desk import words
from kiosk.visit.visit import Visit
from services import declaration, signature
from services.models import Filed, Item, Party


async def journey(visit: Visit, item: Item) -> None:
    people = await visit.people.everyone(item)
    while True:
        visit.step("step.fill")
        answers = await visit.form(item)
        await visit.ask(Statement("told.check", (_told(visit, item, people, answers),), "told.check_say",
                                  next="told.sign" if item.statement else "told.send"))
        signed = await _signed(visit, item, people, answers)
        filing = FileCase(visit.world.platform, item.key, people, answers, signed, visit.world.clock, visit.world.point)
        outcome = await visit.desk.perform(filing, visit.desk.sending())
        if isinstance(outcome.told, Filed):
            break
        if outcome.state == "unknown":
            visit.desk.papers = "papers.maybe_filed"
            raise Stopped(outcome.fault or "case.unknown", reference=outcome.effect)
        visit.desk.papers = "papers.nothing_filed"
        if not await visit.desk.failed(outcome.fault or "case.not_filed", again=True):
            raise Left("stopped")
    await _receipt(visit, item, outcome.told)
    await visit.finish()


async def _signed(visit: Visit, item: Item, people: list[Party], answers: dict[str, str]) -> dict[str, str]:
    """The signature, bound to the document's digest; {} where the item wants none."""
    if item.statement is None:
        return {}
    visit.step("step.sign")
    mark = declaration.mark(item.key, item.statement, people, answers)
    drawn = await visit.ask(Sign(words(item.name), words(item.statement), mark))
    assert isinstance(drawn, Strokes)
    return signature.bound(mark, drawn.lines, f"{visit.world.local():%Y-%m-%dT%H:%M:%S%z}")


async def _receipt(visit: Visit, item: Item, filed: Filed) -> None:
    visit.step("step.slip")
    rows = [Fact("fact.case", filed.case), Fact("fact.accepted", filed.at)]
    if filed.due:
        rows.append(Fact("fact.promised", filed.due))
    rows += [Fact(words(row.label), row.value if isinstance(row.value, str) else words(row.value))
             for row in filed.rows]
    sections = (Section(words(item.short), tuple(rows)),)
    final = "slip.final_filed" if filed.due else "slip.final_booked"
    visit.desk.papers = "papers.filed"
    await visit.papers.slip(lambda: visit.desk.slips().sections(words(item.short), sections, filed.case, final))
    title = "told.filed" if filed.due else "told.booked"
    await visit.ask(Statement(title, sections, "told.filed_say" if filed.due else "told.booked_say"), back=False)


def _told(visit: Visit, item: Item, people: list[Party], answers: dict[str, str]) -> Section:
    """What will be sent, masked, to be looked at once more."""
    rows = [Fact(_role(item, one.role), one.name[0] + "*" * (len(one.name) - 1)) for one in people]
    for field in visit.desk.asked:
        value = answers.get(field.key, "")
        label = next((choice.label for choice in field.choices if choice.key == value), None)
        rows.append(Fact(field.label, label or value))
    return Section(words(item.short), tuple(rows))


def _role(item: Item, key: str) -> str | Words:
    found = next((role for role in item.roles if role.key == key), None)
    return words(found.label) if found else "fact.applicant"
