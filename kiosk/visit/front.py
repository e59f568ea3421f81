"""The shell, as a visit sees it: a channel that may die and come back."""

from __future__ import annotations

import asyncio

from hardware.channel import Channel, Garbled, PeerGone, PeerStuck
from kiosk.messages import FromShell, Preview, ToShell


class ShellFront:
    def __init__(self) -> None:
        self._channel: Channel[FromShell] | None = None
        self._fresh = asyncio.Event()

    def attach(self, fd: int) -> None:
        """A (new) shell is there; it will say Again."""
        if self._channel:
            self._channel.shut()
        self._channel = Channel.at(fd, FromShell)
        self._fresh.set()

    def send(self, message: ToShell) -> None:
        try:
            if self._channel and not self._channel.closed:
                self._channel.send(message)
        except PeerGone:
            pass  # a new shell says Again
        except PeerStuck:
            if not isinstance(message, Preview):
                raise

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
