"""Ratings (好差评): what a machine sends, completed to the national field set (government-services §3.1).

Two opposite codes of satisfaction exist; the register keeps the national one and can say the other.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sandbox.platform.register import Register
from services.models import Catalog, Item

AREA = ("990000", "云溪县")
KIOSK = "5"  # pf: another terminal of a hall
TIMES = 2  # a second rating of the same matter is allowed once
COLUMNS = (
    "areaCode", "areaName", "deptCode", "taskCode", "taskHandleItem", "taskName", "subMatter", "projectNo", "proStatus",
    "proDepartCode", "proDepart", "proManager", "pf", "certkeyGOV", "userName", "userProp", "satisfaction",
    "evalDetail", "writingEvaluation", "assessTime", "assessNumber", "appStatus", "promiseTime", "acceptDate",
    "dataSource",
)


def national(stars: int) -> int:
    """5 = 非常满意 … 1 = 非常不满意: the stars themselves.  Raises ValueError outside 1…5."""
    if not 1 <= stars <= 5:
        raise ValueError(stars)
    return stars


def gb_t_39046(satisfaction: int) -> int:
    """GB/T 39046-2020 table A.8, 1 = 非常满意 … 5 = 非常不满意, from the national code; its own inverse."""
    return 6 - national(satisfaction)


class Ratings:
    """`units`: credit codes by department."""

    def __init__(self, register: Register, units: dict[str, str]) -> None:
        self._register = register
        self._units = units
        register.run(f"CREATE TABLE IF NOT EXISTS rating({', '.join(f'{name} TEXT' for name in COLUMNS)})")

    def keep(self, body: dict[str, Any], catalog: Catalog, at: datetime) -> bool:
        """Take a rating: item, stars, tags (comma list of evalDetail codes), visit.  False where it breaks a rule."""
        item = next((item for item in catalog.items if item.key == body.get("item")), None)
        visit = self._register.visit(str(body.get("visit")))
        stars, tags = body.get("stars"), str(body.get("tags") or "")
        allowed = {tag.key for tag in catalog.tags.get(str(stars), ())}
        if item is None or visit is None or not allowed or not set(filter(None, tags.split(","))) <= allowed:
            return False
        project = self._project(str(body["visit"]), item)
        number = 1 + len(self._register.run("SELECT 1 FROM rating WHERE projectNo = ?", project))
        if number > TIMES:
            return False
        row = self._complete(item, visit["person"], at) | {
            "projectNo": project, "satisfaction": str(national(int(str(stars)))), "evalDetail": tags,
            "assessNumber": str(number),
        }
        self._register.run(f"INSERT INTO rating VALUES ({', '.join('?' * len(COLUMNS))})",
                           *(row[name] for name in COLUMNS))
        return True

    def shown(self) -> list[dict[str, Any]]:
        """All of them, in the national code and in that of GB/T 39046."""
        rows = [dict(zip(COLUMNS, row, strict=True)) for row in self._register.run("SELECT * FROM rating")]
        return [row | {"gb_t_39046": gb_t_39046(int(row["satisfaction"]))} for row in rows]

    def _complete(self, item: Item, number: str | None, at: datetime) -> dict[str, str]:
        """What the machine does not say, and need not know."""
        person = self._register.person(number or "")
        unit = self._units[item.dept]
        task = f"{unit}4{item.code}"
        promised = item.settle == "promised"
        return {
            "areaCode": AREA[0], "areaName": AREA[1], "deptCode": unit, "taskCode": task, "taskHandleItem": task + "01",
            "taskName": item.name.zh, "subMatter": item.name.zh, "proStatus": "1" if promised else "3",
            "proDepartCode": unit, "proDepart": item.department.zh, "proManager": "", "pf": KIOSK,
            "certkeyGOV": person.number if person else "", "userName": person.name if person else "", "userProp": "1",
            "writingEvaluation": "", "assessTime": f"{at:%Y-%m-%d %H:%M:%S}", "appStatus": "1",
            "promiseTime": "1" if promised else "2", "acceptDate": f"{at:%Y-%m-%d}", "dataSource": "kiosk",
        }

    def _project(self, visit: str, item: Item) -> str:
        """The case that this visit filed for the item, else the visit itself."""
        rows = self._register.run("SELECT number FROM application WHERE visit = ? AND item = ?", visit, item.key)
        return str(rows[-1][0]) if rows else visit
