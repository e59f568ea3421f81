"""The citizen's phone: what a hand does with an order, whether or not there is a kiosk; and the codes it shows."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from sandbox.platform.books import Books
from sandbox.platform.settlement import Settlement
from services.models import Failure

DEEDS = ("pay", "decline", "late", "twice", "wait", "close")
HOWS = ("pays", "types", "declines")
_MARKS = {"decline": "declined", "wait": "typing", "late": "late"}


class Seen(msgspec.Struct, frozen=True):
    """An order as its phone sees it.  hand: "" | "typing" | "declined" | "late"; left_s: until it closes by itself."""

    key: str
    bill: str
    fen: int
    device: str
    state: str
    hand: str
    left_s: float
    posted: bool


class Handset:
    """digits(n): n digits by chance."""

    def __init__(self, books: Books, settlement: Settlement, digits: Callable[[int], str]) -> None:
        self._books = books
        self._money = settlement
        self._digits = digits

    def do(self, key: str, deed: str) -> Failure | None:
        """One of DEEDS.  late: the money comes after the order is closed; twice: the channel says it twice.
        (pay.unknown, pay.closed)"""
        with self._books.writing() as books:
            now = self._money.settle()
            row = books.first("SELECT * FROM orders WHERE key = ? AND token IS NOT NULL", key)
            if row is None:
                return Failure("pay.unknown")
            if row["state"] == "closed" and deed != "late":
                return Failure("pay.closed")
            if deed in ("pay", "twice") or row["state"] == "closed":
                self._money.paid(row, now)
            elif deed == "close":
                self._money.close(key, now)
            elif row["state"] == "pending":
                books.run("UPDATE orders SET phone = ? WHERE key = ?", _MARKS[deed], key)
            if deed == "twice":
                self._money.paid(books.run("SELECT * FROM orders WHERE key = ?", key)[0], now)
        return None

    def seen(self, token: str) -> Seen | None:
        with self._books.writing() as books:
            now = self._money.settle()
            row = books.first("SELECT * FROM orders WHERE token = ?", token)
        if row is None:
            return None
        left = max(0.0, row["until"] - now) if row["state"] == "pending" else 0.0
        return Seen(row["key"], row["bill"], row["fen"], row["device"], row["state"], row["phone"], left,
                    bool(row["posted"]))

    def last(self) -> str | None:
        """Key of the newest order."""
        newest = self.newest()
        return newest[1].key if newest else None

    def newest(self) -> tuple[str, Seen] | None:
        """Token and sight of the newest order that a phone can open."""
        with self._books.writing() as books:
            row = books.first("SELECT token FROM orders WHERE token IS NOT NULL ORDER BY rowid DESC LIMIT 1")
        seen = self.seen(row["token"]) if row else None
        return (row["token"], seen) if row and seen else None

    def paycode(self, how: str, long: bool = False) -> str:
        """A fresh code to hold before a scanner: 18 digits from 13, or 20 from 28 (government-services §4.2)."""
        code = "28" + self._digits(18) if long else "13" + self._digits(16)
        with self._books.writing() as books:
            books.run("INSERT INTO paycode(code, how) VALUES (?, ?)", code, how)
        return code
