"""Core, as a visit sees it: what was said while nobody listened is not lost."""

from __future__ import annotations

import asyncio
import os

from hardware.channel import Channel
from hardware.model import DeviceState, DeviceStatus
from kiosk.backstage import Begin, CoreToVisit, PlatformAccess, States, VisitToCore
from kiosk.prompts import Preferences
from kiosk.visit.office import CoreOffice
from services.models import Catalog, Named
from tests.visits.county import CATALOG

STARTING = {"id_reader": DeviceState("id_reader", DeviceStatus.STARTING, "device.starting")}
READY = {"id_reader": DeviceState("id_reader", DeviceStatus.ONLINE)}


def begin(catalog: Catalog) -> Begin:
    access = PlatformAccess("https://localhost", "K-990001", b"", b"", b"", b"")
    site = Named("松林", "Songlin")
    return Begin(
        "V1", Preferences(), "", "K-990001", site, "UTC", catalog, STARTING, access, b"", b"", b"", {}, 90.0, 30)


def test_a_device_that_gets_ready_while_the_home_screen_is_drawn_is_seen() -> None:
    async def run() -> dict[str, DeviceState]:
        here, there = Channel.pair()
        core: Channel[VisitToCore] = Channel(here, VisitToCore)
        office = CoreOffice(Channel(there, CoreToVisit), begin(CATALOG), os.urandom)  # type: ignore[arg-type]
        listening = asyncio.ensure_future(office.listen())
        drawn = office.states
        core.send(States(READY))
        async with asyncio.timeout(5):
            await office.states_changed(drawn)  # wakes once it has come
            await office.states_changed(drawn)  # and knows it afterwards
        listening.cancel()
        return office.states

    assert asyncio.run(run()) == READY
