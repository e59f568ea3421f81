"""What every part of a visit works with: the world, the conversation, who is here, and what was looked up for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from kiosk.effects import Adapter, Outcome
from kiosk.identity import Person
from kiosk.parts import Field, Job, Lookup, Words
from kiosk.prompts import Pick, Prompt, Sorry, Working
from kiosk.slips import Place, Slips
from kiosk.texts import Texts
from kiosk.vault import pseudonym
from kiosk.visit.conversation import Conversation, Stopped
from kiosk.visit.ports import World
from services.models import Failure, Item, Named


class Desk:
    """`steps`: names of the step bar, as the guide lists them."""

    def __init__(self, world: World, person_key: bytes) -> None:
        self.world = world
        self.talk = Conversation(world.front, world.visit, world.prefs, world.ask_after_s, world.leave_after_s)
        self.person: Person | None = None
        self.noted: set[str] = set()  # "card", "face": what was seen of the citizen
        self.papers = "papers.nothing_printed"  # what is said of papers, and of money, when something fails
        self.money, self.fen = "money.nothing_charged", 0
        self.steps: tuple[str, ...] = ()
        self.asked: tuple[Field, ...] = ()  # the last form
        self.typed: dict[str, dict[str, str]] = {}  # its answers by item, for the way back
        self._item: Item | None = None
        self._person_key = person_key
        self.texts = Texts()

    @property
    def item(self) -> Item:
        assert self._item
        return self._item

    def chose(self, item: Item, steps: tuple[str, ...]) -> None:
        self._item, self.steps = item, steps
        self.talk.item = words(item.short)
        self.talk.steps = (0, len(steps))

    def step(self, name: str) -> None:
        """Where the step bar stands."""
        if name in self.steps:
            self.talk.steps = (self.steps.index(name) + 1, len(self.steps))

    def note(self, what: str) -> None:
        """Something of the citizen was seen."""
        self.noted.add(what)
        self.talk.holds = tuple(f"holds.{one}" for one in ("card", "face", "typed", "record") if one in self.noted)

    async def call(self, what: str, function: Callable[..., Any], *values: Any, source: Named | None = None) -> Any:
        """A call to the platform behind a Wait prompt, made once over a replay; its Failure stops the journey.

        source: whose data is looked up; it goes on the citizen's list of look-ups."""

        async def made() -> Any:
            result = await self.talk.busy(what, function, *values)
            if isinstance(result, Failure):
                raise Stopped(result.code, again=result.code.startswith("platform."))
            return result

        if source:
            self.looked_up(words(source))
        return await self.talk.once(made)

    def looked_up(self, source: Words) -> None:
        seen = Lookup(source, words(self.item.short), f"{self.world.local():%H:%M}")
        if not any((one.source, one.what) == (seen.source, seen.what) for one in self.talk.lookups):
            self.talk.lookups = (*self.talk.lookups, seen)

    async def perform(self, adapter: Adapter, showing: Prompt | None = None, within: bool = True) -> Outcome:
        """One effect.  showing: what stands on the screen meanwhile, and cannot be left.

        within: the journey goes on behind it: a replay finds its outcome and does not repeat it."""

        async def done() -> Outcome:
            self.talk.locked = showing is not None
            if showing:
                self.talk.show(showing)
            try:
                return await self.world.office.perform(adapter, self.item.key, pseudo)
            finally:
                self.talk.locked = False

        pseudo = pseudonym(self._person_key, self.person.card.number) if self.person else ""
        outcome: Outcome = await (self.talk.once(done) if within else done())
        self.talk.forget()
        return outcome

    async def failed(self, fault: str, again: bool, reference: str = "", within: bool = True) -> bool:
        """Say what happened, what became of money and papers; True where the citizen wants another try.

        within: the journey goes on behind it (a replay remembers the answer)."""
        if within:
            self.world.office.happened("visit.stopped", {"fault": fault})
        papers = self.papers
        if papers == "papers.nothing_printed" and "card" in self.noted:
            papers = "papers.card_on_reader"
        nearest = words(self.world.catalog.nearest)
        said = Sorry(fault, self.money, papers, reference, again, nearest=nearest, fen=self.fen)
        answer = await (self.talk.ask(said, back=False) if within else self.talk.ask_now(said))
        return isinstance(answer, Pick) and answer.key == "again"

    def sending(self) -> Working:
        """What the screen says while an application is on its way."""
        return Working("working.file.title", (Job("working.checked", "done"), Job("working.file.now", "now")))

    @property
    def pseudonym(self) -> str:
        assert self.person
        return pseudonym(self._person_key, self.person.card.number)

    def slips(self) -> Slips:
        """Writes slips in the citizen's language."""
        world = self.world
        self.texts.lang = self.talk.prefs.lang
        return Slips(self.texts, Place(words(world.site), world.kiosk, world.visit, world.local()))


def words(named: Named) -> Words:
    return Words(named.zh, named.en)
