"""face.tar_chip1k: of those who are themselves, who is accepted where one of a thousand others would be.

A live picture against a card's photo of 102×126 pixels in at most 1024 bytes, everybody with everybody.  The pictures
are of real people and not part of the repository: $KIOSK_FACES, or shared/data/faces-dev beside the checkout, with
live/NNN.jpg and chip1k/NNN.webp; without them there is no row.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

import cv2
import numpy as np

from benchmarks.row import Row
from hardware.senses.face.check import card_vector
from hardware.senses.face.engine import Engine, Vector
from hardware.senses.face.engines import make

FACES = Path(os.environ.get("KIOSK_FACES") or Path(__file__).resolve().parents[2] / "shared" / "data" / "faces-dev")
PEER = "face_recognition"
FAR = 1e-3
NOBODY = -1.0
"""The likeness where one of the two pictures shows no face: nobody is accepted."""


def rows() -> Iterator[Row]:
    people = sorted(path.stem for path in (FACES / "chip1k").glob("*.webp"))
    if not people:
        print(f"face.tar_chip1k: not measured, no pictures in {FACES}")
        return
    ours, peer = _accepted(make("sface"), people), _accepted(make(PEER), people)
    yield Row("face.tar_chip1k", ours, "of people", 0.97, PEER, peer, at_least=True)


def _accepted(engine: Engine, people: Sequence[str]) -> float:
    live = [_live(engine, FACES / "live" / f"{name}.jpg") for name in people]
    card = [card_vector(engine, (FACES / "chip1k" / f"{name}.webp").read_bytes()) for name in people]
    likeness = np.array([[_likeness(engine, one, other) for other in card] for one in live])
    themselves = np.eye(len(people), dtype=bool)
    others = np.sort(likeness[~themselves])[::-1]
    edge = others[int(FAR * others.size)]  # so many others lie above it
    return float((likeness[themselves] > edge).mean())


def _live(engine: Engine, path: Path) -> Vector | None:
    picture = np.asarray(cv2.imread(str(path)), np.uint8)
    faces = engine.find(picture)
    return engine.vector(picture, engine.fine(picture, faces[0])) if faces else None


def _likeness(engine: Engine, one: Vector | None, other: Vector | None) -> float:
    return NOBODY if one is None or other is None else engine.likeness(one, other)
