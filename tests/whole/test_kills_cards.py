"""Visit and core are killed while the dispenser moves a card: its counters and the journal agree, no card is fed twice
for one effect, and none stays inside for the next citizen."""

from __future__ import annotations

import pytest

from tests.stand.stand import Stand, until

CHIP = "04A1B2C3D4E5F6"
"""The card of Li Xiuying (sandbox/data/cards.toml)."""
CASES = [
    ("feed.before:visit", "none", False), ("device.after:core", "bin", False), ("chip.before:visit+core", "bin", False),
    ("present.before:core", "bin", False), ("present.after:visit", "taken", True),
    ("device.after#3:core", "bin", False), ("capture.before:core", "bin", False),
    ("outcome.before:core", "taken", True),
]
"""Where they die, where the card is afterwards, and whether a hand is there to take it."""


@pytest.mark.parametrize(("deaths", "card", "hand"), CASES)
def test_dispenser_and_journal_agree_after_a_death(stand: Stand, deaths: str, card: str, hand: bool) -> None:
    loaded(stand)
    before = stand.dispenser("counters")
    (stand.home / "die").write_text(deaths)
    with stand.configured("[devices.dispenser]", "[devices.dispenser]\ntake_s = 2"):
        stand.start_kiosk({"way": "code", "item": "GS-013", "once": True, "leaves_card": True})
        if hand:
            until("the card at the slot", lambda: stand.dispenser("state")["card"] == "gate", 60)
            stand.dispenser("take")
        until("the death", (stand.home / "died").exists, 60)
        died = (stand.home / "died").stat().st_mtime
        until("the machine open again", lambda: stand.reopened_since(died) and not stand.open_effects(), 60)
    counted = {name: count - before[name] for name, count in stand.dispenser("counters").items()}
    ((_, state, _),) = stand.effects()
    assert state == ("done" if card == "taken" else "not_done")
    assert counted["fed"] == (card != "none") and counted["presented"] <= 1
    assert (counted["taken"], counted["captured"]) == (card == "taken", card == "bin")
    assert stand.dispenser("state")["card"] == "none", "nothing lies there for the next citizen"
    until("the county's word", lambda: collected(stand) == (card == "taken"))


def loaded(stand: Stand) -> None:
    """Nothing is stuck, and the card lies in the stacker and waits for its owner."""
    stand.dispenser("heal")
    stand.dispenser("take")
    stand.platform("restock")
    stand.dispenser("load", chips=[CHIP])


def collected(stand: Stand) -> bool:
    return {one["chip"]: one["state"] for one in stand.platform("cards")["cards"]}[CHIP] == "taken"
