"""visit.print_s, kiosk.growth_mb: whole visits on real processes, without a window.

A robot holds the shell's place, so memory is that of core and visit (senses is just being replaced) after each visit.
Devices are unpaced; CUPS's polling is included.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from sandbox.people import laid
from tests.stand.stand import Stand, until

VISITS = 12
LONG = 110


def rows() -> Iterator[Row]:
    with Stand() as stand:
        stand.reader("lay", **laid("li"))
        times = _visits(stand, {"way": "code", "visits": VISITS})
        yield Row("visit.print_s", statistics.median(times), "s", 3.0)
        yield from _growth(stand)


def _visits(stand: Stand, plan: dict[str, object]) -> list[float]:
    """Seconds from the touch on the attract screen to the goodbye, each visit."""
    count = int(str(plan["visits"]))
    stand.start_kiosk(plan)
    until(f"{count} visits", lambda: len(stand.events("visit.ended")) >= count, 20.0 * count)
    stand.stop_kiosk()
    times: list[float] = []
    began = 0.0
    for event in stand.robot():
        if event["what"] == "Attract":
            began = event["t"]
        elif event["what"] == "Goodbye" and began:
            times.append(event["t"] - began)
            began = 0.0
    return times


def _growth(stand: Stand) -> Iterator[Row]:
    """PSS after each of 110 visits: core, visit and senses."""
    stand.fresh_journal()
    stand.start_kiosk({"way": "code", "visits": LONG})
    whole: list[float] = []
    core: list[float] = []
    for number in range(1, LONG + 1):
        until(f"visit {number}", lambda number=number: len(stand.events("visit.ended")) >= number, 60.0)
        parts = {role: sum(map(_pss, stand.pids(module))) for role, module in _ROLES.items()}
        whole.append(sum(parts.values()))
        core.append(parts["core"])
    stand.stop_kiosk()
    yield Row("kiosk.growth_mb", _drift(whole), "MB", 5.0)
    yield Row("core.growth_mb", _drift(core), "MB")


_ROLES = {"core": "tests.stand.core", "visit": "tests.stand.visit", "senses": "hardware.senses", "shell": "screens"}


def _drift(values: list[float]) -> float:
    return statistics.median(values[-10:]) - statistics.median(values[:10])


def _pss(pid: int) -> float:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except (OSError, ProcessLookupError):
        pass
    return 0.0


