"""One desk: a citizen after the other, each served by core's own visit host and by the visit process's own course.

The visit runs as a coroutine of this process; core, senses, shell and devices are reached by the product's channels
and codecs, the journal is the office's, on disk."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import date

import msgspec

from benchmarks.desks.machines import Machines
from benchmarks.desks.paper import Pages
from benchmarks.desks.robot import Robot
from benchmarks.desks.town import Errand, Town
from hardware.channel import Channel, PeerGone
from hardware.model import DeviceState, DeviceStatus
from hardware.senses.__main__ import Senses
from hardware.senses.messages import Attach, Configure, Devices, FromCore, ToCore
from kiosk.backstage import Begin, CoreToVisit, PlatformAccess
from kiosk.core.county import County
from kiosk.core.devices import DeviceHost
from kiosk.core.interrupted import interrupted
from kiosk.core.visits import VisitHost
from kiosk.journal import Journal
from kiosk.log import Log
from kiosk.prompts import Preferences
from kiosk.vault import Vault
from kiosk.visit.__main__ import serve
from sandbox.county import KIOSK
from services.models import Named

ELSEWHERE = ("a4_printer", "platform")  # watched by no desk; they are there, or its visits fail
OWN = ("id_reader", "receipt_printer", "dispenser")


class Office(msgspec.Struct):
    """What all desks share: core's stores, its line to the county, and the printer."""

    town: Town
    journal: Journal
    vault: Vault
    access: PlatformAccess
    county: County
    pages: Pages
    log: Log
    today: Callable[[], date]


class Served(msgspec.Struct, frozen=True):
    """A visit that was held.  chip: of the card that the citizen has taken."""

    visit: str
    errand: Errand
    reason: str
    chip: str


class InProcess:
    """kiosk.processes.Launcher for visits: a coroutine with the other end of the link."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    def start(self, role: str) -> tuple[Course, socket.socket]:
        assert role == "visit"
        ours, theirs = Channel.pair()
        return Course(theirs, self._pages), ours


class Course:
    """kiosk.processes.Process of such a coroutine."""

    pid = 0

    def __init__(self, link: socket.socket, pages: Pages) -> None:
        self._task = asyncio.ensure_future(_gone_with_core(link, pages))

    def kill(self) -> None:
        self._task.cancel()

    def poll(self) -> int | None:
        return 0 if self._task.done() else None

    def wait(self, timeout: float | None = None) -> int:
        return 0


async def _gone_with_core(link: socket.socket, pages: Pages) -> None:
    try:
        await serve(Channel(link, CoreToVisit), lambda _: None, lambda *_: pages)
    except PeerGone:
        pass


class Desk:
    def __init__(self, number: int, office: Office, machines: Machines) -> None:
        self._number, self._office, self._machines = number, office, machines
        self._states = {name: DeviceState(name, DeviceStatus.ONLINE) for name in ELSEWHERE}
        self._well = asyncio.Event()
        self._hands = DeviceHost(machines.tables, office.journal, self._heard, 1_000_000 * number)
        self._launcher = InProcess(office.pages)
        core, theirs = Channel.pair()
        self._core: Channel[ToCore] = Channel(core, ToCore)
        self._senses = Senses(Channel(theirs, FromCore))
        self._work = [asyncio.ensure_future(self._senses.run()), asyncio.ensure_future(self._hear())]

    async def open(self) -> None:
        """Until every device has said that it is well."""
        self._core.send(Configure({"id_reader": self._machines.tables["id_reader"]}, {}))
        self._hands.start()
        await self._well.wait()

    def close(self) -> None:
        for work in self._work:
            work.cancel()

    def _heard(self, states: tuple[DeviceState, ...]) -> None:
        self._states |= {state.name: state for state in states}
        if all(name in self._states and self._states[name].status == DeviceStatus.ONLINE for name in OWN):
            self._well.set()

    async def _hear(self) -> None:
        while True:
            message, _ = await self._core.next()
            if isinstance(message, Devices):
                self._heard(message.states)

    async def serve(self, errands: tuple[Errand, ...]) -> list[Served]:
        """One after the other."""
        return [await self._visit(f"V{self._number:02d}-{turn:03d}", errand) for turn, errand in enumerate(errands)]

    async def _visit(self, ident: str, errand: Errand) -> Served:
        """As kiosk.core.core serves one."""
        office, day = self._office, self._office.today()
        host = VisitHost(
            self._launcher, office.journal, office.log, office.county.sign, lambda: None, self._hands.use,
            lambda person: interrupted(office.journal, office.vault, day, person),
        )
        key = await office.county.open_visit(ident)
        office.journal.open_visit(ident)
        catalog = office.county.catalog
        assert catalog
        begin = Begin(
            ident, Preferences(), "", KIOSK, Named("松林村", "Songlin"), "Asia/Shanghai", catalog, dict(self._states),
            office.access, key, office.vault.person_key(), office.vault.visit_key(day, ident), {}, 90.0, 30,
        )
        shell_here, shell_there = Channel.pair()
        senses_here, senses_there = Channel.pair()
        robot = Robot(errand, office.town, self._machines)
        host.begin(begin, day, shell_here.detach(), senses_here.detach())
        self._core.send(Attach(ident), [senses_there.fileno()])
        senses_there.close()
        talking = asyncio.ensure_future(robot.talk(ident, shell_there))
        ended = await host.until_end()
        office.journal.close_visit(ident, ended.reason if ended else "crashed")
        office.county.wake()
        talking.cancel()
        return Served(ident, errand, ended.reason if ended else "crashed", robot.taken)
