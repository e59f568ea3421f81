"""Whole visits on real processes, and what is left when one of them is killed in the middle."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

from kiosk.journal import broken_link
from sandbox.people import PEOPLE
from tests.stand.stand import Stand, until


def kill(stand: Stand, module: str) -> int:
    (pid,) = stand.pids(module)
    os.kill(pid, signal.SIGKILL)
    return pid


def printed(stand: Stand) -> dict[str, int]:
    """Pages on paper by effect, as the printer itself counts."""
    return {job["name"]: job["printed"] for job in stand.printer("pages")["jobs"]}


def test_a_citizen_takes_a_page_and_the_county_hears_of_it(stand: Stand) -> None:
    stand.start_kiosk({"way": "code"})
    goodbye = until("the goodbye", lambda: stand.saw("Goodbye"))
    assert goodbye["document"]
    ((effect, state, _),) = stand.effects()
    assert state == "done" and printed(stand)[effect] == 1
    file = next(job["file"] for job in stand.printer("pages")["jobs"] if job["name"] == effect)
    text = subprocess.run(["pdftotext", file, "-"], capture_output=True, text=True, check=True).stdout
    assert PEOPLE["li"].name in text and goodbye["reference"] in text
    until("the county's word", lambda: [e for e in stand.platform("events")["events"] if e.get("effect") == effect])


def test_a_killed_shell_gets_the_same_prompt_within_a_second_and_a_half(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "hold": "Form"})
    before = until("the form", lambda: stand.saw("Show", prompt="Form"))
    pid = kill(stand, "tests.stand.robot")
    start = time.monotonic()
    after = until("the form again", lambda: _by_another(stand, pid))
    assert after["number"] == before["number"] and after["draft"] == before["draft"]
    assert time.monotonic() - start <= 1.5


def _by_another(stand: Stand, pid: int) -> dict[str, object] | None:
    seen = stand.saw("Show", prompt="Form")
    return seen if seen and seen["pid"] != pid else None


def test_a_killed_visit_is_told_without_a_name_and_its_effects_are_resolved(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "hold": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))
    kill(stand, "tests.stand.visit")
    notice = until("the notice", lambda: stand.saw("Notice"))
    assert notice["lines"] == ["notice.visit_ended", "notice.nothing_open"]
    assert stand.effects() == []
    until("the machine open again", lambda: stand.saw("Attract"))


def test_a_killed_core_takes_visit_and_senses_with_it_and_says_so_for_a_minute(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "hold": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))
    visits, senses = stand.pids("tests.stand.visit"), stand.pids("hardware.senses")
    kill(stand, "tests.stand.core")
    until("the shell's own word", lambda: stand.saw("core.gone"))
    notice = until("the notice", lambda: stand.saw("Notice"))
    assert notice["lines"] == ["notice.visit_ended", "notice.nothing_open"] and notice["seconds"] == 60
    assert not set(visits + senses) & set(stand.pids("tests.stand.visit") + stand.pids("hardware.senses"))


def test_killed_senses_are_asked_again_and_the_card_is_read(stand: Stand) -> None:
    stand.reader("pull")
    stand.start_kiosk({"way": "code"})
    until("the wait for a card", lambda: stand.saw("Status", state="waiting"))
    before = len([e for e in stand.robot() if e.get("state") == "waiting"])
    kill(stand, "hardware.senses")
    until("the prompt asking again", lambda: len([e for e in stand.robot() if e.get("state") == "waiting"]) > before)
    from sandbox.people import laid

    stand.reader("lay", **laid("li"))
    until("the goodbye", lambda: stand.saw("Goodbye"))


def test_a_platform_that_is_down_greys_the_item_and_it_comes_back(stand: Stand) -> None:
    stand.start_kiosk({"hold": "ChooseItem"})
    until("the tile", lambda: _tile(stand) == "")
    stand.stop_kiosk()
    stand.platform("fault", endpoint="all", kind="500")
    stand.start_kiosk({"way": "code"})
    until("the greyed tile", lambda: _tile(stand) == "platform.down")
    stand.platform("fault", endpoint="all", kind="none")
    until("the tile again", lambda: _tile(stand) == "")
    until("the goodbye", lambda: stand.saw("Goodbye"))


def _tile(stand: Stand) -> str | None:
    """Why the first item on the home screen is grey, "" where it is offered, None before the home screen."""
    seen = stand.saw("Show", prompt="ChooseItem")
    return (next(iter(seen["tiles"].values())) or "") if seen else None


def test_a_page_with_a_bad_seal_is_never_printed(stand: Stand) -> None:
    stand.platform("fault", endpoint="issue", kind="bad_seal")
    stand.start_kiosk({"way": "code"})
    sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"))
    assert (sorry["fault"], sorry["money"]) == ("document.bad_seal", "money.nothing_charged")
    assert stand.effects() == []


def test_paper_that_runs_out_greys_the_item_until_it_is_refilled(stand: Stand) -> None:
    stand.printer("empty")
    stand.start_kiosk({"way": "code"})
    until("the fault", lambda: [e for e in stand.events("device.state") if e["fault"] == "printer.paper_out"])
    until("the home screen", lambda: stand.saw("Show", prompt="ChooseItem"))
    assert not stand.saw("Show", prompt="Guide")
    stand.printer("refill")
    until("the goodbye", lambda: stand.saw("Goodbye"))


def test_a_killed_scheduler_comes_back_and_nothing_is_printed_twice(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "visits": 2})
    until("the first goodbye", lambda: stand.saw("Goodbye"))
    kill_cups(stand)
    until("two visits", lambda: len(stand.events("visit.ended")) >= 2, 60)
    assert all(printed(stand).get(effect, 0) <= 1 for effect, _, _ in stand.effects())


def kill_cups(stand: Stand) -> None:
    for pid in stand.pids("hardware.printing.spooler"):
        os.kill(pid, signal.SIGKILL)


def test_a_full_disk_closes_the_machine_visibly(stand: Stand) -> None:
    with stand.configured("min_free_mb = 20", "min_free_mb = 100000000"):
        stand.start_kiosk({"way": "code"})
        closed = until("the closed machine", lambda: stand.saw("OutOfService", fault="journal.full"))
        assert closed and not stand.saw("Visiting")


def test_a_stranger_on_the_machine_finds_no_door(stand: Stand) -> None:
    """No process listens on a Unix socket that a name leads to, but the demo's own debug doors."""
    stand.start_kiosk({"way": "code", "hold": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))
    pids = [pid for module in ("tests.stand.core", "tests.stand.visit", "hardware.senses", "tests.stand.supervisor")
            for pid in stand.pids(module)]
    assert len(pids) == 4
    open_files = {target for pid in pids for target in _open_files(pid)}
    inodes = {target[8:-1] for target in open_files if target.startswith("socket:")}
    assert inodes
    named = [line.split() for line in Path("/proc/net/unix").read_text().splitlines()[1:]]
    assert [row[7] for row in named if row[6] in inodes and len(row) > 7] == []


def _open_files(pid: int) -> Iterator[str]:
    for fd in Path(f"/proc/{pid}/fd").iterdir():
        try:
            yield str(fd.readlink())
        except OSError:
            continue  # closed while we looked


def test_the_chain_of_a_whole_day_is_whole(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "visits": 3})
    until("three visits", lambda: len(stand.events("visit.ended")) >= 3, 60)
    db = sqlite3.connect(f"file:{stand.home / 'journal.db'}?mode=ro", uri=True)
    assert broken_link(db) is None
    assert db.execute("SELECT count(*) FROM chain").fetchone()[0] > 15


def test_a_visit_left_before_the_card_opens_the_machine_again_at_once(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "leave_at": "Guide", "visits": 2})
    until("two visits left", lambda: len([e for e in stand.events("visit.ended") if e["reason"] == "left"]) >= 2)
    last = until("the guide", lambda: stand.saw("Show", prompt="Guide"))
    until("the machine open again", lambda: (stand.saw("Attract") or {}).get("t", 0) > last["t"])
    assert not stand.saw("Goodbye")


def test_a_warm_visit_that_dies_before_anybody_came_is_nobodys_loss(stand: Stand) -> None:
    stand.start_kiosk({"visits": 0})
    until("the machine open", lambda: stand.saw("Attract"))
    pid = until("the warm visit", lambda: stand.pids("tests.stand.visit"))[0]
    kill(stand, "tests.stand.visit")
    until("another warm visit", lambda: [other for other in stand.pids("tests.stand.visit") if other != pid])
    assert not stand.saw("Notice")
