"""visit.print_s: whole visits by code to the printed page, on real processes, without a window.

A robot holds the shell's place and answers at once; devices are unpaced; CUPS's polling is included.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator

from benchmarks.row import Row
from sandbox.people import laid
from tests.stand.stand import Stand, until

VISITS = 12


def rows() -> Iterator[Row]:
    with Stand() as stand:
        stand.reader("lay", **laid("li"))
        times = durations(stand, {"way": "code", "visits": VISITS}, 20.0)
        yield Row("visit.print_s", statistics.median(times), "s", 3.0)


def durations(stand: Stand, plan: dict[str, object], patience_s: float) -> list[float]:
    """Seconds from the touch on the attract screen to the goodbye, each visit that ended with a page."""
    count = int(str(plan["visits"]))
    stand.start_kiosk(plan)
    until(f"{count} visits", lambda: len(stand.events("visit.ended")) >= count, patience_s * count)
    stand.stop_kiosk()
    times: list[float] = []
    began = 0.0
    for event in stand.robot():
        if event["what"] == "Attract":
            began = event["t"]
        elif event["what"] == "Goodbye" and began:
            assert event["document"], "a visit without a page"
            times.append(event["t"] - began)
            began = 0.0
    assert len(times) >= count - 1, f"{len(times)} of {count} visits came to their goodbye"
    return times
