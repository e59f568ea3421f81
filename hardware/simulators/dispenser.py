"""A CRT-591 card dispenser and its cards.

python -m hardware.simulators.dispenser --port LINK --control SOCKET [--magazine FILE] [--profile standard|r02]
                                        [--baud 9600] [--unpaced] [--serial NUMBER]

Says "ready" on its output when both are there.  Operations of its control (see control.py, faults.py):
  load     chips [hex, …]: the stacker's cards, the next one first
  take     the citizen takes the card at the gate      retract   the unit's own timer takes it back
  jam · by_hand (the next motion) · empty (no card in the stacker) · bin_full · lose_reply (of the next motion, done)
  fault    kind, on, times, value      heal   forget all of these; a full bin is emptied
  unplug · replug · replace serial=NUMBER (another unit in its place) · state · counters
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hardware.codecs import crt
from hardware.codecs.crt import Command, Control, Spoiled
from hardware.drivers.crt591 import R02, STANDARD
from hardware.simulators import control, faults
from hardware.simulators.control import Request
from hardware.simulators.faults import FaultPlan, Pause, Piece, spoil
from hardware.simulators.magazine import Magazine
from hardware.simulators.wire import Wire

NAMES = {
    crt.INIT_LEAVE: "init", crt.SERIAL: "serial", crt.STATUS: "status", crt.SENSORS: "sensors", crt.RF_ON: "chip",
    crt.BIN_COUNT: "count", crt.MOVE_31: "feed", crt.MOVE_30: "gate", crt.MOVE_33: "bin", crt.MOVE_39: "out",
}
KINDS = frozenset(faults.WIRE) | {"lose_reply", "error"}  # error: value is e1 e0, and nothing moved
PROFILES = {"standard": (STANDARD, crt.BAUD), "r02": (R02, 115200)}
MOVE_S = 0.8  # a motion, on a paced wire
_LENGTH_AT = 2
_MOVE = 0x32


class Desk:
    """The control channel's side of the unit; the lock keeps a card still during an answer."""

    def __init__(self, magazine: Magazine, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> None:
        self._magazine, self._wire, self._plan, self._lock = magazine, wire, plan, lock
        self.losing = False

    def load(self, request: Request) -> None:
        self._magazine.load(request["chips"])

    def empty(self, request: Request) -> None:
        self._magazine.load([])

    def take(self, request: Request) -> dict[str, Any]:
        return {"chip": self._magazine.take()}

    def retract(self, request: Request) -> None:
        self._magazine.retract()

    def jam(self, request: Request) -> None:
        self._magazine.jammed = True

    def by_hand(self, request: Request) -> None:
        self._magazine.by_hand = True

    def bin_full(self, request: Request) -> None:
        self._magazine.bin_full = True

    def lose_reply(self, request: Request) -> None:
        self.losing = True

    def fault(self, request: Request) -> None:
        self._plan.add(request)

    def heal(self, request: Request) -> None:
        self._plan.heal()
        self._magazine.heal()
        self.losing = False

    def counters(self, request: Request) -> dict[str, Any]:
        return self._magazine.told()["counters"]

    def state(self, request: Request) -> dict[str, Any]:
        return {**self._magazine.told(), "plugged": self._wire.plugged, "serial": self._magazine.serial,
                "unplugs": self._wire.unplugs, "happened": dict(self._plan.happened)}

    def unplug(self, request: Request) -> dict[str, Any]:
        self._wire.unplug()
        return {}

    def replug(self, request: Request) -> dict[str, Any]:
        self._wire.plug()
        return {}

    def replace(self, request: Request) -> dict[str, Any]:
        self._wire.unplug()
        self._magazine.serial = str(request["serial"])
        self._wire.plug()
        return {}

    def operations(self) -> dict[str, control.Handler]:
        held = (self.load, self.empty, self.take, self.retract, self.jam, self.by_hand, self.bin_full,
                self.lose_reply, self.fault, self.heal, self.counters, self.state)
        return {doing.__name__: self._locked(doing) for doing in held} | {
            doing.__name__: doing for doing in (self.unplug, self.replug, self.replace)}

    def _locked(self, doing: Callable[[Request], dict[str, Any] | None]) -> control.Handler:
        def handle(request: Request) -> dict[str, Any]:
            with self._lock:
                return doing(request) or {}

        return handle


def serve(magazine: Magazine, desk: Desk, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> Iterator[None]:
    """Answer commands for ever, with ACK and then the reply; the last reply again after NAK.  Yields after a turn."""
    ear, last = crt.commands(), b""
    while True:
        data = wire.read()
        if not data and not wire.plugged:
            ear.reset()
        for heard in ear.feed(data):
            match heard:
                case Spoiled():
                    wire.write([Control.NAK.byte])
                case Control.EOT:
                    wire.write([Control.EOT.byte])
                case Control.NAK:
                    wire.write([last])
                case Command():
                    with lock:
                        pieces, last = _answer(heard, magazine, desk, plan, last)
                    moving = [Pause(MOVE_S)] if heard.cm == _MOVE and wire.baud else []
                    wire.write([*pieces[:1], *moving, *pieces[1:]])
                case _:
                    pass
        yield


def _answer(
    command: Command, magazine: Magazine, desk: Desk, plan: FaultPlan, before: bytes
) -> tuple[list[Piece], bytes]:
    """What goes over the wire, its ACK first, and the reply as it was meant."""
    fault = plan.take(NAMES.get(Command(command.cm, command.pm), ""))
    if fault and fault.kind == "error":
        reply = crt.Refused(command.cm, command.pm, str(fault.value).encode()).frame()
        return [Control.ACK.byte, reply], reply
    reply = magazine.answer(command).frame()
    if command.cm == _MOVE and desk.losing or fault and fault.kind == "lose_reply":
        desk.losing = False
        return [Control.ACK.byte], b""
    if fault is None:
        return [Control.ACK.byte, reply], reply
    spoiled = spoil(fault, reply, command.frame(), before, _LENGTH_AT)
    return [*([Control.ACK.byte] if fault.kind not in ("silent", "unplug_before") else []), *spoiled], reply


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hardware.simulators.dispenser")
    parser.add_argument("--port", required=True, help="path of the symlink to the pseudo-terminal")
    parser.add_argument("--control", required=True, help="path of the control socket")
    parser.add_argument("--magazine", type=Path, help="file in which cards and counters survive")
    parser.add_argument("--profile", choices=sorted(PROFILES), default="standard", help="which unit it is")
    parser.add_argument("--baud", type=int, help="pace of the wire")
    parser.add_argument("--unpaced", action="store_true", help="as fast as it goes")
    parser.add_argument("--serial", default="CRT591-000001", help="the unit's serial number")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    lock, plan = threading.Lock(), FaultPlan(KINDS)
    unit, baud = PROFILES[asked.profile]
    magazine = Magazine(asked.magazine, asked.serial, unit)
    wire = Wire(asked.port, 0 if asked.unpaced else asked.baud or baud)
    desk = Desk(magazine, wire, plan, lock)
    control.serve(asked.control, desk.operations())
    threading.Thread(target=lambda: (wire.plug(), print("ready", flush=True)), daemon=True).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            for _ in serve(magazine, desk, wire, plan, lock):
                pass
    finally:
        wire.pull_out()
        Path(asked.control).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
