"""A visit's money: bills paid by phone, fees, and what goes back."""

from __future__ import annotations

import asyncio
import io

import segno

from hardware.senses.messages import Code
from kiosk.effects import Outcome
from kiosk.parts import Fact
from kiosk.paying import PAUSE_S, GiveBack, PayOrder, PayResolver, RefundResolver, owed
from kiosk.prompts import No, Pay, Pick, Scan, Wait
from kiosk.visit.conversation import Left, Stopped
from kiosk.visit.desk import Desk, words
from services.models import Bill, Failure, Order
from services.payments import Payment, State, Step

GRACE_S = 10.0
"""Behind the order's own time; then the offer is withdrawn, and what no one can say is unknown by name."""


class Paid:
    """A bill that was paid: the order's key and the e-bill's numbers ("" where there is none)."""

    def __init__(self, bill: Bill, order: str, ebill: str) -> None:
        self.bill, self.order, self.ebill = bill, order, ebill


class Money:
    """What it did is said by Desk.money and Desk.fen wherever something fails."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def pay(self, bill: Bill, why: str) -> Paid:
        """Until the money has arrived.  Raises Left where the citizen went, Stopped where nobody knows."""
        desk, world = self._desk, self._desk.world
        desk.fen = bill.total_fen
        while True:
            offer = _Offer(desk, bill)
            resolver = PayResolver(world.platform, world.clock, world.point)
            adapter = PayOrder(world.platform, bill, why, offer, resolver, world.point)
            outcome = await desk.perform(adapter)
            if outcome.state == "done":
                return await self._arrived(bill, why, outcome, offer)
            back = outcome.evidence.get("order") in ("refunding", "refunded")
            unknown = outcome.state == "unknown"
            desk.money = "money.unknown" if unknown else "money.refunded" if back else "money.nothing_charged"
            if offer.left:
                raise offer.left
            if unknown:
                raise Stopped("pay.unknown", reference=outcome.effect)
            if not await desk.failed(offer.fault or outcome.fault or "pay.withdrawn", again=True):
                raise Left("stopped")

    async def _arrived(self, bill: Bill, why: str, outcome: Outcome, offer: _Offer) -> Paid:
        desk, posted = self._desk, bool(outcome.evidence.get("posted"))
        desk.money = "money.bill_paid" if why == "bill" and posted else "money.fee_paid"
        if not posted:  # it was paid meanwhile, by somebody else or by money that came late
            await self.settle()
            raise Stopped("bill.paid")
        if offer.left and why == "fee":
            raise offer.left  # the visit's end gives it back
        ebill = outcome.told.ebill if isinstance(outcome.told, Order) else None
        return Paid(bill, outcome.effect, f"{ebill.code} {ebill.number} {ebill.check}" if ebill else "")

    def delivered(self) -> None:
        """What was paid for is in the citizen's hands."""
        self._desk.money = "money.bill_paid"

    async def settle(self) -> None:
        """Give back what was paid and not delivered, now; where there is no word core goes on asking."""
        desk, world = self._desk, self._desk.world
        for debt in owed(world.office.effects):
            resolver = RefundResolver(world.platform, world.clock, world.point)
            outcome = await desk.perform(GiveBack(debt.order, debt.fen, resolver), Wait("wait.refunding"), within=False)
            back = outcome.evidence.get("refund") == "refunded"
            desk.money = "money.refunded" if back else "money.refund_pending"
            desk.fen = debt.fen


class _Offer:
    """The conversation about one open order; it ends when the money is there, the order closed, or nobody wants it."""

    def __init__(self, desk: Desk, bill: Bill) -> None:
        self.left: Left | None = None
        self.fault = ""
        self._desk = desk
        self._bill = bill

    async def __call__(self, order: Order) -> None:
        desk, bill = self._desk, self._bill
        desk.step("step.pay")
        code, wish = qr(order.link), "show"
        try:
            while wish:
                if wish == "scan" and not await self._charged(order):
                    wish = "show"
                    continue
                rows = (Fact("fact.payer", bill.payer), Fact("fact.period", bill.period)) if bill.payer else ()
                prompt = Pay(bill.total_fen, words(bill.unit), rows, code if wish == "show" else b"", order.left_s,
                             wish == "show", order.link[-4:])
                answer = await desk.talk.ask_or(prompt, self._over(order), back=False, idle=False)
                wish = answer.key if isinstance(answer, Pick) else ""
                if isinstance(answer, No):
                    self.left = None
                    desk.talk.say("closing")
        except Left as left:
            self.left = left

    async def _charged(self, order: Order) -> bool:
        """The phone's own code, scanned by this machine; False for the way back to ours."""
        desk = self._desk
        fault = ""
        while True:
            def say(state: str, why: str | None = None, fault: str = fault) -> None:
                """What was wrong with the last code stays until another is seen."""
                desk.talk.say(*(("refused", fault) if fault and state == "waiting" else (state, why)))

            try:
                got = await desk.talk.ask_or(Scan("pay"), desk.world.senses.scan(say), back=False)
            except Stopped as stopped:  # neither scanner nor camera can look
                await desk.failed(stopped.fault, again=False, within=False)
                return False
            if not isinstance(got, Code):
                return False
            text = got.data.decode("ascii", "replace")
            said = await asyncio.to_thread(desk.world.platform.charge, order.key, text)
            if not isinstance(said, Failure) or not said.code.startswith("pay."):
                return True  # charged, or no word: the order is followed like any other
            fault = said.code

    async def _over(self, order: Order) -> Payment:
        """Until the order is open no more; a platform without a word is asked on."""
        talk, cashier, clock = self._desk.talk, self._desk.world.platform, self._desk.world.clock
        payment = Payment(order.key).sent().heard(order)
        end = clock() + order.left_s + GRACE_S
        while payment.state in (State.PENDING, State.UNKNOWN) and clock() < end:
            before = payment.state
            self._desk.world.point("ask.before")
            payment = payment.heard(await asyncio.to_thread(cashier.order_of, order.key))
            self._desk.world.point("ask.after")
            if payment.state is State.UNKNOWN and before is State.PENDING:
                talk.say("asking")
            elif payment.state is State.PENDING and before is State.UNKNOWN and payment.order:
                talk.say("waiting", None, payment.order.left_s, max(order.left_s, 1))
            await asyncio.sleep(PAUSE_S if payment.step is Step.ASK else 0)
        self.fault = "pay.expired" if payment.state is State.CLOSED else ""
        talk.say("paid" if payment.state is State.PAID else "closing")
        return payment


def qr(text: str) -> bytes:
    """PNG, a pixel a module, no margin (the screen gives it one)."""
    out = io.BytesIO()
    segno.make(text, error="m").save(out, kind="png", scale=1, border=0)
    return out.getvalue()
