"""The visit process, as core keeps it: one warm in advance, one for each citizen."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import Awaitable, Callable
from datetime import date

from hardware.channel import Channel, Garbled, PeerGone
from kiosk.backstage import (
    Begin,
    Closed,
    Consented,
    CoreToVisit,
    Denied,
    Ended,
    Happened,
    Identified,
    Intend,
    Interrupted,
    Noted,
    Permit,
    Progress,
    Report,
    SensesHere,
    Settle,
    ShellHere,
    Sign,
    Signature,
    States,
    Use,
    Used,
    VisitToCore,
    Waits,
    Warm,
    WhatWaits,
)
from kiosk.journal import Journal
from kiosk.log import Log
from kiosk.processes import Launcher


class VisitHost:
    """One visit process from its warm start to its end."""

    def __init__(
        self, launcher: Launcher, journal: Journal, log: Log, sign: Callable[[str, Sign], str],
        warm: Callable[[], None], use: Callable[[Use], Awaitable[Used]],
        interrupted: Callable[[str], tuple[Interrupted, ...]],
    ) -> None:
        self.id = ""
        self.identified = False
        self.is_warm = False
        self._journal = journal
        self._log = log
        self._sign = sign
        self._warm = warm
        self._use = use
        self._interrupted = interrupted
        self._orders: set[asyncio.Future[None]] = set()
        self._day = ""
        self._process, sock = launcher.start("visit")
        self._channel: Channel[VisitToCore] = Channel(sock, VisitToCore)

    def begin(self, begin: Begin, day: date, shell_fd: int, senses_fd: int) -> None:
        """A citizen has come.  day: of the data key in `begin`, for the whole visit, whatever midnight does."""
        self.id, self._day = begin.visit, day.isoformat()
        self.tell(begin)
        self.hand(SensesHere(), senses_fd)
        self.hand(ShellHere(), shell_fd)

    def hand(self, message: ShellHere | SensesHere, fd: int) -> None:
        """Give the visit its end of a fresh channel; `fd` is closed here."""
        self.tell(message, fd)
        os.close(fd)

    def tell(self, message: CoreToVisit, fd: int | None = None) -> None:
        try:
            if not self._channel.closed:
                self._channel.send(message, [] if fd is None else [fd])
        except PeerGone:
            pass  # until_end() sees it

    def states(self, states: States) -> None:
        if self.id:
            self.tell(states)

    async def until_end(self) -> Ended | None:
        """Serve the visit; its last word, or None where it died without one.  The process is gone afterwards."""
        try:
            while True:
                message, _ = await self._channel.next()
                if isinstance(message, Ended):
                    return message
                self._serve(message)
        except (PeerGone, Garbled):
            return None
        finally:
            self._channel.close()
            self._process.kill()
            self._process.wait()

    def _own(self, effect: str) -> bool:
        return not effect or effect.startswith(self.id + "-")

    async def _ordered(self, use: Use) -> None:
        self.tell(await self._use(use))

    async def orders(self) -> None:
        """Until the devices have done what this visit asked of them."""
        if self._orders:
            await asyncio.wait(self._orders)

    def stop(self) -> None:
        self._process.kill()

    def _serve(self, message: VisitToCore) -> None:
        journal = self._journal
        if isinstance(message, Intend | Progress | Settle | Use) and not self._own(message.effect):
            self._log("effect.refused", {"visit": self.id})
            return
        match message:
            case Warm():
                self.is_warm = True
                self._warm()
            case Identified():
                self.identified = True
                self._log("visit.identified", {"visit": self.id})
            case Consented(purpose=purpose, version=version, agreed=agreed):
                journal.consent(self.id, purpose, version, agreed)
                self._log("visit.consent", {"visit": self.id, "purpose": purpose, "agreed": int(agreed)})
            case Intend(effect=effect, kind=kind, item=item, person=person, body=body, facts=facts):
                try:
                    journal.intend(self.id, effect, kind, item, person, body, self._day, facts)
                except sqlite3.Error as error:
                    self._log("journal.refused", {"visit": self.id})
                    full = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_FULL
                    self.tell(Denied(effect, "journal.full" if full else "journal.unwritable"))
                else:
                    self._log("effect.permitted", {"visit": self.id, "effect": effect, "kind": kind})
                    self.tell(Permit(effect))
            case Progress(effect=effect, facts=facts):
                journal.progress(effect, facts)
                self.tell(Noted(effect))
            case Settle(effect=effect, state=state, evidence=evidence):
                journal.settle(effect, state, evidence)
                self._log("effect.settled", {"visit": self.id, "effect": effect, "state": state})
                self.tell(Closed(effect))
            case Sign():
                self.tell(Signature(message.request, self._sign(self.id, message)))
            case Use():
                order = asyncio.ensure_future(self._ordered(message))
                self._orders.add(order)
                order.add_done_callback(self._orders.discard)
            case WhatWaits(request=number, person=person):
                self.tell(Waits(number, self._interrupted(person)))
            case Report(key=key, body=body):
                journal.report(self.id, key, body)
            case Happened(code=code, fields=fields):
                self._log(code, {"visit": self.id, **fields})
            case Ended():
                pass
