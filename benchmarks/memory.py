"""kiosk.pss_mb, kiosk.growth_mb, core.growth_mb: the whole kiosk over 110 visits by code, by touches on its window.

PSS of core, visits, senses and shells; not CUPS, X, the simulators and the sandbox.  Largest: read at every prompt and
all through the goodbyes of some visits, when the fresh shell stands beside the old one and the next visit is warmed.
Growth: the median of ten readings after visits 101–110 less that after visits 1–10, each on the attract screen when
one fresh shell, one senses and one warm visit are there and have ceased to grow.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from benchmarks.citizen import Citizen
from benchmarks.processes import pss_mb
from benchmarks.row import Row
from sandbox.demo import virtual_screen
from tests.stand.stand import Stand, until

VISITS, SAMPLE = 110, 10
WATCHED = range(SAMPLE + 1, SAMPLE + 4)
"""Visits whose every prompt is weighed."""
ROLES = {"core": "tests.stand.core", "visit": "tests.stand.visit", "senses": "hardware.senses", "shell": "screens"}
STILL_MB, STILL_S, LOOKS = 0.5, 0.1, 6


def rows() -> Iterator[Row]:
    with virtual_screen() as display, Stand() as stand:
        stand.start_kiosk(KIOSK_WINDOW="1", DISPLAY=display)
        citizen = Citizen(stand, display)
        whole, core, largest = list[float](), list[float](), list[float]()

        def weigh() -> None:
            largest.append(sum(_parts(stand).values()))

        for number in range(1, VISITS + 1):
            citizen.visit(weigh if number in WATCHED else _nothing)
            if number <= SAMPLE or number > VISITS - SAMPLE:
                parts = _at_rest(stand, citizen)
                whole.append(sum(parts.values()))
                core.append(parts["core"])
        stand.stop_kiosk()
    yield Row("kiosk.pss_mb", max(largest + whole), "MB", 600.0)
    yield Row("kiosk.growth_mb", _growth(whole), "MB", 5.0)
    yield Row("core.growth_mb", _growth(core), "MB")


def _growth(readings: list[float]) -> float:
    return statistics.median(readings[-SAMPLE:]) - statistics.median(readings[:SAMPLE])


def _at_rest(stand: Stand, citizen: Citizen) -> dict[str, float]:
    """Megabytes by role, once nobody is served, each role is there once, and the sum has stood still."""
    last = list[float]()

    def rests() -> dict[str, float] | None:
        alone = all(len(stand.pids(module)) == 1 for module in ROLES.values())
        alone = alone and citizen.state().get("screen") == "Attract"
        parts = _parts(stand) if alone else {}
        last.append(sum(parts.values()))
        time.sleep(STILL_S)
        few = last[-LOOKS:]
        return parts if alone and len(few) == LOOKS and max(few) - min(few) < STILL_MB else None

    return until("a kiosk at rest", rests)


def _parts(stand: Stand) -> dict[str, float]:
    return {role: pss_mb(stand.pids(module)) for role, module in ROLES.items()}


def _nothing() -> None:
    """Nothing is weighed in this visit."""


