"""The shells core talks to: the last one that came, and behind a goodbye the one before until that has drawn."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from kiosk.messages import CoreToShell, Drawn, Place, Retire, ShellToCore


class Shells:
    """`heard(message)` gets what any of them says; `fresh()` is called when another one is present."""

    def __init__(self, place: Place) -> None:
        self.heard: Callable[[ShellToCore], None] = lambda _: None
        self.fresh: Callable[[], None] = lambda: None
        self._place = place
        self._standing: list[Channel[ShellToCore]] = []
        self._tasks: set[asyncio.Task[None]] = set()

    def attach(self, fd: int) -> None:
        """The supervisor has started a shell.  It is the present one at once: it draws what it is told first."""
        channel: Channel[ShellToCore] = Channel.at(fd, ShellToCore)
        self._tell(channel, self._place)
        self._standing.append(channel)
        self.fresh()
        task = asyncio.ensure_future(self._listen(channel))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def tell(self, message: CoreToShell, fd: int | None = None) -> None:
        """Say it to the present shell; `fd` is handed over and closed here."""
        if self._standing:
            self._tell(self._standing[-1], message, [] if fd is None else [fd])
        if fd is not None:
            os.close(fd)

    def _tell(self, channel: Channel[ShellToCore], message: CoreToShell, fds: list[int] | None = None) -> None:
        try:
            channel.send(message, fds or ())
        except (PeerGone, PeerStuck):
            channel.shut()  # the supervisor starts another, which comes through attach()

    async def _listen(self, channel: Channel[ShellToCore]) -> None:
        try:
            while True:
                message, _ = await channel.next()
                if isinstance(message, Drawn):
                    for before in self._standing[: self._standing.index(channel)]:
                        self._tell(before, Retire())
                self.heard(message)
        except (PeerGone, Garbled):
            pass
        finally:
            was_present = self._standing[-1] is channel
            self._standing.remove(channel)
            channel.close()
        if was_present and self._standing:
            self.fresh()  # it went without having drawn: the one before is still there
