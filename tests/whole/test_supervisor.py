"""The supervisor's own end, by a signal or by a mistake, is the end of everything it started."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from tests.stand.stand import Stand, until

ALL = ("tests.stand.supervisor", "tests.stand.core", "tests.stand.robot", "tests.stand.visit", "hardware.senses",
       "hardware.printing.spooler")  # fmt: skip


def alive(stand: Stand) -> list[str]:
    return [module for module in ALL if stand.pids(module)] + scheduler(stand)


def scheduler(stand: Stand) -> list[str]:
    """The private cupsd; its environment is its own, so it is known by its configuration."""
    mine = f"{stand.home}/".encode()
    lines: list[bytes] = []
    for entry in Path("/proc").iterdir():
        try:
            lines.append((entry / "cmdline").read_bytes() if entry.name.isdigit() else b"")
        except OSError:
            continue  # it has just ended
    return ["cupsd" for line in lines if line.startswith(b"/usr/sbin/cupsd") and mine in line]


def test_a_killed_supervisor_leaves_nothing_behind_and_the_next_one_serves(stand: Stand) -> None:
    stand.start_kiosk({"visits": 0})
    until("the whole kiosk", lambda: alive(stand) == [*ALL, "cupsd"])
    (pid,) = stand.pids("tests.stand.supervisor")
    os.kill(pid, signal.SIGKILL)
    until("the end of everything", lambda: not alive(stand))
    stand.stop_kiosk()
    stand.start_kiosk({"way": "code"})
    goodbye = until("the goodbye", lambda: stand.saw("Goodbye"))
    assert goodbye["document"]


def test_a_mistake_of_the_supervisor_ends_the_kiosk_and_is_told(stand: Stand) -> None:
    stand.start_kiosk({"visits": 0}, KIOSK_MISTAKE="cups_port")
    until("the mistake", lambda: [e for e in stand.events("supervisor.failed") if e["why"] == "KeyError"])
    until("the end of everything", lambda: not alive(stand))
    assert "KeyError: 'cups_port'" in (stand.home / "kiosk.out").read_text()
