"""The county's registers, in SQLite: citizens and their insurances, visits, codes, documents, events.

All people are synthetic.  The kiosk never sees this file.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sqlite3
import threading
from pathlib import Path
from typing import Any

import msgspec

from sandbox.platform.tables import load, rows

LOCK_S = 900
TRIES = 3

_SCHEMA = """
CREATE TABLE IF NOT EXISTS visit(id TEXT PRIMARY KEY, device TEXT, key BLOB, person TEXT, proof TEXT, opened REAL);
CREATE TABLE IF NOT EXISTS code(visit TEXT PRIMARY KEY, hash TEXT, until REAL);
CREATE TABLE IF NOT EXISTS tries(person TEXT PRIMARY KEY, wrong INTEGER, locked_until REAL);
CREATE TABLE IF NOT EXISTS document(serial TEXT PRIMARY KEY, visit TEXT, item TEXT, digest TEXT, issued TEXT);
CREATE TABLE IF NOT EXISTS paper(serial TEXT PRIMARY KEY, owner TEXT, sealed BLOB);
CREATE TABLE IF NOT EXISTS event(key TEXT PRIMARY KEY, body TEXT, at REAL);
"""


class Insurance(msgspec.Struct, frozen=True):
    """One kind of insurance of a citizen.  since: YYYY-MM."""

    kind: str
    zh: str
    since: str


class Citizen(msgspec.Struct, frozen=True):
    """A synthetic person.  card: kind of identity document; portrait: a name in assets/portraits."""

    key: str
    name: str
    number: str
    sex: str
    birth: str
    card: str
    phone: str
    portrait: str
    place: str
    valid_from: str
    valid_to: str
    nation: str = "01"
    address: str = ""
    issuer: str = ""
    english_name: str = ""
    insurances: tuple[Insurance, ...] = ()


def citizens(file: Path) -> dict[str, Citizen]:
    """The synthetic citizens of sandbox/data/citizens.toml by key."""
    known = load(file).items()
    return {key: rows(Citizen, {"key": key, **row}, f"{file.name}: {key}") for key, row in known}


class Register:
    """One connection, one lock; `clock` gives seconds since 1970."""

    def __init__(self, file: Path, people: dict[str, Citizen]) -> None:
        self._db = sqlite3.connect(file, isolation_level=None, check_same_thread=False)
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _SCHEMA)
        self._lock = threading.Lock()
        self._people = {person.number: person for person in people.values()}

    def person(self, number: str) -> Citizen | None:
        return self._people.get(number)

    def run(self, sql: str, *values: Any) -> list[Any]:
        with self._lock:
            return self._db.execute(sql, values).fetchall()

    # ---------------------------------------------------------------- visits
    def open_visit(self, visit: str, device: str, key: bytes, now: float) -> bytes:
        """The visit's key; opening it again gives the same."""
        self.run(
            "INSERT OR IGNORE INTO visit(id, device, key, opened) VALUES (?, ?, ?, ?)", visit, device, key, now
        )
        return bytes(self.run("SELECT key FROM visit WHERE id = ?", visit)[0][0])

    def visit(self, visit: str) -> dict[str, Any] | None:
        rows = self.run("SELECT device, key, person, proof FROM visit WHERE id = ?", visit)
        return dict(zip(("device", "key", "person", "proof"), rows[0], strict=True)) if rows else None

    def bind(self, visit: str, number: str) -> bool:
        """A visit belongs to the first person it names; False for anyone else."""
        self.run("UPDATE visit SET person = ? WHERE id = ? AND person IS NULL", number, visit)
        return bool(self.run("SELECT 1 FROM visit WHERE id = ? AND person = ?", visit, number))

    def prove(self, visit: str, by: str) -> None:
        self.run("UPDATE visit SET proof = ? WHERE id = ?", by, visit)

    # ---------------------------------------------------------------- codes
    def tries_left(self, number: str, now: float) -> int:
        rows = self.run("SELECT wrong, locked_until FROM tries WHERE person = ?", number)
        if not rows or (rows[0][1] and rows[0][1] <= now):
            self.run("INSERT OR REPLACE INTO tries(person, wrong, locked_until) VALUES (?, 0, 0)", number)
            return TRIES
        return 0 if rows[0][1] else TRIES - int(rows[0][0])

    def keep_code(self, visit: str, code: str, until: float) -> None:
        self.run("INSERT OR REPLACE INTO code(visit, hash, until) VALUES (?, ?, ?)", visit, _hash(visit, code), until)

    def check_code(self, visit: str, number: str, code: str, now: float) -> tuple[bool, int]:
        """(right, tries left); the third wrong one locks the person for fifteen minutes."""
        left = self.tries_left(number, now)
        if not left:
            return False, 0
        rows = self.run("SELECT hash, until FROM code WHERE visit = ?", visit)
        if rows and rows[0][0] == _hash(visit, code) and now <= rows[0][1]:
            self.run("DELETE FROM code WHERE visit = ?", visit)
            self.run("DELETE FROM tries WHERE person = ?", number)
            return True, TRIES
        left -= 1
        self.run(
            "UPDATE tries SET wrong = ?, locked_until = ? WHERE person = ?",
            TRIES - left, 0 if left else now + LOCK_S, number,
        )
        return False, left

    # ---------------------------------------------------------------- documents and events
    def keep_document(self, serial: str, visit: str, item: str, digest: str, issued: str) -> None:
        self.run("INSERT INTO document VALUES (?, ?, ?, ?, ?)", serial, visit, item, digest, issued)

    def fresh_serial(self, day: str) -> str:
        """A serial of that day that no document has; drawn, so that nobody can guess the next."""
        while True:
            serial = f"{day}-{secrets.randbelow(10**6):06d}"
            if not self.run("SELECT 1 FROM document WHERE serial = ?", serial):
                return serial

    def keep_paper(self, serial: str, owner: str, sealed: bytes) -> None:
        """The sealed document as it was issued, for its owner to have once more."""
        self.run("INSERT INTO paper VALUES (?, ?, ?)", serial, owner, sealed)

    def paper(self, serial: str) -> tuple[str, str, bytes] | None:
        """(item, owner's number, document)"""
        rows = self.run("SELECT item, owner, sealed FROM paper JOIN document USING (serial) WHERE serial = ?", serial)
        return rows[0] if rows else None

    def keep_event(self, key: str, body: dict[str, Any], now: float) -> bool:
        """False where it was kept before."""
        got = self.run("INSERT OR IGNORE INTO event VALUES (?, ?, ?) RETURNING 1", key, json.dumps(body), now)
        return bool(got)

    def events(self) -> list[dict[str, Any]]:
        return [{"key": key, **json.loads(body)} for key, body in self.run("SELECT key, body FROM event ORDER BY at")]


def _hash(visit: str, code: str) -> str:
    return hashlib.sha256(f"{visit}:{code}".encode()).hexdigest()
