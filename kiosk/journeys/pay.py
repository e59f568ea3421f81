"""A bill (缴费): find it by its number, look at it, pay it by phone, take the receipt."""

from __future__ import annotations

from kiosk.parts import Fact, Section
from kiosk.prompts import CheckBill, Statement
from kiosk.slips import yuan
from kiosk.visit.conversation import Stopped
from kiosk.visit.desk import words
from kiosk.visit.money import Paid
from kiosk.visit.visit import Visit
from services.models import Bill, Failure, Item

RETRY = frozenset({"bill.unknown", "bill.paid", "bill.void"})
"""Refusals after which another number may be typed: said above the form."""


async def journey(visit: Visit, item: Item) -> None:
    visit.step("step.bill")
    bill, typed = await visit.talk.once(lambda: _bill(visit, item), stop=True)
    visit.step("step.check")
    numbers = [(words(one.label), typed[one.key]) for one in item.fields if typed.get(one.key)]
    accounts = [(label, number) for label, number in numbers if number != bill.code]  # a slip has the code anyway
    rows = (*(Fact(*number) for number in numbers), Fact("fact.payer", bill.payer),
            Fact("fact.period", bill.period), Fact("fact.due", bill.due))
    lines = [Fact(words(line.name), yuan(line.fen)) for line in bill.lines]
    lines += [Fact("slip.overdue", yuan(line.overdue_fen)) for line in bill.lines if line.overdue_fen]
    lines += [Fact("slip.penalty", yuan(line.penalty_fen)) for line in bill.lines if line.penalty_fen]
    await visit.ask(CheckBill(words(bill.unit), tuple(row for row in rows if row.value), tuple(lines), bill.total_fen))
    paid = await visit.pay(bill, "bill")
    visit.step("step.slip")
    printed = await visit.papers.slip(
        lambda: visit.desk.slips().paid(words(item.short), bill, paid.order, paid.ebill, accounts))
    if not printed:
        await visit.ask(_paid(paid), back=False)
    await visit.finish()


async def _bill(visit: Visit, item: Item) -> tuple[Bill, dict[str, str]]:
    """Until a number names a bill that can be paid: the bill, and what was typed."""
    wrong, typed = "", dict[str, str]()
    while True:
        mark = visit.talk.mark()
        typed = await visit.form(item, wrong, typed)
        visit.talk.drop(mark)
        got = await visit.talk.busy("wait.bill", visit.world.platform.bill, item.key, typed)
        visit.desk.looked_up(words(item.department))
        if isinstance(got, Bill):
            return got, typed
        assert isinstance(got, Failure)
        if got.code not in RETRY:
            raise Stopped(got.code, again=True)
        wrong = f"again.{got.code.replace('.', '_')}"


def _paid(paid: Paid) -> Statement:
    """All that the receipt would have said."""
    rows = [Fact("slip.total", yuan(paid.bill.total_fen)), Fact("slip.bill", paid.bill.code),
            Fact("slip.order", paid.order)]
    if paid.ebill:
        code, number, check = paid.ebill.split()
        rows += [Fact("slip.ebill_code", code), Fact("slip.ebill_number", number), Fact("slip.ebill_check", check)]
    return Statement("told.paid", (Section(words(paid.bill.unit), tuple(rows)),), "told.paid_say")
