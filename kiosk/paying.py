"""Paying and giving back, as effects.  The money moves at the public-payment platform; here is asked, never guessed.

Only a signed answer is believed: an Order, or a refusal of the platform.  No word is no answer – the effect stays
unknown until there is one.  An offer is withdrawn by closing the order and asking; only CLOSED is cancelled.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

import msgspec

from kiosk.backstage import Facts, OpenEffect
from kiosk.effects import Class, Ledger, Outcome
from services.models import Bill, Failure, Order, Refund
from services.payments import Payment, Step

ASK_S = 20.0
"""Patience with a platform that gives no word, before the effect is unknown by name."""
SOON_S = 6.0
"""So long a citizen waits to see a refund arrive that the platform has taken on."""
PAUSE_S = 0.3
NO_WORD = frozenset({"platform.down", "platform.slow", "platform.unsigned", "platform.schema"})
"""What is no answer: everything else that the platform says is signed."""

Offer = Callable[[Order], Awaitable[None]]
Point = Callable[[str], None]


class Cashier(Protocol):
    """services.platform.VisitCalls, as far as money goes; blocking."""

    def order(self, key: str, bill: str, fen: int) -> Order | Failure: ...
    def order_of(self, key: str) -> Order | None | Failure: ...
    def close(self, key: str) -> Order | Failure: ...
    def refund(self, key: str, order: str, fen: int) -> Refund | Failure: ...


class PayOrder:
    """Offers a bill for payment.  `offer(order)` talks with the citizen until it is paid, closed or not wanted.

    why: "bill" – delivered when it is posted – or "fee", delivered by the paper it is for."""

    kind = "pay"
    klass = Class.QUERYABLE

    def __init__(
        self, cashier: Cashier, bill: Bill, why: str, offer: Offer, resolver: PayResolver, point: Point
    ) -> None:
        self.resolver = resolver
        self._cashier = cashier
        self.facts: Facts = {"fen": bill.total_fen, "why": why}
        self._bill = bill
        self._offer = offer
        self._point = point

    def body(self) -> bytes:
        return msgspec.json.encode({"bill": self._bill.code})

    async def act(self, effect: str, ledger: Ledger) -> None:
        self._point("order.before")
        order = await asyncio.to_thread(self._cashier.order, effect, self._bill.code, self._bill.total_fen)
        self._point("order.after")
        if isinstance(order, Failure):
            await ledger.progress(effect, {"fault": order.code})
            return
        await self._offer(order)
        self._point("offer.after")


class PayResolver:
    """Withdraws an offer and asks what became of it: closed, or paid because the money was faster (services.payments).

    One that the platform has never heard of is closed there before it can still arrive."""

    def __init__(self, cashier: Cashier, clock: Callable[[], float], point: Point = lambda _: None) -> None:
        self._cashier = cashier
        self._clock = clock
        self._point = point

    async def resolve(self, effect: OpenEffect) -> Outcome:
        end = self._clock() + ASK_S
        payment = Payment.recovered(effect.id).withdraw()
        while payment.step in (Step.CLOSE, Step.ASK):
            self._point("close.order.before")
            call = self._cashier.close if payment.step is Step.CLOSE else self._cashier.order_of
            payment = payment.heard(await asyncio.to_thread(call, effect.id))
            self._point("close.order.after")
            if payment.step in (Step.CLOSE, Step.ASK):
                if self._clock() > end:
                    return Outcome("unknown", {"witness": "none"}, "pay.unknown")
                await asyncio.sleep(PAUSE_S)
        return self._outcome(payment, str(effect.facts.get("fault", "")))

    def _outcome(self, payment: Payment, fault: str) -> Outcome:
        order = payment.order
        assert order, "only an order ends a payment"
        evidence: Facts = {"witness": "platform", "order": order.state, "posted": int(order.posted)}
        if order.state == "paid":
            self._point("paid.seen")
            return Outcome("done", evidence, told=order)
        return Outcome("not_done", evidence, fault or "pay.withdrawn")


class GiveBack:
    """Gives the money of a paid order back (退款): retried with the same key until the platform has taken it on."""

    kind = "refund"
    klass = Class.IDEMPOTENT

    def __init__(self, order: str, fen: int, resolver: RefundResolver) -> None:
        self.resolver = resolver
        self.facts: Facts = {"order": order, "fen": fen}

    def body(self) -> bytes:
        return b"{}"

    async def act(self, effect: str, ledger: Ledger) -> None:
        """Nothing beside what resolve() sends."""


class RefundResolver:
    def __init__(self, cashier: Cashier, clock: Callable[[], float], point: Point = lambda _: None) -> None:
        self._cashier = cashier
        self._clock = clock
        self._point = point

    async def resolve(self, effect: OpenEffect) -> Outcome:
        """Send it; the same key is the same refund, however often it is sent."""
        start = self._clock()
        end, soon = start + ASK_S, start + min(SOON_S, ASK_S)
        while True:
            self._point("refund.before")
            said = await asyncio.to_thread(
                self._cashier.refund, effect.id, str(effect.facts["order"]), int(effect.facts["fen"])
            )
            self._point("refund.after")
            if isinstance(said, Refund):
                if said.state == "refunded":
                    return Outcome("done", {"witness": "platform", "refund": said.state})
                if said.state == "manual" or self._clock() > soon:  # on its way is not there: core asks again
                    return Outcome("unknown", {"witness": "platform", "refund": said.state}, "pay.refund_unknown")
            elif said.code not in NO_WORD or self._clock() > end:
                return Outcome("unknown", {"witness": "none", "why": said.code}, "pay.refund_unknown")
            await asyncio.sleep(PAUSE_S)


class Debt(msgspec.Struct, frozen=True):
    """Money that this machine owes a citizen: the paid order, and how much."""

    order: str
    fen: int


def owed(effects: list[OpenEffect]) -> list[Debt]:
    """Of one visit's effects: what was paid and not delivered, and has no refund yet.

    A bill is delivered when it is posted; a fee when its page came out by the best evidence there is."""
    given = {str(one.facts.get("order")) for one in effects if one.kind == "refund"}
    printed = {str(one.facts.get("order")) for one in effects if one.kind == "print" and one.state == "done"}
    return [
        Debt(one.id, int(one.facts["fen"]))
        for one in effects
        if one.kind == "pay" and one.state == "done" and one.id not in given
        and not (one.id in printed if one.facts.get("why") == "fee" else one.evidence.get("posted"))
    ]
