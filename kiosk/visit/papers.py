"""A visit's papers: sealed pages, guides, slips – shown, printed, taken."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hardware.slip import Slip
from kiosk.backstage import Facts
from kiosk.handing import RECEIPT, GiveSlip
from kiosk.parts import Job
from kiosk.prompts import Prompt, TakeDocument, TakeSlip, Working
from kiosk.visit.conversation import Left, Stopped
from kiosk.visit.desk import Desk
from kiosk.visit.ports import obstacle
from kiosk.visit.progress import PRINTER, PrintProgress
from services.models import IssuedDocument


class Papers:
    """`document`: the page of this visit, for the goodbye; card_back: the card was to be taken with it."""

    def __init__(self, desk: Desk) -> None:
        self.document: IssuedDocument | None = None
        self.card_back = False
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
        self.document = document
        return document

    async def picture(self, document: IssuedDocument) -> bytes:
        return await self._desk.call("wait.checking", self._desk.world.documents.picture, document.pdf)

    async def print(self, document: IssuedDocument, facts: Facts | None = None) -> None:
        """The print effect, from the check of the paper to the printer's own word; again where nothing came out.

        facts: what the journal should know beside it; a later try adds which one it makes good.  Raises Left where the
        citizen gives up, Stopped where nobody can say what became of the page."""
        desk, world = self._desk, self._desk.world
        self.document = document
        while True:
            fault = obstacle(PRINTER, world.office.states)
            if fault is None:
                desk.talk.show(_working("working.print.title", _PAGE))
                progress = PrintProgress(desk.talk, world.office)
                adapter = world.printers.page(document, 1, progress.step, facts)
                watching = asyncio.ensure_future(progress.watch())
                try:
                    outcome = await desk.perform(adapter)
                finally:
                    watching.cancel()
                if outcome.state == "done":
                    desk.papers = "papers.page_in_tray"
                    return
                fault = outcome.fault or "printer.unknown"
                if outcome.state == "unknown":
                    desk.papers = "papers.unknown_page"
                    raise Stopped(fault, reference=document.serial)
                facts = {"again": world.office.effects[-1].id, **(facts or {})}  # nothing of it waits for a next visit
            desk.papers = "papers.nothing_printed"
            if not await desk.failed(fault, again=True):
                raise Left("stopped")

    async def slip(self, write: Callable[[], Slip], final: bool = True) -> bool:
        """A slip, taken; False where it did not come and the citizen goes on without."""
        desk, world = self._desk, self._desk.world
        before = desk.papers
        while True:
            fault = obstacle(RECEIPT, world.office.states)
            if fault is None:
                desk.talk.show(_working("working.slip.title", _SLIP))
                outcome = await desk.perform(GiveSlip(world.office, write(), world.point))
                if outcome.state == "done":
                    await desk.talk.ask_now(TakeSlip(final))
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
        watching = asyncio.ensure_future(self._card_gone())
        try:
            self.card_back = card
            await desk.talk.ask_now(TakeDocument(pages, card=card and "card" in desk.noted))
        finally:
            watching.cancel()

    async def _card_gone(self) -> None:
        await self._desk.world.senses.card_gone()
        self._desk.talk.say("card_gone")


_PAGE = (("working.checked", "done"), ("working.sealed", "done"), ("working.printing", "now"), ("working.take", "next"))
_SLIP = (("working.slip.known", "done"), ("working.slip.now", "now"))


def _working(title: str, jobs: tuple[tuple[str, str], ...]) -> Prompt:
    return Working(title, tuple(Job(label, state) for label, state in jobs))
