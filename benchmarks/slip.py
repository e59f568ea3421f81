"""slip.render_ms: a slip with a rare name and a QR code → the bytes for the printer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from benchmarks.row import Row
from hardware.codecs.escpos_slip import render
from hardware.slip import Code, Pair, Rule, Slip, Text

SLIPS = 200
SLIP = Slip((
    Text("随时办", large=True, bold=True, align="center"), Text("云溪县松林村服务点", align="center"), Rule(),
    Pair("办事人", "王*㐂"), Pair("事项", "城乡居民基本养老保险参保缴费凭证（个人）打印"), Pair("已缴", "300.00 元"),
    Text("缴费已记账，收据稍后可在本机补打。Your payment is final; the receipt can be printed here later."), Rule(),
    Code("https://localhost/990001-20261125-0042"), Text("凭此码可查进度", align="center"),
))  # fmt: skip


def rows() -> Iterator[Row]:
    took: list[float] = []
    for _ in range(SLIPS):
        start = time.perf_counter()
        render(SLIP)
        took.append((time.perf_counter() - start) * 1000)
    yield Row("slip.render_ms", statistics.quantiles(took, n=20)[-1], "ms", 5.0)
