"""The housing provident fund: the statement of deposits (HF-002)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sandbox.platform.records.base import Fields, Sheet, month_zh, months, seeds, who, yuan
from sandbox.platform.register import Citizen
from services.models import Named


class Rate(msgspec.Struct, frozen=True):
    """What is paid in each month from `since` (YYYY-MM) on."""

    since: str
    base_fen: int
    own_fen: int
    unit_fen: int


class Account(msgspec.Struct, frozen=True):
    """A citizen's account.  balance: as of today; paid_to: last month that was paid, "" = the one before this."""

    number: str
    employer: str
    opened: str
    balance_fen: int
    rates: tuple[Rate, ...]
    paid_to: str = ""


class Deposits(msgspec.Struct, frozen=True):
    """HF-002.  rows: month, base, own, employer's, both."""

    account: str
    employer: str
    opened: str
    period: str
    balance: str
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]


class Statement:
    """Writes HF-002 from month to month."""

    def __init__(self, folder: Path) -> None:
        self._accounts = seeds(folder, "fund", Account)

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Sheet | None:
        account = self._accounts.get(person.key)
        if account is None:
            return None
        paid = [(month, rate) for month in months(fields["from"], fields["to"])
                if month <= (account.paid_to or f"{at:%Y-%m}") and (rate := _rate(account, month))]
        own, unit = sum(rate.own_fen for _, rate in paid), sum(rate.unit_fen for _, rate in paid)
        rows = tuple((month, *map(yuan, (rate.base_fen, rate.own_fen, rate.unit_fen, rate.own_fen + rate.unit_fen)))
                     for month, rate in paid)
        body = Deposits(
            account.number, account.employer, month_zh(account.opened),
            f"{month_zh(fields['from'])}至 {month_zh(fields['to'])}", yuan(account.balance_fen), rows,
            (f"合计 {len(paid)} 个月", "", yuan(own), yuan(unit), yuan(own + unit)),
        )
        return Sheet(body, (
            *who(person), (Named("月数", "Months"), str(len(paid))),
            (Named("缴存合计", "Deposited"), f"¥ {yuan(own + unit)}"),
        ))


def _rate(account: Account, month: str) -> Rate | None:
    """The rate of a month: the newest that has begun."""
    begun = [rate for rate in account.rates if rate.since <= month]
    return max(begun, key=lambda rate: rate.since) if begun else None
