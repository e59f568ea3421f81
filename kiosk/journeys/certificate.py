"""A sealed certificate (电子证明) on paper: who, what period, look at it, pay where it costs something, take it."""

from __future__ import annotations

from kiosk.prompts import Fact, Review, Yes
from kiosk.visit.conversation import Left
from kiosk.visit.desk import words
from kiosk.visit.visit import Visit
from services.models import Bill, Item


async def journey(visit: Visit, item: Item) -> None:
    await visit.identify(item)
    visit.step("step.check")
    wanted = await visit.form(item)
    page = await visit.papers.issue(wanted)
    picture = await visit.papers.picture(page)
    facts = tuple(Fact(words(label), value) for label, value in page.facts)
    while not isinstance(await visit.ask(Review(picture, facts, page.pages, item.fee_fen)), Yes):
        pass
    if item.fee_fen:
        bill: Bill = await visit.call(
            "wait.bill", visit.world.platform.fee, item.key, page.serial, source=item.department)
        paid = await visit.pay(bill, "fee")
        if not await visit.papers.print(page, {"order": paid.order}):
            raise Left("stopped")  # the visit's end gives the money back
        visit.money.delivered()
        await visit.papers.slip(lambda: visit.desk.slips().paid(words(item.short), bill, paid.order, paid.ebill))
    else:
        if not await visit.papers.print(page):
            raise Left("stopped")
    await visit.papers.take(page.pages)
    await visit.finish()
