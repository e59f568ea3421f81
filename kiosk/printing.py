"""The print effect: a sealed page on an A4 printer, once.  Queryable: the printer's own word decides.

Order: intent → permit → create → job number on the disk → send → the printer's word → outcome.
hardware.printing.evidence judges, live and after a crash alike.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from hardware.model import Fault
from hardware.printing.evidence import Evidence, Verdict
from hardware.printing.evidence import Outcome as Word
from hardware.printing.queue import SPOOLER_DOWN, JobRef, Queue, Server
from hardware.printing.status import PrinterStatus, status
from kiosk.backstage import Facts, OpenEffect
from kiosk.effects import Class, Ledger, Outcome
from kiosk.settings import Table
from services.models import IssuedDocument

T = TypeVar("T")
POLL_S = 0.05
CALL_S = 5.0
SILENT = Verdict(Word.WAIT, "spooler_silent", fault=SPOOLER_DOWN.code)
LAST_WORD_S = 15.0


class PrinterAccess(msgspec.Struct, frozen=True):
    """One printer: its queue in the private CUPS, the fences beside it, and its own address.

    patience_s: a page that has not come out by then is taken back where it can be."""

    server: Server
    queue: str
    fences: Path
    uri: str
    patience_s: float

    @staticmethod
    def of(table: Table) -> PrinterAccess:
        """From [devices.a4_printer] of the configuration (spool as an absolute path)."""
        return PrinterAccess(
            Server("127.0.0.1", int(table["cups_port"])), str(table["queue"]), Path(str(table["spool"])) / "fences",
            str(table["printer_uri"]), float(table.get("patience_s", 60)),
        )

    def jobs(self) -> Queue:
        """The queue, to be asked from any thread."""
        return Queue(self.server, self.queue)


class PrintPage:
    """Prints one document; `say(state, permille)` tells the screen, `point` is where tests die.

    facts: what else the journal should know of it, e.g. the payment it was paid by, the effect it makes good."""

    kind = "print"
    klass = Class.QUERYABLE

    def __init__(
        self, access: PrinterAccess, document: IssuedDocument, copies: int, say: Callable[[str, int], None],
        point: Callable[[str], None], resolver: PrintResolver, facts: Facts | None = None,
    ) -> None:
        self.resolver = resolver
        self.facts = facts or {}
        self._queue = access.jobs()
        self._uri = access.uri
        self._document = document
        self._pages = document.pages * copies
        self._say = say
        self._point = point

    def body(self) -> bytes:
        return msgspec.json.encode({"serial": self._document.serial, "pages": self._pages})

    async def act(self, effect: str, ledger: Ledger) -> None:
        said = await asyncio.to_thread(status, self._uri)
        since = said.up_time if isinstance(said, PrinterStatus) else 0
        self._point("create_job.before")
        job = await _within(SPOOLER_DOWN, self._queue.create, effect)
        self._point("create_job.after")
        if isinstance(job, Fault):
            await ledger.progress(effect, {"fault": job.code})
            return
        await ledger.progress(effect, {"job": job.id, "uuid": job.uuid, "pages": self._pages, "since": since})
        self._say("printing", 300)
        self._point("send.before")
        fault = await _within(SPOOLER_DOWN, self._queue.send, job, self._document.pdf)
        self._point("send.after")
        self._say("printing", 600)
        if fault:
            await ledger.progress(effect, {"fault": fault.code})


class PrintResolver:
    """Finds out what became of a print effect.

    live: the visit itself asks, having tried to send; a recovery takes back what has not left."""

    def __init__(
        self, access: PrinterAccess, live: bool, clock: Callable[[], float],
        point: Callable[[str], None] = lambda _: None,
    ) -> None:
        self._evidence = Evidence(access.jobs(), access.fences, access.uri)
        self._uri = access.uri
        self._patience_s = access.patience_s
        self._live = live
        self._clock = clock
        self._point = point

    async def resolve(self, effect: OpenEffect) -> Outcome:
        facts = effect.facts
        job = JobRef(int(facts["job"]), str(facts["uuid"])) if "job" in facts else None
        pages, since = int(facts.get("pages", 1)), int(facts.get("since", 0)) or None
        sent = self._live and job is not None and "fault" not in facts
        self._point("confirm.before")
        verdict = await self._ask(self._patience_s if self._live else LAST_WORD_S, lambda: self._evidence.resolve(
            effect.id, pages, job, sent=sent, since=since))
        if verdict.outcome is Word.WAIT:
            verdict = await self._ask(
                LAST_WORD_S, lambda: self._evidence.give_up(effect.id, pages, job, since=since)
            )
        if verdict.outcome is Word.DONE:
            self._point("confirm.after")
            self._point("cups.done")  # the evidence takes a confirmed job out of the queue
        return await self._outcome(verdict, str(facts.get("fault", "")))

    async def _ask(self, seconds: float, judge: Callable[[], Verdict]) -> Verdict:
        end = self._clock() + seconds
        while True:
            verdict = await _within(SILENT, judge)
            if verdict.outcome is not Word.WAIT or self._clock() > end:
                return verdict
            await asyncio.sleep(POLL_S)

    async def _outcome(self, verdict: Verdict, fault: str) -> Outcome:
        evidence: dict[str, str | int] = {"witness": verdict.evidence}
        if verdict.impressions is not None:
            evidence["impressions"] = verdict.impressions
        if verdict.outcome is Word.DONE:
            return Outcome("done", evidence)
        state = "not_done" if verdict.outcome is Word.NOT_DONE else "unknown"
        if not fault:
            said = await asyncio.to_thread(status, self._uri)
            fault = (said.fault if isinstance(said, PrinterStatus) else said.code) or ""
        return Outcome(state, evidence, fault or verdict.fault or "printer.unknown")


async def _within(otherwise: T, call: Callable[..., T], *values: Any) -> T:
    """What a blocking call gives, or `otherwise` where it does not return: libcups waits for ever on a stuck CUPS.

    Its thread is left behind and ends with this process."""
    try:
        return await asyncio.wait_for(asyncio.to_thread(call, *values), CALL_S)
    except TimeoutError:
        return otherwise


class PrinterPort:
    """kiosk.visit.ports.Printers over the one A4 printer."""

    def __init__(self, table: Table, clock: Callable[[], float], point: Callable[[str], None]) -> None:
        self._access = PrinterAccess.of(table)
        self._clock = clock
        self._point = point

    def page(
        self, document: IssuedDocument, copies: int, say: Callable[[str, int], None], facts: Facts | None = None
    ) -> PrintPage:
        resolver = PrintResolver(self._access, live=True, clock=self._clock, point=self._point)
        return PrintPage(self._access, document, copies, say, self._point, resolver, facts)
