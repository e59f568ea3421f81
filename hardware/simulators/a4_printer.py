"""An A4 office printer for desks and tests: Debian's ippeveprinter, with a hand on its paper, cover and plug.

    python -m hardware.simulators.a4_printer --port P --spool DIR --control SOCK

Real IPP; every job's file stays in DIR/jobs, and `pages` lists what came out on paper: the witness of the tests.
Control (control.py): state · pages · paper sheets=N · empty · refill · jam · cover open=BOOL · clear (jam and cover) ·
toner level=0–100 · slow seconds=S · abort (the running or next job, before its next page) · lie (the next job says
completed and moves no paper) · unplug (power cut: kill -9) · plug ·
trap what=jam|empty (the next page runs into it) ·
deaf on=BOOL (answers nobody, as behind a pulled network cable) · quit.
Prints one line `ready` when it can be talked to.
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
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from hardware.codecs import ipp
from hardware.model import Fault
from hardware.printing.link import ask
from hardware.printing.status import PrinterStatus, State, status
from hardware.simulators.a4_paper import FULL, PaperPath
from hardware.simulators.control import Handler, Refused, Request, serve

STUB = Path(__file__).with_name("noavahi.c")
RELAY = Path(__file__).with_name("a4_relay.py")
NOTHING = "~nothing"  # a job that prints nothing: the only way to set an idle printer's reasons
PATIENCE_S = 10.0


class Printer:
    """ippeveprinter around a paper path."""

    def __init__(self, port: int, spool: Path, seconds_per_page: float) -> None:
        self.port, self.spool = port, spool
        self.uri = f"ipp://localhost:{port}/ipp/print"
        self.paper = PaperPath(seconds_per_page, self._canceled)
        self.toner = 75
        # A child's parent-death signal comes when the *thread* that started it ends: plugging is the main thread's.
        self.orders: queue.SimpleQueue[threading.Event | None] = queue.SimpleQueue()
        self._process: subprocess.Popen[bytes] | None = None
        self._deaf = False
        self._stub = spool / "noavahi.so"
        self._relay = spool / "relay.sock"

    def build(self) -> None:
        """Compile the stub, write the print command and listen for it."""
        (self.spool / "jobs").mkdir(parents=True, exist_ok=True)
        subprocess.run(["gcc", "-shared", "-fPIC", "-o", str(self._stub), str(STUB)], check=True)
        relay = shlex.join([sys.executable, "-S", "-E", str(RELAY), str(self._relay)])
        command = self.spool / "print"
        command.write_text(f'#!/bin/sh\nexec {relay} "$@"\n', encoding="utf-8")
        command.chmod(0o755)
        self._relay.unlink(missing_ok=True)
        job_lines = self._job

        class Job(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                told = json.loads(self.rfile.readline())
                for line in job_lines(str(told["name"]), str(told["file"])):
                    try:
                        self.wfile.write(line.encode() + b"\n")
                        self.wfile.flush()
                    except OSError:
                        return

        class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
            daemon_threads = True

        threading.Thread(target=Server(str(self._relay), Job).serve_forever, daemon=True).start()

    def run(self) -> None:
        """The main thread's work: plug it in when ordered, until None is."""
        for done in iter(self.orders.get, None):
            self.plug()
            done.set()
        self.unplug()

    def plug(self) -> None:
        """Switch it on; returns when it answers and shows what is."""
        if self._process is not None:
            return
        formats = "application/pdf,image/pwg-raster,image/jpeg"
        arguments = [
            "-r", "off", "-2", "-p", str(self.port), "-n", "localhost", "-f", formats, "-s", "60,30",
            "-d", str(self.spool / "jobs"), "-k", "-c", str(self.spool / "print"), "KioskA4",
        ]  # fmt: skip
        self._process = subprocess.Popen(
            ["setpriv", "--pdeathsig", "KILL", "ippeveprinter", *arguments],
            env={**os.environ, "LD_PRELOAD": str(self._stub), "PATH": os.environ.get("PATH", "") + ":/usr/sbin"},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        self._await(lambda: not isinstance(status(self.uri), Fault))
        self.show()

    def unplug(self) -> None:
        """Cut its power: everything it knew is lost."""
        self.paper.power_cut()
        self._deaf = False
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            self._process = None

    def deafen(self, on: bool) -> None:
        """Leave every question unanswered; paper goes on moving, and it remembers."""
        if self._process is not None:
            self._deaf = on
            os.killpg(self._process.pid, signal.SIGSTOP if on else signal.SIGCONT)

    def show(self) -> None:
        """Bring what the printer says of itself up to date, printing or idle."""
        with self.paper.changed:
            self.paper.changed.notify_all()
            idle = self.paper.working == 0
        if self._process is None:
            return
        if idle and self.paper.in_the_way() != self.paper.shown - {"media-empty"}:
            self._print_nothing()
        self._form("supplies", supply0=25, supply1=self.toner, supply2=50, supply3=50, supply4=50)
        self._tray(self.paper.sheets)

    def report(self) -> dict[str, Any]:
        paper = self.paper
        return {
            "plugged": self._process is not None, "sheets": paper.sheets, "jam": paper.jam, "cover": paper.cover,
            "toner": self.toner, "busy": paper.working > 0, "printed": paper.count(), "jobs": list(paper.jobs),
        }  # fmt: skip

    def have_plugged(self) -> None:
        done = threading.Event()
        self.orders.put(done)
        if not done.wait(PATIENCE_S):
            raise Refused("it did not start")

    def _job(self, name: str, file: str) -> Iterator[str]:
        if name == NOTHING:
            Path(file).unlink(missing_ok=True)
            with self.paper.changed:
                yield from self.paper.reasons()
            yield "EXIT 0"
            return
        for line in self.paper.print(name, file):
            if line == "EXIT 0":
                self._tray(self.paper.sheets)
            yield line

    def _print_nothing(self) -> None:
        self._tray(FULL)  # with an empty tray it would never start
        job = (ipp.NAME, "job-name", [NOTHING]), (ipp.MIME, "document-format", ["image/jpeg"])
        ask(self.uri, ipp.PRINT_JOB, *job, body=b"\xff\xd8\xff")
        self._await(lambda: self.paper.shown - {"media-empty"} == self.paper.in_the_way() and self._is_idle())

    def _is_idle(self) -> bool:
        said = status(self.uri)
        return isinstance(said, PrinterStatus) and said.state is State.IDLE

    def _canceled(self, name: str) -> bool:
        # ippeveprinter marks a canceled job and lets its command go on.
        if self._deaf:
            return False
        wanted = (ipp.KEYWORD, "requested-attributes", ["job-name", "job-state-reasons"])
        answer = ask(self.uri, ipp.GET_JOBS, wanted)
        jobs = [] if isinstance(answer, Fault) else answer.of(ipp.JOB)
        return any(j["job-name"] == [name] and "processing-to-stop-point" in j["job-state-reasons"] for j in jobs)

    def _tray(self, sheets: int) -> None:
        if self._deaf:
            return
        self._form("media", size1="iso_a4_210x297mm", type1="stationery", level1=max(sheets, 0), level2=-2)

    def _form(self, page: str, **fields: int | str) -> None:
        query = "&".join(f"{name}={value}" for name, value in fields.items())
        with urllib.request.urlopen(f"http://localhost:{self.port}/{page}?{query}", timeout=PATIENCE_S) as reply:
            reply.read()

    def _await(self, so: Callable[[], bool]) -> None:
        until = time.monotonic() + PATIENCE_S
        while not so():
            if time.monotonic() > until:
                raise Refused("the printer did not follow")
            time.sleep(0.01)


def operations(printer: Printer) -> dict[str, Handler]:
    """What a hand can do to it; each answers with its state."""

    def doing(act: Callable[[Request], None]) -> Handler:
        def done(request: Request) -> Mapping[str, Any]:
            act(request)
            return printer.report()

        return done

    def paper(value: Callable[[Request], dict[str, Any]]) -> Handler:
        def change(request: Request) -> None:
            for name, setting in value(request).items():
                setattr(printer.paper, name, setting)
            printer.show()

        return doing(change)

    def toner(request: Request) -> None:
        printer.toner = int(request["level"])
        printer.show()

    def pages(_: Request) -> Mapping[str, Any]:
        return {"jobs": [job for job in printer.paper.jobs if job["printed"]], "count": printer.paper.count()}

    return {
        "state": doing(lambda _: None),
        "pages": pages,
        "paper": paper(lambda request: {"sheets": int(request["sheets"])}),
        "empty": paper(lambda _: {"sheets": 0}),
        "refill": paper(lambda _: {"sheets": FULL}),
        "jam": paper(lambda _: {"jam": True}),
        "cover": paper(lambda request: {"cover": bool(request["open"])}),
        "clear": paper(lambda _: {"jam": False, "cover": False}),
        "toner": doing(toner),
        "slow": paper(lambda request: {"seconds_per_page": float(request["seconds"])}),
        "abort": paper(lambda _: {"abort": True}),
        "trap": paper(lambda request: {"trap": str(request["what"])}),
        "lie": paper(lambda _: {"lie": True}),
        "unplug": doing(lambda _: printer.unplug()),
        "plug": doing(lambda _: printer.have_plugged()),
        "deaf": doing(lambda request: printer.deafen(bool(request["on"]))),
        "quit": doing(lambda _: printer.orders.put(None)),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description="an A4 printer with a hand on it")
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--spool", type=Path, required=True)
    parser.add_argument("--control", required=True)
    parser.add_argument("--seconds-per-page", type=float, default=0.2)
    parser.add_argument("--unplugged", action="store_true", help="start without power")
    args = parser.parse_args()
    printer = Printer(args.port, args.spool.absolute(), args.seconds_per_page)

    def stop(*_: object) -> None:
        printer.orders.put(None)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    printer.build()
    if not args.unplugged:
        printer.plug()
    serve(args.control, operations(printer))
    print("ready", flush=True)
    printer.run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
