"""A look into a register (查询): who, which, read it, take it along on a slip."""

from __future__ import annotations

from kiosk.prompts import Pick, Statement
from kiosk.visit import records
from kiosk.visit.guides import show_guide
from kiosk.visit.visit import Visit
from services.models import Item


async def journey(visit: Visit, item: Item) -> None:
    person = await visit.identify(item)
    visit.step("step.read")
    wanted = await visit.form(item)
    found = await records.found(visit.desk, item, person.card.number if person else "", wanted)
    while True:
        shown = Statement(found.title, found.sections, found.say, records.slips(visit.desk), found.paper)
        answer = await visit.ask(shown, back=not visit.world.office.effects)
        if isinstance(answer, Pick) and answer.key == "slip":
            await visit.papers.slip(lambda: visit.desk.slips().sections(found.title, found.sections))
        elif isinstance(answer, Pick) and answer.key == "print" and found.guide:
            await show_guide(visit.desk, visit.papers, found.guide)
        else:
            break
    await visit.finish()
