"""card.read_ms: a card lying still → a record that agrees with itself, the wire paced to 115200 baud."""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.row import Row
from hardware.drivers import sdt
from hardware.model import DeviceState
from hardware.rack import Rack
from hardware.simulators.control import ask
from sandbox.people import laid

READS = 20


def rows() -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        port, control = Path(folder) / "reader", str(Path(folder) / "control")
        process = subprocess.Popen(
            [sys.executable, "-m", "hardware.simulators.id_reader", "--port", str(port), "--control", control],
            stdout=subprocess.PIPE, text=True,
        )
        assert process.stdout
        process.stdout.readline()
        online = threading.Event()

        def heard(state: DeviceState) -> None:
            if state.status == "online":
                online.set()

        rack = Rack({"id_reader": {"driver": "sdt", "port": str(port)}}, heard)
        rack.start()
        online.wait(10)
        took: list[float] = []
        for _ in range(READS):
            ask(control, "lay", **laid("li"))
            start = time.monotonic()
            rack.devices["id_reader"].call(sdt.present(selected=False))
            record = rack.devices["id_reader"].call(sdt.read_card(selected=False))
            took.append((time.monotonic() - start) * 1000)
            assert isinstance(record, sdt.Record)
        rack.stop()
        process.kill()
        process.wait()
    yield Row("card.read_ms", statistics.quantiles(took, n=20)[-1], "ms", 200.0)
