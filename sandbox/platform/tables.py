"""Tables of sandbox/data: TOML to structs; a mistake names file, place and what would be right."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, cast

import msgspec

T = TypeVar("T")


class TableError(Exception):
    """A row that cannot be served; the text names file, row, field and what is wrong."""


def load(file: Path, name: str = "") -> dict[str, Any]:
    """name: what the file is called in an error, where it is not its own name."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TableError(f"{name or file.name}: {error}") from None


def rows(kind: type[T], raw: object, where: str) -> T:
    """Typed, and nothing left over."""
    try:
        got = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        raise TableError(f"{where}: {error}") from None
    for path, name, known in _left_over(raw, msgspec.to_builtins(got), ""):
        near = get_close_matches(name, known, 1)
        raise TableError(f"{where}: {path}{name}: there is no such field{f'; {near[0]}?' if near else ''}")
    return got


def _left_over(raw: object, known: object, path: str) -> Iterator[tuple[str, str, list[str]]]:
    """(path, name, names there are) of each key that the structs did not take."""
    if isinstance(raw, dict) and isinstance(known, dict):
        there = cast(dict[str, object], known)
        for name, value in cast(dict[str, object], raw).items():
            if name not in there:
                yield path, name, list(there)
            else:
                yield from _left_over(value, there[name], f"{path}{name}.")
    elif isinstance(raw, list) and isinstance(known, list | tuple):
        pairs = zip(cast(list[object], raw), cast(list[object], known), strict=True)
        for at, (row, there) in enumerate(pairs):
            name = cast(dict[str, object], row).get("key", at) if isinstance(row, dict) else at
            yield from _left_over(row, there, f"{path}{name}.")
