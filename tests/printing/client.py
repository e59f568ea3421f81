"""A visit that dies: prints `key` in two phases, writes what it knows into a file, kills itself at the named point."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from hardware.printing.evidence import Evidence, Outcome
from hardware.printing.queue import AS_IT_IS, JobRef, Queue, Server, connect
from tests.printing.stand import until

POINTS = ("start", "created", "committed", "half_sent", "sent", "confirmed")


def main(point: str, port: int, printer: str, fences: Path, key: str, page: Path, known: Path) -> None:
    def passed(name: str) -> None:
        if name == point:
            os.kill(os.getpid(), signal.SIGKILL)

    queue = Queue(Server("127.0.0.1", port), "A4")
    pdf = page.read_bytes()
    passed("start")
    job = queue.create(key)
    assert isinstance(job, JobRef)
    passed("created")
    known.write_text(f"{job.id} {job.uuid}", encoding="utf-8")
    passed("committed")
    if point == "half_sent":
        link = connect(Server("127.0.0.1", port))
        link.startDocument("A4", job.id, "page", AS_IT_IS, 1)
        link.writeRequestData(pdf, len(pdf) // 2)
        passed("half_sent")
    assert queue.send(job, pdf) is None
    passed("sent")
    evidence = Evidence(queue, fences, printer)
    until(lambda: evidence.resolve(key, 1, job, sent=True).outcome is Outcome.DONE, "done")
    passed("confirmed")


if __name__ == "__main__":
    _, name, where, uri, marks, mine, document, notes = sys.argv
    main(name, int(where), uri, Path(marks), mine, Path(document), Path(notes))
