"""Requests to senses that survive a restart of senses: the prompt asks again, the request is repeated."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from itertools import count

from hardware.channel import Channel, Garbled, PeerGone
from hardware.senses.messages import (
    AnyCardLeft,
    Cancel,
    Card,
    CardGone,
    CardLies,
    CardRead,
    CardRefused,
    CardStep,
    CheckFace,
    Code,
    CodeRead,
    CodeRefused,
    CodeStep,
    DeviceFault,
    FaceStep,
    FaceVerdict,
    Picture,
    ReadCard,
    ScanCode,
    ToVisit,
    WatchCard,
)
from kiosk.visit.conversation import Stopped

Request = AnyCardLeft | ReadCard | WatchCard | CheckFace | ScanCode


class SensesPort:
    """One request at a time for card and face; a watch beside it."""

    def __init__(self) -> None:
        self._channel: Channel[ToVisit] | None = None
        self._fresh = asyncio.Event()
        self._numbers = count(1)
        self._inboxes: dict[int, asyncio.Queue[ToVisit | None]] = {}

    def attach(self, fd: int) -> None:
        """A (new) senses is there."""
        if self._channel:
            self._channel.shut()
        self._channel = Channel.at(fd, ToVisit)
        self._fresh.set()
        for inbox in self._inboxes.values():
            inbox.put_nowait(None)

    async def listen(self) -> None:
        """Hear senses for as long as the visit lives; its death is no end."""
        while True:
            await self._fresh.wait()
            self._fresh.clear()
            channel = self._channel
            while channel and not self._fresh.is_set():
                try:
                    message, _ = await channel.next()
                except (PeerGone, Garbled):
                    break
                if inbox := self._inboxes.get(message.request):
                    inbox.put_nowait(message)

    async def read_card(self, say: Callable[..., None]) -> Card:
        async for message in self._request(ReadCard):
            match message:
                case CardStep(state=state):
                    say(state)
                case CardRefused(fault=fault):
                    say("refused", fault)
                case CardRead(card=card):
                    return card
                case DeviceFault(fault=fault):
                    raise Stopped(fault, again=True)
                case _:
                    pass
        raise PeerGone

    async def scan(self, say: Callable[..., None]) -> Code:
        """A QR or Code 128 whose bytes are a text; say(state), say("refused", fault)."""
        async for message in self._request(ScanCode):
            match message:
                case CodeStep(state=state):
                    say(state)
                case CodeRefused(fault=fault):
                    say("refused", fault)
                case CodeRead(code=code):
                    return code
                case DeviceFault(fault=fault):
                    raise Stopped(fault, again=True)
                case _:
                    pass
        raise PeerGone

    async def card_left(self) -> bool:
        """Whether the card on the reader was there before this visit: somebody has left it."""
        async for message in self._request(AnyCardLeft):
            if isinstance(message, CardLies):
                return message.left
        raise PeerGone

    async def card_gone(self) -> None:
        """Until the card was seen to go; a reader that has failed has seen nothing."""
        async for message in self._request(WatchCard):
            if isinstance(message, CardGone):
                return

    async def check_face(
        self, photo: bytes, say: Callable[..., None], picture: Callable[[bytes], None]
    ) -> str | None:
        async for message in self._request(lambda number: CheckFace(number, photo)):
            match message:
                case FaceStep(step=step, number=number, of=of, hint=hint):
                    say(step, None, number, of, hint)
                case Picture(jpeg=jpeg):
                    picture(jpeg)
                case FaceVerdict(fault=fault) | DeviceFault(fault=fault):
                    return fault
                case _:
                    pass
        raise PeerGone

    async def _request(self, make: Callable[[int], Request]) -> AsyncIterator[ToVisit]:
        number, inbox = next(self._numbers), asyncio.Queue[ToVisit | None]()
        self._inboxes[number] = inbox
        request = make(number)
        self._send(request)
        try:
            while True:
                message = await inbox.get()
                if message is None:
                    self._send(request)
                else:
                    yield message
        finally:
            del self._inboxes[number]
            self._send(Cancel(number))

    def _send(self, message: Request | Cancel) -> None:
        try:
            if self._channel and not self._channel.closed:
                self._channel.send(message)
        except PeerGone:
            pass  # the next senses is on its way and is asked again
