"""face.frame_cpu_ms, face.card_cpu_ms: one live frame, and the card's photo once per visit.  visit.face_s beside them.

Processor time of this thread.  A frame: the mean over a whole check that is passed, the citizen doing what is asked;
decoding the picture is the camera's.  The peer is face_recognition's default on the same pictures.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.film import PHOTO, decoded, film, new_check
from benchmarks.row import Row
from benchmarks.visit import durations
from hardware.senses.face.check import Shown, card_vector
from hardware.senses.face.engine import Engine
from hardware.senses.face.engines import make
from hardware.simulators.scene import FPS
from sandbox.people import PEOPLE, laid
from tests.stand.stand import Stand

CARDS, VISITS = 30, 5
PEER, PEER_FRAMES, PEER_CARDS = "face_recognition", 12, 8


def rows() -> Iterator[Row]:
    ours, peer = make("sface"), make(PEER)
    pictures = film(ours)
    yield Row("face.frame_cpu_ms", _frame(ours, pictures), "ms", 45.0, PEER, _frame(peer, pictures[:PEER_FRAMES]))
    yield Row("face.card_cpu_ms", _card(ours, CARDS), "ms", 35.0, PEER, _card(peer, PEER_CARDS))
    yield Row("visit.face_s", _visit(), "s")


def _frame(engine: Engine, pictures: list[bytes]) -> float:
    """Mean; a check that has ended by its rules is begun anew, as after "try again"."""
    card = card_vector(engine, PHOTO)
    assert card is not None
    check, took = new_check(engine, card), list[float]()
    for number, picture in enumerate(map(decoded, pictures), 1):
        now, milliseconds = _timed(lambda check=check, picture=picture, number=number: check.see(picture, number / FPS))
        took.append(milliseconds)
        if not isinstance(now, Shown):
            check = new_check(engine, card)
    return statistics.mean(took)


def _card(engine: Engine, times: int) -> float:
    return statistics.median(_timed(lambda: card_vector(engine, PHOTO))[1] for _ in range(times))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gave, and its milliseconds on the processor."""
    start = time.thread_time()
    given = work()
    return given, (time.thread_time() - start) * 1000


def _visit() -> float:
    """Median of whole visits by face, from the touch on the attract screen to the goodbye, second tries included."""
    with Stand() as stand:
        stand.reader("lay", **laid("li"))
        stand.camera("stand", who=PEOPLE["li"].portrait, **{"as": "person"})
        return statistics.median(durations(stand, {"way": "face", "again": True, "visits": VISITS}, 40.0))
