"""What core says to a visit is not lost, whenever it comes."""

from __future__ import annotations

import asyncio
from types import SimpleNamespace
from typing import Any

from hardware.channel import Channel
from hardware.model import DeviceState
from kiosk.backstage import CoreToVisit, ShellHere, States, VisitToCore
from kiosk.visit.office import CoreOffice


def test_a_device_that_comes_back_while_the_home_screen_is_being_shown_is_not_missed() -> None:
    async def shown() -> None:
        here, there = Channel.pair()
        core: Channel[VisitToCore] = Channel(here, VisitToCore)
        begin: Any = SimpleNamespace(states={}, visit_key=b"", visit="V1")
        office = CoreOffice(Channel(there, CoreToVisit), begin, SimpleNamespace)
        changed = office.states_changed()  # the tiles have been read; nobody awaits yet
        heard = asyncio.Event()
        office.on_shell = lambda _: heard.set()
        core.send(States({"id_reader": DeviceState("id_reader", "online")}))
        core.send(ShellHere(), [there.fileno()])
        listening = asyncio.ensure_future(office.listen())
        await heard.wait()
        await asyncio.wait_for(changed, 5)
        listening.cancel()

    asyncio.run(shown())
