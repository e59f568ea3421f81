"""A flat portrait bent over a coarse head, and the same portrait as a print held up: what a lens sees of each.

The head is half an ellipsoid with a nose on it, in units of the distance between the pupils (63 mm): half as
wide as 1.25, half as high as 1.8, the nose tip NOSE before the plane of eyes and mouth.  A coarse grid is turned
and seen in perspective, and inverted by a few rounds of fixed-point iteration; hair, neck and ground follow softly.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import cv2
import msgspec
import numpy as np
from numpy.typing import NDArray

Image = NDArray[np.uint8]
Floats = NDArray[np.float32]

WIDTH, HEIGHT = 1280, 720  # pixels of a frame
EYES = 110.0  # pixels between the pupils at arm's length
EYE_AT = (WIDTH / 2, 290.0)
DISTANCE = 9.0  # of the lens, in pupil distances: 0.57 m
NOSE = 0.32
_STEP = 8  # pixels between nodes of the grid
_ROUNDS = 6
_NO_MAP: Any = None  # both coordinates lie in the first map


class Pose(msgspec.Struct, frozen=True):
    """yaw: degrees to the person's own left; pitch: degrees upwards; near: times larger than at arm's length;
    x, y: pixels aside on the frame; roll: degrees."""

    yaw: float = 0.0
    pitch: float = 0.0
    near: float = 1.0
    x: float = 0.0
    y: float = 0.0
    roll: float = 0.0


class Portrait:
    """A portrait on a whole frame, upright, pupils EYES apart at EYE_AT, with its ground continued to the edges."""

    def __init__(self, folder: Path) -> None:
        picture = cv2.imread(str(folder / "live.jpg"))
        if picture is None:
            raise FileNotFoundError(folder)
        points = np.array(json.loads((folder / "points.json").read_text("utf-8")), np.float32)
        right, left = points[0], points[1]
        across = left - right
        turn = cv2.getRotationMatrix2D(
            tuple(map(float, (right + left) / 2)), float(np.degrees(np.arctan2(across[1], across[0]))),
            float(EYES / np.linalg.norm(across)),
        )
        turn[:, 2] += np.array(EYE_AT) - (right + left) / 2
        size = (WIDTH, HEIGHT)
        sharp = cv2.warpAffine(picture, turn, size, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT_101)
        inside = cv2.warpAffine(np.full(picture.shape[:2], 255, np.uint8), turn, size)
        inside = cv2.GaussianBlur(cv2.erode(inside, np.ones((31, 31), np.uint8)), (0, 0), 12)
        inside = inside.astype(np.float32)[..., None]
        soft = cv2.GaussianBlur(sharp, (0, 0), 28)
        self.frame: Image = (sharp * (inside / 255) + soft * (1 - inside / 255)).astype(np.uint8)
        self.points: Floats = (points @ turn[:, :2].T + turn[:, 2]).astype(np.float32)
        self._nodes = _grid()
        self._depth, self._weight = self._head()

    def _head(self) -> tuple[Floats, Floats]:
        """Per node: depth towards the lens from the axis of the neck, in pixels; how much it moves with the head."""
        eyes, mouth = self.points[:2].mean(0), self.points[3:].mean(0)
        centre = eyes + 0.35 * (mouth - eyes)
        at = (self._nodes - centre) / EYES
        far = (at[..., 0] / 1.25) ** 2 + (at[..., 1] / 1.8) ** 2
        depth = 1.15 * np.sqrt(np.clip(1 - far, 0, 1))
        nose = (self._nodes - self.points[2]) / EYES
        above = np.where(nose[..., 1] < 0, nose[..., 1] / 0.45, nose[..., 1] / 0.2)
        depth += NOSE * np.exp(-((nose[..., 0] / 0.2) ** 2 + above**2))
        weight = 1 / (1 + np.exp((np.sqrt(far) - 1.25) / 0.1))
        return (depth * EYES).astype(np.float32), weight.astype(np.float32)

    def turned(self, pose: Pose) -> Image:
        """The living head in this pose."""
        eyes = self.points[:2].mean(0)
        neck = np.array([eyes[0], eyes[1] + 0.5 * EYES], np.float32)
        (sy, sp), (cy, cp) = (f(np.radians([pose.yaw, pose.pitch])).astype(np.float32) for f in (np.sin, np.cos))
        source = self._placed(pose, neck)
        target = source.copy()
        for _ in range(_ROUNDS):
            depth = cv2.remap(self._depth, source / _STEP, _NO_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            weight = cv2.remap(self._weight, source / _STEP, _NO_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
            flat = source - neck
            x, y, z = flat[..., 0], flat[..., 1], depth
            x, z = x * cy + z * sy, z * cy - x * sy
            y, z = y * cp - z * sp, z * cp + y * sp
            rest = EYES  # the depth at which the lens sees the portrait in its own size
            seen = (DISTANCE * EYES / pose.near) / (DISTANCE * EYES / pose.near + rest - z)
            own = (DISTANCE * EYES) / (DISTANCE * EYES + rest - depth)
            moved = np.stack([x * seen / own, y * seen / own], -1)
            source = (target - weight[..., None] * (moved - flat)).astype(np.float32)
        return _pulled(self.frame, source)

    def _placed(self, pose: Pose, about: Floats) -> Floats:
        """Where each node of the frame looks, before the head turns: nearness, place and roll undone."""
        angle = np.radians(-pose.roll)
        turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]], np.float32) / pose.near
        shifted = self._nodes - about - np.array([pose.x, pose.y], np.float32)
        return (shifted @ turn.T + about).astype(np.float32)

    def printed(self, pose: Pose) -> Image:
        """The same portrait as a flat print, tilted and moved: a homography of the frame and nothing more."""
        about = np.array([*self.points.mean(0), 0.0])
        corners = np.array([[0, 0, 0], [WIDTH, 0, 0], [WIDTH, HEIGHT, 0], [0, HEIGHT, 0]], np.float64) - about
        turned = corners @ _rotation(pose).T
        away = DISTANCE * EYES / pose.near
        seen = turned[:, :2] * (DISTANCE * EYES / (away - turned[:, 2:])) + about[:2] + (pose.x, pose.y)
        print_to = cv2.getPerspectiveTransform((corners + about)[:, :2].astype(np.float32), seen.astype(np.float32))
        ground = (96, 104, 108)
        return np.asarray(cv2.warpPerspective(self.frame, print_to, (WIDTH, HEIGHT), borderValue=ground), np.uint8)


def _rotation(pose: Pose) -> NDArray[np.float64]:
    """x to the right of the frame, y down, z towards the lens."""
    (sy, sp, sr), (cy, cp, cr) = np.sin(angles := np.radians([pose.yaw, pose.pitch, pose.roll])), np.cos(angles)
    yaw = np.array([[cy, 0, sy], [0, 1, 0], [-sy, 0, cy]])
    pitch = np.array([[1, 0, 0], [0, cp, -sp], [0, sp, cp]])
    roll = np.array([[cr, -sr, 0], [sr, cr, 0], [0, 0, 1]])
    return yaw @ pitch @ roll


def _grid() -> Floats:
    x, y = np.meshgrid(np.arange(0, WIDTH + _STEP, _STEP), np.arange(0, HEIGHT + _STEP, _STEP))
    return np.stack([x, y], -1).astype(np.float32)


def _pulled(frame: Image, source: Floats) -> Image:
    """The frame seen through a coarse grid of where to look."""
    larger = np.array([[_STEP, 0, 0], [0, _STEP, 0]], np.float32)
    fine = cv2.warpAffine(source, larger, (WIDTH, HEIGHT), flags=cv2.INTER_LINEAR)
    return np.asarray(cv2.remap(frame, fine, _NO_MAP, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE), np.uint8)
