"""The county's catalogue from sandbox/data: catalog.toml, items/ (a file per department), rating.toml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from sandbox.platform.rules import ITEM_KEYS, clashes, mistakes, unknown_icon
from sandbox.platform.tables import TableError, load, rows
from services.models import Catalog, Department, Item, Named, Option


class Office(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The [department] of a file.  name: plain words; official: its own name; unit: 统一社会信用代码, 18 characters."""

    name: Named
    official: Named
    icon: str
    unit: str


class Head(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """catalog.toml.  departments: keys in the order of the home screen, each a file items/KEY.toml."""

    version: int
    issued: str
    nearest: Named
    departments: tuple[str, ...]


class County(msgspec.Struct, frozen=True):
    """The catalogue as it is served, and what the platform alone knows: the bodies' credit codes by department."""

    catalog: Catalog
    units: dict[str, str]


def read(folder: Path) -> County:
    """All rows, held to the rules.  Raises TableError."""
    head = rows(Head, load(folder / "catalog.toml"), "catalog.toml")
    tags = rows(dict[str, tuple[Option, ...]], load(folder / "rating.toml"), "rating.toml")
    if sorted(tags) != list("12345") or any(tag.key[0] != stars for stars, row in tags.items() for tag in row):
        raise TableError("rating.toml: five numbers of stars, each with codes that begin with it")
    items: list[Item] = []
    departments: list[Department] = []
    units: dict[str, str] = {}
    for key in head.departments:
        file = f"items/{key}.toml"
        office, own = _department(key, load(folder / file), file)
        if unknown_icon(office.icon):
            raise TableError(f"{file}: department.icon: no icon {office.icon!r} in assets/icons")
        departments.append(Department(key, office.name, office.icon))
        units[key] = office.unit
        for item in own:
            for field, why in (*mistakes(item), *clashes(item, items)):
                raise TableError(f"{file}: {item.key}: {field}: {why}")
            items.append(item)
    catalog = Catalog(head.version, head.issued, tuple(items), head.nearest, tuple(departments), tags)
    return County(catalog, units)


def _department(key: str, table: dict[str, Any], file: str) -> tuple[Office, list[Item]]:
    office = rows(Office, table.get("department", {}), f"{file}: department")
    items: list[Item] = []
    for row in table.get("items", []):
        where = f"{file}: {row.get('key', 'an item without key')}"
        if strange := set(row) - ITEM_KEYS:
            raise TableError(f"{where}: {min(strange)}: an item has no such field")
        items.append(rows(Item, {**row, "dept": key, "department": msgspec.to_builtins(office.official)}, where))
    return office, items
