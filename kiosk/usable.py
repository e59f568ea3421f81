"""What can be used, and finished, as devices and platform stand now."""

from __future__ import annotations

from hardware.model import DeviceState
from services.models import Item

JOURNEYS = ("certificate", "query", "pay", "apply", "collect")
"""A newer catalogue may name one that this software does not know: its items are grey."""


def closed_by(item: Item, states: dict[str, DeviceState]) -> str | None:
    """The fault that prevents an item now, or None.  Checked before the start, and before each effect."""
    if item.journey not in JOURNEYS:
        return "item.newer"
    return next((fault for name in (*item.hardware, "platform") if (fault := obstacle(name, states))), None)


def obstacle(name: str, states: dict[str, DeviceState]) -> str | None:
    """The fault that keeps a device from being used now, or None."""
    state = states.get(name)
    if state is None:
        return "device.missing"
    if state.fault or state.status not in ("online", "busy"):
        return state.fault or "device.not_ready"
    return None
