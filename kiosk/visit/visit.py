"""A visit as journeys see it, and its course from the first prompt to the last.

Time-outs, leaving, failures and what is said of money and papers belong here, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from kiosk import journeys
from kiosk.backstage import Ended
from kiosk.identity import Person
from kiosk.prompts import Answer, Guide, Pick, Prompt
from kiosk.visit import forms, home
from kiosk.visit.conversation import Conversation, Left, Stopped
from kiosk.visit.desk import Desk, words
from kiosk.visit.guides import printable, show_guide
from kiosk.visit.money import Money, Paid
from kiosk.visit.papers import Papers
from kiosk.visit.people import People
from kiosk.visit.ports import World
from kiosk.visit.rating import rate
from services.models import Bill, Item, Named


class Visit:
    """What a journey may do.  Everything raises Left or Stopped where the journey cannot go on."""

    def __init__(self, world: World, person_key: bytes, first: str = "") -> None:
        self.world = world
        self._first = first
        self.desk = Desk(world, person_key)
        self.papers = Papers(self.desk)
        self.money = Money(self.desk)
        self.people = People(self.desk, self.papers)

    @property
    def talk(self) -> Conversation:
        return self.desk.talk

    # ---------------------------------------------------------------- for journeys
    def step(self, name: str) -> None:
        """Where the step bar stands."""
        self.desk.step(name)

    async def ask(self, prompt: Prompt, back: bool = True) -> Answer:
        return await self.talk.ask(prompt, back)

    async def identify(self, item: Item) -> Person | None:
        """Who is here, as the item's auth level asks; nobody for an item that is for everyone."""
        return None if item.auth in ("L0", "BILL") else await self.people.identify(item)

    async def form(self, item: Item, wrong: str = "", draft: dict[str, str] | None = None) -> dict[str, str]:
        return await forms.asked(self.desk, item, wrong, draft)

    async def call(self, what: str, function: Callable[..., Any], *values: Any, source: Named | None = None) -> Any:
        return await self.desk.call(what, function, *values, source=source)

    async def finish(self) -> None:
        """The card back, and how it was."""
        await self.papers.card_back()
        await rate(self.desk)

    async def pay(self, bill: Bill, why: str) -> Paid:
        """Until the money has arrived; where nobody can say whether it has, a slip says what is pending."""
        try:
            return await self.money.pay(bill, why)
        except Stopped as stopped:
            if stopped.fault == "pay.unknown":
                short, order = words(self.desk.item.short), stopped.reference
                await self.papers.slip(lambda: self.desk.slips().pending(short, bill.total_fen, order), final=False)
            raise

    # ---------------------------------------------------------------- the course
    async def hold(self) -> Ended:
        """From the home screen to the end; the result is what the goodbye may say."""
        listening = asyncio.ensure_future(self.talk.listen())
        desk = self.desk
        try:
            reason = await self._course()
            await self._settled()
        finally:
            listening.cancel()
        cleared = [f"cleared.{what}" for what in ("card", "face") if what in desk.noted] + ["cleared.typed"]
        printed = self.papers.printed
        return Ended(reason, tuple(cleared), bool(printed), printed, self.talk.prefs)

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
                    await self.money.settle()
                    if not await self.desk.failed(stopped.fault, stopped.again, stopped.reference, within=False):
                        return "stopped"
                except Left as left:
                    return left.reason

    async def _settled(self) -> None:
        """Nobody leaves while this machine owes them money."""
        before = self.desk.money
        await self.money.settle()
        if self.desk.money != before:
            try:
                await self.desk.failed("pay.given_back", again=False, within=False)
            except Left:
                pass  # they have gone; it is on its way

    async def _journey(self) -> None:
        item = await home.choose(self.talk, self.world, self._first)
        self._first = ""
        steps = journeys.steps(item)
        self.desk.chose(item, steps)

        while isinstance(answer := await self.ask(_guide(item, steps, printable(self.world))), Pick):
            if answer.key == "guide":
                await show_guide(self.desk, self.papers, item)
        await journeys.load(item.journey)(self, item)


def _guide(item: Item, steps: tuple[str, ...], guide: bool) -> Guide:
    return Guide(
        words(item.name), words(item.department), words(item.needs), item.minutes, item.fee_fen, item.pages,
        gives=words(item.gives) if item.gives else None, steps=steps, guide=guide,
    )
