"""Orders and refunds at the public-payment platform, as a kiosk may ask for them.  Fen only.

An order is the kiosk's effect: the same key is the same order.  Two kiosks may open an order for one bill; what the
money then does is said in settlement.py.
"""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
from collections.abc import Callable

from sandbox.platform.books import Books
from sandbox.platform.settlement import Settlement
from services.models import EBill, Failure, Order, Refund

OPEN_S = 180.0
"""An order closes by itself after this (government-services §4.3)."""
PAYCODE = re.compile(r"1[0-5]\d{16}|(?:2[5-9]|30)\d{14,22}")


class Ledger:
    """token: what an order's link ends with; link: the link of a token."""

    def __init__(
        self, books: Books, settlement: Settlement, token: Callable[[], str], link: Callable[[str], str]
    ) -> None:
        self._books = books
        self._money = settlement
        self._token = token
        self._link = link

    # ---------------------------------------------------------------- the kiosk's calls
    def order(self, key: str, device: str, visit: str, bill: str, fen: int) -> Order | Failure:
        """Open an order (bill.unknown, bill.paid, bill.void, pay.amount), or the same again."""
        with self._books.writing() as books:
            now, known = self._money.settle(), books.first("SELECT * FROM orders WHERE key = ?", key)
            if known is not None:
                same = known["device"] == device and known["bill"] in (bill, "") and known["fen"] in (fen, 0)
                return self._shown(known, now) if same else Failure("pay.amount")
            owed = books.first("SELECT fen, state FROM bill WHERE code = ?", bill)
            if owed is None:
                return Failure("bill.unknown")
            if owed["state"] != "open":
                return Failure(f"bill.{owed['state']}")
            if owed["fen"] != fen:
                return Failure("pay.amount")
            books.run(
                "INSERT INTO orders(key, device, visit, bill, fen, state, until, token)"
                " VALUES (?, ?, ?, ?, ?, 'pending', ?, ?)",
                key, device, visit, bill, fen, now + OPEN_S, self._token(),
            )
            return self._answer(key, now)

    def order_of(self, key: str, device: str) -> Order | None:
        with self._books.writing():
            now, row = self._money.settle(), self._row(key, device)
            return self._shown(row, now) if row else None

    def charge(self, key: str, device: str, code: str) -> Order | Failure:
        """Charge a phone's code; a code is good once, for its order again and again (pay.bad_code, .declined, …)."""
        with self._books.writing() as books:
            now, row = self._money.settle(), self._row(key, device)
            if row is None:
                return Failure("pay.unknown")
            held = books.first("SELECT how, order_key FROM paycode WHERE code = ?", code)
            if not PAYCODE.fullmatch(code) or held is None or held["order_key"] not in (None, key):
                return Failure("pay.bad_code")
            if held["order_key"] is None and row["state"] == "pending":
                books.run("UPDATE paycode SET order_key = ? WHERE code = ?", key, code)
                if held["how"] == "pays":
                    self._money.paid(row, now)
                else:
                    mark = "typing" if held["how"] == "types" else "declined"
                    books.run("UPDATE orders SET phone = ? WHERE key = ?", mark, key)
            elif row["state"] == "closed":
                return Failure("pay.closed")
            answer = self._answer(key, now)
        return Failure("pay.declined") if held["how"] == "declines" and answer.state == "pending" else answer

    def close(self, key: str, device: str, visit: str) -> Order | Failure:
        """Withdraw the offer.  A key nobody has heard of is closed before it can be opened by a request on its way."""
        with self._books.writing() as books:
            now = self._money.settle()
            books.run(
                "INSERT OR IGNORE INTO orders(key, device, visit, bill, fen, state, until, closed_at)"
                " VALUES (?, ?, ?, '', 0, 'closed', 0, ?)", key, device, visit, now,
            )
            if self._row(key, device) is None:
                return Failure("pay.unknown")
            self._money.close(key, now)
            return self._answer(key, now)

    def refund(self, key: str, device: str, order: str, fen: int) -> Refund | Failure:
        """The whole money of a paid order goes back, once (pay.unknown, .not_paid, .amount, .refunded)."""
        with self._books.writing() as books:
            now, row = self._money.settle(), self._row(order, device)
            if row is None:
                return Failure("pay.unknown")
            if row["fen"] != fen:
                return Failure("pay.amount")
            known = books.first("SELECT * FROM refund WHERE key = ? OR order_key = ?", key, order)
            if known is not None:
                same = known["key"] == key and known["order_key"] == order
                return _refund(known) if same else Failure("pay.refunded")
            if row["state"] != "paid":
                return Failure("pay.not_paid")
            self._money.give_back(key, row, now)
            self._money.settle()
            return _refund(books.run("SELECT * FROM refund WHERE key = ?", key)[0])

    def refund_of(self, key: str, device: str) -> Refund | None:
        with self._books.writing() as books:
            self._money.settle()
            row = books.first(
                "SELECT r.* FROM refund r JOIN orders o ON o.key = r.order_key WHERE r.key = ? AND o.device = ?",
                key, device,
            )
            return _refund(row) if row else None

    # ---------------------------------------------------------------- rows as answers
    def _row(self, key: str, device: str) -> sqlite3.Row | None:
        return self._books.first("SELECT * FROM orders WHERE key = ? AND device = ?", key, device)

    def _answer(self, key: str, now: float) -> Order:
        return self._shown(self._books.run("SELECT * FROM orders WHERE key = ?", key)[0], now)

    def _shown(self, row: sqlite3.Row, now: float) -> Order:
        left = max(0, math.ceil(row["until"] - now)) if row["state"] == "pending" else 0
        paper = self._books.first("SELECT * FROM ebill WHERE order_key = ? AND taken_back = 0", row["key"])
        return Order(
            row["key"], row["bill"], row["fen"], row["state"], self._link(row["token"]) if row["token"] else "", left,
            bool(row["posted"]), _ebill(paper) if paper else None,
        )


def _refund(row: sqlite3.Row) -> Refund:
    return Refund(row["key"], row["order_key"], row["fen"], row["state"])


def _ebill(row: sqlite3.Row) -> EBill:
    """Code: region 99, class 01, kind 01, year (government-services §2.1); number in a row; check six of a digest."""
    number = f"{row['number']:010d}"
    return EBill(f"990101{row['year']}", number, hashlib.sha256(f"{number}{row['order_key']}".encode()).hexdigest()[:6])
