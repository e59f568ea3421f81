"""The paper path of the simulated A4 printer: tray, cover, rollers, and what comes out."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pypdfium2

FULL = 250


class PaperPath:
    """Moves one sheet after another, stands still while something is in the way.

    `canceled(name)`: whether somebody took the job back.  `jobs`: name, file, pages, pages on paper.
    """

    def __init__(self, seconds_per_page: float, canceled: Callable[[str], bool]) -> None:
        self.seconds_per_page = seconds_per_page
        self.canceled = canceled
        self.sheets = FULL
        self.jam = self.cover = False
        self.abort = self.lie = False  # of the running or next job
        self.trap = ""  # jam | empty: what the next page runs into
        self.jobs: list[dict[str, Any]] = []
        self.changed = threading.Condition()
        self.working = 0
        self.shown: set[str] = set()  # what ippeveprinter was told
        self._life = 0

    def power_cut(self) -> None:
        """The page in the rollers stays there."""
        with self.changed:
            self._life += 1
            self.shown = set()
            self.changed.notify_all()

    def count(self) -> int:
        """Pages that came out."""
        return sum(job["printed"] for job in self.jobs)

    def in_the_way(self) -> set[str]:
        """IPP words of what blocks it, the tray apart."""
        return {word for word, is_so in (("media-jam", self.jam), ("cover-open", self.cover)) if is_so}

    def reasons(self) -> Iterator[str]:
        """The print command's words that bring what is shown up to date."""
        wanted = self.in_the_way() | ({"media-empty"} if self.sheets <= 0 else set())
        for word in sorted(wanted - self.shown):
            yield f"STATE: +{word}"
        for word in sorted(self.shown - wanted):
            yield f"STATE: -{word}"
        self.shown = wanted

    def print(self, name: str, file: str) -> Iterator[str]:
        """What the print command says while a job prints; it ends with EXIT and a number, or a power cut."""
        pages = _pages(file)
        job: dict[str, Any] = {"name": name, "file": file, "pages": pages, "printed": 0}
        with self.changed:
            life, lie = self._life, self.lie
            self.lie = False
            self.jobs.append(job)
            self.working += 1
        try:
            yield f"ATTR: job-impressions={pages} job-impressions-completed=0"
            while job["printed"] < pages and not lie:
                self._spring()
                yield from self._until_free(name, life)
                with self.changed:
                    stop, self.abort = self.abort, False
                if stop or self.canceled(name):
                    yield "EXIT 1"
                    return
                time.sleep(self.seconds_per_page)
                with self.changed:
                    if self._life != life:
                        return
                    job["printed"] += 1
                    self.sheets -= 1
                yield f"ATTR: job-impressions-completed={job['printed']}"
            yield "EXIT 0"
        finally:
            with self.changed:
                self.working -= 1

    def _spring(self) -> None:
        with self.changed:
            trap, self.trap = self.trap, ""
            self.jam = self.jam or trap == "jam"
            self.sheets = 0 if trap == "empty" else self.sheets

    def _until_free(self, name: str, life: int) -> Iterator[str]:
        with self.changed:
            while (self.in_the_way() or self.sheets <= 0) and not self.abort and self._life == life:
                yield from self.reasons()
                self.changed.wait(0.2)
                if self.canceled(name):
                    return
            yield from self.reasons()


def _pages(file: str) -> int:
    try:
        with closing(pypdfium2.PdfDocument(file)) as opened:
            return len(opened)
    except pypdfium2.PdfiumError:
        return 1
