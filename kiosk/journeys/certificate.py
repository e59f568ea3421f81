"""A sealed certificate (电子证明) on paper: who, what period, look at it, print it, take it."""

from __future__ import annotations

from kiosk.prompts import Fact, Fields, Form, Review, TakeDocument, Yes
from kiosk.visit.visit import Visit, words
from services.models import Item


async def journey(visit: Visit, item: Item) -> None:
    visit.step(1)
    person = await visit.identify(item)
    wanted = await visit.ask(Form(visit.fields(item)), step=2)
    assert isinstance(wanted, Fields)
    page = await visit.issue(item, person, wanted.values)
    picture = await visit.picture(page)
    facts = tuple(Fact(words(label), value) for label, value in page.facts)
    while not isinstance(await visit.ask(Review(picture, facts, page.pages, item.fee_fen), step=3), Yes):
        pass
    await visit.print_page(item, page)
    await visit.take(TakeDocument(page.pages, card=True))
