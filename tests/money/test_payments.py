"""Whatever the line, the phone and the power do: nobody pays for nothing, and no bill is paid twice."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from typing import Any

from services.models import Failure, Order, Refund
from services.payments import FINAL, Payment, State, Step
from tests.money.county import Money

RUNS = 10_000
LOST = Failure("platform.slow")


class Line:
    """A line that drops, delays and doubles what goes over it."""

    def __init__(self, chance: random.Random, seen: Counter[str]) -> None:
        self._chance = chance
        self._seen = seen
        self.good = False
        self.under_way: list[Callable[[], object]] = []

    def call(self, request: Callable[[], Any]) -> Any:
        fate = "ack" if self.good else self._chance.choice(("ack", "ack", "drop", "lost", "delay", "double"))
        self._seen[fate] += 1
        if fate == "drop":
            return LOST
        if fate == "delay":
            self.under_way.append(request)
            return LOST
        answer = request()
        if fate == "double":
            self.under_way.append(request)
        return LOST if fate == "lost" else answer

    def arrive(self) -> None:
        """One of what is under way arrives, in any order; nobody hears its answer."""
        if self.under_way:
            self.under_way.pop(self._chance.randrange(len(self.under_way)))()


class Kiosk:
    """A kiosk's side of one payment: only its key lives through a crash."""

    def __init__(self, money: Money, line: Line, device: str, bill: str) -> None:
        self._ledger = money.ledger
        self._line, self._device, self._bill = line, device, bill
        self.key = f"{device}:{bill}"
        self.payment = Payment(self.key)

    def act(self) -> None:
        ledger, key, device = self._ledger, self.key, self._device
        if self.payment.step is Step.OPEN:
            self.payment = self.payment.sent()
            said = self._line.call(lambda: ledger.order(key, device, "V", self._bill, 100))
        elif self.payment.step is Step.ASK:
            said = self._line.call(lambda: ledger.order_of(key, device))
        elif self.payment.step is Step.CLOSE:
            said = self._line.call(lambda: ledger.close(key, device, "V"))
        elif self.payment.step is Step.REFUND:
            said = self._line.call(lambda: ledger.refund(key + ":back", device, key, 100))
        else:
            return
        before = self.payment
        self.payment = before.heard(said)
        if isinstance(said, Failure):
            assert self.payment.state is before.state or self.payment.state not in FINAL, "a failure ended a payment"

    def crash(self) -> None:
        self.payment = Payment.recovered(self.key)


def run(money: Money, seed: int, seen: Counter[str]) -> None:
    chance = random.Random(seed)
    line, bill = Line(chance, seen), money.bill()
    kiosks = [Kiosk(money, line, device, bill) for device in ("A", "B")[: chance.choice((1, 2, 2))]]
    for _ in range(chance.randint(4, 16)):
        kiosk = chance.choice(kiosks)
        match chance.choice(("act", "act", "act", "act", "phone", "phone", "crash", "leave", "arrive", "wait")):
            case "act":
                kiosk.act()
            case "phone":
                deed = chance.choice(("pay", "pay", "twice", "late", "decline", "wait", "close"))
                if money.handset.do(kiosk.key, deed) is None:
                    seen[deed] += 1
            case "crash":
                seen["crash"] += 1
                kiosk.crash()
            case "leave":
                kiosk.payment = kiosk.payment.withdraw()
            case "arrive":
                line.arrive()
            case _:
                money.now += chance.choice((0.5, 3.0, 200.0))
    end(money, line, kiosks, chance)
    check(money, kiosks, bill, seen)


def end(money: Money, line: Line, kiosks: list[Kiosk], chance: random.Random) -> None:
    """The line is well again, the citizens are gone, what was under way has come, and time has passed."""
    line.good = True
    for kiosk in kiosks:
        if chance.random() < 0.5:
            kiosk.crash()
        kiosk.payment = kiosk.payment.withdraw()
        for _ in range(10):
            kiosk.act()
            money.now += 1.0
            if chance.random() < 0.3:
                line.arrive()
        assert kiosk.payment.final, kiosk.payment
    while line.under_way:
        line.arrive()
    for _ in range(2):
        money.now += 200.0
        for kiosk in kiosks:  # someone looks
            money.ledger.order_of(kiosk.key, kiosk.key[0])


def check(money: Money, kiosks: list[Kiosk], bill: str, seen: Counter[str]) -> None:
    posted = 0
    for kiosk in kiosks:
        order = money.ledger.order_of(kiosk.key, kiosk.key[0])
        assert order is not None and order.state in ("paid", "closed", "refunded"), (order, kiosk.payment)
        assert (order.state == "paid") is order.posted is (order.ebill is not None), "paid for nothing"
        assert money.sum_of(kiosk.key) == (100 if order.posted else 0), "the channel's sum and the order disagree"
        told = {State.PAID: "paid", State.REFUNDED: "refunded"}.get(kiosk.payment.state)
        assert told in (None, order.state), (kiosk.payment, order)
        posted += order.posted
        seen[f"{kiosk.payment.state}→{order.state}"] += 1
    assert posted <= 1, "two payments settled one bill"
    with money.books.writing() as books:
        state = books.run("SELECT state FROM bill WHERE code = ?", bill)[0]["state"]
        assert (state == "paid") is (posted == 1)
        for row in books.run("SELECT kind, count(*) AS n FROM movement WHERE bill = ? GROUP BY order_key, kind", bill):
            assert row["n"] == 1, f"{row['kind']} twice"


def test_any_order_of_events_ends_with_money_for_something_or_money_back() -> None:
    money, seen = Money(), Counter[str]()
    for seed in range(RUNS):
        run(money, seed, seen)
    for fate in ("drop", "lost", "delay", "double", "crash", "pay", "twice", "late"):
        assert seen[fate] > 500, f"{fate} came {seen[fate]} times only"
    for ending in ("paid→paid", "closed→closed", "refunded→refunded", "closed→paid", "closed→refunded"):
        assert seen[ending] > 20, f"{ending} came {seen[ending]} times only: {seen}"


def test_no_failure_ends_a_payment_in_any_state() -> None:
    for state in State:
        for step in Step:
            for code in ("platform.unsigned", "platform.down", "bill.paid", "pay.declined", "pay.refunded"):
                after = Payment("K", state, step).heard(Failure(code))
                assert after.state is state or after.state not in FINAL | {State.MANUAL}


def test_a_success_behind_a_close_is_paid() -> None:
    closed = Payment("K").sent().withdraw().heard(order("closed"))
    assert (closed.state, closed.step) == (State.CLOSED, Step.NOTHING)
    assert closed.heard(order("paid", posted=True)).state is State.PAID
    assert closed.heard(order("refunded")).state is State.REFUNDED


def test_nothing_is_given_up_before_it_is_closed() -> None:
    for began in (Payment("K").sent(), Payment("K").sent().heard(order("pending")), Payment.recovered("K")):
        for left in (began.withdraw(), began.expired()):
            assert (left.state, left.step) == (State.CANCELLING, Step.CLOSE)
            assert left.heard(LOST) == left
            assert left.heard(None).step is Step.CLOSE


def test_an_order_that_was_refused_is_closed_so_that_none_under_way_can_open_it() -> None:
    refused = Payment("K").sent().heard(Failure("bill.paid"))
    assert (refused.state, refused.step) == (State.FAILED, Step.CLOSE)
    assert refused.heard(order("closed")).state is State.CLOSED


def test_what_nobody_could_settle_is_for_a_person_and_still_hears_the_truth() -> None:
    lost = Payment("K").sent().heard(LOST).expired().expired()
    assert lost.state is State.MANUAL
    assert lost.heard(order("paid", posted=True)).state is State.PAID
    back = Payment("K").sent().heard(order("paid")).heard(Refund("R", "K", 100, "manual"))
    assert back.state is State.MANUAL
    assert back.heard(order("refunded")).state is State.REFUNDED


def test_what_could_not_be_given_is_paid_back_and_not_twice() -> None:
    paid = Payment("K").sent().heard(order("paid", posted=True))
    back = paid.undelivered()
    assert (back.state, back.step) == (State.REFUNDING, Step.REFUND)
    assert back.heard(LOST).step is Step.ASK
    assert back.heard(LOST).heard(order("paid", posted=True)).step is Step.REFUND
    assert back.heard(LOST).heard(order("refunding")).step is Step.ASK
    assert paid.withdraw() == paid


def order(state: str, posted: bool = False) -> Order:
    return Order("K", "B", 100, state, "", 0, posted)
