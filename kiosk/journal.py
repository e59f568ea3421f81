"""The journal: what this machine intended, did, and knows of it.  One file, one writer (core).

SQLite in WAL with synchronous=FULL: a commit that returned survives a power cut (reliability §1.2).
`execute()` with explicit BEGIN IMMEDIATE / COMMIT only, so that another SQLite can stand in.
Every commit adds a link to a hash chain over what it wrote.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any

import msgspec

from kiosk.backstage import Facts, OpenEffect
from kiosk.schema import Connection, migrate

OPEN = ("intent", "permitted")
CLOSED = ("done", "not_done", "unknown")


class OutboxRow(msgspec.Struct, frozen=True):
    seq: int
    key: str
    body: dict[str, str | int | None]


class Journal:
    """`now` returns RFC 3339 UTC; `point` is called at each named instant (tests stop the process there)."""

    def __init__(
        self, connection: Connection, kiosk: str, now: Callable[[], str], point: Callable[[str], None] = lambda _: None
    ) -> None:
        self._db = connection
        self._kiosk = kiosk
        self._now = now
        self._point = point
        self._failed = False
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        migrate(connection, now())

    @property
    def fault(self) -> str | None:
        """The fault of a journal that could not be written; gone once a write succeeds."""
        if self._failed:
            try:
                self.probe()
            except Exception:  # noqa: BLE001 – whatever SQLite this is, it cannot write
                return "journal.unwritable"
        return None

    def probe(self) -> None:
        """Write, and change nothing."""
        with self._transaction():
            self._db.execute("UPDATE meta SET version = version")

    # ------------------------------------------------------------ visits and consents
    def open_visit(self, visit: str) -> None:
        with self._commit(visit, "visit.opened", {}):
            self._db.execute("INSERT INTO visit(id, opened) VALUES (?, ?)", (visit, self._now()))

    def close_visit(self, visit: str, reason: str) -> None:
        self._point("close.before")
        with self._commit(visit, "visit.closed", {"reason": reason}):
            self._db.execute(
                "UPDATE visit SET closed = ?, reason = ? WHERE id = ? AND closed IS NULL", (self._now(), reason, visit)
            )
        self._point("close.after")

    def open_visits(self) -> list[str]:
        return [row[0] for row in self._db.execute("SELECT id FROM visit WHERE closed IS NULL ORDER BY opened")]

    def consent(self, visit: str, purpose: str, version: str, agreed: bool) -> None:
        with self._commit(visit, "consent", {"purpose": purpose, "version": version, "agreed": int(agreed)}):
            self._db.execute(
                "INSERT INTO consent(visit, purpose, version, agreed, at) VALUES (?, ?, ?, ?, ?)",
                (visit, purpose, version, int(agreed), self._now()),
            )

    # ------------------------------------------------------------ effects
    def intend(
        self, visit: str, effect: str, kind: str, item: str, person: str, body: bytes, day: str,
        facts: Facts | None = None,
    ) -> None:
        """Write the intent durably; only then may a permit be given."""
        self._point("intent.before")
        with self._commit(visit, "effect.intent", {"effect": effect, "kind": kind, "item": item, **(facts or {})}):
            self._db.execute(
                "INSERT INTO effect(id, visit, kind, item, state, person, body, day, facts, opened)"
                " VALUES (?, ?, ?, ?, 'intent', ?, ?, ?, ?, ?)",
                (effect, visit, kind, item, person, body, day, msgspec.json.encode(facts or {}).decode(), self._now()),
            )
        self._point("intent.after")

    def progress(self, effect: str, facts: Facts) -> None:
        """Add what a step left behind.  A closed effect takes no more steps."""
        self._point("progress.before")
        known = self._effect(effect)
        if known.state not in OPEN:
            raise ValueError("effect is closed")
        merged = msgspec.json.encode({**known.facts, **facts}).decode()
        with self._commit(known.visit, "effect.progress", {"effect": effect, **facts}):
            self._db.execute("UPDATE effect SET facts = ?, state = 'permitted' WHERE id = ?", (merged, effect))
        self._point("progress.after")

    def settle(self, effect: str, state: str, evidence: Facts) -> None:
        """Close an effect; its outbox row is in the same transaction.  Settling twice changes nothing."""
        if state not in CLOSED:
            raise ValueError(state)
        known = self._effect(effect)
        if known.state in CLOSED and not (known.state == "unknown" and state != "unknown"):
            return
        self._point("outcome.before")
        at = self._now()
        body = {"kiosk": self._kiosk, "visit": known.visit, "effect": effect, "kind": known.kind, "item": known.item,
                "state": state, "opened": known.opened, "closed": at,
                **{word: evidence[word] for word in ("card",) if word in evidence}}
        if state != "done" and (fault := evidence.get("fault", known.facts.get("fault"))):
            body["fault"] = fault  # a row of config/faults.toml: what the operator has to see to
        with self._commit(known.visit, "effect." + state, {"effect": effect, **evidence}):
            self._db.execute(
                "UPDATE effect SET state = ?, evidence = ?, closed = ? WHERE id = ?",
                (state, msgspec.json.encode(evidence).decode(), at, effect),
            )
            self._db.execute(
                "INSERT INTO outbox(key, body, created) VALUES (?, ?, ?)",
                (f"{self._kiosk}:{effect}:{state}", msgspec.json.encode(body).decode(), at),
            )
        self._point("outcome.after")

    def open_effects(self) -> list[OpenEffect]:
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM effect WHERE state IN ('intent', 'permitted') ORDER BY opened, id"
        )
        return [_effect(row) for row in rows]

    def unknown_effects(self, since: str) -> list[OpenEffect]:
        """Those opened at `since` (RFC 3339 UTC) or later whose outcome no witness could tell yet."""
        rows = self._db.execute(
            f"SELECT {_COLUMNS} FROM effect WHERE state = 'unknown' AND opened >= ? ORDER BY opened, id", (since,)
        )
        return [_effect(row) for row in rows]

    def effects_of(self, visit: str) -> list[OpenEffect]:
        rows = self._db.execute(f"SELECT {_COLUMNS} FROM effect WHERE visit = ? ORDER BY opened, id", (visit,))
        return [_effect(row) for row in rows]

    def newest(self, kind: str) -> str:
        """The effect of this kind that was opened last, "" where none was."""
        rows = list(self._db.execute(
            "SELECT id FROM effect WHERE kind = ? ORDER BY opened DESC, id DESC LIMIT 1", (kind,)))
        return str(rows[0][0]) if rows else ""

    def interrupted(self, person: str, since: str) -> list[tuple[OpenEffect, str]]:
        """Print effects of this pseudonym, opened at `since` or later, that brought no page, cost nothing and were not
        made good; with the day of each one's data key."""
        rows = list(self._db.execute(
            f"SELECT {_COLUMNS}, day FROM effect WHERE person = ? AND kind = 'print' AND opened >= ?"
            " ORDER BY opened, id", (person, since)))
        effects = [(_effect(row[:-1]), str(row[-1])) for row in rows]
        good = {str(one.facts.get("again")) for one, _ in effects if one.state == "done"}
        return [
            (one, day) for one, day in effects
            if one.state in ("not_done", "unknown") and one.id not in good
            and "order" not in one.facts and "again" not in one.facts
        ]

    def owe(self, paid: str, effect: str, facts: Facts) -> None:
        """Open a refund for the effect `paid` where its visit is no more; whoever resolves it sends it."""
        self._point("owe.before")
        known = self._effect(paid)
        with self._commit(known.visit, "effect.intent", {"effect": effect, "kind": "refund", "item": known.item}):
            self._db.execute(
                "INSERT INTO effect(id, visit, kind, item, state, person, body, day, facts, opened)"
                " SELECT ?, visit, 'refund', item, 'permitted', person, x'', day, ?, ? FROM effect WHERE id = ?",
                (effect, msgspec.json.encode(facts).decode(), self._now(), paid),
            )
        self._point("owe.after")

    # ------------------------------------------------------------ outbox
    def report(self, visit: str, key: str, body: Facts) -> None:
        """Something for the platform that is no effect: a rating.  The same key is reported once."""
        with self._commit(visit, "report", {"key": key}):
            self._db.execute(
                "INSERT OR IGNORE INTO outbox(key, body, created) VALUES (?, ?, ?)",
                (f"{self._kiosk}:{key}", msgspec.json.encode({"kiosk": self._kiosk, "visit": visit, **body}).decode(),
                 self._now()),
            )

    def outbox(self, limit: int = 50) -> list[OutboxRow]:
        rows = self._db.execute("SELECT seq, key, body FROM outbox ORDER BY seq LIMIT ?", (limit,))
        return [OutboxRow(seq, key, msgspec.json.decode(body)) for seq, key, body in rows]

    def sent(self, up_to: int) -> None:
        """Forget outbox rows that the other side has committed."""
        with self._transaction():
            self._db.execute("DELETE FROM outbox WHERE seq <= ?", (up_to,))

    # ------------------------------------------------------------ within
    def _effect(self, effect: str) -> OpenEffect:
        rows = list(self._db.execute(f"SELECT {_COLUMNS} FROM effect WHERE id = ?", (effect,)))
        if not rows:
            raise KeyError(effect)
        return _effect(rows[0])

    @contextmanager
    def _commit(self, visit: str, what: str, body: Facts) -> Generator[None]:
        with self._transaction():
            yield
            before = list(self._db.execute("SELECT hash FROM chain ORDER BY seq DESC LIMIT 1"))
            at, text = self._now(), msgspec.json.encode(body).decode()
            self._db.execute(
                "INSERT INTO chain(at, visit, what, body, hash) VALUES (?, ?, ?, ?, ?)",
                (at, visit, what, text, _link(before[0][0] if before else "", at, visit, what, text)),
            )

    @contextmanager
    def _transaction(self) -> Generator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException:
            self._failed = True
            if self._db.in_transaction:  # a full disk has rolled back by itself
                self._db.execute("ROLLBACK")
            raise
        self._failed = False


_COLUMNS = "id, visit, kind, item, state, facts, body, opened, coalesce(evidence, '{}')"


def _effect(row: Any) -> OpenEffect:
    ident, visit, kind, item, state, facts, body, opened, evidence = row
    return OpenEffect(ident, visit, kind, item, state, msgspec.json.decode(facts), bytes(body), opened,
                      msgspec.json.decode(evidence))


def _link(before: str, *parts: str) -> str:
    return hashlib.sha256("\x1f".join((before, *parts)).encode()).hexdigest()


def broken_link(db: Connection) -> int | None:
    """The first row of the chain whose hash does not follow from the one before, None if all do."""
    before = ""
    for seq, at, visit, what, body, link in db.execute(
        "SELECT seq, at, visit, what, body, hash FROM chain ORDER BY seq"
    ):
        if _link(before, at, visit, what, body) != link:
            return int(seq)
        before = link
    return None
