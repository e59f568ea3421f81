"""The card reader's desk: waits for a card, reads it, and notices when it is taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from hardware.codecs.wlt import marked
from hardware.drivers import sdt
from hardware.drivers.sdt import Record
from hardware.faults import FaultCode
from hardware.model import Fault
from hardware.senses.messages import Card
from hardware.supervisor import Supervisor

LOOK_S = 0.12
"""Between two looks for a card; a look takes 2 ms."""
GONE_LOOKS = 3
"""So many looks in a row must miss a card before it counts as taken."""
BAD_ANSWERS = 12
"""So many in a row – one may cost 2 s, most 0.3 s – and it is the reader that has failed, not the card."""


async def read(device: Supervisor[Any], say: Callable[[str], None], refuse: Callable[[str], None]) -> Card | Fault:
    """Until a card is read whole and agrees with itself; a Fault only where the reader itself has failed."""
    say("waiting")
    refused, bad = "", 0
    while True:
        found = await _call(device, sdt.present(selected=True))
        if found is True:
            if not refused:
                say("found")
                say("reading")
            found = await _call(device, sdt.read_card(selected=True))
            if isinstance(found, Record):
                say("checked")
                return msgspec.structs.replace(found.card, photo=marked(found.photo))
            assert isinstance(found, Fault)
            if found.code == FaultCode.ID_READ_FAILED and await _call(device, sdt.present(selected=True)) is False:
                found = Fault(FaultCode.ID_CARD_MOVED)
            if _of_card(found) and found.code != refused:
                refused = found.code
                refuse(refused)
        elif found is False and refused:
            if refused in _PASSING:
                say("waiting")  # what was said of a card stays until the next one lies there
            refused = ""
        if isinstance(found, Fault):
            bad = bad + 1 if found.code in _PASSING else 0
            if bad == BAD_ANSWERS or not _of_card(found):
                return found
        else:
            bad = 0
        await asyncio.sleep(LOOK_S)


async def lies(device: Supervisor[Any]) -> bool:
    """Whether a card lies there, as soon as the reader can say."""
    while True:
        there = await _call(device, sdt.present(selected=True))
        if not isinstance(there, Fault):
            return bool(there)
        await asyncio.sleep(LOOK_S)


async def taken(device: Supervisor[Any]) -> None:
    """Until the reader has seen that no card lies there; one that has failed sees nothing, and is asked on."""
    missed = 0
    while missed < GONE_LOOKS:
        there = await _call(device, sdt.present(selected=True))
        missed = missed + 1 if there is False else 0
        await asyncio.sleep(LOOK_S)


_PASSING = (FaultCode.LINK_GARBLED, FaultCode.LINK_TIMEOUT)


def _of_card(fault: Fault) -> bool:
    """Whether another try with the card can help; garbled answers are cured by the next look."""
    return fault.code.startswith("id.") and not fault.code.startswith("id.sam") or fault.code in _PASSING


async def _call(device: Supervisor[Any], script: Any) -> Any:
    return await asyncio.to_thread(device.call, script)
