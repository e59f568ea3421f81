"""Finding an item (搜事项) by characters, full pinyin, initials, or any mix of them.  Knows no screen.

A text is a row of places – a character with its syllable, or a word – and each place gives one or more of its first
letters to what was typed: 社保卡 is found by 社保, shebao, sbk, shebk and 社bk.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from kiosk.prompts import Tile

Place = tuple[str, ...]
"""What one place of a text can be typed as: its character and its syllable, or a word."""
_PLACE = re.compile(r"[⺀-鿿]|[^\s⺀-鿿＀-￯，。、·（）()/,-]+")
_HAN = re.compile(r"[⺀-鿿]")
_FULL, _INITIALS = 1, 2


class Hit(msgspec.Struct, frozen=True, order=True):
    """A match, best first: at the start of a text, in the name before elsewhere, whole, in full."""

    late: bool  # begins within the text
    source: int  # 0 the name, 1 the other name and the words, 2 the note
    rest: bool  # the text goes on behind it
    short: int  # 0 every place in full (but the last), 1 initials, 2 a mix
    start: int
    end: int


class _Text(msgspec.Struct, frozen=True):
    places: tuple[Place, ...]
    source: int
    firsts: tuple[str, ...]  # the letters that each place can begin with, and "" behind the last


def find(tiles: Sequence[Tile], query: str) -> list[Tile]:
    """The tiles that each part of the query is found in, best first, then in their own order."""
    parts = query.lower().split()
    if not parts:
        return []
    index = _index(tuple(tiles))
    worst: dict[int, list[Hit]] = {}
    for number, part in enumerate(parts):
        best: dict[int, Hit] = {}
        for tile, text, start in index.get(part[0], ()):
            hit = _match(text, part, start)
            if hit and (tile not in best or hit < best[tile]):
                best[tile] = hit
        worst = {tile: [*worst.get(tile, ()), hit] for tile, hit in best.items() if not number or tile in worst}
    return [tiles[tile] for tile in sorted(worst, key=lambda tile: (max(worst[tile]), tile))]


def marked(said: str, words: Sequence[str], query: str) -> tuple[int, int] | None:
    """Which characters of a name the query has found, first and behind the last; None where they cannot be told."""
    parts = query.lower().split()
    spots = [spot.span() for spot in _PLACE.finditer(said)]
    text = _text(said, words, 0)
    hits = [hit for start in range(len(text.places)) if parts and (hit := _match(text, parts[0], start))]
    if not hits:
        return None
    best = min(hits)
    return spots[best.start][0], spots[best.end - 1][1]


def _match(text: _Text, part: str, start: int) -> Hit | None:
    """Whether `part` can be typed from place `start` on."""
    reached = {0: _FULL | _INITIALS}  # letters used → what it has been so far: in full, in initials, neither
    whole = len(part)
    for end in range(start, len(text.places)):
        after: dict[int, int] = {}
        for used, so_far in reached.items():
            for word in text.places[end]:
                for taken in range(1, _common(word, part, used) + 1):
                    if used + taken < whole and part[used + taken] not in text.firsts[end + 1]:
                        continue
                    full = _FULL if taken == len(word) or used + taken == whole else 0
                    here = so_far & (full | (_INITIALS if taken == 1 else 0))
                    after[used + taken] = after.get(used + taken, 0) | here
        if whole in after:
            short = 0 if after[whole] & _FULL else 1 if after[whole] else 2
            return Hit(start > 0, text.source, end + 1 < len(text.places), short, start, end + 1)
        if not after:
            return None
        reached = after
    return None


def _common(word: str, part: str, used: int) -> int:
    """How many letters of the word are those of the part from `used` on."""
    most = min(len(word), len(part) - used)
    for at in range(most):
        if word[at] != part[used + at]:
            return at
    return most


@lru_cache(maxsize=4)
def _index(tiles: tuple[Tile, ...]) -> dict[str, list[tuple[int, _Text, int]]]:
    """First letter → every place that begins with it."""
    index: dict[str, list[tuple[int, _Text, int]]] = defaultdict(list)
    for number, tile in enumerate(tiles):
        for text in _texts(tile):
            for start, place in enumerate(text.places):
                for letter in {word[0] for word in place}:
                    index[letter].append((number, text, start))
    return index


def _texts(tile: Tile) -> list[_Text]:
    others = [_text(word, (), 1) for word in (tile.name.en, *tile.words)]
    notes = [_text(note, (), 2) for note in (tile.note.zh, tile.note.en)]
    return [_text(tile.name.zh, tile.words, 0), *others, *notes]


def _text(said: str, words: Sequence[str], source: int) -> _Text:
    places = _places(said, words)
    return _Text(places, source, (*("".join(word[0] for word in place) for place in places), ""))


def _places(said: str, words: Sequence[str]) -> tuple[Place, ...]:
    """A name's places; each character with its syllable where one of the words has as many syllables."""
    found = _PLACE.findall(said.lower())
    spoken = next((word.lower().split() for word in words
                   if len(word.split()) == len(found) and not _HAN.search(word)), None)
    if spoken is None or not _HAN.search(said):
        return tuple((one,) for one in found)
    return tuple((one, syllable) for one, syllable in zip(found, spoken, strict=True))
