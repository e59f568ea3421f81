"""Documents that were begun at this machine and did not come out, found again by presenting the card."""

from __future__ import annotations

from datetime import date, timedelta

from kiosk.backstage import Interrupted
from kiosk.journal import Journal
from kiosk.vault import KEEP_DAYS, Vault


def interrupted(journal: Journal, vault: Vault, today: date, person: str) -> tuple[Interrupted, ...]:
    """Those of a pseudonym within seven days, as far as their data keys have not been shredded."""
    since = today - timedelta(days=KEEP_DAYS)
    return tuple(
        Interrupted(effect, vault.visit_key(date.fromisoformat(day), effect.visit))
        for effect, day in journal.interrupted(person, since.isoformat())
        if day and vault.has(date.fromisoformat(day))
    )
