"""The money's own file (SQLite): what every movement must keep, the database itself keeps too.

One posted order a bill, one refund an order, and rows of the channel's ledger that nobody can change.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_SCHEMA = """
CREATE TABLE IF NOT EXISTS bill(
    code TEXT PRIMARY KEY, item TEXT, number TEXT, round INTEGER, body BLOB, fen INTEGER, state TEXT,
    fee INTEGER DEFAULT 0);
CREATE INDEX IF NOT EXISTS bill_by_number ON bill(item, number, round);
CREATE TABLE IF NOT EXISTS orders(
    key TEXT PRIMARY KEY, device TEXT, visit TEXT, bill TEXT, fen INTEGER, state TEXT, until REAL, token TEXT UNIQUE,
    posted INTEGER DEFAULT 0, paid_at REAL, closed_at REAL, phone TEXT DEFAULT '');
CREATE UNIQUE INDEX IF NOT EXISTS one_posting_a_bill ON orders(bill) WHERE posted = 1;
CREATE INDEX IF NOT EXISTS order_open ON orders(until) WHERE state = 'pending';
CREATE INDEX IF NOT EXISTS order_late ON orders(closed_at) WHERE state = 'closed' AND phone = 'late';
CREATE TABLE IF NOT EXISTS refund(key TEXT PRIMARY KEY, order_key TEXT UNIQUE, fen INTEGER, state TEXT, at REAL);
CREATE INDEX IF NOT EXISTS refund_open ON refund(at) WHERE state = 'refunding';
CREATE TABLE IF NOT EXISTS ebill(
    number INTEGER PRIMARY KEY AUTOINCREMENT, order_key TEXT, year TEXT, taken_back INTEGER DEFAULT 0);
CREATE INDEX IF NOT EXISTS ebill_by_order ON ebill(order_key);
CREATE TABLE IF NOT EXISTS paycode(code TEXT PRIMARY KEY, how TEXT, order_key TEXT);
CREATE TABLE IF NOT EXISTS movement(
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT, order_key TEXT, bill TEXT, fen INTEGER, at REAL);
CREATE TRIGGER IF NOT EXISTS movement_stays BEFORE UPDATE ON movement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS movement_kept BEFORE DELETE ON movement BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


class Books:
    """One connection, one lock; everything within `writing()` is on disk together before it ends, or not at all."""

    def __init__(self, file: Path | str) -> None:
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;" + _SCHEMA)
        self._lock = threading.Lock()

    @contextmanager
    def writing(self) -> Generator[Books]:
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def run(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        """Within `writing()` only."""
        return self._db.execute(sql, values).fetchall()

    def first(self, sql: str, *values: Any) -> sqlite3.Row | None:
        """Within `writing()` only."""
        return self._db.execute(sql, values).fetchone()
