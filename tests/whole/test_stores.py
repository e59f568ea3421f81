"""Core cannot open what it needs: the machine is closed, says why, and opens by itself once it is mended."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.schema import VERSION
from tests.stand.stand import Stand, until


def closed_and_open_again(stand: Stand, fault: str, mend: Callable[[], object]) -> None:
    stand.start_kiosk({"visits": 0})
    until("the closed machine", lambda: stand.saw("OutOfService", fault=fault))
    until("its word in the log", lambda: [e for e in stand.events("core.closed") if e["fault"] == fault and e["file"]])
    mend()
    until("the machine open", lambda: stand.saw("Attract"))


def test_a_missing_device_key(stand: Stand) -> None:
    key = stand.home / "platform" / "device.key"
    aside = key.rename(key.with_suffix(".aside"))
    try:
        closed_and_open_again(stand, "keys.missing", lambda: aside.rename(key))
    finally:
        if aside.exists():
            aside.rename(key)


def test_a_journal_that_is_no_journal(stand: Stand) -> None:
    journal = stand.home / "journal.db"
    journal.write_bytes(b"this was a journal once" * 1000)
    closed_and_open_again(stand, "journal.broken", journal.unlink)


def test_a_journal_of_newer_software_is_left_alone(stand: Stand) -> None:
    journal = stand.home / "journal.db"
    db = sqlite3.connect(journal)
    db.execute("CREATE TABLE meta(version INTEGER NOT NULL)")
    db.execute("INSERT INTO meta VALUES (?)", (VERSION + 1,))
    db.commit()
    db.close()
    closed_and_open_again(stand, "journal.newer", journal.unlink)


def test_a_journal_that_cannot_be_written_closes_the_machine_and_nothing_is_printed(stand: Stand) -> None:
    before = stand.printer("pages")["count"]
    stand.start_kiosk({"way": "code", "pause": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))
    foreign = sqlite3.connect(stand.home / "journal.db", isolation_level=None)
    foreign.execute("BEGIN IMMEDIATE")
    (stand.home / "go").touch()
    sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"))
    assert (sorry["fault"], sorry["money"]) == ("journal.unwritable", "money.nothing_charged")
    closed = until("the closed machine", lambda: stand.saw("OutOfService", fault="journal.unwritable"))
    foreign.execute("ROLLBACK")
    foreign.close()
    assert stand.printer("pages")["count"] == before
    until("the machine open again", lambda: (stand.saw("Attract") or {}).get("t", 0) > closed["t"])


@pytest.mark.parametrize(("line", "wrong", "said"), [
    ('zone = "Asia/Shanghai"', 'zone = "Asia/Shanghia"', "[site] zone"),
    ('engine = "sface"', 'engine = "sfaze"', "[face] engine"),
    ('engine = "sface"', 'engine = "sface"\n[codes]\nengine = "zebra"', "[codes] engine"),
    ('queue = "A4"\n', "", "[devices.a4_printer] queue"),
    ("min_free_mb = 20", "min_free = 20", "min_free"),
])
def test_a_mistake_in_the_settings_is_named_with_its_file(stand: Stand, line: str, wrong: str, said: str) -> None:
    with stand.configured(line, wrong):
        for command in ("run", "journal"):
            done = kiosk(command, stand.home)
            assert done.returncode == 2 and said in done.stderr and "kiosk.toml" in done.stderr


def test_a_machine_without_a_journal_says_so(stand: Stand) -> None:
    done = kiosk("journal", stand.home)
    assert done.returncode == 1 and "no journal yet" in done.stderr


def kiosk(command: str, home: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "kiosk", command, "--home", str(home)], capture_output=True,
                          text=True, timeout=60, check=False)
