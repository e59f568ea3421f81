"""A sealed page: received → verified → queued, and on to the printer's own confirmation.  Real CUPS, real IPP.

The printer moves paper in no time here, so that only what software adds is measured.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from hardware.printing.evidence import Outcome
from hardware.printing.queue import JobRef, JobState
from hardware.printing.status import PrinterStatus, status
from services.documents import verify
from services.models import IssuedDocument
from services.sm2 import Signer, Verifier, new_key, public_of
from tests.printing.stand import Stand, pdf, until

PAGES = 60
CONFIRMED = 10
SIZE = 115 * 1024  # a typst certificate with its fonts (printing-and-documents §3)


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory(prefix="a4-") as folder:
        Path(folder).chmod(0o755)
        stand = Stand(Path(folder), seconds_per_page=0.0)
        try:
            stand.spool()
            yield from _measured(stand)
        finally:
            stand.close()


def _measured(stand: Stand) -> Iterator[Row]:
    key = new_key()
    seal, signer = Verifier(public_of(key)), Signer(key)
    page = pdf()
    page += b"%" + b"-" * (SIZE - len(page)) + b"\n" + page[page.rindex(b"startxref") :]
    document = IssuedDocument("serial", page, signer.sign(page), 1, ())

    assert isinstance(status(stand.printer), PrinterStatus)
    asked = [_ms(lambda: status(stand.printer)) for _ in range(50)]
    yield Row("printer.status_ms", statistics.median(asked), "ms")

    confirmed = [_confirmed(stand, f"confirmed-{n}", page) for n in range(CONFIRMED)]
    peer = _cups_done(stand, page)
    yield Row("page.confirmed_ms", statistics.median(confirmed), "ms", None, "CUPS's completed", peer)

    def queue(name: str) -> None:
        assert verify(document, seal) is None
        _sent(stand, name, page)

    queued = [_ms(lambda n=n: queue(f"queued-{n}")) for n in range(PAGES)]
    yield Row("page.queued_p95_ms", statistics.quantiles(queued, n=20)[-1], "ms", 100.0)


def _sent(stand: Stand, name: str, page: bytes) -> JobRef:
    job = stand.queue.create(name)
    assert isinstance(job, JobRef), job
    assert stand.queue.send(job, page) is None
    return job


def _confirmed(stand: Stand, name: str, page: bytes) -> float:
    """Milliseconds from Send-Document's answer to the printer's word."""
    job = _sent(stand, name, page)

    def asked() -> bool:
        return stand.evidence.resolve(name, 1, job, sent=True).outcome is Outcome.DONE

    return _ms(lambda: until(asked, "the printer's word"))


def _cups_done(stand: Stand, page: bytes) -> float:
    job = _sent(stand, "cups", page)

    def ended() -> bool:
        said = stand.queue.state(job)
        return isinstance(said, JobState) and said.ended

    return _ms(lambda: until(ended, "CUPS's completed"))


def _ms(act: object) -> float:
    assert callable(act)
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1e3
