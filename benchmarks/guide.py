"""guide.render_ms: an item's guide on A4, one object kept; p95 over all items in both languages."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from benchmarks.row import Row
from sandbox.platform.catalogue import read
from services.guides import Guides
from services.models import Named

ROOT = Path(__file__).resolve().parent.parent
RENDERS = 100
AT = datetime(2026, 11, 25, 21, 40)
SITE = Named("松林街道 24 小时自助办事处", "Songlin Street 24-hour service point")


def rows() -> Iterator[Row]:
    catalog = read(ROOT / "sandbox" / "data").catalog
    guides = Guides()
    guides.render(catalog.items[0], "zh", AT, SITE, catalog.nearest, catalog.issued)
    took: list[float] = []
    for number in range(RENDERS):
        item, lang = catalog.items[number // 2 % len(catalog.items)], ("zh", "en")[number % 2]
        at = AT.replace(minute=number % 60)  # no two pages are the same
        start = time.perf_counter()
        guides.render(item, lang, at, SITE, catalog.nearest, catalog.issued)
        took.append(1000 * (time.perf_counter() - start))
    yield Row("guide.render_ms", statistics.quantiles(took, n=20)[-1], "ms", 30)
