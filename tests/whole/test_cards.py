"""Whole visits in which the card makes trouble: what the citizen is told, what is logged, and how it goes on."""

from __future__ import annotations

from sandbox.people import laid
from tests.stand.stand import Stand, until


def refused(stand: Stand, fault: str) -> None:
    """Wait until the citizen is told, and it is logged."""
    until(f"{fault} on the screen", lambda: stand.saw("Status", state="refused", fault=fault))
    until(f"{fault} in the log", lambda: [event for event in stand.events("card.refused") if event["fault"] == fault])


def test_a_card_pulled_while_it_is_read_is_told_so_and_read_when_it_is_laid_again(stand: Stand) -> None:
    pulls = stand.reader("state")["happened"].get("pull", 0)
    stand.reader("fault", kind="pull", on="read")
    stand.start_kiosk({"way": "code"})
    refused(stand, "id.card_moved")
    assert stand.reader("state")["happened"]["pull"] == pulls + 1
    stand.reader("lay", **laid("li"))
    assert until("the goodbye", lambda: stand.saw("Goodbye"))["document"]


def test_another_kind_of_card_is_told_so_and_the_right_one_is_read(stand: Stand) -> None:
    stand.reader("pull")
    stand.start_kiosk({"way": "code", "hold": "ReadCard"})
    until("the question for the card", lambda: stand.saw("Show", prompt="ReadCard"))
    stand.reader("lay", card={"kind": "other"})
    refused(stand, "id.wrong_card")
    stand.reader("lay", **laid("anna"))
    until("the card's being read", lambda: stand.saw("Status", state="checked"))
    assert len(stand.events("card.refused")) == 1


def test_a_card_past_its_date_stops_with_its_own_sentence(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "cards": ["zhou"]})
    sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"))
    assert (sorry["fault"], sorry["money"]) == ("id.expired", "money.nothing_charged")
    until("the log", lambda: [event for event in stand.events("visit.stopped") if event["fault"] == "id.expired"])
    assert stand.effects() == []
    assert stand.events("visit.identified"), "window and senses have seen the citizen and are replaced"


def test_a_reader_unplugged_in_the_middle_of_a_card_is_told_and_the_visit_goes_on_when_it_is_back(stand: Stand) -> None:
    unplugs = stand.reader("state")["unplugs"]
    stand.reader("fault", kind="unplug_mid", on="read")
    stand.start_kiosk({"way": "code", "again": 1_000_000})
    until("the loss on the screen", lambda: stand.saw("Show", prompt="Sorry", fault="link.lost"))
    until("the loss in the log", lambda: [e for e in stand.events("device.state") if e["fault"] == "link.lost"])
    assert stand.reader("state")["unplugs"] == unplugs + 1
    stand.reader("replug")
    goodbye = until("the goodbye", lambda: stand.saw("Goodbye"))
    course = [
        f"{one.get('prompt') or one.get('state') or one['what']} {one.get('fault') or ''}" for one in stand.robot()
    ]
    assert goodbye["document"], " ".join(course[-40:])
