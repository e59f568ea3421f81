"""The card dispenser's work, step by step: feed, chip, present, taken or captured.  All calls block.

A motion that was cut off ends in dispenser.unknown: nothing is repeated here, and `state` says where the card is.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable
from typing import Any

from hardware.drivers import crt591
from hardware.drivers.crt591 import CrtSpec, DispenserState, Place, Unit
from hardware.faults import FaultCode
from hardware.model import Fault, Media
from hardware.supervisor import Supervisor

LOOK_S = 0.25
"""Between two looks whether the card at the gate is still there."""
_CUT_OFF = (FaultCode.LINK_LOST, FaultCode.LINK_TIMEOUT, FaultCode.LINK_GARBLED)

Device = Supervisor[Any]


def _unit(device: Device) -> Unit:
    assert isinstance(device.spec, CrtSpec)
    return device.spec.unit


def state(device: Device) -> DispenserState | Fault:
    return device.call(crt591.state(_unit(device)))


def feed(device: Device) -> Fault | None:
    """The next card, from the stacker to the read position."""
    return _moved(device, crt591.feed(_unit(device)))


def chip(device: Device) -> str | Fault:
    """The number of its chip, hex in capitals."""
    return device.call(crt591.chip())


def present(device: Device) -> Fault | None:
    """To the gate."""
    return _moved(device, crt591.present(_unit(device)))


def capture(device: Device) -> Fault | None:
    """To the bin."""
    return _moved(device, crt591.capture(_unit(device)))


def taken(device: Device, patience_s: float, capturing: Callable[[], None] = lambda: None) -> Fault | None:
    """None when the card at the gate was taken; one that is not within `patience_s` goes to the bin, a fault.

    `capturing` is called before that."""
    before = _binned(device)
    pause = threading.Event()
    for _ in range(math.ceil(patience_s / LOOK_S)):
        seen = state(device)
        if isinstance(seen, DispenserState) and seen.card == Place.NONE:
            return _gone(device, before)
        pause.wait(LOOK_S)
    capturing()
    fault = capture(device)
    if fault is None:
        return Fault(FaultCode.DISPENSER_NOT_TAKEN, Media.BIN)
    seen = state(device)
    if isinstance(seen, DispenserState) and seen.card == Place.NONE:
        return _gone(device, before)  # taken in the last moment
    return fault


def _binned(device: Device) -> int | Fault | None:
    """What the unit's own timer may change; None for a unit that takes nothing back by itself."""
    return device.call(crt591.binned()) if _unit(device).retracts else None


def _gone(device: Device, before: int | Fault | None) -> Fault | None:
    now = _binned(device)
    if isinstance(before, Fault) or isinstance(now, Fault):
        return Fault(FaultCode.DISPENSER_UNKNOWN, Media.UNKNOWN)
    return None if now == before else Fault(FaultCode.DISPENSER_NOT_TAKEN, Media.BIN)


def _moved(device: Device, script: Any) -> Fault | None:
    fault: Fault | None = device.call(script)
    if fault and fault.code in _CUT_OFF:
        return Fault(FaultCode.DISPENSER_UNKNOWN, Media.UNKNOWN)
    return fault
