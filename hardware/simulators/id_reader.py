"""An SDT reader and the cards laid on it.

python -m hardware.simulators.id_reader --port LINK --control SOCKET [--baud 115200] [--unpaced] [--sam NUMBER]

Says "ready" on its output when both are there.  Operations of its control (see control.py, faults.py):
  lay      card {…fields of hardware.senses.messages.Card…}, photo (base64 of any picture), or text (base64, 256 bytes)
  pull     the card is taken away
  fault    kind, on, times, value      heal   forget planned faults
  unplug · replug · replace sam=NUMBER (another unit in its place) · state
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import signal
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from hardware.codecs import Garbled, idcard, sdt, wlt
from hardware.codecs.sdt import Command, Reply
from hardware.senses.messages import Card
from hardware.simulators import control, faults
from hardware.simulators.control import Refused, Request
from hardware.simulators.faults import FaultPlan, spoil
from hardware.simulators.portrait import fit
from hardware.simulators.wire import Wire

NAMES = {
    sdt.RESET.code: "reset", sdt.STATUS.code: "status", sdt.SAM_ID.code: "sam", sdt.FIND.code: "find",
    sdt.SELECT.code: "select", sdt.READ.code: "read", sdt.NEW_ADDRESS.code: "address",
}
KINDS = frozenset(faults.WIRE) | {"sw", "pull"}  # sw: value is SW3 in hex; pull: the card goes before the answer
_LENGTH_AT = len(sdt.PREAMBLE)


class IdReader:
    """The reader's own mind: which card lies there, and what it answers.

    A card that was read is quiet to FIND until it is laid down anew.  No card is the answer to a command
    that needs one; a card that is no identity card lets itself be found and refuses to be read.
    """

    def __init__(self, sam: int) -> None:
        self.sam = sam
        self.card: tuple[bytes, bytes] | None = None  # text and portrait; empty text: some other card
        self.quiet = False
        self.reads = 0

    def answer(self, command: Command) -> Reply:
        match NAMES.get(command.code):
            case "reset" | "status":
                return Reply(0x90)
            case "sam":
                numbers = (20240101, self.sam, 0x5A5A5A5A)
                head = bytes((5, 0, 1, 0))
                return Reply(0x90, head + b"".join(n.to_bytes(4, "little") for n in numbers))
            case "find":
                return Reply(0x9F, bytes(4)) if self.card and not self.quiet else Reply(0x80)
            case "select":
                return Reply(0x90, bytes(8)) if self.card else Reply(0x81)
            case "read" | "address" as name:
                return self._contents(name)
            case _:
                return Reply(0x21)

    def _contents(self, name: str) -> Reply:
        if self.card is None:
            return Reply(0x41)
        text, photo = self.card
        if not text:
            return Reply(0x40)
        if name == "address":
            return Reply(0x91)
        self.quiet = True
        self.reads += 1
        return Reply(0x90, sdt.pack_record(text, photo))

    def lay(self, text: bytes, photo: bytes) -> None:
        self.card, self.quiet = (text, photo), False

    def pull(self) -> None:
        self.card, self.quiet = None, False


class Desk:
    """The control channel's side of the reader; the lock keeps a card still during an answer."""

    def __init__(self, reader: IdReader, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> None:
        self._reader, self._wire, self._plan, self._lock = reader, wire, plan, lock

    def lay(self, request: Request) -> dict[str, Any]:
        photo = wlt.mark(fit(base64.b64decode(request.get("photo", ""))))
        text = base64.b64decode(request["text"]) if "text" in request else _text(request["card"])
        if text and len(text) != idcard.SIZE:
            raise Refused(f"a text block has {idcard.SIZE} bytes")
        with self._lock:
            self._reader.lay(text, photo)
        return {}

    def pull(self, request: Request) -> dict[str, Any]:
        with self._lock:
            self._reader.pull()
        return {}

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
        return {}

    def replug(self, request: Request) -> dict[str, Any]:
        self._wire.plug()
        return {}

    def replace(self, request: Request) -> dict[str, Any]:
        self._wire.unplug()
        self._reader.sam = int(request["sam"])
        self._wire.plug()
        return {}

    def state(self, request: Request) -> dict[str, Any]:
        with self._lock:
            return {
                "card": self._reader.card is not None, "plugged": self._wire.plugged, "sam": self._reader.sam,
                "reads": self._reader.reads, "unplugs": self._wire.unplugs, "happened": dict(self._plan.happened),
            }

    def operations(self) -> dict[str, control.Handler]:
        doings = (self.lay, self.pull, self.fault, self.heal, self.unplug, self.replug, self.replace, self.state)
        return {doing.__name__: doing for doing in doings}


def _text(fields: dict[str, Any]) -> bytes:
    if fields.get("kind") == "other":
        return b""
    return idcard.pack(msgspec.convert(fields, Card))


def turns(reader: IdReader, wire: Wire, plan: FaultPlan, lock: threading.Lock) -> Iterator[str]:
    """Answer commands for ever; yields the name of each when it is answered."""
    ear, before = sdt.commands(), b""
    while True:
        data = wire.read()
        if not data and not wire.plugged:
            ear.reset()
        for command in ear.feed(data):
            if isinstance(command, Garbled):
                wire.write([Reply(0x10).frame()])
                continue
            name = NAMES.get(command.code, "")
            with lock:
                fault = plan.take(name)
                if fault and fault.kind == "pull":
                    reader.pull()
                reply = reader.answer(command).frame()
                if fault and fault.kind == "sw":
                    reply = Reply(int(str(fault.value), 16)).frame()
            wire.write(spoil(fault, reply, command.frame(), before, _LENGTH_AT) if fault else [reply])
            before = reply
            yield name


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m hardware.simulators.id_reader")
    parser.add_argument("--port", required=True, help="path of the symlink to the pseudo-terminal")
    parser.add_argument("--control", required=True, help="path of the control socket")
    parser.add_argument("--baud", type=int, default=sdt.BAUD, help="pace of the wire")
    parser.add_argument("--unpaced", action="store_true", help="as fast as it goes")
    parser.add_argument("--sam", type=int, default=1, help="the unit's serial number")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    lock = threading.Lock()
    reader, plan = IdReader(asked.sam), FaultPlan(KINDS)
    wire = Wire(asked.port, 0 if asked.unpaced else asked.baud)
    wire.wake_on_signals()
    control.serve(asked.control, Desk(reader, wire, plan, lock).operations())
    threading.Thread(target=lambda: (wire.plug(), print("ready", flush=True)), daemon=True).start()
    try:
        with contextlib.suppress(KeyboardInterrupt):
            for _ in turns(reader, wire, plan, lock):
                pass
    finally:
        wire.pull_out()
        Path(asked.control).unlink(missing_ok=True)


if __name__ == "__main__":
    main()
