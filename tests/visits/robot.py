"""A conversation robot: the other end of a visit's prompts, without a window, and a world in memory.

`Robot` answers each prompt by its type; a test says only what differs from the plain course.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Any

from hardware.model import DeviceState, DeviceStatus
from hardware.senses.messages import Card
from kiosk.backstage import Ended, Facts, OpenEffect
from kiosk.effects import Adapter, Outcome
from kiosk.messages import Again, Answered, FromShell, Show, Status, ToShell
from kiosk.prompts import (
    Answer,
    ChooseItem,
    Consent,
    EnterCode,
    Fields,
    Form,
    Guide,
    LookAtCamera,
    Pick,
    Preferences,
    Prompt,
    Review,
    Sorry,
    TakeDocument,
    Text,
    Yes,
)
from kiosk.visit.visit import Visit
from services.models import Catalog, CodeChecked, CodeSent, Failure, IssuedDocument, Item, Named, Option, Question

NUMBER = "11010519491231002X"
CARD = Card("resident", "样张李秀英", NUMBER, "2", "19491231", "20200101", "99991231", photo=b"picture")


def named(text: str) -> Named:
    return Named(text, text)


ITEM = Item(
    "HR-001", "992014001000", named("证明"), named("证明"), named("打印"), named("人社"), "doc", "certificate", "L2",
    named("身份证"), 2, 0, 1, ("id_reader", "a4_printer"),
    (Question("from", named("从"), "month", low="now-60m", high="now", initial="now-11m"),
     Question("kind", named("险种"), "choice", (Option("all", named("全部")),), initial="all")),
)
CATALOG = Catalog(1, "2026-11-01T00:00:00Z", (ITEM,), named("松林镇便民中心"))
WELL = {name: DeviceState(name, DeviceStatus.ONLINE) for name in ("id_reader", "camera", "a4_printer", "platform")}


class Robot:
    """Answers prompts; `script` maps a prompt type to an answer, a function of the prompt, or None for silence."""

    def __init__(self, script: dict[type, Any] | None = None) -> None:
        self.shown: list[Prompt] = []
        self.states: list[Status] = []
        self._script: dict[type, Any] = {
            ChooseItem: lambda prompt: Pick(prompt.tiles[0].key), Guide: Yes(), Consent: Yes(), LookAtCamera: None,
            EnterCode: Text("000000"),
            Form: lambda prompt: Fields({field.key: field.initial for field in prompt.fields}),
            Review: Yes(), TakeDocument: Yes(), Sorry: Yes(), **(script or {}),
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


class World:
    """kiosk.visit.ports.World, in memory; every part may be replaced by a test."""

    def __init__(self, robot: Robot) -> None:
        self.front = robot
        self.senses = self.platform = self.office = self.documents = self.printers = self
        self.catalog, self.visit, self.prefs = CATALOG, "V1", Preferences()
        self.ask_after_s, self.leave_after_s = 90.0, 30
        self.states = dict(WELL)
        self.card: Card | None = CARD
        self.face: list[str | None] = [None]
        self.code: list[CodeChecked | Failure] = [CodeChecked(True, 3)]
        self.issued: list[IssuedDocument | Failure] = []
        self.outcome = Outcome("done")
        self.printed = 0
        self.consents: list[tuple[str, bool]] = []
        self.events: list[str] = []
        self.proven: list[str] = []
        self.changed = asyncio.Event()

    def today(self) -> date:
        return date(2026, 11, 24)

    # senses
    async def read_card(self, say: Callable[..., None]) -> Card:
        say("waiting")
        if self.card is None:
            await asyncio.Event().wait()
        assert self.card
        return self.card

    async def card_gone(self) -> None:
        return None

    async def check_face(self, photo: bytes, say: Callable[..., None], picture: Callable[[bytes], None]) -> str | None:
        assert photo
        return self.face.pop(0)

    # platform
    def send_code(self, number: str) -> CodeSent | Failure:
        return CodeSent("138****6625", 3, 60)

    def check_code(self, code: str) -> CodeChecked | Failure:
        return self.code.pop(0)

    def report_face(self, number: str) -> None:
        self.proven.append("face")

    def issue(self, item: str, number: str, name: str, fields: dict[str, str]) -> IssuedDocument | Failure:
        if self.issued:
            return self.issued.pop(0)
        return IssuedDocument("YX-1", b"%PDF", "seal", 1, ((named("姓名"), "样*"),))

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

    def last_effect(self) -> OpenEffect | None:
        return None

    async def perform(self, adapter: Adapter, item: str, person: str) -> Outcome:
        self.printed += self.outcome.state == "done"
        return self.outcome

    # documents, printers
    def verify(self, document: IssuedDocument) -> Failure | None:
        return None

    def picture(self, pdf: bytes) -> bytes:
        return b"png"

    def page(self, document: IssuedDocument, copies: int, say: Callable[[str, int], None]) -> Any:
        return object()


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


__all__ = ["Again", "Answer", "Robot", "World", "hold"]
