"""The desk of core: what the machine shows while nobody is served, and each visit from start to end."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import date

import msgspec

from hardware.channel import Channel
from hardware.model import DeviceState
from kiosk.backstage import Begin, Ended, PlatformAccess, SensesHere, ShellHere, States, VisitKey
from kiosk.core.county import County
from kiosk.core.devices import DeviceHost
from kiosk.core.interrupted import interrupted
from kiosk.core.rescue import Rescue
from kiosk.core.scenes import attract, closed, slipping, told
from kiosk.core.senses import SensesHost
from kiosk.core.shells import Shells
from kiosk.core.visits import VisitHost
from kiosk.journal import OPEN, Journal
from kiosk.log import Log
from kiosk.messages import (
    Attract,
    CoreToShell,
    Dismissed,
    Goodbye,
    Notice,
    OneMoment,
    Preferred,
    Replace,
    ShellToCore,
    Start,
    Visiting,
    WantSlip,
)
from kiosk.paying import owed
from kiosk.processes import Launcher
from kiosk.prompts import Preferences
from kiosk.settings import Settings
from kiosk.slips import Slips
from kiosk.vault import Vault
from services.models import Named

NOTICE_S = 60
GOODBYE_S = 10


class Core:
    """Wired by kiosk.core.__main__; `healthy()` returns the fault that closes the whole machine, or None."""

    def __init__(
        self, settings: Settings, journal: Journal, vault: Vault, launcher: Launcher, log: Log,
        access: PlatformAccess, replace: Callable[[Replace], None], healthy: Callable[[], str | None],
        today: Callable[[], date], new_visit: Callable[[], str],
    ) -> None:
        self._settings = settings
        self._journal = journal
        self._vault = vault
        self._launcher = launcher
        self._log = log
        self._access = access
        self._replace = replace
        self._healthy = healthy
        self._today = today
        self._new_visit = new_visit
        self.county: County
        self.shells: Shells
        self.senses: SensesHost
        self.machine: DeviceHost
        self.rescue: Rescue
        self.slips: Callable[[str, str], Slips]
        self._states: dict[str, DeviceState] = {}
        self._visit: VisitHost | None = None
        self._scene: CoreToShell = OneMoment()
        self._start: Start | None = None
        self._prefs: Preferences | None = None
        self._dismissed = asyncio.Event()
        self._linger = 0.0
        self._slipping: asyncio.Future[None] | None = None
        self._woken = asyncio.Event()

    # ---------------------------------------------------------------- what others report
    def devices(self, states: tuple[DeviceState, ...]) -> None:
        """Devices and platform as they are now; only changes go on."""
        changed = [state for state in states if self._states.get(state.name) != state]
        for state in changed:
            self._states[state.name] = state
            self._log("device.state", {"device": state.name, "status": state.status, "fault": state.fault or ""})
        if changed and self._visit:
            self._visit.states(States(self._states))
        if changed and isinstance(self._scene, Attract) and not self._start:
            self._attract()

    def renewed(self) -> None:
        """A new catalogue is there."""
        self._woken.set()
        if isinstance(self._scene, Attract):
            self._attract()

    def card_left(self) -> None:
        """A card was found lying behind a visit, or it was taken: the goodbye says so."""
        if isinstance(self._scene, Goodbye):
            self._show(msgspec.structs.replace(self._scene, card=self.senses.card_left))

    def heard(self, message: ShellToCore) -> None:
        """What the present shell says to core."""
        match message:
            case Start() if not self._visit:
                self._prefs = message.prefs  # not the last citizen's
                self._start = message  # kept until a visit is there for it, whatever becomes of the warm one
                self._woken.set()
                self._dismissed.set()
            case Dismissed():
                self._dismissed.set()
            case Preferred(prefs=prefs):
                self._prefs = prefs
            case WantSlip() if isinstance(self._scene, Notice) and self._scene.slip:
                self._slipping = asyncio.ensure_future(self._notice_slip(self._scene))
            case _:
                pass

    def fresh_shell(self) -> None:
        """A shell is there and knows nothing: the visit's prompt, or the scene."""
        if self._visit and self._visit.id:
            self._connect_shell(self._visit)
        else:
            self.shells.tell(self._scene)

    def fresh_senses(self) -> None:
        """Senses has been started again: the visit asks it again."""
        if self._visit and self._visit.id:
            self._connect_senses(self._visit)

    # ---------------------------------------------------------------- the course of the machine
    async def run(self) -> None:
        """Recovery first, then one citizen after the other, for ever."""
        await self._after_crash(self._journal.open_visits())
        while True:
            visit = VisitHost(
                self._launcher, self._journal, self._log, self.county.sign, self._woken.set, self.machine.use,
                lambda person: interrupted(self._journal, self._vault, self._today(), person),
            )
            serving = asyncio.ensure_future(visit.until_end())
            ident = self._new_visit()
            key = asyncio.ensure_future(self.county.open_visit(ident))
            await self._dismissal(self._linger)
            start = await self._until_start(serving)
            if start and await self._warmed(visit, serving):
                await self._serve(visit, serving, ident, start, key)
            else:
                self._log("process.ended", {"role": "visit"})
                await asyncio.sleep(0.2)  # one that dies at once must not spin
            key.cancel()

    async def _warmed(self, visit: VisitHost, serving: asyncio.Future[Ended | None]) -> bool:
        while not visit.is_warm and not serving.done():
            self._show(OneMoment())
            self._woken.clear()
            await asyncio.wait({serving, asyncio.ensure_future(self._woken.wait())}, return_when="FIRST_COMPLETED")
        return not serving.done()

    async def _until_start(self, serving: asyncio.Future[Ended | None]) -> Start | None:
        """Attract, or out of service, until a citizen touches the screen; None where the warm visit has died."""
        while True:
            fault = self._healthy() or (None if self.county.catalog else "catalog.missing")
            if serving.done():
                return None
            if fault:
                self._start = None
                self._show(closed(fault, self.county.catalog))
            elif self._start:
                return self._start
            else:
                self._attract()
            self._woken.clear()
            waking = asyncio.ensure_future(self._woken.wait())
            await asyncio.wait({waking, serving}, timeout=5, return_when="FIRST_COMPLETED")
            waking.cancel()

    async def _serve(
        self, visit: VisitHost, serving: asyncio.Future[Ended | None], ident: str, start: Start,
        key: asyncio.Future[bytes],
    ) -> None:
        self._start = None
        try:
            self._journal.open_visit(ident)
        except sqlite3.Error:
            self._log("journal.refused", {"visit": ident})
            self._show(OneMoment())  # so that the attract screen is shown again: the shell waits for a word
            visit.stop()
            await serving
            return
        self._log("visit.started", {"visit": ident})
        catalog, site, idle, day = self.county.catalog, self._settings.site, self._settings.idle, self._today()
        assert catalog
        begin = Begin(
            ident, start.prefs, start.item, site.kiosk_id, Named(site.name_zh, site.name_en), site.zone, catalog,
            dict(self._states), self._access,
            key.result() if key.done() else b"", self._vault.person_key(),
            self._vault.visit_key(day, ident), self._settings.devices.get("a4_printer", {}),
            idle.ask_after_s, idle.leave_after_s,
        )
        shell_here, shell_there = Channel.pair()
        senses_here, senses_there = Channel.pair()
        self._visit = visit
        self._scene = OneMoment()  # what a shell shows by itself once the visit is gone
        visit.begin(begin, day, shell_here.detach(), senses_here.detach())
        self.senses.attach(ident, senses_there.detach())
        self.shells.tell(Visiting(ident), shell_there.detach())
        self.county.wake()  # what cannot be finished without the county is grey before it is begun
        late = asyncio.ensure_future(self._late_key(visit, ident, key))
        ended = await serving
        late.cancel()
        self._visit = None
        await self._end(visit, ended)

    async def _late_key(self, visit: VisitHost, ident: str, key: asyncio.Future[bytes]) -> None:
        got = await key
        while not got:
            await asyncio.sleep(2)
            got = await self.county.open_visit(ident)
        visit.tell(VisitKey(got))

    async def _end(self, visit: VisitHost, ended: Ended | None) -> None:
        if visit.identified:
            self.senses.restart()
        if ended is None:
            self._log("visit.crashed", {"visit": visit.id})
            self._show(OneMoment())
            await visit.orders()  # a slip that is just printed, a card at the slot: their word is worth waiting for
            await self._after_crash([visit.id])
            return
        effects = self._journal.effects_of(visit.id)
        if owed(effects) or any(effect.state in OPEN for effect in effects):
            self._show(OneMoment())
            await self.rescue.run([visit.id])  # it went before all was settled: nobody leaves while money is owed
        self._journal.close_visit(visit.id, ended.reason)
        self._log("visit.ended", {"visit": visit.id, "reason": ended.reason})
        self.county.wake()
        if not visit.identified and ended.reason != "finished":
            return
        self._linger = GOODBYE_S
        done = ended.document or ended.reason == "finished"
        self._show(Goodbye(ended.cleared, done, GOODBYE_S, ended.reference, ended.prefs))
        if visit.identified:
            self._replace(Replace("shell"))

    async def _after_crash(self, visits: list[str]) -> None:
        """Resolve what is open; say, nameless, what became of the visits that were cut off."""
        self._show(OneMoment())
        await self.rescue.run(visits)
        notice = told(self._journal, visits, self._states, NOTICE_S, self._prefs)
        for visit in visits:
            self._journal.close_visit(visit, "crashed")
        self.county.wake()
        if visits:
            self._show(notice)
            self._linger = NOTICE_S
            self._replace(Replace("shell"))  # the present one has seen the citizen

    async def _notice_slip(self, notice: Notice) -> None:
        """What the notice says, on paper; one that did not come is offered again while the notice stands."""
        self._show(slipping(notice, "coming"))
        slips = self.slips(notice.reference, self._prefs.lang if self._prefs else "zh")
        said = await self.machine.print_now(slips.notice(notice.lines[1:], notice.reference))
        if isinstance(self._scene, Notice):
            self._show(slipping(notice, "out" if said.state == "done" else "failed"))

    async def _dismissal(self, seconds: float) -> None:
        self._linger = 0
        if not seconds:
            return
        self._dismissed.clear()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._dismissed.wait(), seconds)

    # ---------------------------------------------------------------- within
    def _show(self, scene: CoreToShell) -> None:
        if scene != self._scene or isinstance(scene, Goodbye | Notice):
            self._scene = scene
            self.shells.tell(scene)

    def _attract(self) -> None:
        if catalog := self.county.catalog:
            self._show(attract(catalog, self._states, self._scene))

    def _connect_shell(self, visit: VisitHost) -> None:
        here, there = Channel.pair()
        visit.hand(ShellHere(), here.detach())
        self.shells.tell(Visiting(visit.id), there.detach())

    def _connect_senses(self, visit: VisitHost) -> None:
        here, there = Channel.pair()
        visit.hand(SensesHere(), here.detach())
        self.senses.attach(visit.id, there.detach())
