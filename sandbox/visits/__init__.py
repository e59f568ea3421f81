"""Scripted visits: what citizens do, by real touches on the real window; each step must be seen to succeed."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

from hardware.simulators.control import Refused
from sandbox.visits.hand import Hand
from sandbox.visits.report import Report
from sandbox.visits.scripts import VISITS


def play(home: Path, display: str, report: Report, only: str = "") -> int:
    """Play all visits, or those whose names begin with one of `only` (commas between); 0 only if each step was seen."""
    hand = Hand(home, display, report)
    started = time.monotonic()
    for name, script in VISITS.items():
        if not name.startswith(tuple(only.split(","))):
            continue
        report.visit = name
        try:
            script(hand)
        except (AssertionError, Refused, OSError) as missed:
            report.step(str(missed), ok=False, ms=0)
            with suppress(AssertionError):  # there may be no shell: that is what was missed
                hand.picture("missed")
            for line in (home / "kiosk.out").read_text("utf-8", "replace").splitlines()[-3:]:
                print(f"         the kiosk said: {line}", flush=True)
            with suppress(AssertionError):  # the next visit will miss it
                hand.home_again()
    report.write()
    done = sum(step["ok"] is True for step in report.steps)
    took = time.monotonic() - started
    print(f"{done} of {len(report.steps)} steps seen in {took:.0f} s; {report.folder}", flush=True)
    return 0 if done == len(report.steps) and report.steps else 1
