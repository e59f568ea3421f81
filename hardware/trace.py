"""Recording a link as JSON lines, and playing one back.

A trace never holds a citizen: bytes are written only as whole frames that the driver has redacted;
whatever is not a whole frame is left out, or written as zeros (hardware-protocols §7).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

import msgspec

from hardware.link import Link, LinkLost, Port

_ENCODER = msgspec.json.Encoder()


class Line(msgspec.Struct, frozen=True):
    t: float  # seconds since the link was opened
    dir: str  # ">" to the device, "<" from it
    hex: str


class TracedPort:
    """A port whose links write what passes to `sink`, one JSON line a turn.

    `redact` gets everything the device said in one turn, `redact_said` each thing the host says: most are commands.
    """

    def __init__(
        self,
        port: Port,
        sink: Callable[[bytes], object],
        redact: Callable[[bytes], bytes],
        clock: Callable[[], float] = time.monotonic,
        redact_said: Callable[[bytes], bytes] = bytes,
    ) -> None:
        self._port, self._sink, self._clock = port, sink, clock
        self._redact, self._redact_said = redact, redact_said

    def present(self) -> bool:
        return self._port.present()

    def open(self) -> Link:
        return _TracedLink(self._port.open(), self._sink, self._redact, self._redact_said, self._clock)


class _TracedLink:
    def __init__(
        self, link: Link, sink: Callable[[bytes], object], redact: Callable[[bytes], bytes],
        redact_said: Callable[[bytes], bytes], clock: Callable[[], float],
    ) -> None:
        self._link, self._sink, self._clock = link, sink, clock
        self._redact, self._redact_said = redact, redact_said
        self._start = clock()
        self._heard = b""

    def write(self, data: bytes) -> None:
        self._flush()
        self._line(">", self._redact_said(data))
        self._link.write(data)

    def read(self, timeout: float) -> bytes:
        data = self._link.read(timeout)
        self._heard += data
        return data

    def close(self) -> None:
        self._flush()
        self._link.close()

    def _flush(self) -> None:
        if self._heard:
            self._line("<", self._redact(self._heard))
            self._heard = b""

    def _line(self, direction: str, data: bytes) -> None:
        line = Line(round(self._clock() - self._start, 4), direction, data.hex())
        self._sink(_ENCODER.encode(line) + b"\n")


def load(lines: Iterable[bytes]) -> tuple[Line, ...]:
    return tuple(msgspec.json.decode(line, type=Line) for line in lines if line.strip())


class Unexpected(AssertionError):
    """The host said something else than the trace has."""


class ReplayLink:
    """A link that plays a trace: every byte the host sends must be the recorded one."""

    def __init__(self, trace: Sequence[Line]) -> None:
        self._left = list(trace)

    def write(self, data: bytes) -> None:
        if not self._left:
            raise LinkLost
        line = self._left.pop(0)
        if line.dir != ">" or bytes.fromhex(line.hex) != data:
            raise Unexpected(f"sent {data.hex()}, the trace has {line.dir} {line.hex}")

    def read(self, timeout: float) -> bytes:
        if self._left and self._left[0].dir == "<":
            return bytes.fromhex(self._left.pop(0).hex)
        return b""

    def close(self) -> None:
        """Nothing is held."""

    @property
    def finished(self) -> bool:
        return not self._left
