"""What became of a page: one judgement for the live visit and for whoever recovers after a crash.

The order of a print effect, each line a place where everything may die (ARCHITECTURE, "Effects"):

    status()  → obstacle? refuse                    nothing happened
    create(key) → JobRef; commit it                 a job without a document never prints
    send(job, pdf)                                  from here the page may come out
    resolve(...) until it is not WAIT               done · not done · unknown by name
    give_up(...) when the caller's patience ends    takes the job back, then judges

What decides is the *fence* (see `once`): it is on disk before a byte leaves for the printer, and only one can put it
up.  Where the backend did, only the printer itself can say.  Where we did, nothing left and nothing ever will – also
not by a backend that was just starting.
"""

from __future__ import annotations

import os
from enum import StrEnum
from pathlib import Path

import msgspec

from hardware.model import Fault
from hardware.printing.queue import JobRef, JobState, Queue
from hardware.printing.witness import Seen, Witness, witness

_OURS = b"barred"


class Outcome(StrEnum):
    WAIT = "wait"  # it still prints, or cannot be asked now; ask again
    DONE = "done"
    NOT_DONE = "not_done"
    UNKNOWN = "unknown"  # ask again within the printer's minute of memory: it may answer yet


class Verdict(msgspec.Struct, frozen=True):
    """evidence: why, as a word for journal and log (no personal data); impressions: what the printer counted."""

    outcome: Outcome
    evidence: str
    impressions: int | None = None
    fault: str | None = None


class Evidence:
    """The witnesses of one printer: its queue, the fences beside it, and the printer itself."""

    def __init__(self, queue: Queue, fences: Path, printer: str) -> None:
        self._queue = queue
        self._fences = fences
        self._printer = printer

    def resolve(self, key: str, pages: int, job: JobRef | None, *, sent: bool, since: int | None = None) -> Verdict:
        """Judge the print effect `key`.

        job: as committed, None where no number was; sent: whether send() was *tried* as far as the caller knows – a
        recovery that cannot tell says False, and a page that has not left is then taken back; since: the printer's
        up-time before sending.  Never prints; cancels only what has not left.
        """
        jobs = self._jobs(key, job)
        if isinstance(jobs, Fault):
            return Verdict(Outcome.WAIT, "spooler_silent", fault=jobs.code)
        for ref in self._refs(key, job, jobs):
            if self._left(ref):
                continue
            if not self._over(ref):
                if sent:
                    return Verdict(Outcome.WAIT, "queued")
                kept = self._queue.cancel(ref)
                if kept is not None:
                    return Verdict(Outcome.WAIT, "not_cancelled", fault=kept.code)
            self._bar(ref)
        left = [ref for ref in self._refs(key, job, jobs) if self._left(ref)]
        if not left:
            return Verdict(Outcome.NOT_DONE, "never_left")
        return self._ask_printer(key, pages, left[0], since)

    def give_up(self, key: str, pages: int, job: JobRef | None, *, since: int | None = None) -> Verdict:
        """Patience is over: take the job back so that it cannot print later, and judge.  WAIT only from a silent CUPS,
        or from a printer that still works on it."""
        jobs = self._jobs(key, job)
        if not isinstance(jobs, Fault):
            for ref in self._refs(key, job, jobs):
                self._queue.cancel(ref)
        return self.resolve(key, pages, job, sent=False, since=since)

    def _jobs(self, key: str, job: JobRef | None) -> tuple[JobState, ...] | Fault:
        if job is None:
            return self._queue.find(key)
        said = self._queue.state(job)
        return said if isinstance(said, Fault) else (said,) if said else ()

    def _refs(self, key: str, job: JobRef | None, jobs: tuple[JobState, ...]) -> list[JobRef]:
        return [job] if job else [state.ref for state in jobs if state.key == key]

    def _fence(self, job: JobRef) -> Path:
        return self._fences / f"{job.id}-{job.uuid.removeprefix('urn:uuid:')}"

    def _left(self, job: JobRef) -> bool:
        """Whether the backend ran: a fence that is not ours.  (One that we died over while writing counts as its.)"""
        fence = self._fence(job)
        return fence.exists() and fence.read_bytes() != _OURS

    def _bar(self, job: JobRef) -> None:
        """Put the fence up ourselves, durably, unless there is one."""
        try:
            fence = os.open(self._fence(job), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        except FileExistsError:
            return
        os.write(fence, _OURS)
        os.fsync(fence)
        os.close(fence)
        folder = os.open(self._fences, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)

    def _over(self, job: JobRef) -> bool:
        """Whether CUPS can run this job no more: ended, or not its own (any longer)."""
        said = self._queue.state(job)
        return said is None or (isinstance(said, JobState) and said.ended)

    def _ask_printer(self, key: str, pages: int, job: JobRef, since: int | None) -> Verdict:
        # CUPS first: a job that ended before the printer was asked cannot reach it afterwards.
        queued = self._queue.state(job)
        if isinstance(queued, Fault):
            return Verdict(Outcome.WAIT, "spooler_silent", fault=queued.code)
        working = queued is not None and not queued.ended and not queued.held
        word = witness(self._printer, key, pages, since)
        if word.seen is Seen.PRINTING:
            return Verdict(Outcome.WAIT, "printing", word.impressions)
        if word.seen in (Seen.MISSING, Seen.SILENT) and working:
            return Verdict(Outcome.WAIT, f"printer_{word.seen}", fault=_fault(word))
        # CUPS may not have noticed yet (it asks once a second) or hold the job behind the fence: this frees the queue
        # and deletes the page.
        self._queue.cancel(job)
        if word.seen is Seen.PRINTED:
            return Verdict(Outcome.DONE, "printer_confirmed", word.impressions)
        if word.seen is Seen.STOPPED and word.impressions == 0:
            return Verdict(Outcome.NOT_DONE, "printer_stopped", 0, "printer.aborted")
        return Verdict(Outcome.UNKNOWN, f"printer_{word.seen}", word.impressions, "printer.unknown")


def _fault(word: Witness) -> str | None:
    return "printer.offline" if word.seen is Seen.SILENT else None
