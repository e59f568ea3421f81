"""Bills: typed, scanned, held before the camera; paid by phone, by the phone's own code, or not at all."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.visits.hand import Hand
from sandbox.visits.scripts.steps import chooses, comes, goes, offers, says, takes_slip

SCANNED = "the number was scanned"


def _to_pay(hand: Hand, bill: dict[str, Any]) -> None:
    """From the form with its number to the code that a phone reads."""
    hand.sees("Form", offers("yes"), step="the number stands there")
    hand.touch("yes")
    hand.sees("CheckBill", says(_yuan(bill), bill["number"]), step="whose number it is, and what is to be paid")
    hand.touch("yes")
    hand.sees("Pay", says(_yuan(bill)), step="pay by phone")


def _yuan(bill: dict[str, Any]) -> str:
    return f"{bill['fen'] // 100:,}.{bill['fen'] % 100:02d}".removesuffix(".00")


def _paid(hand: Hand, visit: str, bill: dict[str, Any], *slips: str) -> None:
    """Journal, order, bill and ledger say the same, once."""
    hand.proves("the journal says paid", lambda: hand.did(visit) == ["pay done", *slips])
    key = hand.effects(visit)[0].id

    def agree() -> bool:
        books, order = hand.platform("ledgers"), hand.order(key)
        state = next(one["state"] for one in hand.platform("bills")["bills"] if one["code"] == bill["code"])
        return (
            (order["state"], order["fen"], order["posted"], state) == ("paid", bill["fen"], 1, "paid")
            and sum(one["bill"] == bill["code"] for one in books["posted"]) == 1
            and sum(one["order_key"] == key for one in books["ebills"]) == 1
            and not any(one["order_key"] == key for one in books["refunds"])
        )

    hand.proves("the ledgers agree", agree)


def water_typed(hand: Hand) -> None:
    """UT-001: the account is typed; whoever asks for no card gets none asked for."""
    bill, visit = hand.bill("UT-001"), comes(hand)
    chooses(hand, "UT-001")
    hand.sees("Form", step="the account is asked for")
    hand.types(bill["number"], "account")
    _to_pay(hand, bill)
    hand.platform("phone", order="last", do="pay")
    takes_slip(hand, bill["code"], f"****{bill['number'][-4:]}", "李*英", f"{bill['fen'] / 100:.2f}")
    _paid(hand, visit, bill, "slip done")
    goes(hand)


def power_found(hand: Hand) -> None:
    """UT-002 is found by initials; the receipt printer runs out of paper in the middle, and prints again."""
    bill, visit = hand.bill("UT-002"), comes(hand)
    before = hand.receipts("count")["slips"]
    chooses(hand, "UT-002", search="jdf")
    hand.sees("Form", step="the account is asked for")
    hand.types(bill["number"], "account")
    _to_pay(hand, bill)
    hand.receipts("paper", after=6)
    hand.platform("phone", order="last", do="pay")
    hand.sees("Sorry", offers("pick:again"), step="no paper in the receipt printer; the bill is paid")
    hand.receipts("paper", state="ok")
    _again(hand)
    text = takes_slip(hand, bill["code"], f"{bill['fen'] / 100:.2f}", step="take the slip that came at last")
    assert text.count("随时办") == 1, "one slip in one piece"
    hand.proves("the printer counts it", lambda: hand.receipts("count")["slips"] > before)
    hand.until("two tries", lambda: len(hand.did(visit)) == 3)
    assert hand.did(visit)[1] in ("slip not_done", "slip unknown"), hand.did(visit)
    _paid(hand, visit, bill, hand.did(visit)[1], "slip done")
    goes(hand)


def _again(hand: Hand) -> None:
    """Staff have put paper in; the machine notices it, sooner or later."""
    def slip_is_out() -> bool:
        if hand.target("pick:again"):
            hand.touch("pick:again")
        return hand.state().get("screen") == "TakeSlip"

    hand.until("the slip", slip_is_out, 40)


def fee_scanned(hand: Hand) -> None:
    """FI-001: the 20 digits are scanned from the notice."""
    bill, visit = hand.bill("FI-001"), comes(hand, "en")
    chooses(hand, "FI-001", department="FI")
    hand.sees("Form", step="the code is asked for")
    hand.touch("pick:scan")
    hand.sees("Scan", step="hold the notice before the scanner")
    hand.scanner("show", text=bill["number"], symbology="code128")
    hand.sees("Form", _has("code", bill["number"]), step=SCANNED)
    hand.scanner("remove")
    _to_pay(hand, bill)
    hand.platform("phone", order="last", do="pay")
    takes_slip(hand, bill["code"], f"{bill['fen'] / 100:.2f}")
    _paid(hand, visit, bill, "slip done")
    goes(hand)


def fine_by_paycode(hand: Hand) -> None:
    """TP-003: the decision's code is held before the camera, too early at first; the phone shows its own pay code."""
    bill, visit = hand.bill("TP-003"), comes(hand)
    hand.camera("code", text=bill["number"])
    chooses(hand, "TP-003", department="TP")
    hand.sees("Form", lambda state: not state["draft"].get("decision"), step="a code shown too early is not read")
    hand.touch("pick:scan")
    hand.sees("Form", _has("decision", bill["number"]), step=SCANNED)
    hand.camera("code")
    _to_pay(hand, bill)
    hand.touch("pick:scan")
    hand.sees("Scan", step="the machine reads the phone")
    hand.scanner("show", text=hand.platform("paycode", how="pays")["code"], symbology="code128")
    takes_slip(hand, bill["code"], f"{bill['fen'] / 100:.2f}")
    hand.scanner("remove")
    _paid(hand, visit, bill, "slip done")
    goes(hand)


def not_wanted(hand: Hand) -> None:
    """The citizen decides against paying: the order is closed, the bill stays open."""
    bill, visit = hand.bill("UT-001"), comes(hand, "en")
    chooses(hand, "UT-001")
    hand.sees("Form", step="the account is asked for")
    hand.types(bill["number"], "account")
    _to_pay(hand, bill)
    hand.touch("no")
    hand.sees("Sorry", offers("yes"), step="nothing was paid")
    hand.proves("the journal says not done", lambda: hand.did(visit) == ["pay not_done"])
    key = hand.effects(visit)[0].id
    hand.proves("the order is closed and the bill open", lambda: hand.order(key)["state"] == "closed" and any(
        one["code"] == bill["code"] and one["state"] == "open" for one in hand.platform("bills")["bills"]))
    hand.touch("yes")
    hand.sees("Attract", step="back to the start")


def _has(key: str, value: str) -> Callable[[dict[str, Any]], bool]:
    return lambda state: state["draft"].get(key) == value
