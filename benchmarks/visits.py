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
from kiosk.backstage import PlatformAccess, Sign
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
    office, client = _office(town, printer)
    reporting = asyncio.ensure_future(office.county.run())
    machines = [
        Machines(town.home / f"desk{number}", [one.chip for one in part if one.chip])
        for number, part in enumerate(parts)
    ]
    desks = [Desk(number, office, own) for number, own in enumerate(machines)]
    await asyncio.gather(*(desk.open() for desk in desks))
    while office.county.catalog is None:
        await asyncio.sleep(0.01)
    start = time.perf_counter()
    served = [one for part in await asyncio.gather(*(
        desk.serve(part) for desk, part in zip(desks, parts, strict=True))) for one in part]
    took = time.perf_counter() - start
    while office.journal.outbox(1):
        office.county.wake()
        await asyncio.sleep(0.01)
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


def _office(town: Town, printer: Printer) -> tuple[Office, PlatformClient]:
    """As kiosk.core.__main__ wires it."""
    home = town.platform_home
    ca, cert, key, public, device = (
        (home / name).read_bytes() for name in ("ca.pem", "kiosk.pem", "kiosk.key", "platform-sm2.pem", "device.key"))
    access = PlatformAccess(f"https://localhost:{town.port}", KIOSK, ca, cert, key, public)
    signer = DeviceSigner(KIOSK, device)
    client = PlatformClient(access.url, KIOSK, ca, cert, key, public, signer)
    journal = Journal(sqlite3.connect(town.home / "journal.db", isolation_level=None), KIOSK, lambda: datetime.now(UTC).isoformat())
    log = to_file(town.home / "events.jsonl", "core")

    def sign(request: Sign) -> str:
        return signer.sign_text(canonical(request.method, request.path, request.query, request.ts, request.nonce,
                                          request.digest, KIOSK, request.path.split("/")[3]))

    county = County(client, CatalogStore(town.home / "catalog.signed", public), journal, sign, log, lambda _: None,
                    lambda: None)
    pages = Pages(printer, town.home / "fences", time.monotonic)
    return Office(town, journal, Vault(town.home / "keys", os.urandom), access, county, pages, log,
                  lambda: datetime.now(UTC).date()), client
