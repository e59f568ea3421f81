"""The challenge: look ahead, then do what is asked, in an order that nobody knew before.

Pure: poses and times go in, what to show comes out.  Each challenge holds one turn, one nod and one step nearer, so
a flat picture fails at its turn whatever it manages elsewhere.  A clear movement other than the one that is asked
ends the attempt: a film of all movements meets three random wishes once in more than a hundred tries.
"""

from __future__ import annotations

from collections import deque
from typing import Protocol

import msgspec

from hardware.faults import FaultCode
from hardware.senses.face.pose import Pose, middle, spread


class Chance(Protocol):
    """What is drawn from: a random.Random."""

    def random(self) -> float: ...
    def choice(self, seq: tuple[str, str]) -> str: ...
    def shuffle(self, x: list[str]) -> None: ...


class Rules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Table [face] of the configuration.

    accept: likeness with the card, 0 for the engine's own; turn: eye distances that the nose moves (25° and more);
    nod: the same upwards or downwards, weaker because a nose is short; nearer: times larger; step_s: patience.
    """

    engine: str = "sface"
    accept: float = 0.0
    turn: float = 0.09
    nod: float = 0.045
    nearer: float = 1.22
    step_s: float = 12.0
    patience_s: float = 10.0


STILL, NOD_STILL, SIZE_STILL = 0.05, 0.06, 0.08
"""A head that looks ahead moves less than this over the frames of the look ahead."""
LOOK, JUDGE = 5, 3
"""Frames for a look ahead; frames whose median is judged."""
AHEAD = 0.30
"""Further beside the eyes than this a nose is not looking ahead."""
REACTION_S = 0.2
"""Nobody does what is asked sooner; a film may."""


def draw(chance: Chance) -> list[str]:
    """A turn, a nod and "nearer" in random order: 24 ways."""
    steps = [chance.choice(("left", "right")), chance.choice(("up", "down")), "nearer"]
    chance.shuffle(steps)
    return steps


class Challenge:
    """`see` each pose; `step` and `number` say what to show; `ahead` is true where the face is best compared."""

    def __init__(self, steps: list[str], rules: Rules, chance: Chance) -> None:
        self.steps = steps
        self.number = 0
        self.ahead = False
        self.hold = True  # until the caller knows who it is, no movement is asked
        self._rules = rules
        self._chance = chance
        self._recent: deque[Pose] = deque(maxlen=LOOK)
        self._first: Pose | None = None
        self._base: Pose | None = None  # set while a movement is asked
        self._since: float | None = None
        self._pause = 0.0

    @property
    def step(self) -> str:
        if self._base is not None:
            return self.steps[self.number]
        return "centre" if self.number == 0 else "hold"

    def see(self, seen: Pose, at: float) -> FaultCode | bool:
        """True when all was done; a fault when the attempt is over; False to go on."""
        if self._since is None:
            self._begin(at)
        assert self._since is not None
        self._recent.append(seen)
        if at - self._since > self._rules.step_s:
            return FaultCode.FACE_NO_MOVE
        return self._move(at) if self._base is not None else self._look(at)

    def lost(self) -> None:
        """No single face on a frame: what was seen before counts no longer for a look ahead."""
        self._recent.clear()

    def _begin(self, at: float) -> None:
        self._since = at
        self._pause = 0.3 + 0.9 * self._chance.random()
        self._recent.clear()

    def _look(self, at: float) -> FaultCode | bool:
        assert self._since is not None
        self.ahead = False
        if len(self._recent) < LOOK:
            return False
        rest, now = spread(self._recent), middle(self._recent)
        still = rest.yaw < STILL and rest.nod < NOD_STILL and rest.size < SIZE_STILL
        self.ahead = still and self._straight(now)
        if not self.ahead:
            return False
        if self.number == len(self.steps):
            return True
        if not self.hold and at - self._since >= self._pause:
            self._first = self._first or now
            self._base = now
            self._since = at
            self._recent.clear()
        return False

    def _straight(self, now: Pose) -> bool:
        """Back where it looked at first: from a head still turned or bowed, looking up again would count as a move."""
        if self._first is None:
            return abs(now.yaw) < AHEAD
        yaw, nod = now.yaw - self._first.yaw, now.nod - self._first.nod
        return abs(yaw) < self._rules.turn and abs(nod) < 1.5 * self._rules.nod

    def _move(self, at: float) -> FaultCode | bool:
        assert self._since is not None and self._base is not None
        self.ahead = False
        if len(self._recent) < JUDGE:
            return False
        now = middle(list(self._recent)[-JUDGE:])
        done = movement(self._base, now, self._rules, self.steps[self.number])
        if done is None:
            return False
        if done != self.steps[self.number] or at - self._since < REACTION_S:
            return FaultCode.FACE_WRONG_MOVE
        self.number += 1
        self._base = None
        self._begin(at)
        return False


def movement(base: Pose, now: Pose, rules: Rules, wished: str) -> str | None:
    """The one clear movement between two poses, None while there is none.

    A turn also nods a little, so a nod that was not asked for counts only without a turn and twice as large.
    """
    yaw, nod, size = now.yaw - base.yaw, now.nod - base.nod, now.size / max(base.size, 1.0)
    enough = rules.nod if wished in ("up", "down") else 2.2 * rules.nod
    if abs(yaw) >= rules.turn:
        return "left" if yaw > 0 else "right"
    if size >= rules.nearer:
        return "nearer"
    against = (wished == "up" and nod > 0) or (wished == "down" and nod < 0)
    if abs(nod) >= (1.6 * enough if against else enough) and abs(yaw) < rules.turn * 0.7:
        return "down" if nod > 0 else "up"
    return None
