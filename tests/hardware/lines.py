"""Links for tests that need no device: scripted turns, and a port that is there, gone or broken at will."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

from hardware.faults import FaultCode
from hardware.link import Link, LinkLost


class ScriptedLink:
    """Byte pairs: each command must be the next one of the script, and is answered by its pieces.

    `left` is empty when everything was said and heard.
    """

    def __init__(self, turns: Sequence[tuple[bytes, Sequence[bytes]]]) -> None:
        self.left = list(turns)
        self._coming: list[bytes] = []
        self.closed = False

    def write(self, data: bytes) -> None:
        assert self.left, f"nothing more should be said, but {data.hex()} was"
        said, self._coming = self.left[0][0], list(self.left[0][1])
        assert data == said, f"said {data.hex()}, not {said.hex()}"
        del self.left[0]

    def read(self, timeout: float) -> bytes:
        return self._coming.pop(0) if self._coming else b""

    def close(self) -> None:
        self.closed = True


class AnsweringLink:
    """A device that answers by a function of the command; `lost` breaks it."""

    def __init__(self, answer: Callable[[bytes], bytes]) -> None:
        self._answer = answer
        self._coming = b""
        self.lost = threading.Event()
        self.closed = False

    def write(self, data: bytes) -> None:
        if self.lost.is_set():
            raise LinkLost
        self._coming += self._answer(data)

    def read(self, timeout: float) -> bytes:
        if self.lost.is_set():
            raise LinkLost
        if not self._coming:
            self.lost.wait(min(timeout, 0.005))
        data, self._coming = self._coming, b""
        return data

    def close(self) -> None:
        self.closed = True


class FakePort:
    """Where a fake device is plugged in.  `code`: why it does not open although it is present."""

    def __init__(self, answer: Callable[[bytes], bytes], there: bool = True) -> None:
        self.answer, self.there = answer, there
        self.code: FaultCode | None = None
        self.links: list[AnsweringLink] = []
        self.tried: list[float] = []
        self.refused: list[float] = []
        self.clock: Callable[[], float] = lambda: 0.0

    def present(self) -> bool:
        return self.there

    def open(self) -> Link:
        self.tried.append(self.clock())
        if not self.there:
            raise LinkLost(FaultCode.DEVICE_MISSING)
        if self.code:
            self.refused.append(self.tried[-1])
            raise LinkLost(self.code)
        self.links.append(AnsweringLink(self.answer))
        return self.links[-1]

    def unplug(self) -> None:
        self.there = False
        for link in self.links:
            link.lost.set()
