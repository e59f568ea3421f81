"""The reader's desk as on a kiosk: senses is a process, the simulated reader another; we are core and visit."""

from __future__ import annotations

import base64
import subprocess
import sys
import tomllib
from itertools import count
from pathlib import Path
from typing import Any

import msgspec

from hardware.channel import Channel
from hardware.model import DeviceState
from hardware.senses.messages import (
    Attach,
    Cancel,
    Card,
    CardRead,
    CardRefused,
    CardStep,
    Configure,
    DeviceFault,
    Devices,
    ReadCard,
    ToCore,
    ToVisit,
)
from hardware.simulators.control import ask
from kiosk.processes import DeskLauncher
from tests.stand.stand import ROOT, until

FAULTS = tomllib.loads((ROOT / "config" / "faults.toml").read_text("utf-8"))


def catalogued(code: str) -> str:
    """The code, if the catalogue has its sentences in both languages."""
    room, name = code.split(".")
    row = FAULTS[room][name]
    assert all(row[text].strip() for text in ("zh", "en", "do_zh", "do_en"))
    return code


class Desk:
    def __init__(self, folder: Path) -> None:
        self._control = str(folder / "control")
        self._simulator = subprocess.Popen(
            [sys.executable, "-m", "hardware.simulators.id_reader", "--port", str(folder / "reader"),
             "--control", self._control, "--unpaced"], cwd=ROOT, stdout=subprocess.PIPE, text=True)
        assert self._simulator.stdout and self._simulator.stdout.readline() == "ready\n"
        self.senses, link = DeskLauncher().start("senses")
        self._core: Channel[ToCore] = Channel(link, ToCore)
        self._core.send(Configure({"id_reader": {"driver": "sdt", "port": str(folder / "reader")}}, {}))
        ours, theirs = Channel.pair()
        self.visit: Channel[ToVisit] = Channel(ours, ToVisit)
        self._core.send(Attach("V1"), [theirs.fileno()])
        theirs.close()
        self._numbers = count(1)
        self._open: list[int] = []
        self._told: list[Any] = []
        self._heard: list[Any] = []
        until("the reader", lambda: self.status().status == "online")

    def close(self) -> None:
        self._simulator.terminate()
        self.senses.kill()
        self._simulator.wait(10)
        self.senses.wait(10)
        self._core.close()
        self.visit.close()

    # ---------------------------------------------------------------- the world
    def reader(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self._control, op, **fields)

    def lay(self, card: Card | None = None, text: bytes = b"") -> None:
        """A card of ours, a text block, or – with neither – a card that is no identity card."""
        if text:
            self.reader("lay", text=base64.b64encode(text).decode())
        else:
            self.reader("lay", card=msgspec.to_builtins(card) if card else {"kind": "other"})

    def happened(self, kind: str) -> int:
        return self.reader("state")["happened"].get(kind, 0)

    # ---------------------------------------------------------------- what is said
    def ask(self) -> int:
        """Ask for a card, as the visit does."""
        number = next(self._numbers)
        self.visit.send(ReadCard(number))
        self._open.append(number)
        return number

    def cancel_all(self) -> None:
        while self._open:
            self.visit.send(Cancel(self._open.pop()))

    def heard(self, request: int) -> list[Any]:
        """What senses has said about a request so far."""
        self._heard += _all(self.visit)
        return [message for message in self._heard if message.request == request]

    def steps(self, request: int) -> list[str]:
        return [m.state if isinstance(m, CardStep) else m.fault if isinstance(m, CardRefused) else type(m).__name__
                for m in self.heard(request)]

    def read(self, request: int) -> Card:
        """Wait until a card is read."""
        return until("a card", lambda: [m.card for m in self.heard(request) if isinstance(m, CardRead)])[0]

    def refused(self, request: int, fault: str) -> None:
        """Wait until a card is refused with that fault, which the catalogue knows."""
        until(f"{fault} among {self.steps(request)}", lambda: CardRefused(request, fault) in self.heard(request))
        catalogued(fault)

    def failed(self, request: int, fault: str) -> None:
        """Wait until the request is over because the reader has failed."""
        until(f"{fault} among {self.steps(request)}", lambda: DeviceFault(request, fault) in self.heard(request))
        catalogued(fault)

    def status(self) -> DeviceState:
        """The reader as core was told last."""
        self._told += _all(self._core)
        return next((m.states[0] for m in reversed(self._told) if isinstance(m, Devices)),
                    DeviceState("id_reader", "unknown"))  # type: ignore[arg-type]


def _all(channel: Channel[Any]) -> list[Any]:
    got: list[Any] = []
    while True:
        try:
            got.append(channel.receive()[0])
        except BlockingIOError:
            return got
