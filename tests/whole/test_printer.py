"""The printer gets into trouble while a page is printed: what the citizen is told, and what came out."""

from __future__ import annotations

import os
import signal
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

from tests.stand.stand import Stand, until


def impatient(stand: Stand) -> AbstractContextManager[None]:
    return stand.configured("[devices.a4_printer]", "[devices.a4_printer]\npatience_s = 2")


def to_the_print(stand: Stand) -> None:
    """Everything is well when the page is looked at; then the word to print is given."""
    stand.start_kiosk({"way": "code", "pause": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))


def go_on(stand: Stand) -> None:
    (stand.home / "go").touch()


def printed(stand: Stand) -> list[int]:
    ((effect, _, _),) = stand.effects()
    return [job["printed"] for job in stand.printer("pages")["jobs"] if job["name"] == effect]


def told(stand: Stand, **status: Any) -> dict[str, Any]:
    return until(f"the status {status}", lambda: stand.saw("Status", **status))


def test_paper_that_runs_out_in_mid_job_is_said_and_the_page_comes_once_it_is_filled(stand: Stand) -> None:
    to_the_print(stand)
    stand.printer("trap", what="empty")
    go_on(stand)
    told(stand, state="printing", fault="printer.paper_out")
    stand.printer("refill")
    goodbye = until("the goodbye", lambda: stand.saw("Goodbye"), 60)
    assert goodbye["document"] and printed(stand) == [1]


def test_a_jam_that_stays_takes_the_page_back_and_says_that_nothing_came_out(stand: Stand) -> None:
    with impatient(stand):
        to_the_print(stand)
        stand.printer("trap", what="jam")
        go_on(stand)
        told(stand, state="printing", fault="printer.jam")
        sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"), 60)
        assert (sorry["fault"], sorry["money"]) == ("printer.jam", "money.nothing_charged")
        assert [state for _, state, _ in stand.effects()] == ["not_done"] and printed(stand) == []


def test_a_printer_that_loses_its_power_in_mid_page_is_said_to_be_unknown_with_a_number(stand: Stand) -> None:
    stand.printer("slow", seconds=2.0)
    try:
        with impatient(stand):
            to_the_print(stand)
            go_on(stand)
            until("the page in the rollers", lambda: stand.printer("state")["busy"])
            stand.printer("unplug")
            sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"), 60)
            assert sorry["papers"] == "papers.unknown_page" and sorry["reference"]
            assert [state for _, state, _ in stand.effects()] == ["unknown"]
    finally:
        stand.printer("slow", seconds=0.2)
        stand.printer("plug")


def test_a_frozen_scheduler_keeps_nobody_in_front_of_the_working_screen(stand: Stand) -> None:
    with impatient(stand):
        to_the_print(stand)
        (cupsd,) = until("the scheduler", lambda: schedulers(stand))
        os.kill(cupsd, signal.SIGSTOP)
        try:
            go_on(stand)
            sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"), 60)
            assert sorry["fault"] == "printer.spooler_down" and sorry["money"] == "money.nothing_charged"
        finally:
            os.kill(cupsd, signal.SIGCONT)


def schedulers(stand: Stand) -> list[int]:
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if words.startswith(b"/usr/sbin/cupsd") and str(stand.home).encode() in words:
                found.append(int(entry.name))
    return found
