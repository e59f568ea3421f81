"""Core, as a visit sees it: permits, notes and signatures over the link the process was started with."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from itertools import count

import msgspec

from hardware.channel import Channel, PeerGone
from hardware.model import DeviceState
from kiosk.asking import Asking
from kiosk.backstage import (
    Begin,
    Closed,
    Consented,
    CoreToVisit,
    Denied,
    Dispense,
    Facts,
    Happened,
    Identified,
    Intend,
    Interrupted,
    Noted,
    OpenEffect,
    Permit,
    PrintSlip,
    Progress,
    Report,
    SensesHere,
    Settle,
    ShellHere,
    Signature,
    States,
    Used,
    VisitKey,
    Waits,
    WhatWaits,
)
from kiosk.effects import Adapter, Outcome, perform
from kiosk.vault import seal


class CoreOffice:
    """`point` is called at each named instant of an effect; tests stop the process there."""

    def __init__(
        self, link: Channel[CoreToVisit], begin: Begin, entropy: Callable[[int], bytes],
        point: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._link = link
        self._begin = begin
        self._entropy = entropy
        self._point = point
        self._changed = asyncio.Event()
        self._idents = count(1)
        self._effects: dict[str, OpenEffect] = {}
        self._item = self._person = ""
        self.states = dict(begin.states)
        self.visit_key = begin.visit_key
        self.on_shell: Callable[[int], None] = os.close
        self.on_senses: Callable[[int], None] = os.close
        self._asking = Asking(link)
        self.sign = self._asking.sign

    # ---------------------------------------------------------------- core's messages
    async def listen(self) -> None:
        """Hear core.  Raises PeerGone when core has died: then this process must end."""
        while True:
            message, fds = await self._link.next()
            match message:
                case ShellHere():
                    self.on_shell(fds.pop())
                case SensesHere():
                    self.on_senses(fds.pop())
                case States(states=states):
                    self.states = states
                    self._changed.set()
                case VisitKey(key=key):
                    self.visit_key = key
                case Permit(effect=key):
                    self._asking.answered(key, "")
                case Denied(effect=key, fault=fault):
                    self._asking.answered(key, fault)
                case Noted(effect=key) | Closed(effect=key):
                    self._asking.answered(key, "")
                case Signature(request=number, value=value):
                    self._asking.answered(number, value)
                case Used(request=number) | Waits(request=number):
                    self._asking.answered(number, message)
                case Begin():
                    pass
            for fd in fds:
                os.close(fd)

    # ---------------------------------------------------------------- Office
    async def states_changed(self, since: dict[str, DeviceState]) -> None:
        while self.states == since:
            self._changed.clear()
            await self._changed.wait()

    def identified(self) -> None:
        self._link.send(Identified())

    def consented(self, purpose: str, version: str, agreed: bool) -> None:
        self._link.send(Consented(purpose, version, agreed))

    def happened(self, code: str, fields: Facts | None = None) -> None:
        self._link.send(Happened(code, fields or {}))

    def report(self, key: str, body: Facts) -> None:
        self._link.send(Report(f"{self._begin.visit}:{key}", body))

    @property
    def effects(self) -> list[OpenEffect]:
        """Those of this visit, oldest first, as they stand."""
        return list(self._effects.values())

    async def use(self, effect: str, device: str, order: PrintSlip | Dispense) -> Used:
        """Ask a device of core's; what it says of an effect core has noted already."""
        used = await self._asking.use(effect, device, order)
        if effect and used.facts and not (isinstance(order, Dispense) and order.asks):
            self._note(effect, used.facts)
        return used

    async def interrupted(self, person: str) -> tuple[Interrupted, ...]:
        number = self._asking.number()
        waits: Waits = await self._asking.told(number, WhatWaits(number, person))
        return waits.effects

    async def perform(self, adapter: Adapter, item: str, person: str) -> Outcome:
        """Intent, permit, act, outcome; each on the disk before the next."""
        self._item, self._person = item, person
        ident = f"{self._begin.visit}-{next(self._idents)}"  # one that was denied may yet be in the journal
        return await perform(ident, adapter, self, lambda effect: self._effects[effect])

    # ---------------------------------------------------------------- Ledger
    async def intend(self, effect: str, kind: str, body: bytes, facts: Facts) -> str | None:
        sealed = seal(self._begin.data_key, effect, body, self._entropy(12))
        self._effects[effect] = OpenEffect(
            effect, self._begin.visit, kind, self._item, "intent", facts, b"", ""
        )
        self._point("permit.before")
        fault = await self._asking.told(effect, Intend(effect, kind, self._item, self._person, sealed, facts))
        self._point("permit.after")
        if fault:
            del self._effects[effect]  # it was never in the journal
        return fault or None

    async def progress(self, effect: str, facts: Facts) -> None:
        self._note(effect, facts)
        await self._asking.told(effect, Progress(effect, facts))

    async def settle(self, effect: str, outcome: Outcome) -> None:
        known = self._effects[effect]
        self._effects[effect] = msgspec.structs.replace(known, state=outcome.state, evidence=outcome.evidence)
        await self._asking.told(effect, Settle(effect, outcome.state, outcome.evidence))

    def _note(self, effect: str, facts: Facts) -> None:
        known = self._effects[effect]
        self._effects[effect] = msgspec.structs.replace(known, state="permitted", facts={**known.facts, **facts})


__all__ = ["CoreOffice", "PeerGone"]
