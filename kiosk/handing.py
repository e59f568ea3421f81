"""What core's own devices hand out, as effects: a slip from the receipt printer, a card from the dispenser.

Core notes in the journal what its device did, also where the visit that asked has died meanwhile.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Protocol

import msgspec

from hardware.slip import Slip
from kiosk.backstage import Dispense, Facts, OpenEffect, PrintSlip, Used
from kiosk.effects import Class, Ledger, Outcome
from kiosk.paying import Point
from services.models import Failure

RECEIPT, DISPENSER = "receipt_printer", "dispenser"
TAKE_S = 60.0
"""So long a card waits at the slot; then it goes to the bin (hardware-protocols: media.not_taken)."""


class Devices(Protocol):
    """Core's devices, as a visit or a recovery process reaches them."""

    async def use(self, effect: str, device: str, order: PrintSlip | Dispense) -> Used: ...


class GiveSlip:
    """Prints one slip.  Never a second time by itself: the citizen, or an operator, asks for it again."""

    kind = "slip"
    klass = Class.BLIND

    def __init__(self, devices: Devices, slip: Slip, point: Point) -> None:
        self.facts: Facts = {}
        self.resolver = SlipResolver()
        self._devices = devices
        self._slip = slip
        self._point = point

    def body(self) -> bytes:
        return b"{}"

    async def act(self, effect: str, ledger: Ledger) -> None:
        await ledger.progress(effect, {"slip": "asked"})
        self._point("slip.before")
        await self._devices.use(effect, RECEIPT, PrintSlip(self._slip))
        self._point("slip.after")


class SlipResolver:
    """What core noted of the printer's own word; a slip that was cut off with core is unknown."""

    async def resolve(self, effect: OpenEffect) -> Outcome:
        said = str(effect.facts.get("slip", "none"))
        if said in ("done", "not_done"):
            return Outcome(said, {"witness": "printer"}, str(effect.facts.get("fault", "")) or None)
        if said == "none":
            return Outcome("not_done", {"witness": "never_asked"})
        return Outcome("unknown", {"witness": "none"}, str(effect.facts.get("fault", "")) or "receipt.unknown")


class DispenseCard:
    """Moves a finished card to the read position, compares its chip with the case, and only then presents it.

    `announce(effect)` tells the platform whose card this effect gives out; `say(state)` tells the screen: feeding,
    checking, presented.  No motion is repeated by itself."""

    kind = "dispense"
    klass = Class.QUERYABLE

    def __init__(
        self, devices: Devices, chip: str, announce: Callable[[str], None | Failure], say: Callable[[str], None],
        point: Point,
    ) -> None:
        self.facts: Facts = {}
        self.resolver = CardResolver(devices)
        self._devices = devices
        self._announce = announce
        self._chip = chip
        self._say = say
        self._point = point

    def body(self) -> bytes:
        return msgspec.json.encode({"chip": self._chip})

    async def act(self, effect: str, ledger: Ledger) -> None:
        refused = await asyncio.to_thread(self._announce, effect)
        if refused:
            await ledger.progress(effect, {"fault": refused.code})
            return
        await ledger.progress(effect, {"card": "feeding"})
        self._say("feeding")
        if not await self._did(effect, ledger, "feed"):
            return
        await ledger.progress(effect, {"card": "reading"})
        self._say("checking")
        self._point("chip.before")
        read = await self._devices.use(effect, DISPENSER, Dispense("chip"))
        self._point("chip.after")
        if read.state != "done":
            await ledger.progress(effect, {"fault": read.fault or "dispenser.unknown"})
            return
        if str(read.facts.get("chip", "")).upper() != self._chip.upper():
            await ledger.progress(effect, {"fault": "dispenser.foreign_card"})
            return
        await ledger.progress(effect, {"card": "presenting"})
        if not await self._did(effect, ledger, "present"):
            return
        self._say("presented")
        await ledger.progress(effect, {"card": "presented"})

    async def _did(self, effect: str, ledger: Ledger, act: str) -> bool:
        self._point(f"{act}.before")
        used = await self._devices.use(effect, DISPENSER, Dispense(act))
        self._point(f"{act}.after")
        if used.state != "done":
            await ledger.progress(effect, {"fault": used.fault or "dispenser.unknown"})
        return used.state == "done"


class CardResolver:
    """Where the card is decides, and how far we had come: at the slot it waits to be taken, inside it is binned."""

    def __init__(self, devices: Devices, take_s: float = TAKE_S) -> None:
        self._devices = devices
        self._take_s = take_s

    async def resolve(self, effect: OpenEffect) -> Outcome:
        come, fault = str(effect.facts.get("card", "")), str(effect.facts.get("fault", "")) or None
        if not come:
            return Outcome("not_done", {"witness": "never_asked"}, fault)
        if come == "taken":
            return Outcome("done", {"witness": "sensor", "card": "taken"})
        if come == "bin":
            return Outcome("not_done", {"witness": "sensor", "card": "bin"}, fault or "dispenser.not_taken")
        where = await self._devices.use(effect.id, DISPENSER, Dispense("state"))
        card = str(where.facts.get("card", ""))
        if where.state != "done" or card not in ("none", "gate", "reading"):
            return Outcome("unknown", {"witness": "none"}, where.fault or "dispenser.unknown")
        if card == "gate" and come in ("presenting", "presented"):
            taken = await self._devices.use(effect.id, DISPENSER, Dispense("taken", self._take_s))
            if taken.state == "done":
                return Outcome("done", {"witness": "sensor", "card": "taken"})
            if taken.facts.get("card") == "bin":
                return Outcome("not_done", {"witness": "sensor", "card": "bin"}, taken.fault or "dispenser.not_taken")
            return Outcome("unknown", {"witness": "none"}, taken.fault or "dispenser.unknown")
        if card == "none":
            if come == "presented" or (come == "presenting" and fault is None):
                return Outcome("done", {"witness": "sensor", "card": "taken"})
            if come in ("presenting", "capturing"):
                return Outcome("unknown", {"witness": "sensor", "card": "none"}, fault)
            return Outcome("not_done", {"witness": "sensor", "card": "none"}, fault or "dispenser.unknown")
        kept = await self._devices.use(effect.id, DISPENSER, Dispense("capture"))
        state = "not_done" if kept.state == "done" else "unknown"
        return Outcome(state, {"witness": "sensor", "card": "bin"}, fault or kept.fault or "dispenser.interrupted")
