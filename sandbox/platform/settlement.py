"""What money does when it comes, and what time alone does to orders and refunds.

The money that comes first posts the bill and gets the e-bill; other money for it is paid and not posted (its kiosk
gives it back).  Money that comes after its order was closed is settled here, once: it posts where the bill is still
open and no fee (whose page was given up with the order), else it goes back by itself.  Everything here is called
within `Books.writing()`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime

from sandbox.platform.books import Books

LATE_S = 2.0
"""Late money comes this long after its order was closed."""
REFUND_S = 1.0
"""Money is on its way back for this long."""


class Settlement:
    """clock: seconds since 1970; by_hand: refunds wait for a clerk ("manual")."""

    def __init__(self, books: Books, clock: Callable[[], float], refund_s: float = REFUND_S) -> None:
        self._books = books
        self._clock = clock
        self._refund_s = refund_s
        self.by_hand = False

    def settle(self) -> float:
        """Do what has become due since the last look; the time now."""
        now, books = self._clock(), self._books
        books.run("UPDATE orders SET state = 'closed', closed_at = until WHERE state = 'pending' AND until <= ?", now)
        for row in books.run(
            "SELECT * FROM orders WHERE state = 'closed' AND phone = 'late' AND closed_at <= ? ORDER BY closed_at",
            now - LATE_S,
        ):
            self.paid(row, now)
        for row in books.run(
            "SELECT order_key FROM refund WHERE state = 'refunding' AND at <= ?", now - self._refund_s
        ):
            books.run("UPDATE refund SET state = 'refunded' WHERE order_key = ?", row["order_key"])
            books.run("UPDATE orders SET state = 'refunded' WHERE key = ?", row["order_key"])
        return now

    def paid(self, row: sqlite3.Row, now: float) -> None:
        """The channel says that the money of an order came.  It may say so twice."""
        key, books = row["key"], self._books
        if row["state"] not in ("pending", "closed"):
            return
        books.run("UPDATE orders SET state = 'paid', paid_at = ?, phone = '' WHERE key = ?", now, key)
        self._moved("pay", row, row["fen"], now)
        late = int(row["state"] == "closed")  # a fee's page is given up with its order: late money for it goes back
        if books.run(
            "UPDATE bill SET state = 'paid' WHERE code = ? AND state = 'open' AND NOT (fee AND ?) RETURNING code",
            row["bill"], late,
        ):
            books.run("UPDATE orders SET posted = 1 WHERE key = ?", key)
            books.run("INSERT INTO ebill(order_key, year) VALUES (?, ?)", key, f"{datetime.fromtimestamp(now, UTC):%y}")
        elif row["state"] == "closed":
            self.give_back(f"late:{key}", row, now)

    def close(self, key: str, now: float) -> None:
        self._books.run(
            "UPDATE orders SET state = 'closed', closed_at = ? WHERE key = ? AND state = 'pending'", now, key
        )

    def give_back(self, refund: str, row: sqlite3.Row, now: float) -> None:
        """All money of an order.  A bill that it had posted is open again, and its e-bill is taken back (冲红)."""
        key, books = row["key"], self._books
        books.run("INSERT INTO refund VALUES (?, ?, ?, 'manual', ?)", refund, key, row["fen"], now)
        books.run("UPDATE orders SET state = 'refunding', posted = 0 WHERE key = ?", key)
        if row["posted"]:
            books.run("UPDATE bill SET state = 'open' WHERE code = ?", row["bill"])
            books.run("UPDATE ebill SET taken_back = 1 WHERE order_key = ?", key)
        if not self.by_hand:
            self.send_back(row, now)

    def send_back(self, row: sqlite3.Row, now: float) -> None:
        """The money of a refund that waited for a hand leaves."""
        for _ in self._books.run(
            "UPDATE refund SET state = 'refunding', at = ? WHERE order_key = ? AND state = 'manual' RETURNING key",
            now, row["key"],
        ):
            self._moved("refund", row, -row["fen"], now)

    def _moved(self, kind: str, row: sqlite3.Row, fen: int, now: float) -> None:
        self._books.run(
            "INSERT INTO movement(kind, order_key, bill, fen, at) VALUES (?, ?, ?, ?, ?)",
            kind, row["key"], row["bill"], fen, now,
        )
