"""The world round the machine: what a citizen brings, what staff do, and every book that must agree afterwards."""

from __future__ import annotations

import json
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import msgspec

from hardware.simulators.control import ask
from sandbox.people import PEOPLE, laid
from sandbox.visits.report import Report


class Effect(msgspec.Struct, frozen=True):
    """A row of the journal; facts: what its steps left behind, with the evidence."""

    id: str
    kind: str
    state: str
    facts: dict[str, Any]


class World:
    home: Path
    report: Report

    def part(self, name: str, op: str, **fields: Any) -> dict[str, Any]:
        """An operation of a simulator, or of the platform."""
        return ask(str(self.home / f"{name}.sock"), op, **fields)

    # ---------------------------------------------------------------- what a citizen brings
    def lay(self, who: str) -> None:
        self.part("id_reader", "lay", **laid(who))

    def pull(self) -> None:
        self.part("id_reader", "pull")

    def stands(self, who: str, kind: str = "person") -> None:
        """Whose face is before the lens."""
        self.camera("stand", who=PEOPLE[who].portrait, **{"as": kind})

    def camera(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.part("camera", op, **fields)

    def scanner(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.part("code_scanner", op, **fields)

    def sms(self) -> str:
        return str(self.platform("sms")["sms"][-1]["code"])

    # ---------------------------------------------------------------- devices
    def printer(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.part("a4_printer", op, **fields)

    def receipts(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.part("receipt_printer", op, **fields)

    def dispenser(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.part("dispenser", op, **fields)

    # ---------------------------------------------------------------- books
    def platform(self, op: str, **fields: Any) -> dict[str, Any]:
        return self.part("platform", op, **fields)

    def order(self, key: str) -> dict[str, Any]:
        """An order of the payment platform, {} where it knows none."""
        return next((one for one in self.platform("orders")["orders"] if one["key"] == key), {})

    def bill(self, item: str, fen: int = 0) -> dict[str, Any]:
        """An open bill, of this amount where one is given."""
        return next(one for one in self.platform("bills", item=item)["bills"]
                    if one["state"] == "open" and fen in (0, one["fen"]))

    def events(self) -> list[dict[str, Any]]:
        """The kiosk's own event log."""
        log = self.home / "events.jsonl"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    def effects(self, visit: str) -> list[Effect]:
        """What the journal says of a visit, in order."""
        db = sqlite3.connect(f"file:{self.home / 'journal.db'}?mode=ro", uri=True)
        try:
            rows = db.execute("SELECT id, kind, state, json_patch(facts, coalesce(evidence, '{}')) FROM effect"
                              " WHERE visit = ? ORDER BY opened, id", (visit,)).fetchall()
        finally:
            db.close()
        return [Effect(ident, kind, state, json.loads(facts)) for ident, kind, state, facts in rows]

    def did(self, visit: str) -> list[str]:
        """Its effects as words: "pay done", "slip not_done"."""
        return [f"{one.kind} {one.state}" for one in self.effects(visit)]

    # ---------------------------------------------------------------- paper
    def paper(self, visit: str, *words: str) -> str | None:
        """The one page of a visit as text: it came out once, and carries these words; its file is kept."""
        jobs = [job for job in self.printer("pages")["jobs"] if job["name"].startswith(visit)]
        if [job["printed"] for job in jobs] != [1]:
            return None
        said = subprocess.run(["pdftotext", "-layout", jobs[0]["file"], "-"], capture_output=True, text=True,
                              check=True).stdout
        if not _said(said, words):
            return None
        self.report.keep_page(jobs[0]["file"])
        return said

    def slip(self, *words: str) -> str | None:
        """The text of the one whole slip in the tray that has these words; its picture is kept, and it is taken."""
        found = [one for one in self.receipts("slips")["slips"]
                 if one["cut"] and not one["partial"] and _said(one["text"], words)]
        if len(found) != 1:
            return None
        self.report.keep_slip(found[0]["file"])
        self.receipts("take")
        return str(found[0]["text"])

    def order_again(self) -> None:
        """Everything as on a good morning."""
        self.pull()
        self.camera("heal")
        self.camera("code")
        self.scanner("remove")
        self.printer("clear")
        self.printer("refill")
        self.receipts("heal")
        self.receipts("take")
        self.dispenser("take")
        for endpoint in ("all", "issue"):
            self.platform("fault", endpoint=endpoint, kind="none")


def _said(text: str, words: tuple[str, ...]) -> bool:
    """Whether all words stand there, however their lines are broken."""
    bare = "".join(text.split())
    return all("".join(word.split()) in bare for word in words)
