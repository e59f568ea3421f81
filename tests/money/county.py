"""The county's money in this process, with a clock that tests turn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from sandbox.platform.bills import Bills, Seed
from sandbox.platform.books import Books
from sandbox.platform.handset import Handset
from sandbox.platform.ledger import Ledger
from sandbox.platform.settlement import Settlement
from services.models import Bill, BillLine, Named

NOBODY = Named("某单位", "Some unit")


class Money:
    """One county.  `bill()` gives a fresh open bill of 100 fen."""

    def __init__(self, file: str = ":memory:", refund_s: float = 1.0) -> None:
        self.now = 1_800_000_000.0
        self.books = Books(file)
        self.settlement = Settlement(self.books, lambda: self.now, refund_s)
        self._numbers: Iterator[int] = count(1)
        self.ledger = Ledger(self.books, self.settlement, lambda: f"t{next(self._numbers)}", lambda token: "L" + token)
        self.handset = Handset(self.books, self.settlement, lambda n: f"{next(self._numbers):0{n}d}")
        self._bills = 0

    def bill(self, fee: bool = False) -> str:
        self._bills += 1
        code = f"{self._bills:020d}"
        with self.books.writing():
            self.books.run("INSERT INTO bill VALUES (?, 'X', ?, 0, '{}', 100, 'open', ?)", code, code, fee)
        return code

    def sum_of(self, order: str) -> int:
        with self.books.writing():
            return self.books.run("SELECT coalesce(sum(fen), 0) AS s FROM movement WHERE order_key = ?", order)[0]["s"]


def sown(**more: object) -> Seed:
    told = {"item": "UT-001", "series": "990000000001", "unit": NOBODY, "payer": "某*", "due": "2026-12-31",
            "lines": (BillLine(NOBODY, 90, 8, 2),), "number": "88", "month": "2026-11", "rounds": 3}
    return Seed(**{**told, **more})  # type: ignore[arg-type]


def found(bills: Bills, number: str) -> Bill:
    bill = bills.find("UT-001", {"account": number})
    assert isinstance(bill, Bill)
    return bill
