"""The county's places by their pinyin: no dictionary knows them, and addresses are made of them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from screens.typing.pinyin import Found, Word

FILE = Path(__file__).resolve().parent.parent.parent / "assets/typing/places.toml"
ENOUGH = 4
"""Letters from which on the beginning of a name is enough."""
MOST = 6


class Place(NamedTuple):
    name: str
    pinyin: str  # without spaces
    initials: str


@cache
def places() -> tuple[Place, ...]:
    """As they stand in assets/typing/places.toml, the more frequent first."""
    table: dict[str, dict[str, str]] = tomllib.loads(FILE.read_text("utf-8"))
    rows = [row for group in table.values() for row in group.items()]
    return tuple(
        Place(name, pinyin.replace(" ", ""), "".join(part[0] for part in pinyin.split())) for name, pinyin in rows
    )


def before(letters: str, found: Found) -> Found:
    """The engine's words with the county's places in front: by whole pinyin, by initials, by what is typed of them."""
    syllables = [len(piece) for piece in found.syllables]
    bounds = {sum(syllables[:count]) for count in range(1, len(syllables) + 1)}
    typed, shift = _plain(letters)
    named: list[tuple[int, Word]] = []
    for place in places():
        if typed in (place.pinyin, place.initials):
            named.append((0, Word(place.name, len(letters))))
        elif len(typed) >= ENOUGH and place.pinyin.startswith(typed):
            named.append((1, Word(place.name, len(letters))))
        elif typed.startswith(place.pinyin) and len(place.pinyin) in bounds:
            named.append((2, Word(place.name, shift[len(place.pinyin) - 1] + 1)))
    named.sort(key=lambda each: (each[0], -each[1].used))
    first = [word for _, word in named[:MOST]]
    texts = {word.text for word in first}
    return Found(found.syllables, (*first, *(word for word in found.words if word.text not in texts)))


def _plain(letters: str) -> tuple[str, list[int]]:
    """Without ', and where each letter stood."""
    kept = [(letter, at) for at, letter in enumerate(letters) if letter != "'"]
    return "".join(letter for letter, _ in kept), [at for _, at in kept]
