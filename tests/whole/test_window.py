"""The real window, touched by X events, on the real processes."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from sandbox.demo import virtual_screen
from sandbox.visits.hand import Hand
from sandbox.visits.report import Report
from tests.stand.stand import Stand, until


@pytest.fixture(scope="module")
def display() -> Iterator[str]:
    with virtual_screen() as name:
        yield name


@pytest.fixture
def hand(stand: Stand, display: str, tmp_path: Path) -> Hand:
    stand.reader("pull")
    stand.start_kiosk(KIOSK_WINDOW="1", DISPLAY=display)
    hand = Hand(stand.home, display, Report(tmp_path))
    hand.sees("Attract")
    return hand


def to_form(hand: Hand) -> None:
    """By the code on the phone, to the question for the months."""
    hand.touch("start")
    hand.touch("item:HR-001")
    hand.sees("Guide")
    hand.touch("yes")
    hand.sees("Consent")
    hand.touch("yes")
    hand.sees("ReadCard")
    hand.lay("li")
    hand.sees("Consent", lambda state: state["number"] > 4)
    hand.touch("no")
    hand.sees("EnterCode")
    hand.types(hand.sms())
    hand.touch("yes")
    hand.sees("Form")


def paper(stand: Stand) -> str:
    """The fault of the receipt printer as core last heard of it."""
    states = [one for one in stand.events("device.state") if one["device"] == "receipt_printer"]
    return states[-1]["fault"] if states else "not yet"


def targets(state: dict[str, Any]) -> set[str]:
    return {target["id"] for target in state["targets"]}


def test_two_touches_on_a_button_take_one_step(hand: Hand) -> None:
    hand.touch("start")
    hand.touch("item:HR-001")
    hand.sees("Guide")
    hand.touch("yes", times=2)
    hand.sees("Consent")
    hand.touch("back")  # the events of a display come in order: a second step would have been taken before this one
    hand.sees("Guide")


def test_touches_while_the_platform_is_waited_for_do_nothing(hand: Hand) -> None:
    to_form(hand)
    hand.platform("fault", endpoint="issue", kind="slow", ms=1500)
    hand.touch("yes")
    waiting = hand.sees("Wait")
    assert "yes" not in targets(waiting) and "back" not in targets(waiting)
    hand.press(700, 1640, times=3)  # where the way on was
    hand.sees("Review")
    hand.touch("back")
    hand.sees("Form")


def test_a_killed_window_is_back_with_prompt_and_draft_within_a_second_and_a_half(stand: Stand, hand: Hand) -> None:
    to_form(hand)
    hand.touch("field:from:minus")
    before = hand.sees("Form", lambda state: state["draft"])
    (pid,) = stand.pids("screens")
    os.kill(pid, signal.SIGKILL)
    start = time.monotonic()
    after = until("the form again", lambda: _form(hand))
    assert time.monotonic() - start <= 1.5
    assert stand.pids("screens") != [pid]
    assert (after["number"], after["draft"]) == (before["number"], before["draft"])


def _form(hand: Hand) -> dict[str, Any] | None:
    state = hand.state()
    return state if state.get("screen") == "Form" else None


def test_language_size_and_contrast_change_at_once_and_the_draft_stays(hand: Hand) -> None:
    to_form(hand)
    hand.touch("field:from:minus")
    draft = hand.sees("Form", lambda state: state["draft"])["draft"]
    hand.touch("lang")
    hand.sees("Form", lambda state: state["prefs"]["lang"] == "en" and "Back" in state["texts"])
    hand.touch("large")
    hand.sees("Form", lambda state: state["prefs"]["size"] == "extra")
    hand.touch("ease")
    hand.sees("Form", lambda state: state["dialog"] == "ease")
    hand.touch("contrast")
    hand.touch("close")
    after = hand.sees("Form", lambda state: state["prefs"]["contrast"] and not state["dialog"])
    assert after["draft"] == draft


def test_after_a_killed_core_the_window_says_what_became_of_money_and_papers(stand: Stand, hand: Hand) -> None:
    to_form(hand)
    (pid,) = stand.pids("tests.stand.core")
    os.kill(pid, signal.SIGKILL)
    hand.sees("Notice", lambda state: any("没有" in text for text in state["texts"]))
    hand.touch("close")
    hand.sees("Attract")


def test_after_a_break_the_notice_and_its_slip_keep_the_language_and_size(stand: Stand, hand: Hand) -> None:
    hand.touch("lang")
    hand.touch("large")
    hand.sees("Attract", lambda state: state["prefs"]["lang"] == "en" and state["prefs"]["size"] == "extra")
    bill = hand.bill("UT-001")
    hand.touch("start")
    hand.touch("item:UT-001")
    hand.sees("Guide")
    hand.touch("yes")
    hand.types(bill["number"], "account")
    hand.touch("yes")
    hand.sees("CheckBill", lambda state: bill["number"] in state["texts"])
    hand.touch("yes")
    hand.sees("Pay")
    (pid,) = stand.pids("tests.stand.core")
    os.kill(pid, signal.SIGKILL)
    hand.sees("Notice", lambda state: "The machine was interrupted" in state["texts"])
    stand.receipts("paper", state="out")
    hand.touch("slip")
    hand.sees("Notice", lambda state: any("could not be printed" in text for text in state["texts"]))
    until("no paper", lambda: paper(stand) == "receipt.paper_out")
    stand.receipts("heal")
    until("paper again", lambda: paper(stand) == "")
    hand.touch("slip")
    seen = hand.sees("Notice", lambda state: any("take it from the slip slot" in text for text in state["texts"]))
    assert seen["prefs"]["size"] == "extra" and "slip" not in targets(seen)
    assert "Nothing was charged" in stand.receipts("slips")["slips"][-1]["text"]
    hand.touch("close")
    hand.sees("Attract", lambda state: state["prefs"]["lang"] == "zh")
    hand.touch("start")
    hand.sees("ChooseItem")
    for pid in stand.pids("tests.stand.visit"):
        os.kill(pid, signal.SIGKILL)
    hand.sees("Notice", lambda state: state["prefs"]["lang"] == "zh" and "刚才机器断了一下" in state["texts"])
