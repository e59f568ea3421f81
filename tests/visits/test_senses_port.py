"""Senses, as a visit asks them: a card is gone only where it was seen to go."""

from __future__ import annotations

import asyncio

from hardware.channel import Channel
from hardware.senses.messages import CardGone, DeviceFault, FromVisit, WatchCard
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
