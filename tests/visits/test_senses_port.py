"""Senses, as a visit asks them: a card is gone only where it was seen to go."""

from __future__ import annotations

import asyncio

import pytest

from hardware.channel import Channel
from hardware.senses.messages import (
    Cancel,
    CardGone,
    Code,
    CodeRead,
    CodeRefused,
    CodeStep,
    DeviceFault,
    FromVisit,
    ScanCode,
    WatchCard,
)
from kiosk.visit.conversation import Stopped
from kiosk.visit.senses import SensesPort


def test_a_fault_of_the_reader_does_not_take_the_card_and_another_senses_is_asked_again() -> None:
    async def run() -> None:
        port = SensesPort()

        def fresh() -> Channel[FromVisit]:
            here, there = Channel.pair()
            port.attach(there.detach())
            return Channel(here, FromVisit)

        senses = fresh()
        listening = asyncio.ensure_future(port.listen())
        going = asyncio.ensure_future(port.card_gone())
        asked, _ = await senses.next()
        assert isinstance(asked, WatchCard)
        senses.send(DeviceFault(asked.request, "link.lost"))
        senses.close()
        senses = fresh()
        again, _ = await senses.next()
        assert again == asked and not going.done()
        senses.send(CardGone(asked.request))
        async with asyncio.timeout(5):
            await going
        listening.cancel()
        senses.close()

    asyncio.run(run())


def test_a_code_is_asked_for_again_by_a_new_senses_and_what_is_said_of_it_reaches_the_visit() -> None:
    async def run() -> None:
        port, said = SensesPort(), asyncio.Queue[tuple[str, str | None]]()

        def fresh() -> Channel[FromVisit]:
            here, there = Channel.pair()
            port.attach(there.detach())
            return Channel(here, FromVisit)

        senses = fresh()
        listening = asyncio.ensure_future(port.listen())
        scanning = asyncio.ensure_future(port.scan(lambda state, fault=None: said.put_nowait((state, fault))))
        asked, _ = await senses.next()
        assert isinstance(asked, ScanCode)
        senses.send(CodeStep(asked.request, "waiting"))
        senses.send(CodeRefused(asked.request, "scan.unreadable"))
        async with asyncio.timeout(5):
            assert await said.get() == ("waiting", None) and await said.get() == ("refused", "scan.unreadable")
        senses.close()
        senses = fresh()
        assert (await senses.next())[0] == asked
        senses.send(CodeRead(asked.request, Code(b"17", "qr", "camera")))
        async with asyncio.timeout(5):
            assert await scanning == Code(b"17", "qr", "camera")
        assert said.empty()
        assert isinstance((await senses.next())[0], Cancel)
        listening.cancel()
        senses.close()

    asyncio.run(run())


def test_without_scanner_and_camera_the_visit_is_told_and_may_try_again() -> None:
    async def run() -> None:
        port = SensesPort()
        here, there = Channel.pair()
        port.attach(there.detach())
        senses: Channel[FromVisit] = Channel(here, FromVisit)
        listening = asyncio.ensure_future(port.listen())
        scanning = asyncio.ensure_future(port.scan(lambda *_: None))
        asked, _ = await senses.next()
        senses.send(DeviceFault(asked.request, "scan.gone"))
        with pytest.raises(Stopped) as stopped:
            async with asyncio.timeout(5):
                await scanning
        assert stopped.value.fault == "scan.gone" and stopped.value.again
        listening.cancel()
        senses.close()

    asyncio.run(run())
