"""The configured devices, through the drivers and supervisors that the kiosk uses; a line that another holds is left.

A card is never moved: one from the stacker is a citizen's, and would end in the bin.
"""

from __future__ import annotations

import queue
from collections.abc import Iterator
from typing import Any

from hardware import dispensing
from hardware.drivers.crt591 import DispenserState
from hardware.faults import FaultCode as Device
from hardware.model import DeviceState, DeviceStatus, Fault
from hardware.printing import receipt, status
from hardware.rack import Rack
from hardware.senses import sources
from hardware.slip import Slip, Text
from hardware.supervisor import Supervisor
from kiosk.core.devices import stock_fault
from kiosk.doctor import hands
from kiosk.doctor.model import Finding, found
from kiosk.faults import FaultCode
from kiosk.settings import Table

PATIENCE_S = 20.0
"""A dispenser may take 8 s for its init, twice."""


def examine(tables: dict[str, Table], job: int, paper: Slip | None, by_hand: bool) -> Iterator[Finding]:
    """Each configured device.  paper: a slip to print, None prints nothing; job: no earlier slip's number.

    by_hand: somebody is there to lay down a card and hold up a code; no picture is taken beside a running kiosk."""
    cameras = {name: table for name, table in tables.items() if table.get("driver") in sources.DRIVERS}
    serial = {name: table for name, table in tables.items() if name not in cameras and name != "a4_printer"}
    if printer := tables.get("a4_printer"):
        stopped = status.obstacle(str(printer["printer_uri"]))
        yield found("a4_printer", stopped.code if stopped else None)
    held = False
    for finding in _supervised(serial, job, paper, by_hand):
        held |= finding.fault == FaultCode.DOCTOR_IN_SERVICE
        yield finding
    for name, table in cameras.items():
        source = sources.source(str(table["driver"]), str(table.get("port", "")))
        there = None if source and source.there() else Device.CAMERA_GONE
        yield found(name, there or (hands.pictured(name, source) if by_hand and source and not held else None))


def _supervised(tables: dict[str, Table], job: int, paper: Slip | None, by_hand: bool) -> Iterator[Finding]:
    told: dict[str, queue.Queue[DeviceState]] = {name: queue.Queue() for name in tables}
    rack = Rack(tables, lambda state: told[state.name].put(state))
    rack.start()
    try:
        for state in rack.refused:
            yield found(state.name, state.fault)
        for name, device in rack.devices.items():
            state = _first_word(told[name])
            fault = state.fault if state else Device.LINK_TIMEOUT
            if fault == Device.LINK_TAKEN:
                fault = FaultCode.DOCTOR_IN_SERVICE
            fault = fault or _more(device, job, paper) or (hands.tried(device) if by_hand else None)
            yield found(name, fault, (state and state.identity) or "")
    finally:
        rack.stop()


def _first_word(told: queue.Queue[DeviceState]) -> DeviceState | None:
    """What the device is like, once its supervisor knows; None where it never comes to an end."""
    try:
        while (state := told.get(timeout=PATIENCE_S)).status is DeviceStatus.STARTING:
            pass
    except queue.Empty:
        return None
    return state


def _more(device: Supervisor[Any], job: int, paper: Slip | None) -> str | None:
    """What a device that answers can say beyond its number."""
    if device.spec.name == "crt591":
        seen = dispensing.state(device)
        return stock_fault(seen) if isinstance(seen, DispenserState) else seen.code
    if device.spec.name == "escpos" and paper:
        return receipt.deliver(device, paper, job).fault
    ill = device.call(device.spec.ping())
    return ill.code if isinstance(ill, Fault) else None


def test_slip(title: str, at: str) -> Slip:
    return Slip((Text(title, large=True, align="center"), Text(at, align="center")))
