"""What a citizen meets at the card reader: each mishap has its sentence, and the next card is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from hardware.senses.messages import Cancel, CardGone, CardRead, CardRefused, WatchCard
from tests.hardware.cards import CARDS, RESIDENT, written
from tests.hardware.desk import Desk
from tests.hardware.reference import block
from tests.stand.stand import until

LI = CARDS[" "]


@pytest.fixture(scope="module")
def one_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("desk"))
    yield desk
    desk.close()


@pytest.fixture
def desk(one_desk: Desk) -> Desk:
    """A reader in good order with nothing on it."""
    one_desk.cancel_all()
    for op in ("heal", "pull", "replug"):
        one_desk.reader(op)
    until("the reader in good order", lambda: one_desk.status().status == "online", 15)
    return one_desk


def looks(desk: Desk, number: int = 3) -> None:
    """Wait until senses has looked for a card so many times more; an answer said twice is harmless and counted."""
    before = desk.happened("double")
    desk.reader("fault", kind="double", on="find", times=number)
    until("some looks", lambda: desk.happened("double") == before + number)


@pytest.mark.parametrize("flag", CARDS)
def test_each_kind_of_card_is_read(flag: str, desk: Desk) -> None:
    request = desk.ask()
    until("the wait", lambda: desk.steps(request) == ["waiting"])
    desk.lay(CARDS[flag])
    card = desk.read(request)
    assert (card.kind, card.name, card.number) == (CARDS[flag].kind, CARDS[flag].name, CARDS[flag].number)
    assert desk.steps(request) == ["waiting", "found", "reading", "checked", "CardRead"]


def test_a_card_that_lies_there_from_the_visit_before_is_read_again(desk: Desk) -> None:
    desk.lay(LI)
    assert desk.read(desk.ask()).name == desk.read(desk.ask()).name == LI.name
    assert desk.reader("state")["reads"] >= 2


def test_a_card_pulled_while_it_is_read_is_told_so_and_read_when_it_is_laid_again(desk: Desk) -> None:
    reads, pulls = desk.reader("state")["reads"], desk.happened("pull")
    desk.reader("fault", kind="pull", on="read")
    request = desk.ask()
    desk.lay(LI)
    desk.refused(request, "id.card_moved")
    assert desk.happened("pull") == pulls + 1 and desk.reader("state")["reads"] == reads
    looks(desk)
    assert desk.steps(request)[-1] == "id.card_moved", "the sentence stays until the next card"
    desk.lay(LI)
    assert desk.read(request).name == LI.name


def test_a_card_pulled_before_it_is_selected_is_told_so(desk: Desk) -> None:
    pulls = desk.happened("pull")
    desk.reader("fault", kind="pull", on="select")
    request = desk.ask()
    desk.lay(LI)
    desk.refused(request, "id.card_moved")
    assert desk.happened("pull") == pulls + 1
    desk.lay(LI)
    assert desk.read(request).name == LI.name


def test_another_kind_of_card_is_told_once_and_the_right_one_is_read(desk: Desk) -> None:
    request = desk.ask()
    desk.lay()
    desk.refused(request, "id.wrong_card")
    looks(desk)
    assert desk.steps(request).count("id.wrong_card") == 1
    desk.reader("pull")
    looks(desk, 2)
    desk.lay()
    until("the second time", lambda: desk.steps(request).count("id.wrong_card") == 2)
    desk.reader("pull")
    desk.lay(LI)
    assert desk.read(request).name == LI.name


def test_a_layout_of_the_future_is_another_kind_of_card(desk: Desk) -> None:
    """A passport's chip does not answer a reader of identity cards; what answers and is none of the four is told."""
    request = desk.ask()
    desk.lay(text=block("P", *RESIDENT.values()))
    desk.refused(request, "id.wrong_card")


@pytest.mark.parametrize(("sw", "fault"), [
    ("41", "id.read_failed"), ("47", "id.read_failed"), ("31", "id.auth_failed"), ("32", "id.auth_failed"),
    ("33", "id.auth_failed"), ("40", "id.wrong_card"), ("81", "id.card_moved"), ("24", "link.garbled"),
    ("05", "link.timeout"),
])
def test_a_refusal_of_the_reader_is_told_and_the_card_is_read_at_the_next_look(sw: str, fault: str, desk: Desk) -> None:
    before = desk.happened("sw")
    desk.reader("fault", kind="sw", on="read", value=sw)
    desk.lay(LI)
    request = desk.ask()
    assert desk.read(request).name == LI.name
    assert desk.happened("sw") == before + 1
    desk.refused(request, fault)


@pytest.mark.parametrize("kind", ["checksum", "bit", "noise", "double", "echo", "banner", "preamble", "dribble"])
def test_a_garbled_answer_is_never_a_record_and_cures_itself(kind: str, desk: Desk) -> None:
    before = desk.happened(kind)
    desk.reader("fault", kind=kind, on="read", value=0.0002 if kind == "dribble" else 3000)
    desk.lay(LI)
    request = desk.ask()
    assert desk.read(request).number == LI.number
    assert desk.happened(kind) == before + 1
    told = {m.fault for m in desk.heard(request) if isinstance(m, CardRefused)}
    assert told <= {"link.garbled", "link.timeout"} and (told or kind not in ("checksum", "bit"))


def test_a_card_whose_text_contradicts_itself_is_not_read(desk: Desk) -> None:
    request = desk.ask()
    desk.lay(text=written(" ", birth="19491230"))
    desk.refused(request, "id.garbled")
    looks(desk)
    assert not [m for m in desk.heard(request) if isinstance(m, CardRead)]
    desk.lay(LI)
    assert desk.read(request) is not None


@pytest.mark.parametrize(("sw", "fault"), [("60", "id.sam_failed"), ("66", "id.sam_unauthorised")])
def test_a_reader_that_is_ill_ends_the_request_and_serves_the_next(sw: str, fault: str, desk: Desk) -> None:
    before = desk.happened("sw")
    desk.reader("fault", kind="sw", on="find", value=sw)
    request = desk.ask()
    desk.failed(request, fault)
    assert desk.happened("sw") == before + 1
    desk.lay(LI)
    assert desk.read(desk.ask()).name == LI.name


def test_a_reader_unplugged_in_the_middle_of_a_card_ends_the_request_and_serves_the_next(desk: Desk) -> None:
    unplugs = desk.reader("state")["unplugs"]
    desk.reader("fault", kind="unplug_mid", on="read")
    desk.lay(LI)
    request = desk.ask()
    desk.failed(request, "link.lost")
    assert desk.reader("state")["unplugs"] == unplugs + 1
    until("its loss", lambda: desk.status().status == "offline")
    desk.reader("replug")
    until("its return", lambda: desk.status().status == "online")
    assert desk.read(desk.ask()).name == LI.name


def test_a_reader_that_says_nothing_any_more_is_given_up_and_comes_back_by_itself(desk: Desk) -> None:
    desk.reader("fault", kind="silent", times=0)
    request = desk.ask()
    desk.failed(request, "link.timeout")
    assert desk.happened("silent") > 3
    until("the status", lambda: (desk.status().status, desk.status().fault) == ("hardware_error", "link.timeout"))
    desk.reader("heal")
    until("its return", lambda: desk.status().status == "online", 15)
    desk.lay(LI)
    assert desk.read(desk.ask()).name == LI.name


def test_the_taking_of_a_card_is_noticed_and_one_that_lies_there_is_not_taken(desk: Desk) -> None:
    desk.lay(LI)
    desk.read(desk.ask())
    desk.visit.send(WatchCard(900))
    looks(desk, 6)
    assert desk.heard(900) == []
    desk.reader("pull")
    until("the card's going", lambda: desk.heard(900) == [CardGone(900)])


def test_a_card_on_a_reader_that_fails_is_not_taken_until_it_is_seen_to_go(desk: Desk) -> None:
    desk.lay(LI)
    desk.read(desk.ask())
    desk.visit.send(WatchCard(901))
    looks(desk)
    before = desk.happened("silent")
    desk.reader("fault", kind="silent", times=0)
    until("its fault", lambda: desk.status().status == "hardware_error" and desk.happened("silent") > before + 3)
    desk.reader("heal")
    until("its return", lambda: desk.status().status == "online", 15)
    looks(desk, 6)
    assert desk.heard(901) == []
    desk.reader("pull")
    until("the card's going", lambda: desk.heard(901) == [CardGone(901)])


def test_a_request_that_was_cancelled_says_nothing_more(desk: Desk) -> None:
    first, second = desk.ask(), desk.ask()
    until("both", lambda: desk.steps(first) == desk.steps(second) == ["waiting"])
    desk.visit.send(Cancel(first))
    looks(desk)
    before = desk.steps(first)
    desk.lay(LI)
    assert desk.read(second).name == LI.name
    assert desk.steps(first) == before
