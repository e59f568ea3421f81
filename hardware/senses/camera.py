"""The camera: its presence is known always, its pictures only while somebody is looked at who has agreed or holds up a
code."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import msgspec

from hardware.faults import FaultCode
from hardware.model import DeviceState, DeviceStatus
from hardware.senses.face.engine import Image
from hardware.senses.sources import Source

LOOK_S = 1.0
STALL_S = 2.0
OLD_S = 0.3
"""A frame that is older is not what stands there now."""


class Frame(msgspec.Struct, frozen=True):
    image: Image
    at: float


class Camera:
    """One camera, told about by `publish`."""

    def __init__(self, name: str, source: Source, publish: Callable[[DeviceState], None],
                 clock: Callable[[], float] = time.monotonic) -> None:
        self._name = name
        self._source = source
        self._publish = publish
        self._clock = clock
        self._open = threading.Lock()
        self._known: bool | None = None
        self._refused = False

    def start(self) -> None:
        threading.Thread(target=self._watch, name=f"presence-{self._name}", daemon=True).start()

    def refuse(self, fault: FaultCode) -> None:
        """It is not used in this process, present or not."""
        self._refused = True
        self._publish(DeviceState(self._name, DeviceStatus.NO_DEVICE, fault))

    def _watch(self) -> None:
        pause = threading.Event()
        while True:
            self._tell(self._open.locked() or self._source.there())
            pause.wait(LOOK_S)

    def _tell(self, there: bool) -> None:
        if there != self._known and not self._refused:
            self._known = there
            status = DeviceStatus.ONLINE if there else DeviceStatus.OFFLINE
            self._publish(DeviceState(self._name, status, None if there else FaultCode.CAMERA_GONE))

    @contextmanager
    def look(self) -> Generator[Callable[[], Frame | None]]:
        """Open until the end of the block.  Call what it gives for the next frame; None when the camera is gone."""
        slot: list[Frame | None] = []
        news, ended = threading.Condition(), threading.Event()

        def capture() -> None:
            with self._open:
                try:
                    self._source.open()
                    while not ended.is_set():
                        self._put(slot, news, Frame(self._source.read(), self._clock()))
                except OSError:
                    self._put(slot, news, None)
                finally:
                    self._source.close()

        def following() -> Frame | None:
            end = self._clock() + STALL_S
            with news:
                while (left := end - self._clock()) > 0:
                    if news.wait_for(lambda: bool(slot), left):
                        frame = slot.pop()
                        if frame is None or self._clock() - frame.at < OLD_S:
                            return frame
            return None

        threading.Thread(target=capture, name=f"capture-{self._name}", daemon=True).start()
        try:
            yield following
        finally:
            ended.set()

    @staticmethod
    def _put(slot: list[Frame | None], news: threading.Condition, frame: Frame | None) -> None:
        with news:
            slot[:] = [frame]
            news.notify_all()
