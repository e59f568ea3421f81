"""Process root of a visit: warm until core says Begin, then one citizen, then gone."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hardware.channel import Channel, PeerGone
from hardware.fallen import places_only
from kiosk.backstage import Begin, CoreToVisit, Warm
from kiosk.printing import PrinterPort
from kiosk.processes import link
from kiosk.prompts import Preferences
from kiosk.settings import Table
from kiosk.visit.documents import SealedPages
from kiosk.visit.front import ShellFront
from kiosk.visit.office import CoreOffice
from kiosk.visit.ports import Documents, Front, Office, PlatformPort, Printers, Senses
from kiosk.visit.senses import SensesPort
from kiosk.visit.visit import Visit
from services.models import Catalog, Named
from services.platform import PlatformClient
from services.signing import VisitSigner


@dataclass(frozen=True)
class Wired:
    """kiosk.visit.ports.World, as this process has it."""

    front: Front
    senses: Senses
    platform: PlatformPort
    office: Office
    documents: Documents
    printers: Printers
    catalog: Catalog
    visit: str
    prefs: Preferences
    ask_after_s: float
    leave_after_s: int
    today: Callable[[], date]
    local: Callable[[], datetime]
    clock: Callable[[], float]
    point: Callable[[str], None]
    site: Named
    kiosk: str


async def serve(
    channel: Channel[CoreToVisit], point: Callable[[str], None],
    printers: Callable[[Table, Callable[[], float], Callable[[str], None]], Printers] = PrinterPort,
) -> None:
    """One visit.  Raises PeerGone when core dies: everything known here goes with the process."""
    channel.send(Warm())
    begin, _ = await channel.next()
    if not isinstance(begin, Begin):
        return

    office = CoreOffice(channel, begin, os.urandom, point)
    front, senses = ShellFront(), SensesPort()
    office.on_shell, office.on_senses = front.attach, senses.attach
    access = begin.platform
    platform = PlatformClient(
        url=access.url, device=access.device, ca=access.ca, cert=access.cert, key=access.key,
        signing_public=access.signing_public,
        signer=VisitSigner(access.device, begin.visit, lambda: office.visit_key, office.sign),
    )
    zone = ZoneInfo(begin.zone)
    world = Wired(
        front, senses, platform.of_visit(begin.visit), office,
        SealedPages(access.signing_public, begin.site, begin.catalog),
        printers(begin.printer, time.monotonic, point),
        begin.catalog, begin.visit, begin.prefs, begin.ask_after_s, begin.leave_after_s,
        lambda: datetime.now(zone).date(), lambda: datetime.now(zone), time.monotonic, point, begin.site, begin.kiosk,
    )
    course = Visit(world, begin.person_key, begin.item)
    front.repeat = course.talk.repeat
    visit = asyncio.ensure_future(course.hold())
    helpers = [asyncio.ensure_future(office.listen()), asyncio.ensure_future(senses.listen())]
    done, _ = await asyncio.wait([visit, *helpers], return_when=asyncio.FIRST_COMPLETED)
    for helper in helpers:
        helper.cancel()
    if visit not in done:
        done.pop().result()  # raises: core has died
    channel.send(visit.result())


def main(point: Callable[[str], None] = lambda _: None) -> None:
    """Run one visit.  Tests give the points at which it is killed."""

    places_only()

    async def run() -> None:
        try:
            await serve(link(CoreToVisit), point)
        except PeerGone:
            pass
        os._exit(0)  # nothing is waited for: threads, sockets and memory go now

    asyncio.run(run())


if __name__ == "__main__":
    main()
