"""sandbox/data/cases.toml: what becomes of each kind of application, its free times, and what was filed before."""

from __future__ import annotations

from pathlib import Path

import msgspec

from sandbox.platform.tables import load, rows
from services.models import Named


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One item's way.  name, code, dept: of an item that the catalogue of the machine has not."""

    days: int
    doing: Named
    done: Named
    name: Named = Named("", "")
    code: str = ""
    dept: str = ""


class Appointments(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Free times of an item: `capacity` at each of `hours` on the next `days` working days."""

    days: int
    hours: tuple[str, ...]
    capacity: int
    place: Named


class Seed(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    person: str
    item: str
    filed: str
    number: int


class CaseData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    kinds: dict[str, Kind]
    appointments: dict[str, Appointments]
    seeds: tuple[Seed, ...]


def read(folder: Path) -> CaseData:
    """Raises TableError."""
    return rows(CaseData, load(folder / "cases.toml"), "cases.toml")
