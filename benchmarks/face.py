"""face.frame_cpu_ms, face.card_cpu_ms: one live frame, and the card's photo once per visit.  visit.face_s beside them.

Processor time of this thread; the peer is face_recognition's default on the same pictures.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from benchmarks.row import Row
from hardware.senses.face.challenge import Rules
from hardware.senses.face.check import FaceCheck, card_vector
from hardware.senses.face.engine import Engine
from hardware.senses.face.engines import make
from hardware.simulators.scene import Scene
from sandbox.people import PEOPLE, laid
from tests.stand.stand import Stand, until

PORTRAITS = Path(__file__).resolve().parent.parent / "assets" / "portraits"
FRAMES, CARDS, VISITS = 90, 30, 5


def rows() -> Iterator[Row]:
    ours, peer = make("sface"), make("face_recognition")
    yield Row("face.frame_cpu_ms", _frames(ours, FRAMES), "ms", 45.0, peer="face_recognition",
              peer_value=_frames(peer, 12))
    photo = (PORTRAITS / "obama" / "card.webp").read_bytes()
    yield Row("face.card_cpu_ms", _cpu(lambda: card_vector(ours, photo), CARDS), "ms", 35.0, peer="face_recognition",
              peer_value=_cpu(lambda: card_vector(peer, photo), 8))
    yield Row("visit.face_s", _visits(), "s")


def _frames(engine: Engine, count: int) -> float:
    """Mean over the frames of a whole challenge, the person doing what is asked."""
    card = card_vector(engine, (PORTRAITS / "obama" / "card.webp").read_bytes())
    assert card is not None
    scene = Scene(PORTRAITS, random.Random(1))
    scene.stand("obama", "person", "")
    pictures = [np.asarray(cv2.imdecode(np.frombuffer(scene.frame(), np.uint8), cv2.IMREAD_COLOR), np.uint8)
                for _ in range(count)]
    check = FaceCheck(engine, card, Rules(), random.Random(1))
    ticks = iter(range(count))
    return _cpu(lambda: check.see(pictures[number := next(ticks)], number / 15), count, statistics.mean)


def _cpu(work: Callable[[], Any], times: int, of: Callable[[list[float]], float] = statistics.median) -> float:
    took: list[float] = []
    for _ in range(times):
        start = time.thread_time()
        work()
        took.append((time.thread_time() - start) * 1000)
    return of(took)


def _visits() -> float:
    """Median of whole visits by face, from the touch on the attract screen to the goodbye; no window."""
    with Stand() as stand:
        stand.reader("lay", **laid("li"))
        stand.camera("stand", who=PEOPLE["li"].portrait, **{"as": "person"})
        stand.start_kiosk({"way": "face", "visits": VISITS})
        until("the visits", lambda: len(stand.events("visit.ended")) >= VISITS, 40.0 * VISITS)
        stand.stop_kiosk()
        began, times = 0.0, list[float]()
        for event in stand.robot():
            if event["what"] == "Attract":
                began = event["t"]
            elif event["what"] == "Goodbye" and began:
                times.append(event["t"] - began)
                began = 0.0
        return statistics.median(times)
