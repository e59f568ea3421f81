"""Open effects after a crash: a short-lived recovery process finds out, core writes what it says.

Unknown is no end: the same process asks again, ever more seldom, for a day; then it is the operator's.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

from hardware.channel import Channel, Garbled, PeerGone
from kiosk.backstage import (
    Closed,
    Happened,
    Noted,
    OpenEffect,
    PlatformAccess,
    Progress,
    RecoveryToCore,
    Resolve,
    Settle,
    Sign,
    Signature,
    Use,
    Used,
)
from kiosk.journal import Journal
from kiosk.log import Log
from kiosk.paying import owed
from kiosk.processes import Launcher
from kiosk.settings import Table

LIMIT_S = 48.0
"""Within 60 s of a restart each effect is done, not done, or unknown by name."""
REFUND_S = 8.0
LOOK_S = 10.0
"""A printer forgets a finished job after a minute or more, so the first questions come soon."""


class Rescue:
    """Starts recovery processes and writes what they find out.

    sign(visit, Sign): the device key's signature where a request is this visit's own; use: core's devices;
    since(): when the oldest effect that is still asked about may have been opened."""

    def __init__(
        self, journal: Journal, launcher: Launcher, log: Log, printer: Table, platform: PlatformAccess,
        sign: Callable[[str, Sign], str], use: Callable[[Use], Awaitable[Used]], since: Callable[[], str],
    ) -> None:
        self._journal = journal
        self._launcher = launcher
        self._log = log
        self._printer = printer
        self._platform = platform
        self._sign = sign
        self._use = use
        self._since = since

    async def run(self, visits: list[str]) -> None:
        """Settle every open effect, then give back what these visits paid for nothing.  What cannot be found out in
        time is settled as unknown."""
        try:
            async with asyncio.timeout(LIMIT_S):
                await self._settle_open()
        except TimeoutError:
            self._log("recovery.timeout")
        self._give_up()
        for visit in visits:
            self._owe(visit)
        try:
            async with asyncio.timeout(REFUND_S):
                await self._settle_open()
        except TimeoutError:
            self._log("recovery.timeout")
        self._give_up()  # what has no word yet is asked about again

    def _give_up(self) -> None:
        for effect in self._journal.open_effects():
            self._journal.settle(effect.id, "unknown", {"witness": "none", "why": "recovery_timeout"})

    async def ask_again(self) -> None:
        """For ever: what was unknown may be told yet, by a printer or a platform that was only out of reach."""
        looks: Counter[str] = Counter()
        while True:
            await asyncio.sleep(LOOK_S)
            live = self._journal.open_visits()
            unknown = [one for one in self._journal.unknown_effects(self._since()) if one.visit not in live]
            looks = Counter({effect.id: looks[effect.id] + 1 for effect in unknown})
            if due := [effect for effect in unknown if _due(looks[effect.id])]:
                self._log("recovery.again", {"effects": len(due)})
                await self._once(due)
                for visit in {effect.visit for effect in due}:
                    if self._owe(visit):
                        await self._once([one for one in self._journal.open_effects() if one.visit == visit])

    def _owe(self, visit: str) -> bool:
        """Open a refund for what was paid and not delivered (kiosk.paying.owed)."""
        effects = self._journal.effects_of(visit)
        debts = owed(effects)
        for debt in debts:
            self._journal.owe(debt.order, f"{debt.order}-back", {"order": debt.order, "fen": debt.fen})
        return bool(debts)

    async def _settle_open(self) -> None:
        while effects := self._journal.open_effects():
            self._log("recovery.started", {"effects": len(effects)})
            await self._once(effects)

    async def _once(self, effects: list[OpenEffect]) -> None:
        process, sock = self._launcher.start("recovery")
        channel: Channel[RecoveryToCore] = Channel(sock, RecoveryToCore)
        try:
            channel.send(Resolve(tuple(effects), self._printer, self._platform))
            while True:
                message, _ = await channel.next()
                await self._serve(channel, message)
        except (PeerGone, Garbled):
            if process.poll() not in (None, 0):
                await asyncio.sleep(0.5)  # a recovery process that crashes is not started in a spin
        finally:
            channel.close()
            process.kill()
            await asyncio.to_thread(process.wait)

    async def _serve(self, channel: Channel[RecoveryToCore], message: RecoveryToCore) -> None:
        match message:
            case Progress(effect=effect, facts=facts):
                self._journal.progress(effect, facts)
                channel.send(Noted(effect))
            case Settle(effect=effect, state=state, evidence=evidence):
                self._journal.settle(effect, state, evidence)
                channel.send(Closed(effect))
            case Sign(request=number, path=path):
                channel.send(Signature(number, self._sign(path.split("/")[3], message)))
            case Use(request=number, effect=effect, device="dispenser") if self._journal.newest("dispense") != effect:
                channel.send(Used(number, "unknown", "dispenser.unknown"))  # what lies there now is another's card
            case Use():
                channel.send(await self._use(message))
            case Happened():
                pass


def _due(looks: int) -> bool:
    """After 10, 20, 40 … seconds, then every quarter of an hour."""
    return looks % 90 == 0 if looks >= 90 else looks & (looks - 1) == 0
