"""A short-lived process that finds out what became of open effects: `python -m kiosk.recovery`.

It uses the same resolve() as the live path, knows no citizen, and ends when all are settled.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable

from hardware.channel import Channel, PeerGone
from hardware.fallen import places_only
from kiosk.asking import Asking
from kiosk.backstage import (
    Closed,
    CoreToRecovery,
    Noted,
    Resolve,
    Settle,
    Signature,
    Used,
)
from kiosk.effects import Outcome, Resolver
from kiosk.filing import FilingResolver
from kiosk.handing import TAKE_S, CardResolver, SlipResolver
from kiosk.paying import PayResolver, RefundResolver
from kiosk.printing import PrinterAccess, PrintResolver
from kiosk.processes import link
from kiosk.settings import Table
from services.platform import PlatformClient, VisitCalls


class Desk:
    """Core, as a recovery process sees it: signatures, and the devices that core owns."""

    def __init__(self, channel: Channel[CoreToRecovery], device: str) -> None:
        self.device, self.visit = device, ""
        self._channel = channel
        self._asking = Asking(channel)
        self.told, self.use = self._asking.told, self._asking.use

    async def listen(self) -> None:
        """Raises PeerGone when core has died."""
        while True:
            message, _ = await self._channel.next()
            match message:
                case Closed(effect=key) | Noted(effect=key):
                    self._asking.answered(key, None)
                case Signature(request=number, value=value):
                    self._asking.answered(number, value)
                case Used(request=number):
                    self._asking.answered(number, message)
                case Resolve():
                    pass

    def sign(self, method: str, path: str, query: str, ts: int, nonce: str, body_digest: str) -> tuple[str, str]:
        """services.signing.RequestSigner: all by the device key, in core."""
        return "SM2-SM3", self._asking.sign(method, path, query, ts, nonce, body_digest)


def resolver(
    kind: str, printer: Table, calls: VisitCalls, desk: Desk, point: Callable[[str], None]
) -> Resolver | None:
    """Who can find out what became of an effect of this kind."""
    match kind:
        case "print":
            return PrintResolver(PrinterAccess.of(printer), live=False, clock=time.monotonic, point=point)
        case "pay":
            return PayResolver(calls, time.monotonic, point)
        case "refund":
            return RefundResolver(calls, time.monotonic, point)
        case "file":
            return FilingResolver(calls, time.monotonic)
        case "slip":
            return SlipResolver()
        case "dispense":
            return CardResolver(desk, TAKE_S / 2)  # the whole of recovery has 50 s
        case _:
            return None


async def recover(channel: Channel[CoreToRecovery], point: Callable[[str], None]) -> None:
    """Resolve what core names, one after the other, and return when core has written all of it."""
    message, _ = await channel.next()
    if not isinstance(message, Resolve):
        return
    access = message.platform
    desk = Desk(channel, access.device)
    client = PlatformClient(
        url=access.url, device=access.device, ca=access.ca, cert=access.cert, key=access.key,
        signing_public=access.signing_public, signer=desk,
    )
    work = asyncio.ensure_future(_all(message, desk, client, point))
    hearing = asyncio.ensure_future(desk.listen())
    done, _ = await asyncio.wait({work, hearing}, return_when=asyncio.FIRST_COMPLETED)
    done.pop().result()  # raises where core has died


async def _all(asked: Resolve, desk: Desk, client: PlatformClient, point: Callable[[str], None]) -> None:
    for effect in asked.effects:
        desk.visit = effect.visit
        known = resolver(effect.kind, asked.printer, client.of_visit(effect.visit), desk, point)
        if known is None:
            outcome = Outcome("unknown", {"witness": "none", "why": "kind_unknown"})
        else:
            outcome = await known.resolve(effect)
        await desk.told(effect.id, Settle(effect.id, outcome.state, outcome.evidence))


def main(point: Callable[[str], None] = lambda _: None) -> None:
    """Run one recovery.  Tests give the points at which it is killed."""

    places_only()

    async def run() -> None:
        try:
            await recover(link(CoreToRecovery), point)
        except PeerGone:
            pass  # core has died: another core starts another recovery
        os._exit(0)  # a call that a stuck device never answers is not waited for

    asyncio.run(run())


if __name__ == "__main__":
    main()
