"""The mind of a receipt printer: what it has received and not yet done, and what keeps it from going on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hardware.simulators.receipt_paper import Strip, printed
from hardware.simulators.receipt_stream import Op, first

JAMS = {"paper": 0x04, "cutter": 0x08, "fatal": 0x20, "hot": 0x40}  # bits of the answer to DLE EOT 3
_FIXED = 0x12
Answer = tuple[str, bytes, bytes]  # its name, the command, the reply


class Head:
    def __init__(self, dots: int, spool: Path, serial: str) -> None:
        self.serial = serial
        self.buffer = bytearray()
        self.low = self.out = self.cover = False
        self.after: int | None = None  # lines until the paper runs out
        self.jam = ""
        self.tray: list[dict[str, Any]] = []
        self.slips = self.lines = self.unknown = 0
        self._dots, self._spool = dots, spool
        self._strip = Strip(dots)
        self._init()

    def _init(self) -> None:
        self._line, self._chinese, self._bold, self._centred = "", False, False, False
        self._scale, self._spacing, self._code = 1, 30, {b"C": b"\x03", b"E": b"0", b"P": b""}

    @property
    def stopped(self) -> bool:
        return self.out or self.cover or bool(self.jam)

    def status(self, number: int) -> int:
        """The answer to DLE EOT 1–4."""
        return _FIXED | (
            0x08 * self.stopped,
            0x04 * self.cover | 0x20 * self.out | 0x40 * bool(self.jam),
            JAMS.get(self.jam, 0),
            0x0C * (self.low or self.out) | 0x60 * self.out,
        )[number - 1]

    def clear(self) -> None:
        """Forget what is not on paper yet; a strip that had begun stays one that is not whole."""
        self._strip.partial |= not self._strip.blank
        self.buffer.clear()
        self._init()

    def hanging(self) -> dict[str, Any] | None:
        """What has been printed and not cut."""
        return None if self._strip.blank else self._kept("hanging.png", cut=False)

    def _kept(self, file: str, *, cut: bool) -> dict[str, Any]:
        path = self._spool / file
        self._strip.save(path)
        whole = cut and not self._strip.partial
        return {"file": str(path), "text": "\n".join(self._strip.text), "cut": cut, "partial": not whole}

    def go_on(self) -> Iterator[Answer]:
        """Do what the buffer holds until it is empty, or something stops it."""
        while self.buffer and not self.stopped:
            found = first(bytes(self.buffer), self._chinese)
            if found is None:
                return
            op, length = found
            del self.buffer[:length]
            yield from self._do(op)

    def _do(self, op: Op) -> Iterator[Answer]:
        match op.head:
            case b"":
                self._line += printed(op.data, self._chinese)
            case b"\n":
                self._feed()
            case b"\x1b@":
                self._init()
            case b"\x1b3":
                self._spacing = op.data[0]
            case b"\x1ba":
                self._centred = op.data == b"\x01"
            case b"\x1bE":
                self._bold = bool(op.data[0] & 1)
            case b"\x1d!":
                self._scale = (op.data[0] & 7) + 1
            case b"\x1c&" | b"\x1c.":
                self._chinese = op.head == b"\x1c&"
            case b"\x1dv0":
                self._strip.raster(op.data[1], int.from_bytes(op.data[3:5], "little"), op.data[5:])
                self._printed()
            case b"\x1d(k":
                self._qr(op.data[1:2], op.data[2:])
            case b"\x1dVB" | b"\x1dV\x00" | b"\x1dV\x01":
                self._cut()
            case b"\x1d(H":
                yield "mark", op.head + op.data, b"\x37\x22" + op.data[2:6] + b"\x00"
            case b"\x1dI":
                yield "serial", op.head + op.data, b"\x5f" + self.serial.encode("ascii") + b"\x00"
            case b"?":
                self.unknown += 1
            case _:
                pass  # urgent commands were obeyed when they came

    def _feed(self) -> None:
        self._strip.line(self._line, self._spacing, self._scale, self._bold, self._centred)
        self._line = ""
        self._printed()

    def _printed(self) -> None:
        self.lines += 1
        if self.after is not None:
            self.after -= 1
            self.out |= self.after <= 0

    def _qr(self, function: bytes, data: bytes) -> None:
        if function != b"Q":
            self._code[function] = data
            return
        level = "lmqh"[self._code[b"E"][0] - 0x30]
        self._strip.code(self._code[b"P"][1:], self._code[b"C"][0], level, self._centred)
        self._printed()

    def _cut(self) -> None:
        if not self._strip.blank:
            self.slips += 1
            self.tray.append(self._kept(f"slip-{self.slips:04}.png", cut=True))
        self._strip = Strip(self._dots)
