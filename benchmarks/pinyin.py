"""pinyin.ms: from the letters to the words and places on offer, the worst of 200 different queries, warm.

Of three rounds the quietest counts for each query: what the machine does beside it is not the engine."""

from __future__ import annotations

import time
from collections.abc import Iterator

from benchmarks.row import Row
from screens.typing.pinyin import Pinyin
from screens.typing.places import before, places

QUERIES, WARM_UP = 200, 2


def rows() -> Iterator[Row]:
    pinyin, queries = Pinyin(), _queries()

    def ask(letters: str) -> float:
        start = time.perf_counter()
        before(letters, pinyin.find(letters))
        return time.perf_counter() - start

    rounds = [[ask(letters) for letters in queries] for _ in range(WARM_UP + 3)][WARM_UP:]
    yield Row("pinyin.ms", max(map(min, zip(*rounds, strict=True))) * 1000, "ms", 1.0)


def _queries() -> list[str]:
    """What a citizen's typing asks on its way: every beginning of the places' names, until there are 200."""
    found: dict[str, None] = {}
    for place in places():
        for end in range(1, len(place.pinyin) + 1):
            found.setdefault(place.pinyin[:end])
    assert len(found) >= QUERIES
    return list(found)[:QUERIES]
