"""Finding an item among those of a county: the worst of 200 queries, warm.

Of five rounds the quietest counts for each query: what the machine does beside it is not the search."""

from __future__ import annotations

import csv
import random
import time
import tomllib
from pathlib import Path

from benchmarks.row import Row
from kiosk.parts import Tile, Words
from screens.finding import find

ROOT = Path(__file__).resolve().parent.parent
LISTED = ROOT.parent / "shared" / "reference" / "items.csv"
QUERIES, ROUNDS, LIMIT_MS = 200, 5, 5.0
SYLLABLES = (
    "bao", "she", "zhang", "sheng", "huo", "jin", "fei", "shui", "dian", "zheng", "ming", "yi", "liao", "gong", "ji",
    "zhu", "fang", "che", "jia", "zhao", "kou", "hu", "ben", "cha", "xun", "jiao", "na", "shen", "deng", "zhuan",
    "dong", "chan", "hun", "yin", "can", "ren", "yang", "lao",
)


def rows() -> list[Row]:
    tiles = _tiles()
    queries = _queries(tiles)

    def ask(query: str) -> float:
        start = time.perf_counter()
        find(tiles, query)
        return time.perf_counter() - start

    rounds = [[ask(query) for query in queries] for _ in range(1 + ROUNDS)][1:]
    return [Row("search.ms", 1000 * max(map(min, zip(*rounds, strict=True))), "ms", LIMIT_MS)]


def _tiles() -> tuple[Tile, ...]:
    """A syllable for each character, the same everywhere: what a query costs, not what it means."""
    return tuple(
        Tile(str(number), Words(zh, en), "doc", Words("", ""), words=(_spoken(zh), zh))
        for number, (zh, en) in enumerate(_names())
    )


def _names() -> list[tuple[str, str]]:
    if LISTED.exists():
        with LISTED.open(encoding="utf-8", newline="") as file:
            return [(row["name_zh"], row["name_en"]) for row in csv.DictReader(file)]
    data = sorted((ROOT / "sandbox" / "data").rglob("*.toml"))
    tables = [tomllib.loads(path.read_text("utf-8")) for path in data]
    return [(item["name"]["zh"], item["name"]["en"]) for table in tables for item in table.get("items", ())]


def _spoken(name: str) -> str:
    return " ".join(SYLLABLES[ord(letter) % len(SYLLABLES)] for letter in name if letter > "⺀")


def _queries(tiles: tuple[Tile, ...]) -> list[str]:
    """Characters, full pinyin, initials and a mix, in turn, of two to six places of some name."""
    chance = random.Random(1)
    asked: list[str] = []
    while len(asked) < QUERIES:
        tile = chance.choice(tiles)
        syllables = tile.words[0].split()
        start, many = chance.randrange(max(1, len(syllables) - 2)), chance.randint(1, 6)
        part = syllables[start:start + many]
        kind = len(asked) % 4
        asked.append("".join((tile.name.zh[start:start + many], "".join(part), "".join(one[0] for one in part),
                              "".join(one[:1 + number % 3] for number, one in enumerate(part)))[kind]) or "s")
    return asked
