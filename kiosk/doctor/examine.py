"""The self-test, whole: the root that fills the clocks in.  Nothing is printed without a title for the slip."""

from __future__ import annotations

import time
from collections.abc import Iterator

from kiosk.doctor import county, devices, machine
from kiosk.doctor.model import Finding
from kiosk.settings import Settings


def examine(settings: Settings, slip: str = "", by_hand: bool = False) -> Iterator[Finding]:
    """Each finding as soon as it is known."""
    paper = devices.test_slip(slip, settings.site.kiosk_id) if slip else None
    yield from machine.examine(settings)
    yield from county.examine(settings, lambda: time.time_ns() // 1_000_000)
    yield from devices.examine(settings.devices, int(time.time()) % 100_000_000, paper, by_hand)
