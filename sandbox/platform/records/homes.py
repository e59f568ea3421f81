"""The real-estate register: homes owned, or none (NR-001)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import msgspec

from sandbox.platform.records.base import Fields, Sheet, seeds, who
from sandbox.platform.register import Citizen
from services.models import Named

AREAS = {"county": Named("云溪县", "Yunxi County"), "city": Named("全市", "the whole city")}
PURPOSES = {"home": "购房", "school": "入学", "other": "其他"}


class Home(msgspec.Struct, frozen=True):
    """A registered home (不动产单元).  place: "county" or elsewhere in the "city"; area: m² with two places."""

    certificate: str
    address: str
    area: str
    share: str
    since: str
    place: str = "county"


class Homes(msgspec.Struct, frozen=True):
    """NR-001.  rows: certificate, address, area, share, since; none where nothing is registered."""

    area: str
    purpose: str
    until: str
    result: str
    rows: tuple[tuple[str, ...], ...]


class Certificate:
    """Writes NR-001 for an area and a purpose."""

    def __init__(self, folder: Path) -> None:
        self._homes = seeds(folder, "homes", tuple[Home, ...])

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Sheet | None:
        if person.key not in self._homes:
            return None
        found = [home for home in self._homes[person.key] if fields["area"] in ("city", home.place)]
        area = AREAS[fields["area"]]
        result = f"登记有住房 {len(found)} 套" if found else "没有登记住房"
        rows = tuple((one.certificate, one.address, f"{one.area} m²", one.share, one.since) for one in found)
        today = f"{at:%Y-%m-%d}"
        body = Homes(area.zh, PURPOSES[fields["purpose"]], f"{at.year} 年 {at.month} 月 {at.day} 日", result, rows)
        return Sheet(body, (
            *who(person), (Named("登记住房", "Homes"), str(len(found))), (Named("截至", "Until"), today),
        ))
