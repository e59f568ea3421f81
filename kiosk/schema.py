"""Numbered schemas of journal.db.  A journal of the version before opens, and its open effects resolve."""

from __future__ import annotations

from typing import Any, Protocol

VERSION = 2

_V1 = (
    "CREATE TABLE meta(version INTEGER NOT NULL)",
    "CREATE TABLE visit(id TEXT PRIMARY KEY, opened TEXT NOT NULL, closed TEXT, reason TEXT)",
    "CREATE TABLE effect(id TEXT PRIMARY KEY, visit TEXT NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL,"
    " state TEXT NOT NULL, body BLOB NOT NULL, facts TEXT NOT NULL, evidence TEXT, opened TEXT NOT NULL, closed TEXT)",
    "CREATE INDEX effect_state ON effect(state)",
    "CREATE TABLE consent(visit TEXT NOT NULL, purpose TEXT NOT NULL, version TEXT NOT NULL, agreed INTEGER NOT NULL,"
    " at TEXT NOT NULL)",
    "CREATE TABLE outbox(seq INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE NOT NULL, body TEXT NOT NULL,"
    " created TEXT NOT NULL)",
    "CREATE TABLE chain(seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, visit TEXT NOT NULL,"
    " what TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL)",
    "INSERT INTO meta(version) VALUES (1)",
)

# 2: the citizen's pseudonym, by which an interrupted document is found again, and the day of the data key
_V2 = (
    "ALTER TABLE effect ADD COLUMN person TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE effect ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX effect_person ON effect(person)",
    "UPDATE meta SET version = 2",
)

STEPS = {0: _V1, 1: _V2}


class Connection(Protocol):
    """What the journal needs of a database connection; sqlite3's and apsw's both have it."""

    @property
    def in_transaction(self) -> bool: ...
    def execute(self, sql: str, values: Any = (), /) -> Any: ...


class SchemaError(Exception):
    """The journal was written by newer software; it is left untouched."""


def version_of(db: Connection) -> int:
    """0 for an empty file."""
    tables = list(db.execute("SELECT name FROM sqlite_master WHERE name = 'meta'"))
    return int(list(db.execute("SELECT version FROM meta"))[0][0]) if tables else 0


def migrate(db: Connection, now: str, target: int = VERSION) -> None:
    """Bring the journal to `target`, one transaction a version.  Raises SchemaError on a newer one."""
    found = version_of(db)
    if found > target:
        raise SchemaError(f"journal.db has schema {found}, this software knows {target}: start the newer version")
    for version in range(found, target):
        db.execute("BEGIN IMMEDIATE")
        for statement in STEPS[version]:
            db.execute(statement)
        db.execute("COMMIT")
