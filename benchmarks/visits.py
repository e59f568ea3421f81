"""visits.per_min: whole visits of all five journeys in equal shares, by conversation robots at several desks at once.

One core's journal on disk with synchronous=FULL, the sandbox's platform as a process over TLS, card readers, receipt
printers and dispensers as simulators on pseudo-terminals, an A4 printer that speaks IPP; CUPS's place is taken by a
queue in memory.  Every other certificate is paid for.  A visit counts only when its outcome, the journal, the county's
ledgers, pages, slips and cards agree.
"""

from __future__ import annotations

import asyncio
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.desks.books import Books, disorder
from benchmarks.desks.desk import Desk, Office, Served
from benchmarks.desks.machines import Machines
from benchmarks.desks.paper import Pages, Printer
from benchmarks.desks.town import Errand, Town, errands
from benchmarks.row import Row
from kiosk.backstage import Facts, PlatformAccess, Sign
from kiosk.core.county import County
from kiosk.journal import Journal
from kiosk.log import to_file
from kiosk.vault import Vault
from sandbox.county import KIOSK
from services.catalog import CatalogStore
from services.platform import PlatformClient
from services.signing import DeviceSigner, canonical

DESKS, EACH = 10, 30
LEAST = 300.0


def rows() -> Iterator[Row]:
    yield Row("visits.per_min", per_minute(), "/min", LEAST, at_least=True)


def per_minute(desks: int = DESKS, each: int = EACH) -> float:
    asked = errands(desks * each)
    with tempfile.TemporaryDirectory(prefix="visits-") as folder, Town(Path(folder), asked) as town:
        return asyncio.run(_run(town, [asked[start : start + each] for start in range(0, len(asked), each)]))


async def _run(town: Town, parts: list[tuple[Errand, ...]]) -> float:
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(8 * len(parts)))
    printer = Printer()
    ready, sent = asyncio.Event(), asyncio.Event()
    office, client = _office(town, printer, ready, sent)
    reporting = asyncio.ensure_future(office.county.run())
    machines = [
        Machines(town.home / f"desk{number}", [one.chip for one in part if one.chip])
        for number, part in enumerate(parts)
    ]
    desks = [Desk(number, office, own) for number, own in enumerate(machines)]
    await asyncio.gather(*(desk.open() for desk in desks))
    await ready.wait()
    start = time.perf_counter()
    served = [one for part in await asyncio.gather(*(
        desk.serve(part) for desk, part in zip(desks, parts, strict=True))) for one in part]
    took = time.perf_counter() - start
    while office.journal.outbox(1):
        sent.clear()
        office.county.wake()
        await sent.wait()
    reporting.cancel()
    for desk in desks:
        desk.close()
    printer.close()
    return _counted(Books(town, client, office.journal, printer, machines), served, office.journal, town) / took * 60


def _counted(books: Books, served: list[Served], journal: Journal, town: Town) -> int:
    wrong = {one.visit: f"{one.errand.item}: {said}" for one in served if (said := books.wrong(one))}
    if not wrong:
        assert not (found := disorder(books, served, journal, str(town.home / "journal.db"))), found
    for visit, said in wrong.items():
        print(f"not counted: {visit} {said}")
    return len(served) - len(wrong)


def _office(
    town: Town, printer: Printer, ready: asyncio.Event, sent: asyncio.Event
) -> tuple[Office, PlatformClient]:
    """As kiosk.core.__main__ wires it.  ready: the catalogue is there; sent: part of the outbox has gone."""
    home = town.platform_home
    ca, cert, key, public, device = (
        (home / name).read_bytes() for name in ("ca.pem", "kiosk.pem", "kiosk.key", "platform-sm2.pem", "device.key"))
    access = PlatformAccess(f"https://localhost:{town.port}", KIOSK, ca, cert, key, public)
    signer = DeviceSigner(KIOSK, device)
    client = PlatformClient(access.url, KIOSK, ca, cert, key, public, signer)
    disk = sqlite3.connect(town.home / "journal.db", isolation_level=None)
    journal = Journal(disk, KIOSK, lambda: datetime.now(UTC).isoformat())
    write = to_file(town.home / "events.jsonl", "core")

    def log(code: str, fields: Facts | None = None, /) -> None:
        write(code, fields)
        if code == "outbox.sent":
            sent.set()

    def sign(request: Sign) -> str:
        return signer.sign_text(canonical(request.method, request.path, request.query, request.ts, request.nonce,
                                          request.digest, KIOSK, request.path.split("/")[3]))

    county = County(client, CatalogStore(town.home / "catalog.signed", public), journal, sign, log, lambda _: None,
                    ready.set)
    pages = Pages(printer, town.home / "fences", time.monotonic)
    return Office(town, journal, Vault(town.home / "keys", os.urandom), access, county, pages, log,
                  lambda: datetime.now(UTC).date()), client
