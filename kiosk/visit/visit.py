"""A visit as journeys see it, and its course from the first prompt to the last.

Time-outs, leaving, failures and what is said of money and papers belong here, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from hardware.model import DeviceState
from kiosk import journeys
from kiosk.backstage import Ended
from kiosk.effects import Outcome
from kiosk.identity import Person, identify
from kiosk.prompts import (
    Answer,
    Choice,
    ChooseItem,
    Field,
    Guide,
    Job,
    Pick,
    Prompt,
    Sorry,
    TakeDocument,
    Tile,
    Words,
    Working,
)
from kiosk.vault import pseudonym
from kiosk.visit.conversation import Conversation, Left, Stopped
from kiosk.visit.ports import World, closed_by
from kiosk.visit.progress import PrintProgress
from services.models import Failure, IssuedDocument, Item, Named, Question


class Visit:
    """What a journey may do.  Everything raises Left or Stopped where the journey cannot go on."""

    def __init__(self, world: World, person_key: bytes) -> None:
        self.world = world
        self.talk = Conversation(world.front, world.visit, world.prefs, world.ask_after_s, world.leave_after_s)
        self.person: Person | None = None
        self.document: IssuedDocument | None = None
        self.papers = "papers.nothing_printed"
        self._person_key = person_key
        self._noted: set[str] = set()  # "card", "face": what was seen of the citizen

    # ---------------------------------------------------------------- for journeys
    async def ask(self, prompt: Prompt, step: int = 0, back: bool = True) -> Answer:
        if step:
            self.step(step)
        return await self.talk.ask(prompt, back)

    async def identify(self, item: Item) -> Person:
        """Who is here, as the item's auth level asks; once a visit."""
        if self.person is None:
            mark = self.talk.mark()
            self.person = await identify(self.talk, self.world, self._noted.add)
            self.talk.drop(mark)
        return self.person

    async def call(self, what: str, function: Callable[..., Any], *values: Any) -> Any:
        """A call to the platform behind a Wait prompt; its Failure stops the journey."""

        async def made() -> Any:
            result = await self.talk.busy(what, function, *values)
            if isinstance(result, Failure):
                raise Stopped(result.code, again=result.code.startswith("platform."))
            return result

        return await self.talk.once(made)

    async def issue(self, item: Item, person: Person, fields: dict[str, str]) -> IssuedDocument:
        """The sealed document, verified on arrival: a bad seal is never shown or printed."""
        world = self.world
        document: IssuedDocument = await self.call(
            "wait.fetching", world.platform.issue, item.key, person.card.number, person.card.name, fields
        )
        await self.call("wait.checking", world.documents.verify, document)
        self.document = document
        return document

    async def picture(self, document: IssuedDocument) -> bytes:
        return await self.call("wait.checking", self.world.documents.picture, document.pdf)

    async def print_page(self, item: Item, document: IssuedDocument, copies: int = 1) -> None:
        """The print effect, from the check of the paper to the printer's own word."""
        if fault := closed_by(item, self.world.office.states):
            raise Stopped(fault, again=True)
        assert self.person
        talk = self.talk
        talk.forget()
        talk.locked = True
        talk.show(_working())
        progress = PrintProgress(talk, self.world.office)
        adapter = self.world.printers.page(document, copies, progress.step)
        pseudo = pseudonym(self._person_key, self.person.card.number)
        watching = asyncio.ensure_future(progress.watch())
        try:
            outcome: Outcome = await asyncio.shield(self.world.office.perform(adapter, item.key, pseudo))
        finally:
            watching.cancel()
        talk.locked = False
        if outcome.state == "done":
            self.papers = "papers.page_in_tray"
            return
        self.papers = "papers.nothing_printed" if outcome.state == "not_done" else "papers.unknown_page"
        raise Stopped(outcome.fault or "printer.unknown", again=outcome.state == "not_done")

    async def take(self, prompt: TakeDocument) -> None:
        """The paper and the card, until the citizen has both."""
        self.talk.steps = (4, 4)
        watching = asyncio.ensure_future(self._card_gone())
        try:
            await self.talk.ask_now(prompt)
        finally:
            watching.cancel()

    def step(self, number: int) -> None:
        """Where the step bar stands."""
        self.talk.steps = (number, self.talk.steps[1])

    def fields(self, item: Item) -> tuple[Field, ...]:
        return tuple(_field(question, self.world.today()) for question in item.fields)

    # ---------------------------------------------------------------- the course
    async def hold(self) -> Ended:
        """From the home screen to the end; the result is what the goodbye may say."""
        listening = asyncio.ensure_future(self.talk.listen())
        try:
            reason = await self._course()
        finally:
            listening.cancel()
        cleared = [f"cleared.{what}" for what in ("card", "face") if what in self._noted] + ["cleared.typed"]
        printed = self.papers == "papers.page_in_tray"
        return Ended(reason, tuple(cleared), printed, self.document.serial if printed and self.document else "",
                     self.talk.prefs)

    async def _course(self) -> str:
        while True:
            try:
                await self.talk.run(self._journey)
                return "finished"
            except Left as left:
                return left.reason
            except Stopped as stopped:
                self.world.office.happened("visit.stopped", {"fault": stopped.fault})
                try:
                    if not await self._again(stopped):
                        return "stopped"
                except Left as left:
                    return left.reason

    async def _again(self, stopped: Stopped) -> bool:
        """Say the failure; True where the citizen wants another try."""
        papers = self.papers
        if papers == "papers.nothing_printed" and "card" in self._noted:
            papers = "papers.card_on_reader"
        answer = await self.talk.ask_now(
            Sorry(stopped.fault, "money.nothing_charged", papers, again=stopped.again,
                  reference=self.document.serial if papers == "papers.unknown_page" and self.document else "",
                  nearest=words(self.world.catalog.nearest))
        )
        return isinstance(answer, Pick) and answer.key == "again"

    async def _journey(self) -> None:
        item = await self._choose()
        self.talk.item = words(item.short)
        self.talk.steps = (0, 4)
        await self.ask(
            Guide(words(item.name), words(item.department), words(item.needs), item.minutes, item.fee_fen, item.pages)
        )
        await journeys.load(item.journey)(self, item)

    async def _card_gone(self) -> None:
        await self.world.senses.card_gone()
        self.talk.say("card_gone")

    async def _choose(self) -> Item:
        self.talk.item, self.talk.steps = None, (0, 0)
        items = {item.key: item for item in self.world.catalog.items}

        async def chosen() -> Item:
            while True:
                states = self.world.office.states
                tiles = ChooseItem(self._tiles(states), words(self.world.catalog.nearest))
                answer = await self.talk.ask_or(tiles, self.world.office.states_changed(states), back=False)
                if isinstance(answer, Pick) and answer.key in items:
                    item = items[answer.key]
                    if closed_by(item, self.world.office.states) is None:
                        self.world.office.happened("item.chosen", {"item": item.key})
                        return item

        return await self.talk.once(chosen, stop=True)

    def _tiles(self, states: dict[str, DeviceState]) -> tuple[Tile, ...]:
        return tuple(
            Tile(item.key, words(item.short), item.icon, words(item.note), closed_by(item, states), words(item.needs),
                 item.minutes, item.fee_fen)
            for item in sorted(self.world.catalog.items, key=lambda item: item.rank)
        )


def words(named: Named) -> Words:
    return Words(named.zh, named.en)


_JOBS = (("working.checked", "done"), ("working.sealed", "done"), ("working.printing", "now"), ("working.take", "next"))


def _working() -> Prompt:
    return Working("working.print.title", tuple(Job(label, state) for label, state in _JOBS))


def _field(question: Question, today: Any) -> Field:
    def month(text: str) -> str:
        if not text.startswith("now"):
            return text
        back = int(text[4:-1] or 0) if len(text) > 3 else 0
        count = today.year * 12 + today.month - 1 - back
        return f"{count // 12:04d}-{count % 12 + 1:02d}"

    return Field(
        question.key, words(question.label), question.kind,
        tuple(Choice(option.key, words(option.label)) for option in question.options),
        month(question.low), month(question.high), month(question.initial),
    )
