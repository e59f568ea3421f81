"""A citizen, or someone with a picture, before the lens: the simulator's scene, frame by frame on a virtual clock."""

from __future__ import annotations

import random
from functools import cache
from pathlib import Path

from hardware.faults import FaultCode
from hardware.senses.face.challenge import Rules
from hardware.senses.face.check import FaceCheck, Shown, card_vector
from hardware.senses.face.engine import Engine
from hardware.senses.face.engines import make
from hardware.simulators.scene import FPS, Scene

PORTRAITS = Path(__file__).resolve().parents[2] / "assets" / "portraits"
RULES = Rules(step_s=3.0, patience_s=2.0)
LONGEST_S = 60


@cache
def engine(name: str) -> Engine:
    return make(name)


def attempt(kind: str = "person", who: str = "obama", card: str = "obama", seed: int = 1, beside: str = "",
            obey: bool = True, name: str = "sface", rules: Rules = RULES, swap: str = "", swap_at: int = 2,
            dark: bool = False) -> tuple[FaultCode | bool, list[Shown], float]:
    """The verdict, what was shown, and the seconds it took.  `swap`: someone else steps in at that movement."""
    chance = random.Random(seed)
    vector = card_vector(engine(name), (PORTRAITS / card / "card.webp").read_bytes())
    assert vector is not None
    check = FaceCheck(engine(name), vector, rules, chance)
    scene = Scene(PORTRAITS, chance)
    scene.dark = dark
    if who:
        scene.stand(who, kind, beside)
    shown: list[Shown] = []
    for number in range(LONGEST_S * FPS):
        now = check.see(scene.seen(), number / FPS)
        if not isinstance(now, Shown):
            return now, shown, number / FPS
        if not shown or now != shown[-1]:
            shown.append(now)
            if obey and not now.hint:
                scene.do({"hold": "centre"}.get(now.step, now.step))
            if swap and now.number == swap_at and now.step == "hold":
                scene.stand(swap, "person", "")
    raise AssertionError("no verdict")
