"""Money over the real wire: the platform's process, the kiosk's client, and a phone that needs no kiosk."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import requests

from sandbox.people import PEOPLE
from sandbox.platform.faults import Faults
from services.models import Bill, Failure, Order, Refund
from services.payments import Payment, State
from tests.platform.conftest import Stand

LI = PEOPLE["li"]
CATALOG = Path(__file__).resolve().parents[2] / "sandbox" / "data"
has_fees = any('key = "NR-001"' in file.read_text("utf-8") for file in CATALOG.rglob("*.toml"))


class Killable:
    """A platform of one test's own; `again()` kills it and starts it on the same home and ports."""

    def __init__(self, home: Path) -> None:
        self.home = home
        with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as two:
            self.ports = one.getsockname()[1], two.getsockname()[1]
        self.process = self._start()
        self.stand = Stand(home, self.ports[0])

    def _start(self) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-m", "sandbox.platform", "--home", str(self.home), "--port", str(self.ports[0]),
             "--phone-port", str(self.ports[1]), "--control", str(self.home / "control.sock")],
            stdout=subprocess.PIPE, text=True,
        )
        assert process.stdout and process.stdout.readline() == "ready\n"
        return process

    def again(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self.process = self._start()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Killable]:
    platform = Killable(tmp_path)
    yield platform
    platform.process.terminate()
    platform.process.wait()


@pytest.fixture(autouse=True)
def sound(platform: Stand) -> None:
    for endpoint in ("bills", "orders", "charge", "close", "refunds"):
        platform.control("fault", endpoint=endpoint, kind="none")
    platform.control("refunds", how="soon")
    platform.control("reseed")


def opened(platform: Stand, key: str) -> tuple[Any, Order]:
    """A visit with a pending order for the electricity of an account."""
    visit = platform.visit()
    bill = visit.bill("UT-002", {"account": "6600345611"})
    assert isinstance(bill, Bill)
    order = visit.order(key, bill.code, bill.total_fen)
    assert isinstance(order, Order) and order.state == "pending"
    return visit, order


@pytest.mark.parametrize(
    ("item", "fields", "fen"),
    [("UT-001", {"account": "8800123431"}, 8640), ("UT-001", {"account": "8800123532"}, 4872),
     ("UT-002", {"account": "6600346015"}, 1), ("FI-001", {"code": "99001326030200000001"}, 18450),
     ("TP-003", {"decision": "9900112600002001"}, 24000)],
)
def test_a_bill_is_found_by_the_number_in_hand(platform: Stand, item: str, fields: dict[str, str], fen: int) -> None:
    bill = platform.visit().bill(item, fields)
    assert isinstance(bill, Bill) and bill.total_fen == fen and "*" in bill.payer


@pytest.mark.parametrize(
    ("account", "said"), [("8800123633", "bill.paid"), ("8800123734", "bill.void"), ("1", "bill.unknown")]
)
def test_what_is_not_to_be_paid_says_why(platform: Stand, account: str, said: str) -> None:
    assert platform.visit().bill("UT-001", {"account": account}) == Failure(said)


def test_a_phone_pays_what_a_kiosk_shows_and_the_next_period_is_next(platform: Stand) -> None:
    visit, order = opened(platform, "pays")
    assert requests.post(order.link + "/pay", timeout=5).json()["state"] == "paid"
    paid = visit.order_of("pays")
    assert isinstance(paid, Order) and paid.posted and paid.ebill
    next_bill = visit.bill("UT-002", {"account": "6600345611"})
    assert isinstance(next_bill, Bill) and next_bill.code != order.bill
    assert visit.order_of("nobody-knows") is None


def test_the_phones_page_is_not_for_guessing(platform: Stand) -> None:
    _, order = opened(platform, "guess")
    page = order.link.rsplit("/", 1)[0]
    for path in ("/0000", "/0000/state", "/../orders"):
        assert requests.get(page + path, timeout=5).status_code == 404
    assert requests.post(order.link + "/steal", timeout=5).status_code == 404
    assert requests.post(page + "/0000/pay", timeout=5).status_code == 404


def test_a_killed_platform_forgets_no_money_and_the_phone_needs_no_kiosk(own: Killable) -> None:
    visit, order = opened(own.stand, "kept")
    own.again()
    assert requests.post(order.link + "/pay", timeout=5).json()["posted"]
    own.again()
    paid = visit.order_of("kept")
    assert isinstance(paid, Order) and paid.state == "paid" and paid.posted
    assert visit.refund("kept:back", "kept", order.fen).state in ("refunding", "refunded")
    own.again()
    refund = visit.refund_of("kept:back")
    assert isinstance(refund, Refund) and refund.state in ("refunding", "refunded")
    ledgers = own.stand.control("ledgers")
    assert [row["fen"] for row in ledgers["channel"]] == [order.fen, -order.fen]
    assert (ledgers["sum"], ledgers["posted"], ledgers["ebills"]) == (0, [], [])


@pytest.mark.parametrize("how", ["pays", "types", "declines"])
def test_a_phones_code_is_charged(platform: Stand, how: str) -> None:
    visit, order = opened(platform, f"scan-{how}")
    said = visit.charge(order.key, platform.control("paycode", how=how)["code"])
    if how == "declines":
        assert said == Failure("pay.declined")
        assert visit.close(order.key).state == "closed"
        return
    if how == "types":
        assert said.state == "pending"
        platform.control("phone", order="last", do="pay")
    assert visit.order_of(order.key).posted


def test_a_code_that_is_none_is_refused(platform: Stand) -> None:
    visit, order = opened(platform, "no-code")
    assert visit.charge(order.key, "123") == Failure("pay.bad_code")


@pytest.mark.parametrize("lie", ["bad_signature", "500", "cut", "wrong_schema"])
def test_a_success_that_is_not_signed_is_not_believed(platform: Stand, lie: str) -> None:
    visit, order = opened(platform, f"lie-{lie}")
    payment = Payment(order.key).sent().heard(order)
    platform.control("phone", order=order.key, do="pay")
    platform.control("fault", endpoint="orders", kind=lie)
    payment = payment.heard(visit.order_of(order.key))
    assert payment.state is State.UNKNOWN
    platform.control("fault", endpoint="orders", kind="none")
    assert payment.heard(visit.order_of(order.key)).state is State.PAID


def test_a_close_and_a_refund_whose_answers_are_lost_are_asked_for_again(platform: Stand) -> None:
    visit, order = opened(platform, "lost")
    platform.control("phone", order="lost", do="pay")
    for endpoint in ("close", "refunds"):
        platform.control("fault", endpoint=endpoint, kind="cut")
    payment = Payment("lost").sent().heard(order).withdraw().heard(visit.close("lost"))
    assert payment.state is State.CANCELLING
    platform.control("fault", endpoint="close", kind="none")
    payment = payment.heard(visit.close("lost"))
    assert payment.state is State.PAID
    payment = payment.undelivered().heard(visit.refund("lost:back", "lost", order.fen))
    assert payment.state is State.REFUNDING
    platform.control("fault", endpoint="refunds", kind="none")
    assert visit.refund("lost:back", "lost", order.fen).order == "lost"
    rows = [row for row in platform.control("ledgers")["channel"] if row["order_key"] == "lost"]
    assert [row["fen"] for row in rows] == [order.fen, -order.fen]


def test_two_kiosks_at_one_bill_end_with_one_posting_and_one_refund(platform: Stand) -> None:
    one, first = opened(platform, "two-1")
    two, second = opened(platform, "two-2")
    assert first.bill == second.bill
    for key in ("two-2", "two-1"):
        platform.control("phone", order=key, do="pay")
    payment = Payment("two-1").sent().heard(one.order_of("two-1"))
    assert payment.state is State.REFUNDING
    assert payment.heard(one.refund("two-1:back", "two-1", first.fen)).state is not State.PAID
    assert two.order_of("two-2").posted


def test_the_ledgers_agree(platform: Stand) -> None:
    opened(platform, "sum")
    platform.control("phone", order="sum", do="twice")
    ledgers = platform.control("ledgers")
    owed = {row["order_key"]: row["fen"] for row in ledgers["refunds"] if row["state"] != "manual"}
    paid = sum(row["fen"] for row in ledgers["channel"] if row["kind"] == "pay")
    assert ledgers["sum"] == paid - sum(owed.values())
    assert {row["key"] for row in ledgers["posted"]} == {row["order_key"] for row in ledgers["ebills"]}


def test_each_call_has_a_switch_of_its_own() -> None:
    faults = Faults()
    faults.put("orders", "500")
    faults.put("charge", "slow")
    faults.put("code", "cut")
    kinds = {path: faults.of(f"/v1/visits/V{path}").kind for path in (
        "/orders", "/orders/K:1", "/orders/K/code", "/orders/K/close", "/code", "/refunds/K")}
    assert list(kinds.values()) == ["500", "500", "slow", "none", "cut", "none"]


def test_a_fee_wants_a_proof_and_a_document_of_the_same_person(platform: Stand) -> None:
    visit = platform.visit()
    assert visit.fee("HR-001", "YX-1") == Failure("platform.unproven")
    visit.report_face(LI.number)
    assert visit.fee("HR-001", "YX-1") == Failure("bill.unknown")


@pytest.mark.skipif(not has_fees, reason="the catalogue has no item with a fee yet")
def test_the_fee_of_a_certificate_is_one_bill(platform: Stand) -> None:
    visit = platform.visit()
    visit.report_face(LI.number)
    document: Any = visit.issue("NR-001", LI.number, LI.name, {})
    bill = visit.fee("NR-001", document.serial)
    assert isinstance(bill, Bill) and bill.total_fen == 500 and bill == visit.fee("NR-001", document.serial)
    other = platform.visit()
    other.report_face(PEOPLE["wang"].number)
    assert other.fee("NR-001", document.serial) == Failure("bill.unknown")
