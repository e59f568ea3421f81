"""Senses that does not stay: what it reads with is closed and says why, until it is back."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

from tests.stand.stand import Stand, until


def closed(stand: Stand) -> str | None:
    return (stand.saw("Show", prompt="ChooseItem") or {"closed": "not there"})["closed"]


def test_senses_that_dies_at_once_again_and_again_greys_the_item_until_it_is_back(stand: Stand) -> None:
    stand.start_kiosk({"hold": "ChooseItem"})
    until("the open item", lambda: closed(stand) is None)

    def greyed() -> bool:
        for pid in stand.pids("hardware.senses"):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        return closed(stand) == "device.not_ready"

    until("the greyed item", greyed)
    until("the open item", lambda: closed(stand) is None)


def test_one_restart_of_senses_is_not_seen_as_its_loss(stand: Stand) -> None:
    stand.start_kiosk({"way": "code"})
    until("two visits", lambda: len(stand.events("visit.ended")) >= 2, 60)
    assert not [event for event in stand.events("device.state") if event["fault"] == "device.not_ready"]


def test_the_code_scanner_is_senses_own_and_core_is_told_when_its_cable_goes_and_comes(stand: Stand) -> None:
    def told(status: str) -> int:
        return len([event for event in stand.events("device.state")
                    if (event["device"], event["status"]) == ("code_scanner", status)])

    stand.start_kiosk({"hold": "ChooseItem"})
    until("the scanner", lambda: told("online") == 1)
    stand.scanner("unplug")
    until("its loss", lambda: told("offline") == 1)
    stand.scanner("replug")
    until("the scanner again", lambda: told("online") == 2)
