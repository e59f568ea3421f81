"""Bills (缴款单): found by the number that a citizen has in hand, from the seeds of sandbox/data/bills.toml.

An account has several open periods, oldest first; a bill that is its own number has several numbers in a row.
"""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path
from typing import Any

import msgspec

from sandbox.platform.bill_rules import mistakes
from sandbox.platform.books import Books
from sandbox.platform.tables import TableError, load, rows
from services.models import Bill, BillLine, Failure, Item, Named


class Seed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`rounds` bills of one kind.  series: the first 12 of the bills' 20 digits.

    number: an account (with `month`, YYYY-MM of its oldest period), or the first of the numbers in a row; "" where
    the bill's own code is the number.  payer: masked.  state: "open" | "paid" | "void"."""

    item: str
    series: str
    unit: Named
    payer: str
    lines: tuple[BillLine, ...]
    due: str
    number: str = ""
    month: str = ""
    period: str = ""
    rounds: int = 1
    state: str = "open"

    def bill(self, turn: int) -> tuple[str, Bill]:
        """(number it is found by, bill) of the round `turn`, from 0."""
        code = f"{self.series}{turn + 1:08d}"
        number = self.number if self.month else str(int(self.number) + turn) if self.number else code
        period = _later(self.month, turn) if self.month else self.period
        due = _later(self.due[:7], turn) + self.due[7:] if self.month else self.due  # each period has its own
        return number, Bill(code, self.unit, self.payer, period, self.lines, total(self.lines), due, self.state)


class Seeds(msgspec.Struct, frozen=True):
    bills: tuple[Seed, ...]


def seeds(file: Path) -> tuple[Seed, ...]:
    """Raises TableError."""
    known = rows(Seeds, load(file), file.name).bills
    for at, seed in enumerate(known, 1):
        for field, why in mistakes(seed):
            raise TableError(f"{file.name}: bill {at} ({seed.series}): {field}: {why}")
    return known


def total(lines: tuple[BillLine, ...]) -> int:
    return sum(line.fen + line.overdue_fen + line.penalty_fen for line in lines)


class Bills:
    def __init__(self, books: Books, sown: tuple[Seed, ...]) -> None:
        self._books = books
        self._seeds = sown
        self.reseed()

    def reseed(self) -> int:
        """Bills anew, until each seed has as many in its state as it says; how many came."""
        came = 0
        with self._books.writing() as books:
            for seed in self._seeds:
                known = books.run("SELECT state FROM bill WHERE substr(code, 1, 12) = ?", seed.series)
                there = sum(row["state"] == seed.state for row in known)
                for turn in range(len(known), len(known) + seed.rounds - there):
                    number, bill = seed.bill(turn)
                    _keep(books, seed.item, number, turn, bill)
                    came += 1
        return came

    def find(self, item: str, fields: dict[str, str]) -> Bill | Failure:
        """The oldest open bill of a number; where none is open, why (bill.unknown, bill.paid, bill.void)."""
        number = next(iter(fields.values()), "")  # an item that is paid has one question: which bill
        with self._books.writing() as books:
            rows = books.run("SELECT body, state FROM bill WHERE item = ? AND number = ? ORDER BY round", item, number)
        for row in rows:
            if row["state"] == "open":
                return of_row(row)
        if not rows:
            return Failure("bill.unknown")
        return Failure("bill.paid" if any(row["state"] == "paid" for row in rows) else "bill.void")

    def fee(self, item: Item, serial: str, payer: str, day: str) -> Bill | Failure:
        """The one bill of an item's fee for one document."""
        if not item.fee_fen:
            return Failure("bill.unknown")
        code = "9900" + str(int(hashlib.sha256(serial.encode()).hexdigest(), 16))[:16]
        lines = (BillLine(item.name, item.fee_fen),)
        with self._books.writing() as books:
            row = books.first("SELECT body, state FROM bill WHERE code = ?", code)
            if row is None:
                bill = Bill(code, item.department, payer, day, lines, item.fee_fen, day)
                _keep(books, item.key, serial, 0, bill, fee=True)
                return bill
        return of_row(row) if row["state"] == "open" else Failure(f"bill.{row['state']}")

    def of(self, code: str) -> Bill | None:
        with self._books.writing() as books:
            row = books.first("SELECT body, state FROM bill WHERE code = ?", code)
        return of_row(row) if row else None

    def shown(self, item: str = "") -> list[dict[str, Any]]:
        with self._books.writing() as books:
            rows = books.run("SELECT * FROM bill WHERE ? IN (item, '') ORDER BY item, code", item)
        names = ("item", "number", "code", "fen", "state", "fee")
        return [{**{name: row[name] for name in names}, "period": of_row(row).period} for row in rows]


def of_row(row: sqlite3.Row) -> Bill:
    return msgspec.structs.replace(msgspec.json.decode(row["body"], type=Bill), state=row["state"])


def _keep(books: Books, item: str, number: str, turn: int, bill: Bill, fee: bool = False) -> None:
    body = msgspec.json.encode(bill)
    books.run("INSERT INTO bill VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
              bill.code, item, number, turn, body, bill.total_fen, bill.state, int(fee))


def _later(month: str, turn: int) -> str:
    months = int(month[:4]) * 12 + int(month[5:]) - 1 + turn
    return f"{months // 12}-{months % 12 + 1:02d}"
