"""An outcome that nobody could tell is asked about again, and told once its witness can be reached."""

from __future__ import annotations

import os
import signal

from tests.stand.stand import Stand, until


def test_a_page_of_a_printer_out_of_reach_is_unknown_first_and_done_once_it_answers(stand: Stand) -> None:
    stand.printer("slow", seconds=1.0)
    try:
        stand.start_kiosk({"way": "code"})
        until("the page in the rollers", lambda: stand.printer("state")["busy"])
        stand.printer("deaf", on=True)
        for pid in stand.pids("tests.stand.visit"):
            os.kill(pid, signal.SIGKILL)
        ((effect, _, _),) = stand.effects()
        until("its name", lambda: state(stand, effect) == "unknown", 60)
        notice = until("the notice", lambda: stand.saw("Notice"))
        assert "notice.print_unknown" in notice["lines"]
    finally:
        stand.printer("deaf", on=False)
        stand.printer("slow", seconds=0.2)
    until("the printer's late word", lambda: state(stand, effect) == "done", 60)
    told = until("both words at the county", lambda: _told(stand, effect) if len(_told(stand, effect)) == 2 else None)
    assert told == ["unknown", "done"]
    assert [job["printed"] for job in stand.printer("pages")["jobs"] if job["name"] == effect] == [1]


def state(stand: Stand, effect: str) -> str:
    """The fresh window behind the notice serves others meanwhile: of one effect among them."""
    return {ident: state for ident, state, _ in stand.effects()}[effect]


def _told(stand: Stand, effect: str) -> list[str]:
    return [event["state"] for event in stand.platform("events")["events"] if event.get("effect") == effect]
