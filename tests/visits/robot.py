"""A conversation robot: the other end of a visit's prompts, without a window, and a world in memory.

`Robot` answers each prompt by its type; a test says only what differs from the plain course.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import msgspec

from hardware.model import DeviceState, DeviceStatus
from hardware.senses.messages import Card, Code
from kiosk import effects
from kiosk.backstage import Dispense, Ended, Facts, Interrupted, OpenEffect, PrintSlip, Used
from kiosk.effects import Adapter, Outcome
from kiosk.messages import Again, Answered, FromShell, Show, Status, ToShell
from kiosk.prompts import (
    Answer,
    CheckBill,
    ChooseItem,
    Consent,
    EnterCode,
    Fields,
    Form,
    Guide,
    LookAtCamera,
    Pay,
    Pick,
    Preferences,
    Prompt,
    Rate,
    Rated,
    Resume,
    Review,
    Scan,
    Sign,
    Sorry,
    Statement,
    Strokes,
    TakeDocument,
    TakeSlip,
    Text,
    Yes,
)
from kiosk.visit.visit import Visit
from services.models import Failure, IssuedDocument, Item
from tests.visits.county import CATALOG, CODE, Platform, named

NUMBER = "11010519491231002X"
CARD = Card("resident", "样张李秀英", NUMBER, "2", "19491231", "20200101", "99991231", photo=b"picture")


NAMES = ("id_reader", "camera", "a4_printer", "receipt_printer", "dispenser", "platform")
WELL = {name: DeviceState(name, DeviceStatus.ONLINE) for name in NAMES}


class Robot:
    """Answers prompts; `script` maps a prompt type to an answer, a function of the prompt, or None for silence."""

    def __init__(self, script: dict[type, Any] | None = None) -> None:
        self.shown: list[Prompt] = []
        self.states: list[Status] = []
        self._script: dict[type, Any] = {
            ChooseItem: lambda prompt: Pick(prompt.tiles[0].key), Guide: Yes(), Consent: Yes(), LookAtCamera: None,
            EnterCode: Text("000000"),
            Form: lambda prompt: Fields({field.key: _answer(field) for field in prompt.fields}),
            Review: Yes(), TakeDocument: Yes(), Sorry: Yes(), CheckBill: Yes(), Pay: None, Statement: Yes(),
            Sign: Strokes(((0, 0, 500, 500),)), TakeSlip: Yes(), Rate: Rated(5, ("510",)), Resume: None, Scan: None,
            **(script or {}),
        }
        self._inbox: asyncio.Queue[FromShell] = asyncio.Queue()
        self.last: Show | None = None
        self._news = asyncio.Event()

    def send(self, message: ToShell) -> None:
        if isinstance(message, Status):
            self.states.append(message)
        if not isinstance(message, Show):
            return
        self.last = message
        self._news.set()
        self.shown.append(message.prompt)
        answer = self._script.get(type(message.prompt))
        if isinstance(answer, list):
            answer = answer.pop(0) if answer else None
        if callable(answer):
            answer = answer(message.prompt)
        if answer is not None:
            self.say(Answered(message.visit, message.number, answer))

    def say(self, message: FromShell) -> None:
        self._inbox.put_nowait(message)

    async def next(self) -> FromShell:
        return await self._inbox.get()

    async def until(self, true: Callable[[], Any]) -> None:
        """Wait for something among what was shown."""
        while not true():
            self._news.clear()
            await self._news.wait()

    async def until_prompt(self, kind: type) -> Show:
        await self.until(lambda: self.last and isinstance(self.last.prompt, kind))
        assert self.last
        return self.last

    def kinds(self) -> list[str]:
        return [type(prompt).__name__ for prompt in self.shown]

    def sorry(self) -> Sorry:
        """The one failure that was said."""
        (said,) = [prompt for prompt in self.shown if isinstance(prompt, Sorry)]
        return said


def chooses(key: str) -> dict[type, Any]:
    """The script of somebody who came for this item."""
    return {ChooseItem: Pick(key)}


def _answer(field: Any) -> str:
    return field.initial or (field.choices[0].key if field.choices else CODE)


class World(Platform):
    """kiosk.visit.ports.World, in memory; every part may be replaced by a test."""

    def __init__(self, robot: Robot) -> None:
        super().__init__()
        self.front = robot
        self.senses = self.platform = self.office = self.documents = self.printers = self
        self.catalog, self.visit, self.prefs = CATALOG, "V1", Preferences()
        self.ask_after_s, self.leave_after_s = 90.0, 30
        self.site, self.kiosk = named("松林村"), "K-990001"
        self.states = dict(WELL)
        self.card: Card | None = CARD
        self.cards_shown: list[Card] = []
        self.left = False
        self.face: list[str | None] = [None]
        self.scanned: list[bytes] = []
        self.outcome = Outcome("done")
        self.outcomes: list[Outcome] = []
        self.printed = 0
        self.slips: list[Any] = []
        self.slip_faults: list[str] = []
        self.chip = "04A1"
        self.moves: list[str] = []
        self.waits: tuple[Interrupted, ...] = ()
        self.reports: list[tuple[str, Facts]] = []
        self.consents: list[tuple[str, bool]] = []
        self.events: list[str] = []
        self.changed = asyncio.Event()
        self.known: dict[str, OpenEffect] = {}

    def today(self) -> date:
        return date(2026, 11, 24)

    def local(self) -> datetime:
        return datetime(2026, 11, 24, 22, 41, tzinfo=UTC)

    def clock(self) -> float:
        return asyncio.get_running_loop().time()

    def point(self, name: str) -> None:
        pass

    # senses
    async def read_card(self, say: Callable[..., None]) -> Card:
        say("waiting")
        if self.cards_shown:
            return self.cards_shown.pop(0)
        if self.card is None:
            await asyncio.Event().wait()
        assert self.card
        return self.card

    async def card_gone(self) -> None:
        self.left = False

    async def card_left(self) -> bool:
        return self.left

    async def check_face(self, photo: bytes, say: Callable[..., None], picture: Callable[[bytes], None]) -> str | None:
        assert photo
        return self.face.pop(0)

    async def scan(self, say: Callable[..., None]) -> Code:
        say("waiting")
        if not self.scanned:
            await asyncio.Event().wait()
        return Code(self.scanned.pop(0), "qr", "scanner")

    # office
    async def states_changed(self, since: dict[str, DeviceState]) -> None:
        while self.states == since:
            await self.changed.wait()
            self.changed.clear()

    def identified(self) -> None:
        self.events.append("identified")

    def consented(self, purpose: str, version: str, agreed: bool) -> None:
        self.consents.append((purpose, agreed))

    def happened(self, code: str, fields: Facts | None = None) -> None:
        self.events.append(code)

    def report(self, key: str, body: Facts) -> None:
        self.reports.append((key, body))

    async def interrupted(self, person: str) -> tuple[Interrupted, ...]:
        return self.waits

    @property
    def effects(self) -> list[OpenEffect]:
        return list(self.known.values())

    async def perform(self, adapter: Adapter, item: str, person: str) -> Outcome:
        """A page has the outcome the test wants; everything else runs as it is, over a journal in memory."""
        effect = f"V1-{len(self.known) + 1}"
        self.known[effect] = OpenEffect(effect, "V1", adapter.kind, item, "intent", {}, b"", "")
        if adapter.kind != "print":
            return await effects.perform(effect, adapter, self, self.known.__getitem__)
        self.known[effect] = msgspec.structs.replace(self.known[effect], facts=adapter.facts)
        outcome = self.outcomes.pop(0) if self.outcomes else self.outcome
        self.printed += outcome.state == "done"
        await self.settle(effect, outcome)
        return msgspec.structs.replace(outcome, effect=effect)

    async def intend(self, effect: str, kind: str, body: bytes, facts: Facts) -> str | None:
        self.known[effect] = msgspec.structs.replace(self.known[effect], facts=facts)
        return None

    async def progress(self, effect: str, facts: Facts) -> None:
        known = self.known[effect]
        self.known[effect] = msgspec.structs.replace(known, state="permitted", facts={**known.facts, **facts})

    async def settle(self, effect: str, outcome: Outcome) -> None:
        self.known[effect] = msgspec.structs.replace(
            self.known[effect], state=outcome.state, evidence=outcome.evidence)

    async def use(self, effect: str, device: str, order: PrintSlip | Dispense) -> Used:
        if isinstance(order, PrintSlip):
            fault = self.slip_faults.pop(0) if self.slip_faults else ""
            if not fault:
                self.slips.append(order.slip)
            facts: Facts = {"slip": "not_done", "fault": fault} if fault else {"slip": "done"}
            await self.progress(effect, facts)
            return Used(0, str(facts["slip"]), fault or None, facts)
        self.moves.append(order.act)
        where = {"feed": "reading", "present": "gate", "taken": "none", "capture": "none"}
        self.events.append(f"dispenser.{order.act}")
        at = next((where[act] for act in reversed(self.moves) if act in where), "none")
        return Used(0, "done", None, {"chip": self.chip} if order.act == "chip" else {"card": at})

    # documents, printers
    def verify(self, document: IssuedDocument) -> Failure | None:
        return None

    def picture(self, pdf: bytes) -> bytes:
        return b"png"

    def guide(self, item: Item, lang: str, at: datetime) -> IssuedDocument:
        return IssuedDocument(f"guide-{item.key}", b"%PDF", "", 1, ())

    def page(
        self, document: IssuedDocument, copies: int, say: Callable[[str, int], None], facts: Facts | None = None
    ) -> Any:
        return SimpleNamespace(kind="print", facts=facts or {})


def hold(
    robot: Robot, change: Callable[[World], None] = lambda _: None,
    beside: Callable[[World], Awaitable[None]] | None = None,
) -> tuple[Ended, World]:
    """Run one visit to its end."""

    async def run() -> tuple[Ended, World]:
        world = World(robot)
        change(world)
        visit = asyncio.ensure_future(Visit(world, b"k" * 32).hold())
        if beside:
            await beside(world)
        async with asyncio.timeout(20):
            return await visit, world

    return asyncio.run(run())


__all__ = ["Again", "Answer", "Robot", "World", "chooses", "hold"]
