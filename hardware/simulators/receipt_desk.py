"""The control channel's side of the receipt printer: its paper, its cover and what lies in its tray."""

from __future__ import annotations

import threading
from typing import Any

from hardware.simulators import control
from hardware.simulators.control import Refused, Request
from hardware.simulators.faults import FaultPlan
from hardware.simulators.receipt_head import JAMS, Head
from hardware.simulators.wire import Wire

ROLLS = ("ok", "low", "out")


class Desk:
    """The lock keeps the paper still during a turn of the printer."""

    def __init__(self, head: Head, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> None:
        self._head, self._wire, self._plan, self._lock = head, wire, plan, lock

    def slips(self, request: Request) -> dict[str, Any]:
        with self._lock:
            hanging = self._head.hanging()
            return {"slips": [*self._head.tray, *([hanging] if hanging else [])]}

    def take(self, request: Request) -> dict[str, Any]:
        with self._lock:
            taken = len(self._head.tray)
            self._head.tray.clear()
        return {"taken": taken}

    def count(self, request: Request) -> dict[str, Any]:
        with self._lock:
            return {"slips": self._head.slips, "lines": self._head.lines, "unknown": self._head.unknown}

    def paper(self, request: Request) -> dict[str, Any]:
        state, after = request.get("state", "ok"), request.get("after")
        if state not in ROLLS:
            raise Refused(f"paper: {', '.join(ROLLS)}")
        with self._lock:
            self._head.low, self._head.out = state == "low", state == "out" or after == 0
            self._head.after = None if after is None else int(after)
        return self._go_on()

    def cover(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._head.cover = bool(request["open"])
        return self._go_on()

    def jam(self, request: Request) -> dict[str, Any]:
        what = str(request.get("what", "paper"))
        if what not in JAMS:
            raise Refused(f"jams: {', '.join(JAMS)}")
        with self._lock:
            self._head.jam = what
        return {}

    def heal(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._plan.heal()
            self._head.low = self._head.out = self._head.cover = False
            self._head.jam, self._head.after = "", None
        return self._go_on()

    def _go_on(self) -> dict[str, Any]:
        """Wake the printer: it may have something left to do."""
        if self._wire.plugged:
            self._wire.plug()
        return {}

    def fault(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._plan.add(request)
        return {}

    def unplug(self, request: Request) -> dict[str, Any]:
        self._wire.unplug()
        return {}

    def replug(self, request: Request) -> dict[str, Any]:
        self._wire.plug()
        return {}

    def replace(self, request: Request) -> dict[str, Any]:
        self._wire.unplug()
        self._head.serial = str(request["serial"])
        self._wire.plug()
        return {}

    def state(self, request: Request) -> dict[str, Any]:
        head = self._head
        with self._lock:
            return {
                "plugged": self._wire.plugged, "unplugs": self._wire.unplugs, "happened": dict(self._plan.happened),
                "serial": head.serial, "paper": "out" if head.out else "low" if head.low else "ok",
                "cover": head.cover, "jam": head.jam, "waiting": len(head.buffer),
            }

    def operations(self) -> dict[str, control.Handler]:
        doings = (
            self.slips, self.take, self.count, self.paper, self.cover, self.jam, self.heal, self.fault, self.unplug,
            self.replug, self.replace, self.state,
        )  # fmt: skip
        return {doing.__name__: doing for doing in doings}
