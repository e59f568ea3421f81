"""An ESC/POS receipt printer: it obeys the stream, draws each slip, and stops where paper, cover or knife stop it.

python -m hardware.simulators.receipt_printer --port LINK --control SOCKET [--spool DIR] [--columns 48]
    [--baud 115200] [--unpaced] [--serial NUMBER]

Says "ready" on its output when both are there.  Operations of its control (see control.py, faults.py):
  slips    [{file, text, cut, partial}] in the tray, and last, uncut, what hangs in the slot; file: a PNG under DIR
  take     the citizen takes what is cut          count    slips cut, lines printed, unknown bytes, since the start
  paper    state ok|low|out, or after=N: it runs out when so many more lines are printed
  cover    open=BOOL     jam   what=paper|cutter|fatal|hot     heal   all well again, planned faults forgotten
  fault    kind, on (printer offline error paper clear mark serial), times, value
  unplug · replug · replace serial=TEXT · state
Like a real one it goes on with what it has in its buffer when an obstacle is gone, unless that was cleared.
"""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
import tempfile
import threading
from pathlib import Path

from hardware.simulators import control, faults
from hardware.simulators.faults import FaultPlan, spoil
from hardware.simulators.receipt_desk import Desk
from hardware.simulators.receipt_head import Head
from hardware.simulators.receipt_stream import Urgent
from hardware.simulators.wire import Wire

KINDS = frozenset(faults.WIRE) - {"long", "short"}  # no answer of this language says its length
COMMANDS = ("printer", "offline", "error", "paper", "clear", "mark", "serial")


def turns(head: Head, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> None:
    """Obey and answer for ever.  It prints faster than anybody sends: what came before a question is done before it."""
    urgent, before = Urgent(), b""

    def answer(name: str, said: bytes, reply: bytes) -> None:
        nonlocal before
        fault = plan.take(name)
        wire.write(spoil(fault, reply, said, before, 0) if fault else [reply])
        before = reply

    while True:
        data = wire.read()
        with lock:
            for name, said, reply in head.go_on():
                answer(name, said, reply)
            for byte in data:
                head.buffer.append(byte)
                command = urgent.hear(byte)
                if not command:
                    continue
                for name, said, reply in head.go_on():
                    answer(name, said, reply)
                if command == Urgent.CLEAR:
                    head.clear()
                    answer("clear", command, b"\x37\x25\x00")
                else:
                    answer(COMMANDS[command[2] - 1], command, bytes((head.status(command[2]),)))
            for name, said, reply in head.go_on():
                answer(name, said, reply)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hardware.simulators.receipt_printer")
    parser.add_argument("--port", required=True, help="path of the symlink to the pseudo-terminal")
    parser.add_argument("--control", required=True, help="path of the control socket")
    parser.add_argument("--spool", help="folder for the pictures; a passing one if absent")
    parser.add_argument("--columns", type=int, default=48, help="48: 80 mm, 32: 58 mm")
    parser.add_argument("--baud", type=int, default=115200, help="pace of the wire")
    parser.add_argument("--unpaced", action="store_true", help="as fast as it goes")
    parser.add_argument("--serial", default="RP-0001", help="the unit's serial number")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with tempfile.TemporaryDirectory(prefix="slips-") as passing:
        spool = Path(asked.spool or passing)
        spool.mkdir(parents=True, exist_ok=True)
        lock = threading.Lock()
        head, plan = Head(12 * asked.columns, spool, asked.serial), FaultPlan(KINDS)
        wire = Wire(asked.port, 0 if asked.unpaced else asked.baud)
        wire.wake_on_signals()
        control.serve(asked.control, Desk(head, wire, plan, lock).operations())
        threading.Thread(target=lambda: (wire.plug(), print("ready", flush=True)), daemon=True).start()
        try:
            with contextlib.suppress(KeyboardInterrupt):
                turns(head, wire, plan, lock)
        finally:
            wire.pull_out()
            Path(asked.control).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
