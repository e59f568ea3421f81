"""Open effects after a crash: a short-lived recovery process finds out, core writes what it says."""

from __future__ import annotations

import asyncio

from hardware.channel import Channel, Garbled, PeerGone
from kiosk.backstage import Closed, Happened, Noted, OpenEffect, Progress, RecoveryToCore, Resolve, Settle
from kiosk.journal import Journal
from kiosk.log import Log
from kiosk.processes import Launcher
from kiosk.settings import Table

LIMIT_S = 50.0
"""Within 60 s of a restart each effect is done, not done, or unknown by name."""


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
