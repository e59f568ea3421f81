"""Process root of core: settings, journal, keys and the parts, wired together."""

from __future__ import annotations

import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hardware.channel import Channel, PeerGone
from hardware.fallen import places_only
from hardware.senses.messages import Configure
from kiosk.backstage import Sign
from kiosk.core.core import Core
from kiosk.core.county import County
from kiosk.core.devices import DeviceHost
from kiosk.core.printer import watch_printer
from kiosk.core.rescue import Rescue
from kiosk.core.senses import SensesHost
from kiosk.core.shells import Shells
from kiosk.core.stores import Obstacle, Stores, full, opened
from kiosk.log import Log, to_file
from kiosk.messages import FromSupervisor, OutOfService, Place, Replace
from kiosk.processes import DeskLauncher, Launcher, link
from kiosk.prompts import Words
from kiosk.settings import Settings, load
from kiosk.slips import Place as SlipPlace
from kiosk.slips import Slips
from kiosk.texts import Texts
from services.catalog import CatalogStore
from services.platform import PlatformClient
from services.signing import canonical

SENSES_DEVICES = ("id_reader", "camera", "code_scanner")


def _no_point(_: str) -> None:
    """Nothing dies outside tests."""


def main(launcher: Launcher | None = None, point: Callable[[str], None] = _no_point) -> None:
    """Run core.  Tests give a launcher of their own and the points at which it is killed."""
    places_only()
    settings = load(Path(os.environ["KIOSK_HOME"]))
    supervisor: Channel[FromSupervisor] = link(FromSupervisor)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        asyncio.run(_run(settings, supervisor, launcher or DeskLauncher(), point))
    except PeerGone:
        pass  # the supervisor is gone


def utc(later: timedelta = timedelta()) -> str:
    """Now, as the journal writes it (RFC 3339)."""
    return (datetime.now(UTC) + later).isoformat(timespec="milliseconds").replace("+00:00", "Z")


async def _run(
    settings: Settings, supervisor: Channel[FromSupervisor], launcher: Launcher, point: Callable[[str], None]
) -> None:
    log = to_file(settings.home / "events.jsonl", "core")
    log("core.started")
    site = settings.site
    debug = str(settings.home / "shell.debug") if site.profile == "demo" else ""
    shells = Shells(Place(Words(site.name_zh, site.name_en), site.zone, site.profile, debug))
    async with asyncio.TaskGroup() as group:
        group.create_task(_peers(supervisor, shells))
        stores = await _until_open(settings, shells, log, point)
        for work in _wired(settings, launcher, log, shells, supervisor.send, stores, point):
            group.create_task(work)


async def _until_open(
    settings: Settings, shells: Shells, log: Log, point: Callable[[str], None]
) -> Stores:
    """Until everything can be opened the machine is closed, says why, and tries again."""
    told = ""
    while isinstance(found := opened(settings, utc, os.urandom, point), Obstacle):
        closed = OutOfService(found.fault)
        shells.fresh = lambda closed=closed: shells.tell(closed)
        if found.fault != told:
            log("core.closed", {"fault": found.fault, "file": found.file})
            shells.tell(closed)
            told = found.fault
        await asyncio.sleep(1)
    return found


def _wired(
    settings: Settings, launcher: Launcher, log: Log, shells: Shells, replace: Callable[[Replace], None],
    stores: Stores, point: Callable[[str], None],
) -> Iterator[Coroutine[Any, Any, None]]:
    """What core does at the same time, for ever."""
    site = settings.site
    zone = ZoneInfo(site.zone)
    journal, vault, access, device = stores.journal, stores.vault, stores.access, stores.device

    def today() -> date:
        return datetime.now(zone).date()

    def shred() -> None:
        for day in vault.shred(today()):
            log("vault.shredded", {"day": day})

    def sign_text(request: Sign) -> str:
        return device.sign_text(
            canonical(request.method, request.path, request.query, request.ts, request.nonce, request.digest,
                      access.device, request.path.split("/")[3])
        )

    core = Core(
        settings, journal, vault, launcher, log, access, replace, lambda: full(settings) or journal.fault, today,
        lambda: f"V{today():%m%d}-{secrets.token_hex(4)}",
    )
    client = PlatformClient(
        url=access.url, device=access.device, ca=access.ca, cert=access.cert, key=access.key,
        signing_public=access.signing_public, signer=device,
    )
    store = CatalogStore(settings.home / "catalog.signed", access.signing_public)
    core.county = County(client, store, journal, sign_text, log, core.devices, core.renewed, shred)
    core.shells = shells
    shells.heard, shells.fresh = core.heard, core.fresh_shell
    senses_devices = {name: table for name, table in settings.devices.items() if name in SENSES_DEVICES}
    configure = Configure(senses_devices, settings.face, settings.codes)
    core.senses = SensesHost(launcher, configure, log, core.devices, core.fresh_senses)
    core.senses.left_changed = core.card_left
    printer = settings.devices.get("a4_printer", {})
    core.machine = DeviceHost(settings.devices, journal, core.devices, int(time.time()) % 100_000_000, point)
    core.rescue = Rescue(
        journal, launcher, log, printer, access, core.county.sign, core.machine.use, lambda: utc(timedelta(days=-1)))
    here = Words(site.name_zh, site.name_en)
    core.slips = lambda visit, lang: Slips(Texts(lang), SlipPlace(here, site.kiosk_id, visit, datetime.now(zone)))
    yield core.senses.run()
    yield core.county.run()
    yield watch_printer(printer, core.devices)
    core.machine.start()
    yield core.machine.watch()
    yield core.rescue.ask_again()
    yield core.run()


async def _peers(supervisor: Channel[FromSupervisor], shells: Shells) -> None:
    while True:
        try:
            peer, fds = await supervisor.next()
        except PeerGone:
            os._exit(0)
        if peer.role == "shell":
            shells.attach(fds.pop())


if __name__ == "__main__":
    main()
