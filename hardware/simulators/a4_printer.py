"""An A4 office printer for desks and tests: Debian's ippeveprinter, with a hand on its paper, cover and plug.

    python -m hardware.simulators.a4_printer --port P --spool DIR --control SOCK

Real IPP; every job's file stays in DIR, and `pages` lists what came out on paper: the witness of the tests.
Control (control.py): state · paper sheets=N · jam · cover open=BOOL · clear · toner level=0–100 · slow seconds=S ·
abort (the running or next job, before its next page) · lie (the next job counts no page and says completed) ·
unplug (power cut: kill -9) · plug · pages · quit.
Prints one line `ready` when the printer answers.
"""

from __future__ import annotations

import argparse
import json
import os
import queue
import shlex
import signal
import socketserver
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hardware.codecs import ipp
from hardware.model import Fault
from hardware.printing.link import ask
from hardware.printing.status import PrinterStatus, status
from hardware.simulators.control import Refused, Request, serve

STUB = Path(__file__).with_name("noavahi.c")
RELAY = Path(__file__).with_name("a4_relay.py")
NOTHING = "~nothing"  # a job that prints nothing: the only way to set an idle printer's reasons
PRINT_JOB = 0x0002
MIME = 0x49


class Printer:
    """The body around ippeveprinter: tray, cover, plug."""

    def __init__(self, port: int, spool: Path, seconds_per_page: float) -> None:
        self.port, self.spool, self.seconds_per_page = port, spool, seconds_per_page
        self.uri = f"ipp://localhost:{port}/ipp/print"
        self.sheets, self.toner = 250, 75
        self.jam = self.cover = self.abort = self.lie = False
        self.jobs: list[dict[str, Any]] = []
        self.changed = threading.Condition()
        self.process: subprocess.Popen[bytes] | None = None
        self.life = 0  # a power cut ends the paper of the life before
        self.working = 0
        self.shown: set[str] = set()
        self.orders: queue.SimpleQueue[threading.Event | None] = queue.SimpleQueue()
        self.stub = spool / "noavahi.so"
        self.relay = spool / "relay.sock"

    def build(self) -> None:
        """Compile the stub and listen for the print command."""
        (self.spool / "jobs").mkdir(parents=True, exist_ok=True)
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(self.stub), str(STUB)], check=True)
        command = self.spool / "print"
        command.write_text(f'#!/bin/sh\nexec {shlex.join([sys.executable, "-S", "-E", str(RELAY), str(self.relay)])} "$@"\n')
        command.chmod(0o755)
        self.relay.unlink(missing_ok=True)
        printer = self

        class Job(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                told = json.loads(self.rfile.readline())
                for line in printer.work(str(told["name"]), str(told["file"])):
                    try:
                        self.wfile.write(line.encode() + b"\n")
                        self.wfile.flush()
                    except OSError:
                        return

        class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

        threading.Thread(target=Server(str(self.relay), Job).serve_forever, daemon=True).start()

    # --- the paper path -------------------------------------------------------------------------

    def work(self, name: str, file: str) -> Any:
        """What the print command says while a job prints (lines for ippeveprinter)."""
        with self.changed:
            life = self.life
            yield from self._reasons()
            if name == NOTHING:
                Path(file).unlink(missing_ok=True)
                yield "EXIT 0"
                return
            lie, self.lie = self.lie, False
            pages = _pages(file)
            job: dict[str, Any] = {"name": name, "file": file, "pages": pages, "printed": 0}
            self.jobs.append(job)
            self.working += 1
        try:
            yield f"ATTR: job-impressions={pages} job-impressions-completed=0"
            while job["printed"] < pages and not lie:
                yield from self._until_free(name, life)
                if self.life != life:
                    return
                with self.changed:
                    stop, self.abort = self.abort, False
                if stop or self._canceled(name):
                    yield "EXIT 1"
                    return
                time.sleep(self.seconds_per_page)
                with self.changed:
                    if self.life != life:
                        return
                    job["printed"] += 1
                    self.sheets -= 1
                yield f"ATTR: job-impressions-completed={job['printed']}"
            if not lie:
                self._tray()
            yield "EXIT 0"
        finally:
            with self.changed:
                self.working -= 1
                self.changed.notify_all()

    def _until_free(self, name: str, life: int) -> Any:
        """Stand still while something is in the way, and say so."""
        with self.changed:
            while (self._obstacles() or self.sheets <= 0) and not self.abort and self.life == life:
                yield from self._reasons()
                self.changed.wait(0.2)
                if self._canceled(name):
                    return
            yield from self._reasons()

    def _canceled(self, name: str) -> bool:
        """Whether somebody took the job back: ippeveprinter marks it, and lets the command go on."""
        wanted: list[int | str] = ["job-name", "job-state-reasons"]
        answer = ask(self.uri, ipp.GET_JOBS, (ipp.KEYWORD, "requested-attributes", wanted))
        jobs = [] if isinstance(answer, Fault) else answer.of(ipp.JOB)
        return any(j["job-name"] == [name] and "processing-to-stop-point" in j["job-state-reasons"] for j in jobs)

    def _obstacles(self) -> set[str]:
        return {word for word, is_so in (("media-jam", self.jam), ("cover-open", self.cover)) if is_so}

    def _reasons(self) -> Any:
        wanted = self._obstacles() | ({"media-empty"} if self.sheets <= 0 else set())
        for word in sorted(wanted - self.shown):
            yield f"STATE: +{word}"
        for word in sorted(self.shown - wanted):
            yield f"STATE: -{word}"
        self.shown = wanted

    # --- what it shows --------------------------------------------------------------------------

    def show(self) -> None:
        """Bring its reasons up to date, printing or idle."""
        with self.changed:
            self.changed.notify_all()
            busy = self.working > 0
        if self.process is None:
            return
        if not busy and self._obstacles() != self.shown - {"media-empty"}:
            self._form("media", size1="iso_a4_210x297mm", type1="stationery", level1=250, level2=-2)
            ask(self.uri, PRINT_JOB, (ipp.NAME, "job-name", [NOTHING]), (MIME, "document-format", ["image/jpeg"]), body=b"\xff\xd8\xff")
            self._await(lambda: self.shown - {"media-empty"} == self._obstacles() and not self._busy())
        self._form("supplies", supply0=25, supply1=self.toner, supply2=50, supply3=50, supply4=50)
        self._tray()

    def _tray(self) -> None:
        self._form("media", size1="iso_a4_210x297mm", type1="stationery", level1=max(self.sheets, 0), level2=-2)

    def _busy(self) -> bool:
        said = status(self.uri)
        return isinstance(said, PrinterStatus) and said.state == 4

    def _form(self, page: str, **fields: int | str) -> None:
        query = "&".join(f"{name}={value}" for name, value in fields.items())
        with urllib.request.urlopen(f"http://localhost:{self.port}/{page}?{query}", timeout=5) as reply:
            reply.read()

    def _await(self, so: Any, seconds: float = 10) -> None:
        until = time.monotonic() + seconds
        while not so():
            if time.monotonic() > until:
                raise Refused("the printer did not follow")
            time.sleep(0.01)

    # --- its plug -------------------------------------------------------------------------------

    def plug(self) -> None:
        """Switch it on; returns when it answers."""
        if self.process is not None:
            return
        arguments = [
            "-r", "off", "-2", "-p", str(self.port), "-n", "localhost", "-f", "application/pdf,image/pwg-raster,image/jpeg",
            "-s", "60,30", "-d", str(self.spool / "jobs"), "-k", "-c", str(self.spool / "print"), "KioskA4",
        ]  # fmt: skip
        environment = {**os.environ, "LD_PRELOAD": str(self.stub)}
        self.shown = set()
        self.process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "ippeveprinter", *arguments],
            env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self._await(lambda: not isinstance(status(self.uri), Fault))
        self.show()

    def _have_plugged(self) -> None:
        # On the main thread: a child's parent-death signal comes when the *thread* that started it ends.
        done = threading.Event()
        self.orders.put(done)
        if not done.wait(15):
            raise Refused("it did not start")

    def serve_orders(self) -> None:
        """The main thread's work, until None is ordered."""
        for done in iter(self.orders.get, None):
            self.plug()
            done.set()

    def unplug(self) -> None:
        """Cut its power: everything in it is lost, the page in the rollers stays there."""
        with self.changed:
            self.life += 1
            self.changed.notify_all()
        if self.process is not None:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    # --- the hand on it -------------------------------------------------------------------------

    def operations(self) -> dict[str, Any]:
        return {
            "state": lambda _: self.report(),
            "pages": lambda _: {"jobs": [job for job in self.jobs if job["printed"]], "count": self.count()},
            "paper": lambda request: self._set(sheets=int(request["sheets"])),
            "empty": lambda _: self._set(sheets=0),
            "refill": lambda _: self._set(sheets=250),
            "jam": lambda _: self._set(jam=True),
            "cover": lambda request: self._set(cover=bool(request["open"])),
            "clear": lambda _: self._set(jam=False, cover=False),
            "toner": lambda request: self._set(toner=int(request["level"])),
            "slow": lambda request: self._set(seconds_per_page=float(request["seconds"])),
            "abort": lambda _: self._set(abort=True),
            "lie": lambda _: self._set(lie=True),
            "unplug": lambda _: self._do(self.unplug),
            "plug": lambda _: self._do(self._have_plugged),
        }

    def count(self) -> int:
        return sum(job["printed"] for job in self.jobs)

    def report(self) -> Mapping[str, Any]:
        return {
            "plugged": self.process is not None, "sheets": self.sheets, "jam": self.jam, "cover": self.cover,
            "toner": self.toner, "busy": self.working > 0, "printed": self.count(), "jobs": list(self.jobs),
        }  # fmt: skip

    def _set(self, **values: Any) -> Mapping[str, Any]:
        for name, value in values.items():
            setattr(self, name, value)
        return self._do(self.show)

    def _do(self, act: Any) -> Mapping[str, Any]:
        act()
        return self.report()


def _pages(file: str) -> int:
    import pypdfium2  # noqa: PLC0415 – 40 ms that a printer which only idles does not need

    try:
        return len(pypdfium2.PdfDocument(file))
    except pypdfium2.PdfiumError:
        return 1


def main() -> int:
    parser = argparse.ArgumentParser(description="an A4 printer with a hand on it")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--spool", type=Path, required=True)
    parser.add_argument("--control", required=True)
    parser.add_argument("--seconds-per-page", type=float, default=0.2)
    parser.add_argument("--unplugged", action="store_true", help="start without power")
    args = parser.parse_args()
    printer = Printer(args.port, args.spool.absolute(), args.seconds_per_page)

    def quit_(_: Request) -> Mapping[str, Any]:
        printer.orders.put(None)
        return {}

    printer.build()
    if not args.unplugged:
        printer.plug()
    serve(args.control, {**printer.operations(), "quit": quit_})
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: printer.orders.put(None))
    print("ready", flush=True)
    printer.serve_orders()
    printer.unplug()
    return 0


if __name__ == "__main__":
    sys.exit(main())
