"""journal.commit_ratio: one durable commit against a raw append and fdatasync of the same bytes, in turn.

On a disk file system only: on tmpfs a sync costs nothing and the ratio says nothing (setup.md).
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from kiosk.journal import Journal

ROUNDS = 200
BODY = b"x" * 400


def rows() -> Iterator[Row]:
    build = Path("build")
    build.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=build) as folder:
        journal = Journal(
            sqlite3.connect(Path(folder) / "journal.db", isolation_level=None), "K-1", lambda: "2026-11-24T00:00:00Z"
        )
        journal.open_visit("V1")
        raw = os.open(Path(folder) / "raw", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        pages = b"\0" * _wal_bytes(Path(folder), journal)
        commits: list[float] = []
        syncs: list[float] = []
        for number in range(ROUNDS):
            start = time.perf_counter()
            journal.intend("V1", f"V1-{number}", "print", "HR-001", "p" * 64, BODY, "2026-11-24")
            between = time.perf_counter()
            os.write(raw, pages)
            os.fdatasync(raw)
            commits.append(between - start)
            syncs.append(time.perf_counter() - between)
    commit, sync = statistics.median(commits) * 1e3, statistics.median(syncs) * 1e3
    yield Row("journal.commit_ratio", commit / sync, "×", 2.0, f"fdatasync of {len(pages)} bytes, ms", sync)


def _wal_bytes(folder: Path, journal: Journal) -> int:
    """What one commit appends to the write-ahead log."""
    wal = folder / "journal.db-wal"
    before = wal.stat().st_size
    journal.intend("V1", "V1-first", "print", "HR-001", "p" * 64, BODY, "2026-11-24")
    return wal.stat().st_size - before
