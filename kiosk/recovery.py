"""A short-lived process that finds out what became of open effects: `python -m kiosk.recovery`.

It uses the same resolve() as the live path, knows no citizen, and ends when all are settled.
"""

from __future__ import annotations

import asyncio
import os
import time

from hardware.channel import Channel, PeerGone
from kiosk.backstage import Closed, CoreToRecovery, OpenEffect, Resolve, Settle
from kiosk.effects import Resolver
from kiosk.printing import PrinterAccess, PrintResolver
from kiosk.processes import link
from kiosk.settings import Table


def resolvers(printer: Table) -> dict[str, Resolver]:
    """Who can find out what became of an effect of each kind."""
    return {"print": PrintResolver(PrinterAccess.of(printer), live=False, clock=time.monotonic)}


async def recover(channel: Channel[CoreToRecovery]) -> None:
    """Resolve what core names, one after the other, and return when core has written all of it."""
    message, _ = await channel.next()
    if not isinstance(message, Resolve):
        return
    known = resolvers(message.printer)
    for effect in message.effects:
        await _settle(channel, effect, known)


async def _settle(channel: Channel[CoreToRecovery], effect: OpenEffect, known: dict[str, Resolver]) -> None:
    resolver = known.get(effect.kind)
    if resolver is None:
        channel.send(Settle(effect.id, "unknown", {"witness": "none", "why": "kind_unknown"}))
    else:
        outcome = await resolver.resolve(effect)
        channel.send(Settle(effect.id, outcome.state, outcome.evidence))
    while not isinstance((await channel.next())[0], Closed):
        pass


def main() -> None:
    async def run() -> None:
        try:
            await recover(link(CoreToRecovery))
        except PeerGone:
            pass  # core has died: another core starts another recovery
        os._exit(0)  # a call that a stuck device never answers is not waited for

    asyncio.run(run())


if __name__ == "__main__":
    main()
