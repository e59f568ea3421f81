"""The card reader's desk: waits for a card, reads it, and notices when it is taken away."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import msgspec

from hardware.codecs.wlt import marked
from hardware.drivers import sdt
from hardware.drivers.sdt import Record
from hardware.model import Fault
from hardware.senses.messages import Card
from hardware.supervisor import Supervisor

LOOK_S = 0.12
"""Between two looks for a card; a look takes 2 ms."""
GONE_LOOKS = 3
"""So many looks in a row must miss a card before it counts as taken."""


async def read(device: Supervisor[Any], say: Callable[[str], None], refuse: Callable[[str], None]) -> Card | Fault:
    """Until a card is read whole and agrees with itself; a Fault only where the reader itself has failed."""
    say("waiting")
    refused = ""
    while True:
        there = await _call(device, sdt.present(selected=True))
        if isinstance(there, Fault) and not _of_card(there):
            return there
        if there is True:
            if not refused:
                say("found")
                say("reading")
            record = await _call(device, sdt.read_card(selected=True))
            if isinstance(record, Record):
                say("checked")
                return msgspec.structs.replace(record.card, photo=marked(record.photo))
            assert isinstance(record, Fault)
            if not _of_card(record):
                return record
            if record.code != refused:
                refused = record.code
                refuse(refused)
        elif refused:
            refused = ""
            say("waiting")
        await asyncio.sleep(LOOK_S)


async def taken(device: Supervisor[Any]) -> None:
    """Until no card lies there; a reader that has failed counts as that, after its own fault."""
    missed = 0
    while missed < GONE_LOOKS:
        there = await _call(device, sdt.present(selected=True))
        missed = 0 if there is True else missed + 1
        await asyncio.sleep(LOOK_S)


def _of_card(fault: Fault) -> bool:
    """Whether another try with the card can help; garbled answers are cured by the next look."""
    return fault.code.startswith("id.") and not fault.code.startswith("id.sam") or fault.code in (
        "link.garbled", "link.timeout")


async def _call(device: Supervisor[Any], script: Any) -> Any:
    return await asyncio.to_thread(device.call, script)
