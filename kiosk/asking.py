"""Questions to core over the link a process was started with: each waits for the answer that names it."""

from __future__ import annotations

import asyncio
from itertools import count
from typing import Any

import msgspec

from hardware.channel import Channel
from kiosk.backstage import Dispense, PrintSlip, Sign, Use, Used


class Asking:
    """`answered` is told by whoever hears core."""

    def __init__(self, link: Channel[Any]) -> None:
        self._link = link
        self._loop = asyncio.get_running_loop()
        self._numbers = count(1)
        self._waiting: dict[str | int, asyncio.Future[Any]] = {}

    def number(self) -> int:
        """For a question that has no name of its own."""
        return next(self._numbers)

    async def told(self, key: str | int, message: msgspec.Struct) -> Any:
        """Send, and wait for the answer."""
        self._waiting[key] = self._loop.create_future()
        self._link.send(message)
        return await self._waiting[key]

    def answered(self, key: str | int, value: Any) -> None:
        waiting = self._waiting.pop(key, None)
        if waiting and not waiting.done():
            waiting.set_result(value)

    async def use(self, effect: str, device: str, order: PrintSlip | Dispense) -> Used:
        """Ask a device of core's."""
        number = self.number()
        return await self.told(number, Use(number, effect, device, order))

    def sign(self, method: str, path: str, query: str, ts: int, nonce: str, digest: str) -> str:
        """Core's SM2 signature over a request, "" where it refuses.  Blocks; call from a worker thread."""
        number = self.number()
        asked = asyncio.run_coroutine_threadsafe(
            self.told(number, Sign(number, method, path, query, ts, nonce, digest)), self._loop)
        return str(asked.result())
