"""Social insurance: the enrolment certificate (HR-001) and the contributions (HR-003)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sandbox.platform.records.base import Fields, Sheet, count, month_zh, seeds, who, yuan
from sandbox.platform.register import Citizen, Insurance
from services.models import Named, Record, Row, Section

OFFICE = Named("云溪县社会保险事业中心", "Yunxi Social Insurance Centre")
KINDS = {
    "pension": Named("养老保险", "Pension"), "medical": Named("医疗保险", "Medical"),
    "injury": Named("工伤保险", "Work injury"), "unemployment": Named("失业保险", "Unemployment"),
}


class Enrolment(msgspec.Struct, frozen=True):
    """HR-001.  rows: kind, first month, number of months."""

    place: str
    period: str
    rows: tuple[tuple[str, str, str], ...]


class Contribution(msgspec.Struct, frozen=True):
    """HR-003: one kind of insurance in one year.  base: monthly; own and unit: of the whole year."""

    kind: str
    year: int
    months: int
    base_fen: int
    own_fen: int
    unit_fen: int


def certificate(person: Citizen, fields: Fields, at: datetime) -> Sheet | None:
    """fields: from, to (YYYY-MM), kind ("all" or one of the person's)."""
    start, end = fields["from"], fields["to"]
    kinds = [one for one in person.insurances if fields.get("kind", "all") in ("all", one.kind)]
    rows = tuple((one.zh, max(one.since, start), str(_months(one, start, end))) for one in kinds)
    kind = kinds[0].zh if len(kinds) == 1 else f"{len(kinds)} 种保险"
    return Sheet(
        Enrolment(person.place, f"{month_zh(start)}至 {month_zh(end)}", rows),
        (*who(person), (Named("险种", "Insurance"), kind), (Named("截至", "Until"), end)),
    )


class Contributions:
    """Answers HR-003 by kind and year."""

    def __init__(self, folder: Path) -> None:
        self._rows = seeds(folder, "contributions", tuple[Contribution, ...])

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Record | None:
        if person.key not in self._rows:
            return None
        sections = tuple(
            _section(row) for row in self._rows[person.key]
            if str(row.year) == fields["year"] and fields["kind"] in ("all", row.kind)
        )
        title = Named(f"{fields['year']} 年社保缴费", f"Contributions of {fields['year']}")
        return Record(title, OFFICE, f"{at:%Y-%m-%d}", sections)


def _section(row: Contribution) -> Section:
    return Section(KINDS[row.kind], (
        Row(Named("缴费月数", "Months paid"), Named(f"{row.months} 个月", f"{row.months} months")),
        Row(Named("每月基数", "Monthly base"), _money(row.base_fen)),
        Row(Named("个人缴费", "Paid by you"), _money(row.own_fen)),
        Row(Named("单位缴费", "Paid by employer"), _money(row.unit_fen)),
    ))


def _money(fen: int) -> Named:
    return Named(f"{yuan(fen)} 元", f"{yuan(fen)} yuan")


def _months(insurance: Insurance, start: str, end: str) -> int:
    return max(0, count(end) - count(max(insurance.since, start)) + 1)
