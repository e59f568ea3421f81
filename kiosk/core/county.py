"""The platform, as core deals with it: catalogue, visits' keys, signatures, and the outbox.

Blocking calls run in threads.  Nothing of a citizen passes here: core signs digests.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

from hardware.model import DeviceState, DeviceStatus
from kiosk.backstage import Sign
from kiosk.journal import Journal
from kiosk.log import Log
from services.models import Catalog, Event, Failure, Signed, VisitOpened

REFRESH_S = 20.0
"""An item added or withdrawn shows within 5 minutes (S01); the same call tells whether the platform is there."""
RETRY_S = 3.0


class Client(Protocol):
    """services.platform.PlatformClient with the device's signer."""

    def open_visit(self, visit: str) -> VisitOpened | Failure: ...
    def catalog(self, have_version: int) -> Signed | None | Failure: ...
    def post_events(self, events: list[Event]) -> None | Failure: ...


class Store(Protocol):
    """services.catalog.CatalogStore: the last good catalogue on disk."""

    @property
    def current(self) -> Catalog | None: ...
    def accept(self, signed: Signed) -> Catalog | Failure: ...


class County:
    """`changed(state)` hears whether the platform can be reached; `signer(Sign)` is the device key's; `on_time()` is
    called whenever the platform has just accepted our clock (it refuses one that is off by five minutes)."""

    def __init__(
        self, client: Client, store: Store, journal: Journal, signer: Callable[[Sign], str], log: Log,
        changed: Callable[[tuple[DeviceState, ...]], None], renewed: Callable[[], None],
        on_time: Callable[[], None] = lambda: None,
    ) -> None:
        self._client = client
        self._store = store
        self._journal = journal
        self._signer = signer
        self._log = log
        self._changed = changed
        self._renewed = renewed
        self._on_time = on_time
        self._due = asyncio.Event()
        self._reported = ""

    @property
    def catalog(self) -> Catalog | None:
        return self._store.current

    async def run(self) -> None:
        """Refresh the catalogue and empty the outbox for ever; wakes early after each visit."""
        while True:
            well = await self._refresh() and await self._send()
            try:
                async with asyncio.timeout(REFRESH_S if well else RETRY_S):
                    await self._due.wait()
            except TimeoutError:
                pass
            self._due.clear()

    def wake(self) -> None:
        self._due.set()

    async def open_visit(self, visit: str) -> bytes:
        """The visit's key for reads, b"" while the platform cannot be reached."""
        opened = await asyncio.to_thread(self._client.open_visit, visit)
        self._report(opened.code if isinstance(opened, Failure) else "")
        return b"" if isinstance(opened, Failure) else opened.key

    def sign(self, visit: str, request: Sign) -> str:
        """Sign what is asked or changed in this visit, and nothing else."""
        allowed = request.method in ("GET", "POST") and request.path.startswith(f"/v1/visits/{visit}/")
        if not allowed:
            self._log("sign.refused", {"visit": visit})
            return ""
        return self._signer(request)

    async def _refresh(self) -> bool:
        have = self._store.current.version if self._store.current else 0
        signed = await asyncio.to_thread(self._client.catalog, have)
        if isinstance(signed, Failure):
            self._report(signed.code)
            return False
        if signed is not None:
            accepted = self._store.accept(signed)
            if isinstance(accepted, Failure):
                self._log("catalog.refused", {"fault": accepted.code})
            else:
                self._log("catalog.renewed", {"version": accepted.version, "items": len(accepted.items)})
                self._renewed()
        self._report("")
        self._on_time()
        return True

    async def _send(self) -> bool:
        while rows := self._journal.outbox():
            failure = await asyncio.to_thread(self._client.post_events, [Event(row.key, row.body) for row in rows])
            if isinstance(failure, Failure):
                self._report(failure.code)
                return False
            self._journal.sent(rows[-1].seq)
            self._log("outbox.sent", {"rows": len(rows)})
        return True

    def _report(self, fault: str) -> None:
        if fault != self._reported:
            self._log("platform.lost" if fault else "platform.back", {"fault": fault} if fault else None)
        self._reported = fault
        status = DeviceStatus.OFFLINE if fault else DeviceStatus.ONLINE
        self._changed((DeviceState("platform", status, fault or None),))
