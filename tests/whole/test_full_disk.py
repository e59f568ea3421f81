"""The journal's disk runs full in a visit: nothing is begun, the machine closes visibly and opens again."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stand.stand import Stand, until


@pytest.fixture
def disk(stand: Stand) -> Iterator[Path]:
    """A disk of 3 MB for the journal alone."""
    if os.geteuid() != 0:
        pytest.skip("not root: mounting a small disk")
    folder = stand.home / "disk"
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=3m", "kiosk-test", str(folder)], check=False)
    if mounted.returncode:
        folder.rmdir()
        pytest.skip("this root may not mount")
    with stand.configured('path = "journal.db"\nmin_free_mb = 20', 'path = "disk/journal.db"\nmin_free_mb = 1'):
        yield folder
        stand.stop_kiosk()
    subprocess.run(["umount", str(folder)], check=True)
    folder.rmdir()


def fill(folder: Path) -> Path:
    """A file that leaves no byte free."""
    ballast = folder / "ballast"
    with ballast.open("wb", 0) as out:
        try:
            while out.write(b"-" * 4096):
                pass
        except OSError:
            return ballast
    raise AssertionError("the disk has no end")


def test_a_disk_that_runs_full_before_the_print_stops_it_and_closes_the_machine(stand: Stand, disk: Path) -> None:
    before = stand.printer("pages")["count"]
    stand.start_kiosk({"way": "code", "pause": "Review"})
    until("the review", lambda: stand.saw("Show", prompt="Review"))
    ballast = fill(disk)
    (stand.home / "go").touch()
    sorry = until("the failure", lambda: stand.saw("Show", prompt="Sorry"))
    assert (sorry["fault"], sorry["money"]) == ("journal.full", "money.nothing_charged")
    closed = until("the closed machine", lambda: stand.saw("OutOfService", fault="journal.full"))
    assert stand.printer("pages")["count"] == before
    ballast.unlink()
    until("the machine open again", lambda: (stand.saw("Attract") or {}).get("t", 0) > closed["t"], 30)


def test_a_core_that_starts_on_a_full_disk_says_so_and_waits(stand: Stand, disk: Path) -> None:
    ballast = fill(disk)
    stand.start_kiosk({"visits": 0})
    until("the closed machine", lambda: stand.saw("OutOfService", fault="journal.full"))
    ballast.unlink()
    until("the machine open", lambda: stand.saw("Attract"))
