"""Whether what a visit left behind agrees everywhere: journal, county's books, paper, slips, cards."""

from __future__ import annotations

import sqlite3
from collections import Counter
from typing import Any

from benchmarks.desks.desk import Served
from benchmarks.desks.machines import Machines
from benchmarks.desks.paper import Printer
from benchmarks.desks.town import FEN, Town
from kiosk.backstage import OpenEffect
from kiosk.journal import Journal, broken_link
from sandbox.county import KIOSK
from services.models import Filed
from services.platform import PlatformClient

EFFECTS = {
    "HR-001": ("print",), "NR-001": ("pay", "print", "slip"), "HR-003": ("slip",), "FI-001": ("pay", "slip"),
    "HR-022": ("file", "slip"), "GS-013": ("dispense",),
}
FEE = 500


class Books:
    """Everybody's books, read once, after the last event has reached the county."""

    def __init__(
        self, town: Town, client: PlatformClient, journal: Journal, printer: Printer, machines: list[Machines]
    ) -> None:
        self._client, self._journal, self._printer = client, journal, printer
        ledgers = town.ask("ledgers")
        self.sum = int(ledgers["sum"])
        self.refunds: list[Any] = ledgers["refunds"]
        self._moved = Counter(row["order_key"] for row in ledgers["channel"])
        self._posted = {row["key"]: (row["bill"], row["fen"]) for row in ledgers["posted"]}
        self._ebills = Counter(row["order_key"] for row in ledgers["ebills"])
        self._events = {row["key"] for row in town.ask("events")["events"]}
        self._collected = {row["case"] for row in town.ask("cards")["cards"] if row["state"] == "taken"}
        self.slips = [text for one in machines for text in one.slips()]
        self.binned = [chip for one in machines for chip in one.magazine.cards.bin]

    def wrong(self, one: Served) -> str:
        """What of this visit does not agree, "" where all does."""
        effects = self._journal.effects_of(one.visit)
        kinds = tuple(effect.kind for effect in effects)
        if one.reason != "finished" or kinds != EFFECTS[one.errand.item]:
            return f"{one.reason} {kinds}"
        for effect in effects:
            if effect.state != "done" or f"{KIOSK}:{effect.id}:done" not in self._events:
                return f"{effect.kind} {effect.state} {effect.evidence}"
            if not self._agrees(one, effect):
                return f"{effect.kind} is not in everybody's books"
        return ""

    def _agrees(self, one: Served, effect: OpenEffect) -> bool:
        match effect.kind:
            case "pay":
                bill, fen = self._posted.get(effect.id, ("", 0))
                right = (one.errand.bill, FEN) if one.errand.bill else (bill, FEE)
                return (bill, fen) == right and self._moved[effect.id] == self._ebills[effect.id] == 1
            case "print":
                return self._printer.pages[effect.id] == int(effect.facts["pages"]) > 0
            case "slip":
                return sum(one.visit in text for text in self.slips) == 1
            case "file":
                filed = self._client.of_visit(one.visit).filed(effect.id)
                return isinstance(filed, Filed) and sum(filed.case in text for text in self.slips) == 1
            case "dispense":
                return one.errand.chip == one.chip and one.errand.case in self._collected
            case _:
                return False


def disorder(books: Books, served: list[Served], journal: Journal, file: str) -> list[str]:
    """What does not agree beyond any one visit."""
    paid = [FEN if one.errand.item == "FI-001" else FEE for one in served if "pay" in EFFECTS[one.errand.item]]
    slips = sum("slip" in EFFECTS[one.errand.item] for one in served)
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as db:
        chain = broken_link(db)
    found = {
        "money in the county": books.sum == sum(paid) and not books.refunds, "slips": len(books.slips) == slips,
        "bin": not books.binned, "open effects": not journal.open_effects(), "chain": chain is None,
        "open visits": not journal.open_visits(),
    }
    return [name for name, well in found.items() if not well]
