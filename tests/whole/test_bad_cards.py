"""The dispenser in trouble: what cannot be given is not begun, and what was begun leaves nothing for the next."""

from __future__ import annotations

from typing import Any

import pytest

from tests.stand.stand import Stand, until
from tests.whole.test_kills_cards import CHIP, collected, loaded

FOREIGN = "04FFFFFFFFFFFF"


def test_an_empty_dispenser_greys_its_item_before_the_start_and_a_filled_one_opens_it(stand: Stand) -> None:
    loaded(stand)
    stand.dispenser("empty")
    stand.start_kiosk({"hold": "ChooseItem"})
    until("the item greyed", lambda: greyed(stand, "dispenser.empty"))
    stand.dispenser("load", chips=[CHIP])
    until("the item open again", lambda: greyed(stand, None))


def greyed(stand: Stand, fault: str | None) -> dict[str, Any] | None:
    shown = stand.saw("Show", prompt="ChooseItem")
    return shown if shown and shown["tiles"]["GS-013"] == fault else None


@pytest.mark.parametrize(("trouble", "fault", "where"), [
    ({"op": "jam"}, "dispenser.jam", "stacker"),
    ({"op": "load", "chips": [FOREIGN, CHIP]}, "dispenser.foreign_card", "bin"),
    ({"op": "bin_full"}, "dispenser.bin_full", "stacker"),
    ({"op": "counters"}, "dispenser.not_taken", "bin"),
])
def test_a_card_that_is_not_given_stays_or_is_binned_and_still_waits_for_its_owner(
    stand: Stand, trouble: dict[str, Any], fault: str, where: str
) -> None:
    loaded(stand)
    before = stand.dispenser("counters")
    with stand.configured("[devices.dispenser]", "[devices.dispenser]\ntake_s = 2"):
        stand.start_kiosk({"way": "code", "item": "GS-013", "once": True, "leaves_card": True,
                           "at": {"Statement": [{"part": "dispenser", **trouble}]}})
        until("the end", lambda: stand.events("visit.ended"), 60)
    sorry = stand.saw("Show", prompt="Sorry")
    assert sorry and (sorry["fault"], sorry["papers"]) == (
        fault, "papers.card_kept" if where == "bin" else "papers.card_waits")
    ((_, state, _),) = stand.effects()
    counted = {name: count - before[name] for name, count in stand.dispenser("counters").items()}
    assert (state, counted["captured"], counted["taken"]) == ("not_done", where == "bin", 0)
    assert stand.dispenser("state")["card"] == "none" and not collected(stand)
