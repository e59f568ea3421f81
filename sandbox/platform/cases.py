"""Applications as the departments keep them: filed once by key, moved on by the clock or by an operator's word."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, tzinfo
from itertools import islice
from pathlib import Path

import msgspec

from sandbox.platform.kinds import Appointments, Kind, Seed, read
from sandbox.platform.records.base import Fields
from sandbox.platform.register import Register
from sandbox.platform.worktimes import due, told, working_days
from services.models import Case, CaseStep, Catalog, Filed, Item, Named, Party, Row, Slot

LEVEL = "4"  # a county's, GB/T 39046 table A.2
SHOWN = 12  # free times at once
_SCHEMA = """CREATE TABLE IF NOT EXISTS application(
    key TEXT PRIMARY KEY, number TEXT UNIQUE, item TEXT, visit TEXT, people TEXT, name BLOB, fields TEXT,
    signature TEXT, slot TEXT, filed TEXT, due TEXT, answer BLOB, moved TEXT)"""
STATES = ("accepted", "doing", "done")
ACCEPTED = Named("已经收到", "Received")


class Application(msgspec.Struct, frozen=True):
    """What is filed.  key: the kiosk's effect; slot: of an appointment."""

    key: str
    visit: str
    item: Item
    people: tuple[Party, ...]
    fields: Fields
    slot: str


class Cases:
    """`folder`: sandbox/data; `units`: credit codes by department."""

    def __init__(self, folder: Path, register: Register, units: dict[str, str]) -> None:
        self._register = register
        self._units = units
        self._data = read(folder)
        register.run(_SCHEMA)

    def seed(self, zone: tzinfo, people: dict[str, str], catalog: Catalog) -> None:
        """What was filed before, unless it is there.  people: numbers by key."""
        offered = {item.key: item for item in catalog.items}
        for seed in self._data.seeds:
            kind = self._data.kinds[seed.item]
            if item := offered.get(seed.item):
                kind = msgspec.structs.replace(kind, name=item.short, code=item.code, dept=item.dept)
            self._plant(seed, kind, people[seed.person], zone)

    # ---------------------------------------------------------------- free times
    def slots(self, item: str, at: datetime) -> list[Slot]:
        """The soonest free ones of an item's appointments; none where it has no appointments."""
        times = self._data.appointments.get(item)
        if times is None:
            return []
        taken = dict(self._register.run("SELECT slot, count(*) FROM application WHERE item = ? GROUP BY slot", item))
        free: list[Slot] = []
        for moment in _moments(times, at):
            key = f"{moment:%Y-%m-%dT%H:%M}"
            if (left := times.capacity - taken.get(key, 0)) > 0:
                free.append(Slot(key, told(moment), left))
        return free[:SHOWN]

    # ---------------------------------------------------------------- filing
    def filed(self, key: str) -> Filed | None:
        rows = self._register.run("SELECT answer FROM application WHERE key = ?", key)
        return msgspec.json.decode(rows[0][0], type=Filed) if rows else None

    def same(self, key: str, item: str, people: tuple[Party, ...]) -> bool:
        """Whether what was filed under this key is of this item and these people."""
        rows = self._register.run("SELECT item, people FROM application WHERE key = ?", key)
        return rows == [(item, _numbers([party.number for party in people]))]

    def file(self, given: Application, signature: dict[str, str], at: datetime) -> Filed:
        """Accept it.  at: local time of the site; the case is on the disk before it is answered."""
        item, kind = given.item, self._data.kinds[given.item.key]
        number = self._number(item.dept, item.code, at)
        last = f"{due(at.date(), kind.days)}" if item.settle == "promised" else ""
        rows = [Row(Named("办理单位", "Office"), item.department)]
        if given.slot:
            rows.append(Row(Named("时间", "Time"), told(datetime.fromisoformat(given.slot))))
            rows.append(Row(Named("地点", "Place"), self._data.appointments[item.key].place))
        for question in item.fields:
            if not question.source and question.kind == "choice":
                label = next(option.label for option in question.options if option.key == given.fields[question.key])
                rows.append(Row(question.label, label))
        if last:
            rows.append(Row(Named("最晚办完", "Done by"), last))
        answer = Filed(number, _shown(at), last, tuple(rows))
        self._keep(given.key, number, item.key, given.visit, [party.number for party in given.people], item.short,
                   given.fields, signature, given.slot, at, last, answer)
        return answer

    # ---------------------------------------------------------------- progress
    def of(self, number: str, at: datetime, case: str = "") -> list[Case]:
        """A person's cases, newest first; `case` names one."""
        rows = self._register.run(
            "SELECT number, item, name, filed, due, slot, moved FROM application "
            "WHERE people LIKE ? AND (? = '' OR number = ?) ORDER BY filed DESC", f'%"{number}"%', case, case,
        )
        return [self._case(row, at) for row in rows]

    def advance(self, number: str, at: datetime) -> str:
        """Move a case to its next state now; the state it is in then, "" where there is no such case."""
        rows = self._register.run("SELECT item, filed, due, slot, moved FROM application WHERE number = ?", number)
        if not rows:
            return ""
        item, filed, last, slot, moved = rows[0]
        reached = len(_steps(self._data.kinds[item], filed, last, slot, moved, at))
        state = STATES[min(reached, len(STATES) - 1)]
        if reached < len(STATES):
            advanced = json.dumps({**json.loads(moved), state: at.isoformat()})
            self._register.run("UPDATE application SET moved = ? WHERE number = ?", advanced, number)
        return state

    def shown(self, at: datetime) -> list[dict[str, str]]:
        """All of them, newest first, without a person: number, item, state."""
        rows = self._register.run(
            "SELECT number, item, name, filed, due, slot, moved FROM application ORDER BY filed DESC, number DESC")
        return [{"case": row[0], "item": row[1], "state": self._case(row, at).state} for row in rows]

    # ---------------------------------------------------------------- within
    def _case(self, row: tuple[str, str, bytes, str, str, str, str], at: datetime) -> Case:
        number, item, name, filed, last, slot, moved = row
        steps = _steps(self._data.kinds[item], filed, last, slot, moved, at)
        told_name = msgspec.json.decode(name, type=Named)
        return Case(number, told_name, STATES[len(steps) - 1], steps, last)

    def _number(self, dept: str, code: str, at: datetime) -> str:
        """办件编号: 18 the body, 1 its level, 12 the item, 8 the day, 4 of that day."""
        stem = f"{self._units[dept]}{LEVEL}{code}{at:%Y%m%d}"
        rows = self._register.run("SELECT max(number) FROM application WHERE number LIKE ?", stem + "____")
        return f"{stem}{int(rows[0][0][-4:]) + 1 if rows[0][0] else 1:04d}"

    def _plant(self, seed: Seed, kind: Kind, number: str, zone: tzinfo) -> None:
        at = datetime.fromisoformat(f"{seed.filed}T09:00:00").replace(tzinfo=zone)
        case = f"{self._units[kind.dept]}{LEVEL}{kind.code}{at:%Y%m%d}{seed.number:04d}"
        if not self._register.run("SELECT 1 FROM application WHERE number = ?", case):
            last = f"{due(at.date(), kind.days)}"
            self._keep(f"counter-{case}", case, seed.item, "", [number], kind.name, {}, {}, "", at, last,
                       Filed(case, _shown(at), last, ()))

    def _keep(
        self, key: str, number: str, item: str, visit: str, people: list[str], name: Named, fields: Fields,
        signature: dict[str, str], slot: str, at: datetime, last: str, answer: Filed,
    ) -> None:
        self._register.run(
            "INSERT INTO application VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}')", key, number, item, visit,
            _numbers(people), msgspec.json.encode(name), json.dumps(fields), json.dumps(signature), slot,
            at.isoformat(), last, msgspec.json.encode(answer),
        )


def _moments(times: Appointments, at: datetime) -> list[datetime]:
    return [
        datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=at.tzinfo)
        for day in islice(working_days(at.date()), times.days) for hour in times.hours
    ]


def _steps(kind: Kind, filed: str, last: str, slot: str, moved: str, at: datetime) -> tuple[CaseStep, ...]:
    """What has happened by now: each state at its time by the clock, or sooner where somebody moved it."""
    begun = datetime.fromisoformat(filed)
    end = datetime.fromisoformat(slot or f"{last}T17:00").replace(tzinfo=begun.tzinfo)
    by_clock = {"accepted": begun, "doing": begun + timedelta(days=1), "done": end}
    advanced = {state: datetime.fromisoformat(when) for state, when in json.loads(moved).items()}
    words = {"accepted": ACCEPTED, "doing": kind.doing, "done": kind.done}
    times = {state: min(when, advanced.get(state, when)) for state, when in by_clock.items()}
    times["doing"] = min(times["doing"], times["done"])
    return tuple(CaseStep(_shown(times[state]), words[state]) for state in STATES if times[state] <= at)


def _numbers(people: list[str]) -> str:
    return json.dumps(people)


def _shown(at: datetime) -> str:
    """As services.models says of times that a citizen reads."""
    return f"{at:%Y-%m-%d %H:%M}"
