"""The journal: what is written before what, what a version before leaves behind, and that nobody edits it."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest
from cryptography.exceptions import InvalidTag

from kiosk.journal import Journal, broken_link
from kiosk.schema import VERSION, SchemaError, migrate, version_of
from kiosk.vault import Vault, pseudonym, seal, unseal

NOW = "2026-11-24T10:00:00.000Z"


def opened(path: Path, version: int = VERSION) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None)
    migrate(db, NOW, version)
    return db


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    return opened(tmp_path / "journal.db")


@pytest.fixture
def journal(db: sqlite3.Connection) -> Journal:
    made = Journal(db, "K-1", lambda: NOW)
    made.open_visit("V1")
    return made


def test_an_outcome_and_its_report_are_one_transaction(journal: Journal, db: sqlite3.Connection) -> None:
    journal.intend("V1", "V1-1", "print", "HR-001", "p", b"x", "2026-11-24")
    journal.settle("V1-1", "done", {"witness": "printer"})
    assert [row.key for row in journal.outbox()] == ["K-1:V1-1:done"]
    assert journal.open_effects() == []


def test_a_failing_outbox_leaves_the_effect_open(journal: Journal, db: sqlite3.Connection) -> None:
    journal.intend("V1", "V1-1", "print", "HR-001", "p", b"x", "2026-11-24")
    db.execute("INSERT INTO outbox(key, body, created) VALUES ('K-1:V1-1:done', '{}', '')")
    with pytest.raises(sqlite3.IntegrityError):
        journal.settle("V1-1", "done", {})
    assert [effect.id for effect in journal.open_effects()] == ["V1-1"]


def test_settling_twice_changes_nothing_but_unknown_may_be_resolved_later(journal: Journal) -> None:
    journal.intend("V1", "V1-1", "print", "HR-001", "p", b"x", "2026-11-24")
    journal.settle("V1-1", "unknown", {})
    journal.settle("V1-1", "done", {})
    journal.settle("V1-1", "not_done", {})
    assert [effect.state for effect in journal.effects_of("V1")] == ["done"]
    assert [row.body["state"] for row in journal.outbox()] == ["unknown", "done"]


def test_the_county_hears_the_fault_of_what_was_not_done(journal: Journal) -> None:
    journal.intend("V1", "V1-1", "print", "HR-001", "p", b"x", "2026-11-24")
    journal.progress("V1-1", {"fault": "printer.jam"})
    journal.settle("V1-1", "unknown", {})
    journal.settle("V1-1", "done", {})
    assert [row.body.get("fault") for row in journal.outbox()] == ["printer.jam", None]


def test_steps_add_up_and_a_closed_effect_takes_none(journal: Journal) -> None:
    journal.intend("V1", "V1-1", "print", "HR-001", "p", b"x", "2026-11-24")
    journal.progress("V1-1", {"job": 7})
    journal.progress("V1-1", {"uuid": "u"})
    assert journal.open_effects()[0].facts == {"job": 7, "uuid": "u"}
    journal.settle("V1-1", "done", {})
    with pytest.raises(ValueError, match="closed"):
        journal.progress("V1-1", {"late": 1})


def test_sent_rows_are_forgotten_and_later_ones_stay(journal: Journal) -> None:
    for number in (1, 2):
        journal.intend("V1", f"V1-{number}", "print", "HR-001", "p", b"x", "2026-11-24")
        journal.settle(f"V1-{number}", "done", {})
    journal.sent(journal.outbox()[0].seq)
    assert [row.key for row in journal.outbox()] == ["K-1:V1-2:done"]


def test_the_chain_is_whole_and_an_edit_breaks_it_at_its_row(journal: Journal, db: sqlite3.Connection) -> None:
    journal.consent("V1", "data", "1", True)
    journal.close_visit("V1", "finished")
    assert broken_link(db) is None
    db.execute("UPDATE chain SET body = '{\"agreed\":0}' WHERE seq = 2")
    assert broken_link(db) == 2


def test_each_commit_is_durable_before_it_returns(journal: Journal, db: sqlite3.Connection) -> None:
    assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert db.execute("PRAGMA synchronous").fetchone()[0] == 2


def test_a_journal_of_the_version_before_opens_and_its_open_effect_resolves(tmp_path: Path) -> None:
    old = opened(tmp_path / "journal.db", VERSION - 1)
    old.execute("INSERT INTO visit(id, opened) VALUES ('V0', ?)", (NOW,))
    old.execute(
        "INSERT INTO effect(id, visit, kind, item, state, body, facts, opened)"
        " VALUES ('V0-1', 'V0', 'print', 'HR-001', 'permitted', x'00', '{\"job\":3}', ?)", (NOW,))
    old.close()
    db = sqlite3.connect(tmp_path / "journal.db", isolation_level=None)
    journal = Journal(db, "K-1", lambda: NOW)
    assert version_of(db) == VERSION
    assert [(effect.id, effect.facts) for effect in journal.open_effects()] == [("V0-1", {"job": 3})]
    journal.settle("V0-1", "unknown", {"witness": "none"})
    assert journal.open_effects() == [] and journal.open_visits() == ["V0"]


def test_a_journal_of_a_newer_version_is_left_alone(db: sqlite3.Connection) -> None:
    db.execute("UPDATE meta SET version = 99")
    with pytest.raises(SchemaError, match="99"):
        Journal(db, "K-1", lambda: NOW)
    assert version_of(db) == 99


def test_a_visit_can_read_its_own_bodies_only(tmp_path: Path) -> None:
    from datetime import date

    vault = Vault(tmp_path / "keys", os.urandom)
    day = date(2026, 11, 24)
    sealed = seal(vault.visit_key(day, "V1"), "V1-1", b"secret", b"n" * 12)
    assert b"secret" not in sealed
    assert unseal(Vault(tmp_path / "keys", os.urandom).visit_key(day, "V1"), "V1-1", sealed) == b"secret"
    for key, effect in ((vault.visit_key(day, "V2"), "V1-1"), (vault.visit_key(day, "V1"), "V1-2")):
        with pytest.raises(InvalidTag):
            unseal(key, effect, sealed)


def test_data_keys_are_shredded_after_seven_days(tmp_path: Path) -> None:
    from datetime import date

    vault = Vault(tmp_path / "keys", os.urandom)
    old, new = date(2026, 11, 16), date(2026, 11, 17)
    before = vault.visit_key(old, "V1")
    kept = vault.visit_key(new, "V1")
    assert vault.shred(date(2026, 11, 24)) == ["2026-11-16"]
    assert vault.visit_key(old, "V1") != before and vault.visit_key(new, "V1") == kept


def test_a_pseudonym_is_the_same_on_this_machine_and_different_on_another(tmp_path: Path) -> None:
    one, other = Vault(tmp_path / "a", os.urandom).person_key(), Vault(tmp_path / "b", os.urandom).person_key()
    number = "11010519491231002X"
    assert pseudonym(one, number) == pseudonym(one, number) != pseudonym(other, number)

def test_the_newest_effect_of_a_kind_is_the_one_whose_card_may_lie_in_the_dispenser(
    journal: Journal, db: sqlite3.Connection
) -> None:
    assert journal.newest("dispense") == ""
    for number, kind in enumerate(("dispense", "dispense", "slip"), 1):
        journal.intend("V1", f"V1-{number}", kind, "GS-013", "p", b"x", "2026-11-24")
    assert journal.newest("dispense") == "V1-2"
