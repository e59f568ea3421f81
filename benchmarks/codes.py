"""codes.read_rate, codes.wrong, codes.cpu_ms over spoilt frames (benchmarks/spoilt.py), codes.chinese beside them.

Peers on the same frames: pyzbar, and OpenCV (its QR and its barcode detector).  The time is the processor's of this
thread, the median over the frames that were read.  Counts by way of spoiling are printed.
"""

from __future__ import annotations

import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import cv2
import numpy as np
import segno
from pyzbar import pyzbar
from rich.console import Console
from rich.table import Table

from benchmarks.row import Row
from benchmarks.spoilt import WAYS, frames
from hardware.senses import codes
from hardware.senses.face.engine import Image

SEED, EACH = 2026, 40
CHINESE = ("云溪县政务服务中心", "办件编号：桂〔2026〕17号", "龘靐齉爩")
Reader = Callable[[Image], bytes | None]


def rows() -> Iterator[Row]:
    cv2.setNumThreads(1)
    read, wrong, took = Counter[tuple[str, str]](), Counter[str](), defaultdict[str, list[float]](list)
    total = 0
    readers: dict[str, Reader] = {"ours": _ours, "pyzbar": _zbar, "OpenCV": _opencv()}
    for frame in frames(SEED, EACH):
        total += 1
        for name, reader in readers.items():
            start = time.thread_time()
            got = reader(frame.image)
            spent = (time.thread_time() - start) * 1000
            read[name, frame.way] += got == frame.data
            wrong[name] += got is not None and got != frame.data
            if got == frame.data:
                took[name].append(spent)
    _print(read, wrong)
    rate = {name: sum(read[name, way] for way in WAYS) / total for name in readers}
    peer = max(("pyzbar", "OpenCV"), key=lambda name: rate[name])
    fewest = min(("pyzbar", "OpenCV"), key=lambda name: wrong[name])
    best = max(0.88, rate[peer])
    yield Row("codes.read_rate", rate["ours"], "of frames", best, peer, rate[peer], at_least=True)
    yield Row("codes.wrong", wrong["ours"], "reads", 0, fewest, wrong[fewest])
    yield Row("codes.cpu_ms", statistics.median(took["ours"]), "ms", 6.0, peer, statistics.median(took[peer]))
    exact, theirs = _chinese(_ours), _chinese(_zbar)
    yield Row("codes.chinese", exact, "of 12", 12, "pyzbar", theirs, at_least=True)


def _ours(image: Image) -> bytes | None:
    code = codes.chain(image)
    return code.data if code else None


def _zbar(image: Image) -> bytes | None:
    """As it comes out of the package, for the same two symbologies."""
    found = pyzbar.decode(image, [pyzbar.ZBarSymbol.QRCODE, pyzbar.ZBarSymbol.CODE128])
    return found[0].data if found else None


def _opencv() -> Reader:
    square, bars = cv2.QRCodeDetector(), cv2.barcode.BarcodeDetector()

    def read(image: Image) -> bytes | None:
        for detector in (square, bars):
            try:
                text = detector.detectAndDecode(image)[0]
            except (UnicodeDecodeError, cv2.error):
                continue
            if text:
                return text.encode()
        return None

    return read


def _print(read: Counter[tuple[str, str]], wrong: Counter[str]) -> None:
    table = Table(f"read of {EACH}", "ours", "pyzbar", "OpenCV")
    for way in WAYS:
        table.add_row(way, *(str(read[name, way]) for name in ("ours", "pyzbar", "OpenCV")))
    table.add_row("wrong", *(str(wrong[name]) for name in ("ours", "pyzbar", "OpenCV")))
    Console().print(table)


def _chinese(reader: Reader) -> int:
    """Payloads that come out to the byte: three texts in UTF-8 and GB18030, with and without an ECI."""
    exact = 0
    for said in CHINESE:
        for encoding in ("utf-8", "gb18030"):
            for eci in (False, True):
                code: Any = segno.make_qr(said, encoding=encoding, eci=eci, mode="byte")
                modules = [[255 * (1 - dark) for dark in row] for row in code.matrix_iter(scale=8, border=4)]
                got = reader(np.array(modules, np.uint8))
                exact += got == said.encode(encoding)
    return exact


