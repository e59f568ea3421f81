"""The shells core talks to: the present one, and behind a goodbye the fresh one that takes over."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from kiosk.messages import CoreToShell, Drawn, Place, Retire, ShellToCore


class Shells:
    """`heard(message)` gets what any of them says; `fresh()` is called when a new one is present."""

    def __init__(self, place: Place) -> None:
        self.heard: Callable[[ShellToCore], None] = lambda _: None
        self.fresh: Callable[[], None] = lambda: None
        self._place = place
        self._present: Channel[ShellToCore] | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self, fd: int) -> None:
        """The supervisor has started a shell.  It is present at once where there is no other."""
        channel: Channel[ShellToCore] = Channel.at(fd, ShellToCore)
        self._tell(channel, self._place)
        before, self._present = self._present, channel
        self.fresh()
        task = asyncio.ensure_future(self._listen(channel, before))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def tell(self, message: CoreToShell, fd: int | None = None) -> None:
        """Say it to the present shell; `fd` is handed over and closed here."""
        if self._present:
            self._tell(self._present, message, [] if fd is None else [fd])
        if fd is not None:
            os.close(fd)

    def _tell(self, channel: Channel[ShellToCore], message: CoreToShell, fds: list[int] | None = None) -> None:
        try:
            channel.send(message, fds or ())
        except (PeerGone, PeerStuck):
            channel.shut()  # the supervisor starts another, which comes through attach()

    async def _listen(self, channel: Channel[ShellToCore], before: Channel[ShellToCore] | None) -> None:
        try:
            while True:
                message, _ = await channel.next()
                if isinstance(message, Drawn) and before:
                    self._tell(before, Retire())
                    before = None
                self.heard(message)
        except (PeerGone, Garbled):
            if self._present is channel:
                self._present = None
        finally:
            channel.close()
