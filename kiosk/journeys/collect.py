"""A finished card (领证): who, which, and the dispenser gives it after its chip was compared with the case."""

from __future__ import annotations

from kiosk.handing import DispenseCard
from kiosk.parts import Fact, Section
from kiosk.prompts import Statement, TakeCard
from kiosk.visit.conversation import Left, Stopped
from kiosk.visit.desk import words
from kiosk.visit.visit import Visit
from services.models import Failure, FinishedCard, Item


async def journey(visit: Visit, item: Item) -> None:
    person = await visit.identify(item)
    assert person
    visit.step("step.collect")
    cards: list[FinishedCard] = await visit.call(
        "wait.looking", visit.world.platform.cards, item.key, person.card.number, source=item.department)
    if not cards:
        raise Stopped("case.no_card")
    for card in cards:
        rows = (Fact("fact.card", words(card.name)), Fact("fact.owner", card.owner),
                Fact("fact.case", card.case))
        await visit.ask(Statement("told.collect", (Section(words(card.name), rows),), "told.collect_say",
                                  next="told.collect_go"), back=not visit.world.office.effects)
        await _give(visit, item, card, person.card.number)
    await visit.finish()


async def _give(visit: Visit, item: Item, card: FinishedCard, number: str) -> None:
    desk, world = visit.desk, visit.world

    def announce(effect: str) -> None | Failure:
        return world.platform.hand_over(effect, item.key, number, card.case)

    giving = DispenseCard(world.office, card.chip, announce, desk.talk.say, world.point)
    outcome = await desk.perform(giving, TakeCard(words(card.name)))
    if outcome.state == "done":
        desk.papers = "papers.card_given"
        return
    kept = "papers.card_kept" if outcome.evidence.get("card") == "bin" else "papers.card_waits"
    desk.papers = kept if outcome.state == "not_done" else "papers.card_unknown"
    if outcome.state == "unknown":
        raise Stopped(outcome.fault or "dispenser.unknown")
    await desk.failed(outcome.fault or "dispenser.unknown", again=False)
    raise Left("stopped")
