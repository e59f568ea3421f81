"""The county's money in process: bills and their rounds, orders, refunds, and what the database itself forbids."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import msgspec
import pytest

from sandbox.platform.bills import Bills, seeds
from sandbox.platform.catalogue import read
from services.models import Failure, Order, Refund
from tests.money.county import Money, found, sown

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "sandbox" / "data" / "bills.toml"


def paid(money: Money, bill: str, key: str = "K") -> Order:
    money.ledger.order(key, "A", "V", bill, 100)
    assert money.handset.do(key, "pay") is None
    order = money.ledger.order_of(key, "A")
    assert order
    return order


def test_an_account_is_paid_oldest_first_and_comes_again_with_the_next_periods() -> None:
    money = Money()
    bills = Bills(money.books, (sown(),))
    for period in ("2026-11", "2026-12", "2027-01"):
        bill = found(bills, "88")
        assert (bill.period, bill.total_fen) == (period, 100)
        assert paid(money, bill.code, period).posted
    assert bills.find("UT-001", {"account": "88"}) == Failure("bill.paid")
    assert bills.reseed() == 3
    assert found(bills, "88").period == "2027-02"
    assert bills.reseed() == 0


def test_numbers_in_a_row_each_name_one_bill_and_void_ones_say_so() -> None:
    money = Money()
    row = sown(item="TP-003", number="9900000000000009", month="", period="2026")
    bills = Bills(money.books, (row, sown(series="990000000002", number="7", state="void", rounds=1)))
    codes = {bills.find("TP-003", {"decision": f"99000000000000{n:02d}"}).code for n in (9, 10, 11)}  # type: ignore[union-attr]
    assert len(codes) == 3
    assert bills.find("UT-001", {"account": "7"}) == Failure("bill.void")
    for fields in ({"account": "9"}, {}, {"decision": "88"}):
        assert bills.find("UT-001", fields) == Failure("bill.unknown")


def test_the_seeds_have_every_kind_for_every_item_with_numbers_as_its_field_wants_them() -> None:
    rows = seeds(SEEDS)
    assert len({row.series for row in rows}) == len(rows)
    for item in ("UT-001", "UT-002", "FI-001", "TP-003"):
        mine = [row for row in rows if row.item == item]
        assert {row.state for row in mine} == {"open", "paid", "void"}
        assert any(row.lines[0].penalty_fen for row in mine) and any(row.bill(0)[1].total_fen == 1 for row in mine)
        for row in mine:
            number, bill = row.bill(0)
            assert len(bill.code) == 20 and bill.code.isdigit() and number.isdigit()
            assert len(number) == {"FI-001": 20, "TP-003": 16}.get(item, 10)
            assert "*" in row.payer


def test_a_fee_has_one_bill_for_a_document(tmp_path: Path) -> None:
    money = Money(str(tmp_path / "money.db"))
    bills = Bills(money.books, ())
    item = next(item for item in read(ROOT / "sandbox" / "data").catalog.items if item.key == "NR-001")
    first = bills.fee(item, "YX-1", "李**", "2026-11-25")
    assert not isinstance(first, Failure) and first.total_fen == 500 and len(first.code) == 20
    assert bills.fee(item, "YX-1", "李**", "2026-11-26") == first
    assert bills.fee(item, "YX-2", "李**", "2026-11-25") != first
    assert bills.fee(msgspec.structs.replace(item, fee_fen=0), "YX-3", "李**", "") == Failure("bill.unknown")


def test_one_key_is_one_order_and_another_amount_or_kiosk_is_refused() -> None:
    money = Money()
    bill = money.bill()
    first = money.ledger.order("K", "A", "V", bill, 100)
    assert isinstance(first, Order) and (first.state, first.left_s) == ("pending", 180)
    assert money.ledger.order("K", "A", "V", bill, 100) == first
    assert money.ledger.order("K", "A", "V", bill, 101) == Failure("pay.amount")
    assert money.ledger.order("K2", "A", "V", bill, 99) == Failure("pay.amount")
    assert money.ledger.order("K", "B", "V", bill, 100) == Failure("pay.amount")
    assert money.ledger.order_of("K", "B") is None
    assert money.ledger.close("K", "B", "V") == Failure("pay.unknown")


def test_the_first_money_posts_and_the_second_is_given_back_by_its_kiosk() -> None:
    money = Money()
    bill = money.bill()
    for key in ("K1", "K2"):
        money.ledger.order(key, "A", "V", bill, 100)
    money.handset.do("K2", "pay")
    money.handset.do("K1", "pay")
    first, second = money.ledger.order_of("K2", "A"), money.ledger.order_of("K1", "A")
    assert first and second and first.posted and not second.posted and second.state == "paid"
    assert first.ebill and not second.ebill
    assert (len(first.ebill.code), len(first.ebill.number), len(first.ebill.check)) == (8, 10, 6)
    assert money.ledger.order("K3", "A", "V", bill, 100) == Failure("bill.paid")
    assert money.ledger.refund("R", "A", "K1", 100) == Refund("R", "K1", 100, "refunding")
    money.now += 2
    assert money.ledger.refund("R", "A", "K1", 100) == Refund("R", "K1", 100, "refunded")
    assert money.ledger.refund("R2", "A", "K1", 100) == Failure("pay.refunded")
    assert money.sum_of("K1") == 0 and money.sum_of("K2") == 100


@pytest.mark.parametrize("other", [False, True], ids=["bill_open", "bill_paid_meanwhile"])
def test_money_behind_a_close_is_settled_by_the_bills_state_once(other: bool) -> None:
    money = Money()
    bill = money.bill()
    money.ledger.order("K", "A", "V", bill, 100)
    money.handset.do("K", "late")
    assert money.ledger.close("K", "A", "V").state == "closed"  # type: ignore[union-attr]
    if other:
        assert paid(money, bill, "K2").posted
    for _ in range(3):
        money.now += 3
        order = money.ledger.order_of("K", "A")
    assert order and (order.state, order.posted) == (("refunded", False) if other else ("paid", True))
    assert money.sum_of("K") == (0 if other else 100)


def test_money_for_a_fee_behind_its_close_goes_back_because_its_page_was_given_up() -> None:
    money = Money()
    bill = money.bill(fee=True)
    money.ledger.order("K", "A", "V", bill, 100)
    money.handset.do("K", "late")
    money.ledger.close("K", "A", "V")
    for _ in range(3):
        money.now += 3
        order = money.ledger.order_of("K", "A")
    assert order and (order.state, order.posted) == ("refunded", False) and money.sum_of("K") == 0
    assert paid(money, bill, "K2").posted, "the fee can still be paid"


def test_an_order_closes_by_itself() -> None:
    money = Money()
    money.ledger.order("K", "A", "V", money.bill(), 100)
    money.now += 179
    assert money.ledger.order_of("K", "A").left_s == 1  # type: ignore[union-attr]
    money.now += 1
    assert money.ledger.order_of("K", "A").state == "closed"  # type: ignore[union-attr]
    assert money.handset.do("K", "pay") == Failure("pay.closed")


def test_close_says_paid_where_the_money_was_faster() -> None:
    money = Money()
    paid(money, money.bill())
    assert money.ledger.close("K", "A", "V").state == "paid"  # type: ignore[union-attr]


def test_a_key_that_was_closed_before_it_arrived_stays_closed() -> None:
    money = Money()
    assert money.ledger.close("K", "A", "V").state == "closed"  # type: ignore[union-attr]
    assert money.ledger.order("K", "A", "V", money.bill(), 100).state == "closed"  # type: ignore[union-attr]


def test_a_refund_is_of_the_whole_and_of_money_that_came() -> None:
    money = Money()
    bill = money.bill()
    money.ledger.order("K", "A", "V", bill, 100)
    assert money.ledger.refund("R", "A", "K", 100) == Failure("pay.not_paid")
    money.handset.do("K", "twice")
    for fen in (101, 99):
        assert money.ledger.refund("R", "A", "K", fen) == Failure("pay.amount")
    assert money.sum_of("K") == 100
    assert not isinstance(money.ledger.refund("R", "A", "K", 100), Failure)
    assert paid(money, bill, "K2").posted, "the bill is open again"


def test_a_refund_that_waits_for_a_clerk_moves_no_money_before() -> None:
    money = Money()
    paid(money, money.bill())
    money.settlement.by_hand = True
    assert money.ledger.refund("R", "A", "K", 100).state == "manual"  # type: ignore[union-attr]
    assert money.sum_of("K") == 100
    with money.books.writing() as books:
        money.settlement.send_back(books.run("SELECT * FROM orders WHERE key = 'K'")[0], money.now)
    money.now += 2
    assert money.ledger.refund_of("R", "A") == Refund("R", "K", 100, "refunded")
    assert money.sum_of("K") == 0


@pytest.mark.parametrize(
    "code", ["", "123", "131234567890123456", "991234567890123456", "2812345678901234567890123", "28" + "１" * 18],
    ids=["nothing", "short", "well_formed", "prefix", "long", "wide_digits"],
)
def test_a_code_that_no_phone_showed_is_refused(code: str) -> None:
    money = Money()
    money.ledger.order("K", "A", "V", money.bill(), 100)
    assert money.ledger.charge("K", "A", code) == Failure("pay.bad_code")


def test_a_code_pays_once_and_only_its_own_order() -> None:
    money = Money()
    for key in ("K1", "K2"):
        money.ledger.order(key, "A", "V", money.bill(), 100)
    code = money.handset.paycode("pays", long=True)
    first = money.ledger.charge("K1", "A", code)
    assert isinstance(first, Order) and first.posted
    assert money.ledger.charge("K1", "A", code) == first
    assert money.ledger.charge("K2", "A", code) == Failure("pay.bad_code")
    assert money.ledger.charge("K2", "A", money.handset.paycode("declines")) == Failure("pay.declined")
    assert money.ledger.charge("K2", "A", money.handset.paycode("types")).state == "pending"  # type: ignore[union-attr]
    assert money.handset.do("K2", "pay") is None
    assert money.ledger.order_of("K2", "A").posted  # type: ignore[union-attr]


def test_the_database_itself_refuses_a_changed_movement_and_a_second_posting() -> None:
    money = Money()
    bill = money.bill()
    paid(money, bill)
    money.ledger.order("K2", "A", "V", money.bill(), 100)
    second = f"UPDATE orders SET posted = 1, bill = '{bill}'"
    for sql in ("UPDATE movement SET fen = 0", "DELETE FROM movement", second):
        with pytest.raises(sqlite3.IntegrityError), money.books.writing() as books:
            books.run(sql)
    assert money.sum_of("K") == 100
