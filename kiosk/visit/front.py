"""The shell, as a visit sees it: a channel that may die and come back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from kiosk.messages import FromShell, Preview, ToShell


class ShellFront:
    """`repeat` is called when a shell that had fallen behind reads again: it gets the prompt as it stands."""

    def __init__(self) -> None:
        self.repeat: Callable[[], None] = lambda: None
        self._channel: Channel[FromShell] | None = None
        self._fresh = asyncio.Event()
        self._behind = -1

    def attach(self, fd: int) -> None:
        """A (new) shell is there; it will say Again."""
        self._caught_up()
        if self._channel:
            self._channel.shut()
        self._channel = Channel.at(fd, FromShell)
        self._fresh.set()

    def send(self, message: ToShell) -> None:
        """Never raises: what a shell misses by being dead or slow it is shown again."""
        try:
            if self._channel and not self._channel.closed and self._behind < 0:
                self._channel.send(message)
        except PeerGone:
            pass  # a new shell says Again
        except PeerStuck:
            if not isinstance(message, Preview):
                self._behind = self._channel.fileno() if self._channel else -1
                asyncio.get_running_loop().add_writer(self._behind, self._room)

    def _room(self) -> None:
        self._caught_up()
        self.repeat()

    def _caught_up(self) -> None:
        if self._behind >= 0:
            asyncio.get_running_loop().remove_writer(self._behind)
            self._behind = -1

    async def next(self) -> FromShell:
        while True:
            channel = self._channel
            if channel and not channel.closed:
                try:
                    return (await channel.next())[0]
                except (PeerGone, Garbled, OSError):
                    pass
            self._fresh.clear()
            if self._channel is channel:
                await self._fresh.wait()
