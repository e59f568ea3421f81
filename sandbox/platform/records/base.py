"""What the registers' modules share: seeds, months, money in words."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from sandbox.platform.register import Citizen
from sandbox.platform.tables import load, rows
from services.models import Named, Record

T = TypeVar("T")
Fields = dict[str, str]


class Sheet(msgspec.Struct, frozen=True):
    """What a paper says.  body: the struct that its template reads; facts: masked rows for the review screen."""

    body: msgspec.Struct
    facts: tuple[tuple[Named, str], ...]


class Writes(Protocol):
    """Fills one kind of paper; None where the register knows nothing of the person.  at: local time of the site."""

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Sheet | None: ...


class Answers(Protocol):
    """Answers one kind of query, like Writes."""

    def __call__(self, person: Citizen, fields: Fields, at: datetime) -> Record | None: ...


def seeds(folder: Path, name: str, kind: type[T]) -> dict[str, T]:
    """records/NAME.toml: what a register knows, by the citizen's key.  Raises TableError."""
    file = f"records/{name}.toml"
    return rows(dict[str, kind], load(folder / file, file), file)


def count(month: str) -> int:
    """Months since the year 0 of YYYY-MM."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def months(start: str, end: str) -> Iterator[str]:
    """Each YYYY-MM from start to end, both included."""
    for number in range(count(start), count(end) + 1):
        yield f"{number // 12:04d}-{number % 12 + 1:02d}"


def month_zh(month: str) -> str:
    return f"{month[:4]} 年 {int(month[5:7])} 月"


def yuan(fen: int) -> str:
    """1,234.50 – the sign in front."""
    whole, rest = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{rest:02d}"


def masked(number: str) -> str:
    """An ID number as papers print it: the first and the last four."""
    return number[:4] + "*" * (len(number) - 8) + number[-4:]


def who(person: Citizen) -> tuple[tuple[Named, str], ...]:
    """The two rows with which each review begins."""
    return (
        (Named("姓名", "Name"), person.name[0] + "*" * (len(person.name) - 1)),
        (Named("身份证", "ID number"), "**** " + person.number[-4:]),
    )
