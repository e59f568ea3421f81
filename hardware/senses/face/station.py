"""The place before the camera: runs one check in a thread of its own, from the first frame to the verdict."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hardware.faults import FaultCode
from hardware.senses.camera import Camera
from hardware.senses.face.challenge import Chance, Rules
from hardware.senses.face.check import FaceCheck, Shown, card_vector, mirrored_jpeg
from hardware.senses.face.engine import Engine
from hardware.senses.face.engines import make

PREVIEW_S = 0.2


class FaceStation:
    """The engine is loaded once, by `warm` or the first check; both belong to the thread that `check` runs in."""

    def __init__(self, camera: Camera, rules: Rules, chance: Chance) -> None:
        self._camera = camera
        self._rules = rules
        self._chance = chance
        self._engine: Engine | None = None
        self._loading = threading.Lock()

    def warm(self) -> Engine:
        with self._loading:
            if self._engine is None:
                self._engine = make(self._rules.engine)
            return self._engine

    def check(self, photo: bytes, show: Callable[[Shown], None], picture: Callable[[bytes], None],
              ended: threading.Event) -> FaultCode | None:
        """None when challenge and comparison are passed; `ended` stops it at the next frame."""
        engine = self.warm()
        card = card_vector(engine, photo)
        if card is None:
            return FaultCode.FACE_NO_PHOTO
        check = FaceCheck(engine, card, self._rules, self._chance)
        shown, previewed = None, 0.0
        with self._camera.look() as following:
            while not ended.is_set():
                frame = following()
                if frame is None:
                    return FaultCode.CAMERA_GONE
                if frame.at - previewed >= PREVIEW_S:
                    picture(mirrored_jpeg(frame.image))
                    previewed = frame.at
                now = check.see(frame.image, frame.at)
                if isinstance(now, FaultCode):
                    return now
                if now is True:
                    return None
                if isinstance(now, Shown) and now != shown:
                    show(now)
                    shown = now
        return FaultCode.CAMERA_GONE
