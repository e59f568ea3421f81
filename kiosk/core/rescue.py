"""Open effects after a crash: a short-lived recovery process finds out, core writes what it says.

Unknown is no end: the same process asks again, ever more seldom, for a day; then it is the operator's.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable

from hardware.channel import Channel, Garbled, PeerGone
from kiosk.backstage import Closed, Happened, Noted, OpenEffect, Progress, RecoveryToCore, Resolve, Settle
from kiosk.journal import Journal
from kiosk.log import Log
from kiosk.processes import Launcher
from kiosk.settings import Table

LIMIT_S = 50.0
"""Within 60 s of a restart each effect is done, not done, or unknown by name."""
LOOK_S = 10.0
"""A printer forgets a finished job after a minute or more, so the first questions come soon."""


async def rescue(journal: Journal, launcher: Launcher, printer: Table, log: Log) -> None:
    """Settle every open effect.  What cannot be found out in time is settled as unknown."""
    try:
        async with asyncio.timeout(LIMIT_S):
            while effects := journal.open_effects():
                log("recovery.started", {"effects": len(effects)})
                await _once(journal, launcher, printer, effects)
    except TimeoutError:
        log("recovery.timeout")
    for effect in journal.open_effects():
        journal.settle(effect.id, "unknown", {"witness": "none", "why": "recovery_timeout"})


async def ask_again(journal: Journal, launcher: Launcher, printer: Table, log: Log, since: Callable[[], str]) -> None:
    """For ever: what was unknown may be told yet, by a printer that was only out of reach.

    since(): when the oldest effect that is still asked about may have been opened."""
    looks: Counter[str] = Counter()
    while True:
        await asyncio.sleep(LOOK_S)
        unknown = journal.unknown_effects(since())
        looks = Counter({effect.id: looks[effect.id] + 1 for effect in unknown})
        if due := [effect for effect in unknown if _due(looks[effect.id])]:
            log("recovery.again", {"effects": len(due)})
            await _once(journal, launcher, printer, due)


def _due(looks: int) -> bool:
    """After 10, 20, 40 … seconds, then every quarter of an hour."""
    return looks % 90 == 0 if looks >= 90 else looks & (looks - 1) == 0


async def _once(journal: Journal, launcher: Launcher, printer: Table, effects: list[OpenEffect]) -> None:
    process, sock = launcher.start("recovery")
    channel: Channel[RecoveryToCore] = Channel(sock, RecoveryToCore)
    try:
        channel.send(Resolve(tuple(effects), printer))
        while True:
            message, _ = await channel.next()
            match message:
                case Progress(effect=effect, facts=facts):
                    journal.progress(effect, facts)
                    channel.send(Noted(effect))
                case Settle(effect=effect, state=state, evidence=evidence):
                    journal.settle(effect, state, evidence)
                    channel.send(Closed(effect))
                case Happened():
                    pass
    except (PeerGone, Garbled):
        log_code = process.poll()
        if log_code not in (None, 0):
            await asyncio.sleep(0.5)  # a recovery process that crashes is not started in a spin
    finally:
        channel.close()
        process.kill()
        await asyncio.to_thread(process.wait)
