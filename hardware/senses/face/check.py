"""One check of one citizen: the challenge, the same face throughout, and the card's photo.  Frames in, words out."""

from __future__ import annotations

import cv2
import msgspec
import numpy as np

from hardware.faults import FaultCode
from hardware.senses.face.challenge import Challenge, Chance, Rules, draw
from hardware.senses.face.engine import Engine, Face, Image, Vector
from hardware.senses.face.film import Film
from hardware.senses.face.pose import pose

EVERY = 4
"""Frames between two looks at who it is while the head moves."""
CONTINUED = 0.75
"""Of `accept`, while the head moves: turned by 35° a face keeps 0.63 of itself, strangers have under 0.36."""
TOO_FAR, TOO_DARK = 44.0, 38.0
"""Pixels between the pupils of a frame 1280 wide; mean grey of the face."""
BYSTANDER = 0.55
"""A second face smaller than this share of the first stands behind and does not count."""
COMPARED = 3
"""Looks ahead whose mean is compared with the card."""


class Shown(msgspec.Struct, frozen=True):
    """What the citizen should see now (see messages.FaceStep)."""

    step: str
    number: int
    of: int
    hint: str = ""


class FaceCheck:
    """`see` each frame with its time; a Shown to go on, a FaultCode or True at the end."""

    def __init__(self, engine: Engine, card: Vector, rules: Rules, chance: Chance) -> None:
        self._engine = engine
        self._card = card
        self._rules = rules
        self._accept = rules.accept or engine.accept
        self._challenge = Challenge(draw(chance), rules, chance)
        self._film = Film()
        self._looks: list[Vector] = []
        self._own: Vector | None = None
        self._frames = 0
        self._refused = 0
        self._since: dict[str, float] = {}

    def see(self, frame: Image, at: float) -> Shown | FaultCode | bool:
        if float(frame[::8, ::8].mean()) < TOO_DARK / 2:  # noise alone: no film can be told from a living scene
            self._challenge.lost()
            return self._hinted("too_dark", at)
        if self._film.see(frame):
            return FaultCode.FACE_FILM
        face = self._one(frame)
        if isinstance(face, str):
            self._challenge.lost()
            return self._hinted(face, at)
        self._since.clear()
        self._frames += 1
        face = self._engine.fine(frame, face)
        over = self._challenge.see(pose(face.points), at)
        if isinstance(over, FaultCode):
            return over
        fault = self._who(frame, face, over)
        if fault:
            return fault
        if over:
            return True if self._own is not None else FaultCode.FACE_NOT_SAME
        return self._shown()

    def _one(self, frame: Image) -> Face | str:
        faces = self._engine.find(frame)
        if not faces:
            return "no_face"
        first = faces[0]
        if len(faces) > 1 and faces[1].eyes > BYSTANDER * first.eyes:
            return "two_faces"
        if first.eyes * 1280 / frame.shape[1] < TOO_FAR:
            return "too_far"
        return "too_dark" if _brightness(frame, first) < TOO_DARK else first

    def _who(self, frame: Image, face: Face, over: bool) -> FaultCode | None:
        """Before the first movement: the card's person?  From then on: still the same?"""
        if self._own is None:
            if self._challenge.ahead:
                return self._compare(self._engine.vector(frame, face))
            return None if self._challenge.step == "centre" else FaultCode.FACE_NOT_SAME
        if over or self._challenge.ahead or self._frames % EVERY == 0:
            likeness = self._engine.likeness(self._own, self._engine.vector(frame, face))
            if likeness < (self._accept if self._challenge.ahead else CONTINUED * self._accept):
                self._refused += 1
                return FaultCode.FACE_CHANGED if over or self._refused >= 2 else None
            self._refused = 0
        return None

    def _compare(self, vector: Vector) -> FaultCode | None:
        self._looks.append(vector)
        mean = np.mean(self._looks[-COMPARED:], 0).astype(np.float32)
        if len(self._looks) >= COMPARED and self._engine.likeness(mean, self._card) >= self._accept:
            self._own = mean
        elif len(self._looks) >= 4 * COMPARED:
            return FaultCode.FACE_NOT_SAME
        self._challenge.hold = self._own is None
        return None

    def _hinted(self, hint: str, at: float) -> Shown | FaultCode:
        """A hint may stand for a while; then the attempt ends by that name."""
        since = self._since.setdefault(hint, at)
        if at - since > self._rules.patience_s:
            return FaultCode.FACE_TWO_FACES if hint == "two_faces" else FaultCode.FACE_NOBODY
        return self._shown(hint)

    def _shown(self, hint: str = "") -> Shown:
        challenge = self._challenge
        return Shown(challenge.step, min(challenge.number + 1, len(challenge.steps)), len(challenge.steps), hint)


def card_vector(engine: Engine, photo: bytes) -> Vector | None:
    """The face on a card's photo; None where there is none to be seen."""
    picture = cv2.imdecode(np.frombuffer(photo, np.uint8), cv2.IMREAD_COLOR) if photo else None
    if picture is None:
        return None
    image = np.asarray(picture, np.uint8)
    if image.shape[1] < 204:
        image = np.asarray(cv2.resize(image, None, fx=2, fy=2, interpolation=cv2.INTER_CUBIC), np.uint8)
    faces = engine.find(image)
    return engine.vector(image, faces[0]) if faces else None


def mirrored_jpeg(frame: Image) -> bytes:
    """A preview as in a looking-glass, 640 wide."""
    height = round(frame.shape[0] * 640 / frame.shape[1])
    small = cv2.flip(cv2.resize(frame, (640, height), interpolation=cv2.INTER_AREA), 1)
    return cv2.imencode(".jpg", small, [cv2.IMWRITE_JPEG_QUALITY, 70])[1].tobytes()


def _brightness(frame: Image, face: Face) -> float:
    x, y = face.points.mean(0)
    reach = max(face.eyes, 8.0)
    top, left = max(0, int(y - reach)), max(0, int(x - reach))
    return float(frame[top : int(y + reach), left : int(x + reach)].mean())

