"""A real print stand: Debian's IPP printer with a hand on it, a private CUPS in front, both on free ports."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import typst

from hardware.printing.evidence import Evidence, Outcome, Verdict
from hardware.printing.queue import JobRef, Queue, Server
from hardware.simulators.control import ask
from sandbox.processes import WITH_US

MISSING = [tool for tool in ("cupsd", "ippeveprinter", "lpadmin", "setpriv", "gcc")
           if not shutil.which(tool, path=os.environ.get("PATH", "") + ":/usr/sbin")]  # fmt: skip
PATIENCE_S = 20.0

T = TypeVar("T")


def until(said: Callable[[], T | None], what: str, seconds: float = PATIENCE_S) -> T:
    """Wait for a condition; its value, or a failed test that names it."""
    end = time.monotonic() + seconds
    while True:
        value = said()
        if value:
            return value
        assert time.monotonic() < end, f"never came: {what}"
        threading.Event().wait(0.01)


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def pdf(pages: int = 1, word: str = "certificate") -> bytes:
    """A small A4 document; `word` makes it tell itself from another."""
    body = " #pagebreak() ".join(f"{word} page {n}" for n in range(1, pages + 1))
    made = typst.compile(f'#set page("a4")\n{body}'.encode())
    assert isinstance(made, bytes)
    return made


class Stand:
    """Printer and spooler as processes.  `hand`: the printer's control; `queue`, `evidence`: what is under test."""

    def __init__(self, home: Path, seconds_per_page: float = 0.05, plugged: bool = True, user: str = "") -> None:
        self.home = home
        self.port, self.printer_port = free_port(), free_port()
        self.printer = f"ipp://localhost:{self.printer_port}/ipp/print"
        self.control = str(home / "a4.sock")
        self.user = user
        self._processes: list[subprocess.Popen[str]] = []
        self.scheduler = 0
        power = [] if plugged else ["--unplugged"]
        self._start(
            ["hardware.simulators.a4_printer", "--port", str(self.printer_port), "--spool", str(home / "printer"),
             "--control", self.control, "--seconds-per-page", str(seconds_per_page), *power], "ready",
        )  # fmt: skip
        self.fences = home / "cups" / "fences"
        self.queue = Queue(Server("127.0.0.1", self.port), "A4")
        self.evidence = Evidence(self.queue, self.fences, self.printer)

    def spool(self, wait_for_queue: bool = True) -> None:
        """Start CUPS (again)."""
        arguments = ["--home", str(self.home / "cups"), "--port", str(self.port), "--printer", self.printer]
        process, line = self._start(["hardware.printing.spooler", *arguments], "ready ", self.user)
        self.scheduler = int(line.split()[1])
        self.spooler = process
        if wait_for_queue:
            self.wait_for_queue()

    def wait_for_queue(self) -> None:
        assert self.spooler.stdout is not None
        assert self.spooler.stdout.readline() == "queue A4\n"

    def kill_scheduler(self) -> None:
        os.kill(self.scheduler, signal.SIGKILL)
        self.spooler.wait(PATIENCE_S)

    def hand(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.control, op, **fields)

    def printed(self, key: str) -> int:
        """Pages of this key that came out on paper."""
        return sum(job["printed"] for job in self.hand("pages")["jobs"] if job["name"] == key)

    def settled(
        self, key: str, job: JobRef | None, pages: int = 1, *, sent: bool = True, since: int | None = None
    ) -> Verdict:
        """Judge until it is not WAIT."""

        def judged() -> Verdict | None:
            verdict = self.evidence.resolve(key, pages, job, sent=sent, since=since)
            return None if verdict.outcome is Outcome.WAIT else verdict

        return until(judged, f"a verdict on {key}")

    def close(self) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                process.terminate()
                process.wait(PATIENCE_S)
            assert process.stdout is not None
            process.stdout.close()

    def _start(self, module: list[str], ready: str, user: str = "") -> tuple[subprocess.Popen[str], str]:
        process = subprocess.Popen(
            [*WITH_US, sys.executable, "-m", *module], stdout=subprocess.PIPE, text=True,
            start_new_session=True,
            user=user or None, group=pwd.getpwnam(user).pw_gid if user else None, extra_groups=[] if user else None,
        )  # fmt: skip
        self._processes.append(process)
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith(ready), f"{module[0]} did not start: {line!r}"
        return process, line
