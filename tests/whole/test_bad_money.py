"""Payments that go wrong in every way that the world has for it: who owes whom is known at the end, and settled."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from services.models import Bill, Order
from services.platform import PlatformClient, VisitCalls
from services.signing import DeviceSigner, VisitSigner, canonical
from tests.stand.stand import Stand, until
from tests.whole.accounts import bill, disagreement, facts_kind, orders
from tests.whole.test_kills_money import OUT_OF_PAPER

KIOSK = "K-990001"


def starts(stand: Stand, owed: dict[str, Any] | None = None, **plan: Any) -> None:
    """A kiosk whose citizen pays this bill, or for a page where there is none."""
    what = {"item": owed["item"], "fields": {"code": owed["number"]}} if owed else {"item": "NR-001"}
    stand.start_kiosk({"way": "code", "once": True, **what, **plan})


def ended(stand: Stand, seconds: float = 60) -> None:
    until("the visit's end", lambda: stand.events("visit.ended"), seconds)


def agree(stand: Stand, seconds: float = 30) -> None:
    try:
        until("all to agree", lambda: not disagreement(stand), seconds)
    except AssertionError:
        raise AssertionError(disagreement(stand)) from None


def lies(endpoint: str, kind: str) -> dict[str, str]:
    return {"part": "platform", "op": "fault", "endpoint": endpoint, "kind": kind}


def phone(deed: str) -> dict[str, str]:
    return {"part": "platform", "op": "phone", "order": "last", "do": deed}


def states(stand: Stand, kind: str) -> list[str]:
    return [state for ident, state, facts in stand.effects() if facts_kind(ident, facts) == kind]


def standing(stand: Stand) -> list[tuple[str, int]]:
    """State and whether it is posted, of this journal's orders."""
    return [(one["state"], one["posted"]) for one in orders(stand).values()]


def other_kiosk(stand: Stand, visit: str) -> VisitCalls:
    """A second machine at the same county: only its calls."""
    home = stand.home / "platform"
    device = DeviceSigner(KIOSK, (home / "device.key").read_bytes())
    keys: list[bytes] = []

    def client(signer: Any) -> PlatformClient:
        url = next(line.split('"')[1] for line in (stand.home / "kiosk.toml").read_text("utf-8").splitlines()
                   if line.startswith("url"))
        ca, cert, key, public = ((home / name).read_bytes() for name in
                                 ("ca.pem", "kiosk.pem", "kiosk.key", "platform-sm2.pem"))
        return PlatformClient(url=url, device=KIOSK, ca=ca, cert=cert, key=key, signing_public=public, signer=signer)

    def core(method: str, path: str, query: str, ts: int, nonce: str, digest: str) -> str:
        return device.sign_text(canonical(method, path, query, ts, nonce, digest, KIOSK, visit))

    opened: Any = client(device).open_visit(visit)
    keys.append(opened.key)
    return client(VisitSigner(KIOSK, visit, lambda: keys[-1], core)).of_visit(visit)


def paid_elsewhere(stand: Stand, owed: dict[str, Any], key: str) -> None:
    """Another machine's citizen is faster."""
    calls = other_kiosk(stand, key)
    found = calls.bill(owed["item"], {"code": owed["number"]})
    assert isinstance(found, Bill)
    assert isinstance(calls.order(f"{key}-1", found.code, found.total_fen), Order)
    stand.platform("phone", order=f"{key}-1", do="pay")


# -------------------------------------------------------------------------------------------- the phone
def test_a_declined_phone_and_a_declined_code_are_said_and_the_next_code_pays_once(stand: Stand) -> None:
    starts(stand, bill(stand), by_code=True, at={"Pay": [phone("decline")]},
           codes=[{"how": "declines"}, {"text": "1' OR '1'='1"}, {"how": "pays"}])
    ended(stand)
    assert [stand.saw("Status", state="refused", fault=f"pay.{fault}") is not None for fault in ("declined", "bad_code")
            ] == [True, True]
    assert standing(stand) == [("paid", 1)]
    agree(stand)


def test_a_phone_that_pays_twice_is_charged_once(stand: Stand) -> None:
    starts(stand, bill(stand), phone="twice")
    ended(stand)
    assert standing(stand) == [("paid", 1)]
    agree(stand)


def test_late_money_posts_the_bill_or_goes_back_by_the_platform(stand: Stand) -> None:
    """The citizen has left: the money that comes afterwards is the platform's to settle, and it does, once."""
    owed = bill(stand)
    starts(stand, owed, leave_at="Pay", at={"Pay": [phone("late")]})
    ended(stand)
    assert states(stand, "pay") == ["not_done"]
    until("the late money on the bill", lambda: standing(stand) == [("paid", 1)])
    stand.stop_kiosk()
    stand.fresh_journal()
    owed = bill(stand)
    starts(stand, owed, leave_at="Pay", at={"Pay": [phone("late")]}, pause="Pay")
    until("the offer", lambda: stand.saw("Show", prompt="Pay"))
    paid_elsewhere(stand, owed, "V-late")
    (stand.home / "go").touch()
    ended(stand)
    until("the late money on its way back", lambda: standing(stand) == [("refunded", 0)])
    agree(stand)
    (key,) = orders(stand)
    assert [row["fen"] for row in stand.platform("ledgers")["channel"] if row["order_key"] == key] == [
        owed["fen"], -owed["fen"]]


def test_of_two_machines_that_are_paid_for_one_bill_the_slower_gives_back(stand: Stand) -> None:
    owed = bill(stand)
    starts(stand, owed, phone="nothing")
    until("the offer", lambda: stand.saw("Show", prompt="Pay"))
    paid_elsewhere(stand, owed, "V-faster")
    (key,) = orders(stand)
    stand.platform("phone", order=key, do="pay")
    ended(stand)
    sorry = stand.saw("Show", prompt="Sorry")
    assert sorry and sorry["fault"] == "bill.paid" and sorry["money"] in ("money.refunded", "money.refund_pending")
    assert states(stand, "refund") == ["done"]
    until("the money at home", lambda: standing(stand) == [("refunded", 0)])
    agree(stand)
    posted = [one["key"] for one in stand.platform("ledgers")["posted"] if one["bill"] == owed["code"]]
    assert posted == ["V-faster-1"]


# -------------------------------------------------------------------------------------------- the platform
def test_nothing_unsigned_or_broken_is_believed_of_an_order(stand: Stand) -> None:
    starts(stand, bill(stand), again=4, at={
        "CheckBill": [lies("orders", "bad_signature")], "Sorry": [lies("orders", "wrong_schema")],
        "Sorry#2": [lies("orders", "500")], "Sorry#3": [lies("orders", "cut")], "Sorry#4": [lies("orders", "none")]})
    ended(stand, 90)
    assert states(stand, "pay") == ["not_done"] * 4 + ["done"]
    assert all(event["money"] == "money.nothing_charged" for event in stand.robot() if event.get("prompt") == "Sorry")
    assert sorted(standing(stand)) == [("closed", 0)] * (len(orders(stand)) - 1) + [("paid", 1)]
    agree(stand)


def test_a_refund_is_sent_until_it_is_believed_and_given_once(stand: Stand) -> None:
    starts(stand, at={"Pay": [*OUT_OF_PAPER, lies("refunds", "bad_signature")]})
    until("the refund, unbelieved", lambda: [one for key in orders(stand) for one in _backs(stand, key)], 90)
    assert stand.open_effects(), "nobody believes it yet"
    stand.platform("fault", endpoint="refunds", kind="cut")
    stand.platform("fault", endpoint="refunds", kind="none")
    ended(stand)
    assert states(stand, "refund") == ["done"]
    until("the money at home", lambda: standing(stand) == [("refunded", 0)])
    agree(stand)


def test_an_unknown_bill_is_told_so_and_posted_when_core_asks_again(stand: Stand) -> None:
    unknown(stand, "cut", lambda at: starts(stand, bill(stand), refuses="Pay", at=at))
    assert [slip for slip in stand.receipts("slips")["slips"] if next(iter(orders(stand))) in slip["text"]]
    heal(stand)
    until("the platform's late word", lambda: states(stand, "pay") == ["done"], 60)
    assert standing(stand) == [("paid", 1)]
    agree(stand)


def test_an_unknown_fee_is_given_back_when_core_asks_again(stand: Stand) -> None:
    unknown(stand, "bad_signature", lambda at: starts(stand, leave_at="Pay", at=at))
    heal(stand)
    until("the money at home", lambda: standing(stand) == [("refunded", 0)], 60)
    agree(stand)
    assert (states(stand, "pay"), states(stand, "refund")) == (["done"], ["done"])


def unknown(stand: Stand, kind: str, start: Callable[[dict[str, Any]], None]) -> None:
    """The money comes, and nobody can be believed any more."""
    start({"Pay": [lies("orders", kind), lies("close", kind), phone("pay")]})
    ended(stand, 90)
    assert states(stand, "pay") == ["unknown"]


def heal(stand: Stand) -> None:
    for endpoint in ("orders", "close"):
        stand.platform("fault", endpoint=endpoint, kind="none")


def _backs(stand: Stand, key: str) -> list[dict[str, Any]]:
    return [one for one in stand.platform("ledgers")["refunds"] if one["order_key"] == key]


# -------------------------------------------------------------------------------------------- bills and their receipts
def test_a_number_that_is_unknown_paid_or_void_is_said_and_the_right_one_is_paid(stand: Stand) -> None:
    owed = bill(stand)
    number = {one["state"]: one["number"] for one in stand.platform("bills", item="FI-001")["bills"]}
    typed = ["9" * 20, number["paid"], number["void"]]
    starts(stand, owed, forms=[{"fields": {"code": one}} for one in typed])
    ended(stand)
    said = [event["wrong"] for event in stand.robot() if event.get("prompt") == "Form"]
    assert said == ["", "again.bill_unknown", "again.bill_paid", "again.bill_void"]
    assert standing(stand) == [("paid", 1)]
    agree(stand)


def test_a_receipt_that_fails_before_amid_and_behind_its_lines_comes_again_and_nothing_goes_back(stand: Stand) -> None:
    def receipt(op: str, **fields: Any) -> dict[str, Any]:
        return {"part": "receipt_printer", "op": op, **fields}

    def device(fault: str) -> dict[str, Any]:
        return {"last": "device.state", "device": "receipt_printer", "fault": fault}

    well = device("")
    starts(stand, bill(stand), again=3, at={
        "Pay": [receipt("paper", state="out"), device("receipt.paper_out")],
        "Sorry": [receipt("heal"), well, receipt("paper", after=5)],
        "Sorry#2": [receipt("heal"), well, receipt("fault", kind="silent", on="mark", times=20)],
        "Sorry#3": [receipt("heal"), well],
    })
    ended(stand, 90)
    (key,) = orders(stand)
    slips = [state for _, state, facts in stand.effects() if "slip" in facts]
    assert slips == ["unknown", "unknown", "done"] and states(stand, "refund") == []
    whole = [slip for slip in stand.receipts("slips")["slips"] if key in slip["text"] and not slip["partial"]]
    assert len(whole) == 2, "the one whose cut was not told, and the last"
    assert all(one["money"] == "money.bill_paid" for one in stand.robot() if one.get("prompt") == "Sorry")
    agree(stand)
