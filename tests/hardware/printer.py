"""A receipt printer for tests: the real simulator's process, the real driver on its wire, and a slip."""

from __future__ import annotations

import itertools
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hardware.model import DeviceState
from hardware.printing.receipt import SlipOutcome, deliver
from hardware.rack import Rack
from hardware.simulators.control import ask
from hardware.slip import Code, Pair, Rule, Slip, Text
from tests.stand.stand import ROOT, until

SLIP = Slip((
    Text("随时办", large=True, bold=True, align="center"), Rule(),
    Pair("办事人", "张*三"), Pair("事项", "参保缴费凭证"), Code("https://localhost/990001"),
    Text("凭此码可查进度", align="center"),
))  # fmt: skip
PRINTED = "\n".join((
    "随时办", "-" * 48, "办事人" + " " * 37 + "张*三", "事项" + " " * 32 + "参保缴费凭证",
    "[code https://localhost/990001]", "凭此码可查进度",
))  # fmt: skip
LINES = PRINTED.count("\n") + 1


class Printer:
    def __init__(self, folder: Path, *options: str, trace: str = "") -> None:
        self._jobs = itertools.count(7)
        self.states: list[DeviceState] = []
        self.port, self._control = folder / "port", str(folder / "control")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hardware.simulators.receipt_printer", "--port", str(self.port),
             "--control", self._control, "--spool", str(folder / "spool"), *options],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout and self.process.stdout.readline() == "ready\n"
        self.rack = Rack({"receipt": {"driver": "escpos", "port": str(self.port), "trace": trace}}, self.states.append)
        self.device: Any = self.rack.devices["receipt"]

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self._control, op, **fields)

    def slips(self) -> list[dict[str, Any]]:
        return self.ask("slips")["slips"]

    def texts(self) -> list[str]:
        return [slip["text"] for slip in self.slips() if slip["cut"] and not slip["partial"]]

    def print(self, slip: Slip = SLIP) -> SlipOutcome:
        return deliver(self.device, slip, next(self._jobs))

    def becomes(self, status: str, fault: str | None = None) -> None:
        until(f"{status} {fault}", lambda: (self.states[-1].status, self.states[-1].fault) == (status, fault))

    def close(self) -> None:
        self.rack.stop()
        self.process.terminate()
        self.process.wait(10)


@contextmanager
def printer(folder: Path, *options: str, trace: str = "") -> Iterator[Printer]:
    made = Printer(folder, *options, trace=trace)
    made.rack.start()
    try:
        made.becomes("online")
        yield made
    finally:
        made.close()
