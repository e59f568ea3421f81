"""The devices that core owns, so that a slip or a card survives the visit: receipt printer and dispenser.

They are given masked data only.  Orders run one after the other in threads; what became of one is noted in the journal
before anyone is told, whoever asked may be dead by then.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from itertools import count
from typing import Any

import msgspec

from hardware import dispensing
from hardware.drivers.crt591 import Bin, DispenserState, Place, Stacker
from hardware.faults import FaultCode
from hardware.model import DeviceState, Fault
from hardware.printing import receipt
from hardware.rack import Rack
from hardware.slip import Slip
from hardware.supervisor import Supervisor
from kiosk.backstage import Dispense, Facts, PrintSlip, Use, Used
from kiosk.handing import TAKE_S
from kiosk.journal import Journal
from kiosk.settings import Table

OWNED = ("receipt_printer", "dispenser")
STOCK_S = 2.0
"""Between two looks whether the dispenser has cards: an item that cannot be done is greyed before its start."""


class DeviceHost:
    """`changed(states)` hears on core's loop what the devices are like."""

    def __init__(
        self, tables: dict[str, Table], journal: Journal, changed: Callable[[tuple[DeviceState, ...]], None],
        first_job: int, point: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._journal = journal
        self._changed = changed
        self._point = point
        self._loop = asyncio.get_running_loop()
        self._rack = Rack({name: tables[name] for name in OWNED if name in tables}, self._heard)
        self._jobs = count(first_job)
        self._ragged = False  # a strip of an interrupted slip hangs in the receipt printer
        self._take_s = float(tables.get("dispenser", {}).get("take_s", TAKE_S))
        self._busy = {name: asyncio.Lock() for name in OWNED}
        self._dispenser: DeviceState | None = None
        self._stock: str | None = None

    def start(self) -> None:
        self._changed(tuple(self._rack.refused))
        self._rack.start()

    async def use(self, asked: Use) -> Used:
        """Do it, note what became of it, and say so."""
        device = self._rack.devices.get(asked.device)
        if device is None:
            return Used(asked.request, "not_done", "device.missing")
        async with self._busy[asked.device]:
            self._point("device.before")
            match asked.order:
                case PrintSlip(slip=slip):
                    said = await self._print(asked, device, slip)
                case Dispense():
                    said = await self._dispense(asked, device, asked.order)
        self._point("device.after")
        if not (isinstance(asked.order, Dispense) and asked.order.asks):
            self._note(asked.effect, said.facts)
        return said

    def _note(self, effect: str, facts: Facts) -> None:
        if effect and facts:
            try:
                self._journal.progress(effect, facts)
            except (KeyError, ValueError):
                pass  # settled meanwhile
            except sqlite3.Error:
                pass  # the one who asked hears it anyway, and settles it or cannot

    async def watch(self) -> None:
        """For ever: a dispenser that is well and has no card to give, or no room for one, is not ready."""
        device = self._rack.devices.get("dispenser")
        while device:
            await asyncio.sleep(STOCK_S)
            if not self._busy["dispenser"].locked():
                seen = await asyncio.to_thread(dispensing.state, device)
                if isinstance(seen, DispenserState) and (stock := stock_fault(seen)) != self._stock:
                    self._stock = stock
                    if self._dispenser:
                        self._tell(self._dispenser)

    async def print_now(self, slip: Slip) -> Used:
        """A slip of core's own."""
        return await self.use(Use(0, "", "receipt_printer", PrintSlip(slip)))

    async def _print(self, asked: Use, device: Supervisor[Any], slip: Slip) -> Used:
        outcome = await asyncio.to_thread(receipt.deliver, device, slip, next(self._jobs), ragged=self._ragged)
        self._ragged = outcome.ragged
        facts: Facts = {"slip": outcome.state, "mark": outcome.evidence}
        if outcome.fault:
            facts["fault"] = outcome.fault
        return Used(asked.request, outcome.state, outcome.fault, facts)

    async def _dispense(self, asked: Use, device: Supervisor[Any], order: Dispense) -> Used:
        match order.act:
            case "feed":
                said = await asyncio.to_thread(dispensing.feed, device)
            case "chip":
                chip = await asyncio.to_thread(dispensing.chip, device)
                if isinstance(chip, Fault):
                    return Used(asked.request, "not_done", chip.code)
                return Used(asked.request, "done", None, {"chip": chip})
            case "present":
                said = await asyncio.to_thread(dispensing.present, device)
            case "capture":
                said = await asyncio.to_thread(dispensing.capture, device)
                if said is None:
                    return Used(asked.request, "done", None, {"card": "bin"})
            case "taken":
                return await self._taken(asked, device, order.patience_s)
            case _:
                state = await asyncio.to_thread(dispensing.state, device)
                if isinstance(state, Fault):
                    return Used(asked.request, "unknown", state.code)
                return Used(asked.request, "done", None, {"card": str(state.card), "stacker": str(state.stacker)})
        return Used(asked.request, "not_done" if isinstance(said, Fault) else "done",
                    said.code if isinstance(said, Fault) else None)

    async def _taken(self, asked: Use, device: Supervisor[Any], patience_s: float) -> Used:
        """Noted before the card is drawn back: whoever finds none at the slot later knows that it may not be taken."""

        async def capturing() -> None:
            self._note(asked.effect, {"card": "capturing"})
            self._point("capture.before")

        def before() -> None:
            asyncio.run_coroutine_threadsafe(capturing(), self._loop).result()

        said = await asyncio.to_thread(dispensing.taken, device, min(patience_s, self._take_s), before)
        if said is None:
            return Used(asked.request, "done", None, {"card": "taken"})
        binned = said.code == FaultCode.DISPENSER_NOT_TAKEN
        return Used(asked.request, "not_done", said.code, {"card": "bin"} if binned else {})

    def _heard(self, state: DeviceState) -> None:
        """From a device's thread."""
        self._loop.call_soon_threadsafe(self._tell, state)

    def _tell(self, state: DeviceState) -> None:
        if state.name == "dispenser":
            self._dispenser = state
            if state.fault is None and self._stock:
                state = msgspec.structs.replace(state, fault=self._stock)
        self._changed((state,))


def stock_fault(seen: DispenserState) -> str | None:
    """Why a dispenser that is well cannot give a card."""
    if seen.card == Place.NONE and seen.stacker == Stacker.EMPTY:
        return FaultCode.DISPENSER_EMPTY
    return FaultCode.DISPENSER_BIN_FULL if seen.bin == Bin.FULL else None
