"""The place for codes as on a kiosk: senses, scanner and camera are processes; we are core and visit."""

from __future__ import annotations

import socket
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

from hardware.channel import Channel
from hardware.model import DeviceState
from hardware.senses.messages import (
    Attach,
    Cancel,
    Code,
    CodeRead,
    CodeRefused,
    CodeStep,
    Configure,
    DeviceFault,
    Devices,
    ScanCode,
    ToCore,
    ToVisit,
)
from hardware.simulators.control import ask
from kiosk.processes import DeskLauncher
from tests.hardware.desk import catalogued
from tests.stand.stand import ROOT, until


class CodePlace:
    """`devices`: which of scanner and camera there are."""

    def __init__(self, folder: Path, devices: tuple[str, ...] = ("code_scanner", "camera"),
                 engine: str = "chain") -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            lens = free.getsockname()[1]
        self._controls = {name: str(folder / f"{name}.sock") for name in devices}
        commands = {
            "code_scanner": ["scanner", "--port", str(folder / "scanner"), "--unpaced"],
            "camera": ["camera", "--port", str(lens), "--portraits", str(ROOT / "assets" / "portraits")],
        }
        tables = {
            "code_scanner": {"driver": "newland", "port": str(folder / "scanner")},
            "camera": {"driver": "mjpeg", "port": f"http://127.0.0.1:{lens}/"},
        }
        self._simulators = [self._start(*commands[name], "--control", self._controls[name]) for name in devices]
        self._devices = devices
        self._configure = Configure({name: tables[name] for name in devices}, {}, codes={"engine": engine})
        self._numbers = count(1)
        self.start_senses()

    def _start(self, module: str, *arguments: str) -> subprocess.Popen[str]:
        process = subprocess.Popen([sys.executable, "-m", f"hardware.simulators.{module}", *arguments], cwd=ROOT,
                                   stdout=subprocess.PIPE, text=True)
        assert process.stdout and process.stdout.readline() == "ready\n"
        return process

    def start_senses(self) -> None:
        self.senses, link = DeskLauncher().start("senses")
        self._core: Channel[ToCore] = Channel(link, ToCore)
        self._core.send(self._configure)
        ours, theirs = Channel.pair()
        self.visit: Channel[ToVisit] = Channel(ours, ToVisit)
        self._core.send(Attach("V1"), [theirs.fileno()])
        theirs.close()
        self._told, self._heard, self._open = list[Any](), list[Any](), list[int]()
        for name in self._devices:
            self.becomes(name, "online")

    def close(self) -> None:
        self.senses.kill()
        self.senses.wait(10)
        for simulator in self._simulators:
            simulator.terminate()
            simulator.wait(10)
        self._core.close()
        self.visit.close()

    # ---------------------------------------------------------------- the world
    def scanner(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self._controls["code_scanner"], op, **fields)

    def camera(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self._controls["camera"], op, **fields)

    def becomes(self, name: str, status: str) -> None:
        until(f"{name} {status}", lambda: (state := self.status(name)) and state.status == status, 15)

    def status(self, name: str) -> DeviceState | None:
        """A device as core was told last."""
        self._told += _all(self._core)
        states = [m.states for m in self._told if isinstance(m, Devices)]
        return next((state for state in (states[-1] if states else ()) if state.name == name), None)

    # ---------------------------------------------------------------- what is said
    def ask(self) -> int:
        number = next(self._numbers)
        self.visit.send(ScanCode(number))
        self._open.append(number)
        return number

    def cancel_all(self) -> None:
        while self._open:
            self.visit.send(Cancel(self._open.pop()))

    def heard(self, request: int) -> list[Any]:
        self._heard += _all(self.visit)
        return [message for message in self._heard if message.request == request]

    def steps(self, request: int) -> list[str]:
        return [m.state if isinstance(m, CodeStep) else m.fault if isinstance(m, CodeRefused | DeviceFault)
                else type(m).__name__ for m in self.heard(request)]

    def waits(self, request: int) -> int:
        until("the wait", lambda: self.steps(request) == ["waiting"])
        return request

    def read(self, request: int) -> Code:
        return until("a code", lambda: [m.code for m in self.heard(request) if isinstance(m, CodeRead)], 20)[0]

    def refused(self, request: int) -> None:
        until("a refusal", lambda: CodeRefused(request, catalogued("scan.unreadable")) in self.heard(request), 20)

    def failed(self, request: int) -> None:
        until("the end", lambda: DeviceFault(request, catalogued("scan.gone")) in self.heard(request), 20)


def _all(channel: Channel[Any]) -> list[Any]:
    got: list[Any] = []
    while True:
        try:
            got.append(channel.receive()[0])
        except BlockingIOError:
            return got
