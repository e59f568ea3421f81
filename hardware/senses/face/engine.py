"""What finds and compares faces.  Two engines exist: `sface` (default) and `face_recognition`."""

from __future__ import annotations

from typing import Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
"""height × width × 3, blue-green-red."""
Points = NDArray[np.float32]
"""5 × 2 pixels of a frame: the person's right eye, left eye, nose tip, right and left corner of the mouth."""
Vector = NDArray[np.float32]
"""A face as a direction; what its likeness means is its engine's."""


class Face(msgspec.Struct, frozen=True):
    """A face on a frame; `raw` is what its engine wants to see again."""

    points: Points
    raw: NDArray[np.float32]

    @property
    def eyes(self) -> float:
        """Pixels between the pupils."""
        return float(np.linalg.norm(self.points[1] - self.points[0]))


class Engine(Protocol):
    """accept: the likeness from which two faces count as one person, where the configuration says nothing."""

    accept: float

    def find(self, frame: Image) -> list[Face]:
        """Faces, largest first."""
        ...

    def fine(self, frame: Image, face: Face) -> Face:
        """The same face with its points as exact as the engine can; costs more than find."""
        ...

    def vector(self, frame: Image, face: Face) -> Vector: ...

    def likeness(self, one: Vector, other: Vector) -> float: ...
