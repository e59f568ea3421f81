"""Finished cards (GS-013) that wait in the machine's dispenser until their owner has taken them."""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from sandbox.platform.register import Citizen, Register
from services.models import FinishedCard, Named


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """owner: key of a citizen; chip: hex in capitals."""

    owner: str
    case: str
    name: Named
    chip: str


class Cards:
    """sandbox/data/cards.toml, less what was collected."""

    def __init__(self, folder: Path, register: Register) -> None:
        rows = tomllib.loads((folder / "cards.toml").read_text("utf-8"))
        self._cards = msgspec.convert(rows["cards"], tuple[Card, ...])
        self._register = register
        register.run('CREATE TABLE IF NOT EXISTS collected("case" TEXT PRIMARY KEY)')

    def waiting(self, person: Citizen) -> list[FinishedCard]:
        """Oldest first; the owner masked."""
        owner = person.name[0] + "*" * (len(person.name) - 1)
        return [FinishedCard(card.case, card.name, card.chip, owner)
                for card in self._cards if card.owner == person.key and not self._gone(card.case)]

    def collected(self, case: str | None, visit: str | None) -> None:
        """A card was taken: the named case's, else the first that waits for the citizen of the visit."""
        if case is None and visit:
            found = self._register.visit(visit)
            person = self._register.person(found["person"] or "") if found else None
            case = next((card.case for card in self.waiting(person)), None) if person else None
        if case is not None:
            self._register.run("INSERT OR IGNORE INTO collected VALUES (?)", case)

    def restock(self) -> None:
        """All cards wait again (for the dock and for tests)."""
        self._register.run("DELETE FROM collected")

    def shown(self) -> list[dict[str, str]]:
        """Each card with its state: waiting | collected."""
        return [{"owner": card.owner, "case": card.case, "chip": card.chip,
                 "state": "collected" if self._gone(card.case) else "waiting"} for card in self._cards]

    def _gone(self, case: str) -> bool:
        return bool(self._register.run('SELECT 1 FROM collected WHERE "case" = ?', case))
