"""Frozen and looped pictures: a living scene never shows the same frame twice.

Each frame becomes 40 × 22 grey means; a sensor's noise averages out to about 0.1 of 255, breathing and sway move
them by more than 0.5.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from hardware.senses.face.engine import Image

SIZE = (40, 22)
SAME = 0.22
"""Mean difference, of 255, below which two frames are the same picture."""
FROZEN = 10
"""So many same frames in a row are no living scene."""
AGAIN = 12
"""So many frames in a row that were seen before, in motion, are a film come round."""
APART = 12
"""Frames that lie at least between a frame and its repetition."""


class Film:
    """Keeps means of the frames of one attempt; `see` says whether they are a film's."""

    def __init__(self) -> None:
        self._seen: list[NDArray[np.float32]] = []
        self._still = 0
        self._again = 0

    def see(self, frame: Image) -> bool:
        small = cv2.cvtColor(cv2.resize(frame, SIZE, interpolation=cv2.INTER_AREA), cv2.COLOR_BGR2GRAY)
        now = small.astype(np.float32)
        if self._seen:
            self._still = self._still + 1 if _apart(self._seen[-1], now) < SAME else 0
        before = self._seen[:-APART]
        moving = self._still == 0
        if before and moving:
            nearest = np.abs(np.stack(before) - now).mean((1, 2)).min()
            self._again = self._again + 1 if nearest < SAME else max(0, self._again - 2)
        self._seen.append(now)
        return self._still >= FROZEN or self._again >= AGAIN


def _apart(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    return float(np.abs(one - other).mean())
