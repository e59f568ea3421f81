"""Finished cards (GS-013) that wait in the machine's dispenser until their owner has taken them."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sandbox.platform.register import Citizen, Register
from sandbox.platform.tables import load, rows
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
        self._cards = rows(tuple[Card, ...], load(folder / "cards.toml").get("cards"), "cards.toml: cards")
        self._register = register
        register.run('CREATE TABLE IF NOT EXISTS collected("case" TEXT PRIMARY KEY, how TEXT)')
        register.run('CREATE TABLE IF NOT EXISTS handover(key TEXT PRIMARY KEY, "case" TEXT)')

    def waiting(self, person: Citizen) -> list[FinishedCard]:
        """Oldest first; the owner masked."""
        owner = person.name[0] + "*" * (len(person.name) - 1)
        return [FinishedCard(card.case, card.name, card.chip, owner)
                for card in self._cards if card.owner == person.key and not self._gone(card.case)]

    def hand_over(self, key: str, case: str, person: Citizen) -> bool:
        """This effect of a kiosk gives out this person's card; False where no such card waits."""
        if case not in {card.case for card in self.waiting(person)}:
            return False
        self._register.run("INSERT OR IGNORE INTO handover VALUES (?, ?)", key, case)
        return True

    def moved(self, key: str, how: str) -> None:
        """What became of the card of an effect.  how: "taken" | "bin" (a clerk looks after it)."""
        for (case,) in self._register.run('SELECT "case" FROM handover WHERE key = ?', key):
            self._register.run("INSERT OR IGNORE INTO collected VALUES (?, ?)", case, how)

    def restock(self) -> None:
        """All cards wait again (for the dock and for tests)."""
        self._register.run("DELETE FROM collected")
        self._register.run("DELETE FROM handover")

    def shown(self) -> list[dict[str, str]]:
        """Each card with its state: waiting | taken | bin."""
        gone = dict(self._register.run('SELECT "case", how FROM collected'))
        return [{"owner": card.owner, "case": card.case, "chip": card.chip, "state": gone.get(card.case, "waiting")}
                for card in self._cards]

    def _gone(self, case: str) -> bool:
        return bool(self._register.run('SELECT 1 FROM collected WHERE "case" = ?', case))
