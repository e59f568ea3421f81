"""A fresh window that dies, hangs or comes late behind a goodbye: the machine is never deaf."""

from __future__ import annotations

import os
import signal

from tests.stand.stand import Stand, until


def goodbyes(stand: Stand) -> list[int]:
    """By whom a goodbye with a page was seen last, one for each visit."""
    seen = {event["reference"]: event["pid"] for event in stand.robot() if event["what"] == "Goodbye"}
    return list(seen.values())


def stuck(stand: Stand) -> list[object]:
    return [event for event in stand.events("shell.stuck") if event["why"] == "no_frame"]


def test_a_shell_that_dies_before_its_first_frame_is_followed_by_another(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "fates": ["die"]})
    (first,) = until("the only shell", lambda: stand.pids("tests.stand.robot"))
    until("the second visit", lambda: len(goodbyes(stand)) >= 2, 60)
    assert len((stand.home / "robot.born").read_text()) >= 3
    until("the first shell's end", lambda: first not in stand.pids("tests.stand.robot"))


def test_where_no_fresh_shell_lives_the_one_before_serves_the_next_visit(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "visits": 2, "fates": ["die"] * 50})
    (first,) = until("the only shell", lambda: stand.pids("tests.stand.robot"))
    until("the second visit", lambda: len(goodbyes(stand)) >= 2, 60)
    assert set(goodbyes(stand)) == {first}


def test_a_shell_that_hangs_before_its_first_frame_is_followed_by_another(stand: Stand) -> None:
    with stand.configured("[display]", "[display]\nwatchdog_s = 5"):
        stand.start_kiosk({"way": "code", "fates": ["hang"]})
        (first,) = until("the only shell", lambda: stand.pids("tests.stand.robot"))
        until("the watchdog's word", lambda: stuck(stand))
        assert first in stand.pids("tests.stand.robot")
        until("the second visit", lambda: len(goodbyes(stand)) >= 2, 60)


def test_a_core_that_dies_while_two_shells_stand_knows_both_and_retires_the_old_one(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "fates": ["wait"]})
    (first,) = until("the only shell", lambda: stand.pids("tests.stand.robot"))
    until("the fresh shell beside it", lambda: len(stand.pids("tests.stand.robot")) == 2)
    (core,) = stand.pids("tests.stand.core")
    os.kill(core, signal.SIGKILL)
    until("another core", lambda: len(stand.events("core.started")) == 2)
    (stand.home / "go").touch()
    until("the old shell's end", lambda: first not in stand.pids("tests.stand.robot"))
    until("the second visit", lambda: len(goodbyes(stand)) >= 2, 60)
