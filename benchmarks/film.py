"""A citizen in front of the simulated lens who does what is asked: the pictures of one check that is passed."""

from __future__ import annotations

import random

import cv2
import numpy as np

from hardware.senses.face.challenge import Rules
from hardware.senses.face.check import FaceCheck, Shown, card_vector
from hardware.senses.face.engine import Engine, Image, Vector
from hardware.simulators.scene import FPS, Scene
from sandbox.people import PORTRAITS

WHO = "obama"
PHOTO = (PORTRAITS / WHO / "card.webp").read_bytes()


def decoded(jpeg: bytes) -> Image:
    """As the camera's driver does it."""
    return np.asarray(cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR), np.uint8)


def new_check(engine: Engine, card: Vector) -> FaceCheck:
    """The same challenge each time."""
    return FaceCheck(engine, card, Rules(), random.Random(1))


def film(engine: Engine) -> list[bytes]:
    """JPEGs at FPS a second, 1280×720."""
    card = card_vector(engine, PHOTO)
    assert card is not None
    scene, check, taken = Scene(PORTRAITS, random.Random(1)), new_check(engine, card), list[bytes]()
    scene.stand(WHO, "person", "")
    asked = "centre"
    while True:
        taken.append(scene.frame())
        now = check.see(decoded(taken[-1]), len(taken) / FPS)
        if not isinstance(now, Shown):
            assert now is True, now
            return taken
        wish = "centre" if now.step == "hold" else now.step
        if wish != asked:
            scene.do(wish)
            asked = wish
