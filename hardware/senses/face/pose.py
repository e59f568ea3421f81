"""How a head is held, from five points: what a turning head moves and a turned picture does not.

The nose stands before the plane of eyes and mouth.  When a head turns by 25° the nose shifts against them by
0.11–0.25 of the eye distance; on a flat picture, tilted however, by 0.04 at most.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from hardware.senses.face.engine import Points


class Pose(msgspec.Struct, frozen=True):
    """yaw: nose beside the middle of the eyes, in eye distances, + towards the person's own left;
    nod: nose below the eyes, of the way to the mouth, + downwards; size: pixels between the pupils."""

    yaw: float
    nod: float
    size: float


def pose(points: Points) -> Pose:
    eyes, mouth = points[:2].mean(0), points[3:].mean(0)
    across, down = points[1] - points[0], mouth - eyes
    size, height = float(np.linalg.norm(across)), float(np.linalg.norm(down))
    nose = points[2] - eyes
    return Pose(float(nose @ across) / max(size, 1.0) ** 2, float(nose @ down) / max(height, 1.0) ** 2, size)


def middle(poses: Sequence[Pose]) -> Pose:
    """The median of each measure."""
    values = np.median([(one.yaw, one.nod, one.size) for one in poses], 0)
    return Pose(*map(float, values))


def spread(poses: Sequence[Pose]) -> Pose:
    """Largest less smallest of each measure; size as a share of itself."""
    values = np.array([(one.yaw, one.nod, one.size) for one in poses])
    low, high = values.min(0), values.max(0)
    return Pose(float(high[0] - low[0]), float(high[1] - low[1]), float(high[2] / max(low[2], 1.0) - 1))
