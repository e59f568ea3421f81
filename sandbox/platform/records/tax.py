"""Individual income tax: the payment record (TX-001)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sandbox.platform.records.base import Fields, Sheet, count, month_zh, months, seeds, who, yuan
from sandbox.platform.register import Citizen
from services.models import Named


class Withheld(msgspec.Struct, frozen=True):
    """Tax that is withheld in each month from `since` (YYYY-MM) on.  income: 所得项目."""

    since: str
    income: str
    income_fen: int
    tax_fen: int


class Taxpayer(msgspec.Struct, frozen=True):
    employer: str
    withheld: tuple[Withheld, ...]


class Payments(msgspec.Struct, frozen=True):
    """TX-001.  rows: month, kind of income, income, tax, day it was paid in."""

    employer: str
    period: str
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


class PaymentRecord:
    """Writes TX-001 from month to month; tax of a month is paid in on the 15th of the next one."""

    def __init__(self, folder: Path) -> None:
        self._taxpayers = seeds(folder, "tax", Taxpayer)

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Sheet | None:
        taxpayer = self._taxpayers.get(person.key)
        if taxpayer is None:
            return None
        paid = [(month, row) for month in months(fields["from"], fields["to"])
                if _paid_in(month) <= f"{at:%Y-%m-%d}" and (row := _row(taxpayer, month))]
        total = sum(row.tax_fen for _, row in paid)
        rows = tuple((month, row.income, yuan(row.income_fen), yuan(row.tax_fen), _paid_in(month))
                     for month, row in paid)
        body = Payments(
            taxpayer.employer, f"{month_zh(fields['from'])}至 {month_zh(fields['to'])}", rows,
            (f"合计 {len(paid)} 个月", "", yuan(sum(row.income_fen for _, row in paid)), yuan(total), ""),
        )
        return Sheet(body, (
            *who(person), (Named("月数", "Months"), str(len(paid))),
            (Named("实缴税额", "Tax paid"), f"¥ {yuan(total)}"),
        ))


def _row(taxpayer: Taxpayer, month: str) -> Withheld | None:
    begun = [row for row in taxpayer.withheld if row.since <= month]
    return max(begun, key=lambda row: row.since) if begun else None


def _paid_in(month: str) -> str:
    """YYYY-MM-DD: the 15th of the month after."""
    after = count(month) + 1
    return f"{after // 12:04d}-{after % 12 + 1:02d}-15"
