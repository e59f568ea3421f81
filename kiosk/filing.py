"""Filing an application (申请), as an effect: idempotent by its key, so it is sent again until there is a word."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

import msgspec

from kiosk.backstage import Facts, OpenEffect
from kiosk.effects import Class, Ledger, Outcome
from kiosk.paying import ASK_S, NO_WORD, PAUSE_S, Point
from services.models import Failure, Filed, Party


class Desk(Protocol):
    """services.platform.VisitCalls, as far as applications go; blocking."""

    def file(
        self, key: str, item: str, people: list[Party], fields: dict[str, str], signature: dict[str, str]
    ) -> Filed | Failure: ...
    def filed(self, key: str) -> Filed | None | Failure: ...


class FileCase:
    """One application; the outcome's `told` is the receipt."""

    kind = "file"
    klass = Class.IDEMPOTENT

    def __init__(
        self, desk: Desk, item: str, people: list[Party], fields: dict[str, str], signature: dict[str, str],
        clock: Callable[[], float], point: Point,
    ) -> None:
        self.facts: Facts = {}
        self.resolver = self
        self._desk = desk
        self._item = item
        self._people = people
        self._fields = fields
        self._signature = signature
        self._clock = clock
        self._point = point

    def body(self) -> bytes:
        return msgspec.json.encode({"item": self._item})

    async def act(self, effect: str, ledger: Ledger) -> None:
        await ledger.progress(effect, {"sent": 1})

    async def resolve(self, effect: OpenEffect) -> Outcome:
        """Send it, the same key again and again, until the platform has said yes or no."""
        end = self._clock() + ASK_S
        while True:
            self._point("file.before")
            said = await asyncio.to_thread(
                self._desk.file, effect.id, self._item, self._people, self._fields, self._signature
            )
            self._point("file.after")
            if isinstance(said, Filed):
                return Outcome("done", {"witness": "platform"}, told=said)
            if said.code not in NO_WORD:
                return Outcome("not_done", {"witness": "platform"}, said.code)
            if self._clock() > end:
                return Outcome("unknown", {"witness": "none"}, "case.unknown")
            await asyncio.sleep(PAUSE_S)


class FilingResolver:
    """After a crash what was typed is gone: the platform is asked whether it has heard of the application."""

    def __init__(self, desk: Desk, clock: Callable[[], float]) -> None:
        self._desk = desk
        self._clock = clock

    async def resolve(self, effect: OpenEffect) -> Outcome:
        """"Never heard of it" counts only when no request of the dead visit can be on its way any more."""
        end = self._clock() + ASK_S
        while True:
            said = await asyncio.to_thread(self._desk.filed, effect.id)
            if isinstance(said, Filed):
                return Outcome("done", {"witness": "platform"})
            if said is None and ("sent" not in effect.facts or self._clock() > end):
                return Outcome("not_done", {"witness": "platform"}, "case.not_filed")
            if self._clock() > end:
                return Outcome("unknown", {"witness": "none"}, "case.unknown")
            await asyncio.sleep(PAUSE_S)
