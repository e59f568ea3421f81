"""A visit's papers: sealed pages, guides, slips – shown, printed, taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hardware.slip import Slip
from kiosk.backstage import Facts
from kiosk.handing import RECEIPT, GiveSlip
from kiosk.parts import Job
from kiosk.prompts import Prompt, TakeDocument, TakeSlip, Working
from kiosk.usable import obstacle
from kiosk.visit.conversation import Stopped
from kiosk.visit.desk import Desk
from kiosk.visit.progress import PRINTER, PrintProgress
from services.models import IssuedDocument


class Papers:
    """`printed`: the number of the sealed page that came out; `card_taken`: the citizen has the card again."""

    def __init__(self, desk: Desk) -> None:
        self.printed = ""
        self.card_taken = False
        self._desk = desk

    async def issue(self, fields: dict[str, str]) -> IssuedDocument:
        """The sealed document, verified on arrival: a bad seal is never shown or printed."""
        desk, item = self._desk, self._desk.item
        assert desk.person
        card = desk.person.card
        document: IssuedDocument = await desk.call(
            "wait.fetching", desk.world.platform.issue, item.key, card.number, card.name, fields, source=item.department
        )
        return await self.verified(document)

    async def verified(self, document: IssuedDocument) -> IssuedDocument:
        await self._desk.call("wait.checking", self._desk.world.documents.verify, document)
        self._desk.note("record")
        return document

    async def picture(self, document: IssuedDocument) -> bytes:
        return await self._desk.call("wait.checking", self._desk.world.documents.picture, document.pdf)

    async def print(self, document: IssuedDocument, facts: Facts | None = None) -> bool:
        """The print effect, from the check of the paper to the printer's own word; again where nothing came out.

        facts: what the journal should know beside it.  False where the citizen goes on without the page; raises Stopped
        where nobody can say what became of it."""
        desk, world = self._desk, self._desk.world
        known = dict(facts or {})
        while True:
            fault = obstacle(PRINTER, world.office.states)
            if fault is None:
                progress = PrintProgress(desk.talk, world.office)
                adapter = world.printers.page(document, 1, progress.step, known)
                watching = asyncio.ensure_future(progress.watch())
                try:
                    outcome = await desk.perform(adapter, _working("working.print.title", _PAGE))
                finally:
                    watching.cancel()
                if outcome.state == "done":
                    desk.papers = "papers.page_in_tray"
                    self.printed = document.serial if document.seal else self.printed
                    return True
                fault = outcome.fault or "printer.unknown"
                if outcome.state == "unknown":
                    desk.papers = "papers.unknown_page"
                    raise Stopped(fault, reference=document.serial)
                known.setdefault("again", outcome.effect)  # one page, however often it was begun
            desk.papers = "papers.nothing_printed"
            if not await desk.failed(fault, again=True):
                return False

    async def slip(self, write: Callable[[], Slip], final: bool = True) -> bool:
        """A slip, taken; False where it did not come and the citizen goes on without."""
        desk, world = self._desk, self._desk.world
        before = desk.papers
        while True:
            fault = obstacle(RECEIPT, world.office.states)
            if fault is None:
                slip = GiveSlip(world.office, write(), world.point)
                outcome = await desk.perform(slip, _working("working.slip.title", _SLIP))
                if outcome.state == "done":
                    await desk.talk.ask(TakeSlip(final), back=False)
                    return True
                fault = outcome.fault or "receipt.unknown"
            desk.papers = "papers.no_slip"
            again = await desk.failed(fault, again=True)
            desk.papers = before
            if not again:
                return False

    async def take(self, pages: int, card: bool = True) -> None:
        """The paper and the card, until the citizen has both.  card: whether it is needed here no more."""
        desk = self._desk
        desk.step("step.take")
        card = card and "card" in desk.noted and not self.card_taken
        watching = asyncio.ensure_future(self._card_gone()) if card else None
        try:
            await desk.talk.ask(TakeDocument(pages, card), back=False)
        finally:
            if watching:
                watching.cancel()

    async def card_back(self) -> None:
        """The card, where it was shown and still lies there."""
        desk = self._desk
        if "card" in desk.noted and not self.card_taken:
            desk.step("step.take")
            await desk.talk.ask_or(TakeDocument(0, card=True), self._card_gone(), back=False)

    async def _card_gone(self) -> None:
        await self._desk.world.senses.card_gone()
        self.card_taken = True
        self._desk.talk.say("card_gone")


_PAGE = (("working.checked", "done"), ("working.sealed", "done"), ("working.printing", "now"), ("working.take", "next"))
_SLIP = (("working.slip.known", "done"), ("working.slip.now", "now"))


def _working(title: str, jobs: tuple[tuple[str, str], ...]) -> Prompt:
    return Working(title, tuple(Job(label, state) for label, state in jobs))
