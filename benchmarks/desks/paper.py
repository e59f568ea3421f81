"""An A4 printer in process: real IPP over HTTP for whoever asks it, and a queue in memory in the place of CUPS.

The queue puts the fence up before it hands a page over, as the backend does (hardware/printing/once); what is asked of
printer and queue, and the judgement, are the product's own (hardware.printing.evidence, .witness, .status).
"""

from __future__ import annotations

import os
import struct
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from hardware.codecs import ipp
from hardware.model import Fault
from hardware.printing.queue import REFUSED, JobRef, JobState, Queue, Server
from kiosk.backstage import Facts
from kiosk.printing import PrinterAccess, PrintPage, PrintResolver
from services import documents
from services.models import IssuedDocument

REMEMBERS = 50  # jobs; a printer forgets finished ones after a minute


class Printer:
    """Counts each job's pages and answers Get-Jobs and Get-Printer-Attributes."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self._jobs: list[tuple[str, int]] = []
        self._lock = threading.Lock()
        printer = self

        class Desk(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = printer.answer(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(200)
                self.send_header("Content-Type", "application/ipp")
                self.send_header("Content-Length", str(len(said)))
                self.end_headers()
                self.wfile.write(said)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 – the base's name
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Desk)
        self.uri = f"ipp://127.0.0.1:{self._server.server_port}/ipp/print"
        threading.Thread(target=self._server.serve_forever, name="printer", daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def take(self, key: str, pdf: bytes) -> None:
        """A page comes out."""
        count = documents.pages(pdf)
        with self._lock:
            self.pages[key] += count
            self._jobs = [*self._jobs, (key, count)][-REMEMBERS:]

    def answer(self, request: bytes) -> bytes:
        """IPP in, IPP out."""
        asked = ipp.answer(request)
        groups: list[tuple[int, tuple[ipp.Asked, ...]]] = []
        if asked.status == ipp.GET_JOBS and asked.of(ipp.OPERATION)[0].get("which-jobs") == ["completed"]:
            with self._lock:
                groups = [(ipp.JOB, _job(*job)) for job in self._jobs]
        elif asked.status == ipp.GET_PRINTER_ATTRIBUTES:
            groups = [(ipp.PRINTER, (
                (ipp.ENUM, "printer-state", [3]), (ipp.KEYWORD, "printer-state-reasons", ["none"]),
                (ipp.INTEGER, "printer-up-time", [int(time.monotonic())]),
            ))]  # fmt: skip
        return _encoded(groups)


def _job(key: str, pages: int) -> tuple[ipp.Asked, ...]:
    return ((ipp.NAME, "job-name", [key]), (ipp.ENUM, "job-state", [JobState.COMPLETED]),
            (ipp.INTEGER, "job-impressions-completed", [pages]))


def _encoded(groups: list[tuple[int, tuple[ipp.Asked, ...]]]) -> bytes:
    """RFC 8010: a request's form with the status in the operation's place, and its groups behind the first."""
    out = [ipp.request(0, 1)[:-1]]
    for tag, attributes in groups:
        out.append(bytes((tag,)))
        for kind, name, values in attributes:
            for value in values:
                body = struct.pack(">i", value) if isinstance(value, int) else value.encode()
                out.append(struct.pack(">BH", kind, len(name)) + name.encode() + struct.pack(">H", len(body)) + body)
    return b"".join((*out, bytes((ipp.END,))))


class HeldQueue(Queue):
    """Jobs in memory, in the two phases of CUPS."""

    def __init__(self, printer: Printer, fences: Path) -> None:
        super().__init__(Server(), "memory")
        self._printer = printer
        self._fences = fences
        self._jobs: dict[JobRef, tuple[str, int]] = {}
        self._lock = threading.Lock()

    def create(self, key: str) -> JobRef | Fault:
        with self._lock:
            job = JobRef(len(self._jobs) + 1, f"urn:uuid:{uuid.uuid4()}")
            self._jobs[job] = key, JobState.HELD
        return job

    def send(self, job: JobRef, pdf: bytes) -> Fault | None:
        said = self.state(job)
        if said is None or said.ended:
            return REFUSED
        fence = os.open(self._fences / f"{job.id}-{job.uuid.removeprefix('urn:uuid:')}",
                        os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.fsync(fence)
        os.close(fence)
        self._printer.take(said.key, pdf)
        with self._lock:
            self._jobs[job] = said.key, JobState.COMPLETED
        return None

    def state(self, job: JobRef) -> JobState | None:
        with self._lock:
            if job not in self._jobs:
                return None
            key, state = self._jobs[job]
        return JobState(job, key, state, ())

    def cancel(self, job: JobRef) -> Fault | None:
        said = self.state(job)
        if said and not said.ended:
            with self._lock:
                self._jobs[job] = said.key, JobState.CANCELED
        return None

    def find(self, key: str) -> tuple[JobState, ...]:
        with self._lock:
            found = [job for job, (name, _) in self._jobs.items() if name == key]
        return tuple(said for job in found if (said := self.state(job)))


class _Access(PrinterAccess, frozen=True, kw_only=True):
    held: HeldQueue

    def jobs(self) -> Queue:
        return self.held


class Pages:
    """kiosk.visit.ports.Printers over printer and queue."""

    def __init__(self, printer: Printer, fences: Path, clock: Callable[[], float]) -> None:
        fences.mkdir()
        self._access = _Access(Server(), "memory", fences, printer.uri, 60.0, held=HeldQueue(printer, fences))
        self._clock = clock

    def page(
        self, document: IssuedDocument, copies: int, say: Callable[[str, int], None], facts: Facts | None = None
    ) -> PrintPage:
        resolver = PrintResolver(self._access, live=True, clock=self._clock)
        return PrintPage(self._access, document, copies, say, lambda _: None, resolver, facts)
