"""A Newland code reader and the code held before it.

python -m hardware.simulators.scanner --port LINK --control SOCKET [--baud 9600] [--unpaced] [--serial NUMBER]

Says "ready" on its output when both are there.  Operations of its control (see control.py, faults.py):
  show     text or hex, symbology (qr, code128): a code is held there until `remove`
  remove · reads (how many codes were sent)
  fault    kind, on, times, value      heal   forget planned faults      (on = "code": a code that is sent)
  unplug · replug · replace serial=NUMBER (another unit in its place) · state
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hardware.codecs import Garbled, newland
from hardware.codecs.newland import ACK, ENQ, NAK, Command, Echo, Read
from hardware.simulators import control, faults
from hardware.simulators.codes import held
from hardware.simulators.control import Request
from hardware.simulators.faults import FaultPlan, spoil
from hardware.simulators.wire import Wire

NAMES = {newland.SERIAL: "serial", newland.LEVEL_MODE: "level", newland.MODE: "mode", newland.ON: "on",
         newland.OFF: "off"}
KINDS = frozenset(faults.WIRE) | {"word"}  # word: value is the echo's status in hex
_LENGTH_AT = 2  # there is none: these are digits of the head


class Scanner:
    """The reader's own mind: one code each time it is lit, and the light goes out with it."""

    def __init__(self, serial: str) -> None:
        self.serial = serial
        self.level, self.lit = False, False
        self.code = b""
        self.reads = 0

    def answer(self, command: Command) -> Echo:
        match NAMES.get(command):
            case "serial":
                return Echo(command.name, self.serial)
            case "level":
                self.level = True
            case "mode":
                return Echo(command.name, "0" if self.level else "2")
            case "on" | "off" as name:
                self.lit = name == "on"
            case _:
                known = {other.name for other in NAMES}
                return Echo(command.name, command.data, NAK if command.name in known else ENQ, command.mark)
        return Echo(command.name, command.data, ACK, command.mark)

    def read(self) -> Read | None:
        """What it sees now."""
        if not (self.lit and self.code):
            return None
        self.lit = False
        self.reads += 1
        return Read(self.code)


class Desk:
    """The control channel's side of the reader; the lock keeps a code still during an answer."""

    def __init__(self, scanner: Scanner, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> None:
        self._scanner, self._wire, self._plan, self._lock = scanner, wire, plan, lock

    def show(self, request: Request) -> dict[str, Any]:
        data, _ = held(request)
        with self._lock:
            self._scanner.code = data
        self._wire.wake()
        return {}

    def remove(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._scanner.code = b""
        return {}

    def reads(self, request: Request) -> dict[str, Any]:
        return {"reads": self._scanner.reads}

    def fault(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._plan.add(request)
        return {}

    def heal(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._plan.heal()
        return {}

    def unplug(self, request: Request) -> dict[str, Any]:
        self._wire.unplug()
        self._scanner.level = self._scanner.lit = False
        return {}

    def replug(self, request: Request) -> dict[str, Any]:
        self._wire.plug()
        return {}

    def replace(self, request: Request) -> dict[str, Any]:
        self.unplug(request)
        self._scanner.serial = str(request["serial"])
        self._wire.plug()
        return {}

    def state(self, request: Request) -> dict[str, Any]:
        with self._lock:
            return {
                "code": bool(self._scanner.code), "lit": self._scanner.lit, "plugged": self._wire.plugged,
                "serial": self._scanner.serial, "reads": self._scanner.reads, "unplugs": self._wire.unplugs,
                "happened": dict(self._plan.happened),
            }

    def operations(self) -> dict[str, control.Handler]:
        doings = (self.show, self.remove, self.reads, self.fault, self.heal, self.unplug, self.replug, self.replace,
                  self.state)
        return {doing.__name__: doing for doing in doings}


def serve(scanner: Scanner, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> Iterator[None]:
    """Answer commands and send what is seen, for ever; yields after each turn."""
    ear, before = newland.commands(), b""
    while True:
        data = wire.read()
        if not data and not wire.plugged:
            ear.reset()
        for command in ear.feed(data):
            with lock:
                if isinstance(command, Garbled):
                    continue
                fault = plan.take(NAMES.get(command, ""))
                echo = scanner.answer(command)
                if fault and fault.kind == "word":
                    echo = Echo(echo.name, echo.data, int(str(fault.value), 16), echo.mark)
            reply = echo.frame()
            wire.write(spoil(fault, reply, command.frame(), before, _LENGTH_AT) if fault else [reply])
            before = reply
        with lock:
            code = scanner.read() if wire.plugged else None
            fault = plan.take("code") if code else None
        if code:
            wire.write(spoil(fault, code.frame(), b"", before, _LENGTH_AT) if fault else [code.frame()])
        yield


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hardware.simulators.scanner")
    parser.add_argument("--port", required=True, help="path of the symlink to the pseudo-terminal")
    parser.add_argument("--control", required=True, help="path of the control socket")
    parser.add_argument("--baud", type=int, default=newland.BAUD, help="pace of the wire")
    parser.add_argument("--unpaced", action="store_true", help="as fast as it goes")
    parser.add_argument("--serial", default="NLS-000001", help="the unit's serial number")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    lock = threading.Lock()
    scanner, plan = Scanner(asked.serial), FaultPlan(KINDS)
    wire = Wire(asked.port, 0 if asked.unpaced else asked.baud)
    control.serve(asked.control, Desk(scanner, wire, plan, lock).operations())
    threading.Thread(target=lambda: (wire.plug(), print("ready", flush=True)), daemon=True).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            for _ in serve(scanner, wire, plan, lock):
                pass
    finally:
        wire.pull_out()
        Path(asked.control).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
