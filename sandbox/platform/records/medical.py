"""Medical insurance: the personal account, its balance and movements (MI-003)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sandbox.platform.records.base import Fields, seeds, yuan
from sandbox.platform.register import Citizen
from services.models import Named, Record, Row, Section

OFFICE = Named("云溪县医疗保障局", "Yunxi Healthcare Security")


class Movement(msgspec.Struct, frozen=True):
    """day: YYYY-MM-DD; fen: + into the account, − out of it."""

    day: str
    what: Named
    fen: int


class Account(msgspec.Struct, frozen=True):
    """opening: before the first movement; movements: oldest first."""

    opening_fen: int
    movements: tuple[Movement, ...]

    @property
    def balance_fen(self) -> int:
        return self.opening_fen + sum(move.fen for move in self.movements)


class MedicalAccount:
    """Answers MI-003 by year: what there is now, and the movements of that year, newest first."""

    def __init__(self, folder: Path) -> None:
        self._accounts = seeds(folder, "medical", Account)

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Record | None:
        account = self._accounts.get(person.key)
        if account is None:
            return None
        year = fields["year"]
        moves = [move for move in account.movements if move.day.startswith(year)]
        balance = Section(Named("账户", "Account"), (
            Row(Named("现在的余额", "Balance now"), _money(account.balance_fen)),
            Row(Named("全年收入", "Paid in"), _money(sum(move.fen for move in moves if move.fen > 0))),
            Row(Named("全年支出", "Spent"), _money(-sum(move.fen for move in moves if move.fen < 0))),
        ))
        rows = tuple(
            Row(Named(f"{move.day[5:]} {move.what.zh}", f"{move.day[5:]} {move.what.en}"), _signed(move.fen))
            for move in reversed(moves)
        )
        title = Named(f"{year} 年医保账户", f"Medical account {year}")
        return Record(title, OFFICE, f"{at:%Y-%m-%d}", (balance, Section(Named("明细", "Movements"), rows, slip=False)))


def _money(fen: int) -> Named:
    return Named(f"{yuan(fen)} 元", f"{yuan(fen)} yuan")


def _signed(fen: int) -> str:
    return ("+" if fen > 0 else "") + yuan(fen)
