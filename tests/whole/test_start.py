"""A touch on the attract screen is answered, whatever becomes of the warm visit."""

from __future__ import annotations

import os
import signal
import sqlite3
from pathlib import Path

from tests.stand.stand import Stand, until


def warm(stand: Stand) -> int | None:
    """The visit that waits for a citizen: its imports are done and it listens."""
    for pid in stand.pids("tests.stand.visit"):
        try:
            open_files = [str(fd.readlink()) for fd in Path(f"/proc/{pid}/fd").iterdir()]
        except OSError:
            continue  # one was closed while we looked: look again
        if any("eventpoll" in file for file in open_files):
            return pid
    return None


def touch(stand: Stand) -> None:
    """The robot's, which waits for it at the attract screen."""
    (stand.home / "go").touch()


def test_a_touch_while_the_warm_visit_is_replaced_begins_a_visit(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "pause": "Attract"})
    until("the attract screen", lambda: stand.saw("Attract"))
    os.kill(until("the warm visit", lambda: warm(stand)), signal.SIGKILL)
    until("its end", lambda: stand.events("process.ended"))
    touch(stand)
    until("the goodbye", lambda: stand.saw("Goodbye"))


def test_a_touch_that_the_journal_refuses_leads_back_to_the_attract_screen(stand: Stand) -> None:
    stand.start_kiosk({"way": "code", "pause": "Attract", "visits": 2})
    until("the attract screen", lambda: stand.saw("Attract"))
    until("the warm visit", lambda: warm(stand))
    db = sqlite3.connect(stand.home / "journal.db", isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    touch(stand)
    until("the refusal", lambda: stand.events("journal.refused"))
    db.execute("ROLLBACK")
    db.close()
    until("the goodbye", lambda: stand.saw("Goodbye"))
