"""Who stands before the simulated lens and what they do: a person, or a picture or film of one held up."""

from __future__ import annotations

import math
import random
from pathlib import Path

import cv2
import msgspec
import numpy as np

from hardware.simulators.head import HEIGHT, WIDTH, Image, Portrait, Pose

FPS = 15
KINDS = ("person", "still", "tilted", "moved", "loop", "frozen")
MOVES = {
    "centre": Pose(), "left": Pose(yaw=33), "right": Pose(yaw=-33), "up": Pose(pitch=30), "down": Pose(pitch=-30),
    "nearer": Pose(near=1.4),
}
"""A living head, or the tilts of a picture."""
SHIFTS = {
    "centre": Pose(), "left": Pose(x=160), "right": Pose(x=-160), "up": Pose(y=-70, roll=6),
    "down": Pose(y=70, roll=-6), "nearer": Pose(near=1.4),
}
"""What someone does with a picture held up flat."""
FILM = ("left", "centre", "up", "centre", "nearer", "centre", "right", "centre", "down", "centre")
REACTION, EASE = 5, 0.25  # frames until a person moves; share of the way in each frame
NOISE = 3.0  # grey levels of a small sensor in a lobby


class Scene:
    """One lens; `frame` gives the next picture as JPEG.  Not safe between threads: its owner locks."""

    def __init__(self, portraits: Path, chance: random.Random) -> None:
        self._folder = portraits
        self._chance = chance
        self._known: dict[str, Portrait] = {}
        generator = np.random.default_rng(chance.getrandbits(32))
        noise = generator.normal(0, NOISE, (HEIGHT + 64, WIDTH + 64, 1)) - 0.5  # a sensor cuts off, it does not round
        self._noise = noise.astype(np.float32).repeat(3, 2)
        self.dark = False
        self._code: Image | None = None
        self.leave()

    def names(self) -> list[str]:
        return sorted(path.parent.name for path in self._folder.glob("*/live.jpg"))

    def leave(self) -> None:
        self.who, self.beside, self.kind, self.move = "", "", "person", "centre"
        self._begin()

    def stand(self, who: str, kind: str, beside: str) -> None:
        """Raises ValueError for a name, FileNotFoundError for a portrait that is not there."""
        if kind not in KINDS:
            raise ValueError(f"as: one of {', '.join(KINDS)}")
        for name in filter(None, (who, beside)):
            if name not in self.names():
                raise ValueError(f"who: one of {', '.join(self.names())}")
            self._known.setdefault(name, Portrait(self._folder / name))
        self.who, self.beside, self.kind, self.move = who, beside, kind, "centre"
        self._begin()

    def hold(self, code: Image | None) -> None:
        """A picture of a code (grey) in front of everything, or the hand is down."""
        self._code = code

    def do(self, move: str) -> None:
        if move not in MOVES:
            raise ValueError(f"move: one of {', '.join(MOVES)}")
        self.move, self._wait = move, REACTION

    def _begin(self) -> None:
        self._pose, self._wait, self._number, self._kept = Pose(), 0, 0, list[bytes]()

    def seen(self) -> Image:
        """The next picture as the sensor has it.  A replayed film comes out of its JPEGs; so does an empty lobby, which
        nothing else stirs."""
        if self.kind in ("frozen", "loop") or not self.who:
            return np.asarray(cv2.imdecode(np.frombuffer(self.frame(), np.uint8), cv2.IMREAD_COLOR), np.uint8)
        self._number += 1
        return self._noisy(self._picture())

    def frame(self) -> bytes:
        self._number += 1
        if self.kind == "frozen" and self._kept:
            return self._kept[0]
        length = len(FILM) * FPS * 3 // 2
        if self.kind == "loop" and len(self._kept) == length:
            return self._kept[self._number % length]
        picture = _jpeg(self._noisy(self._picture()))
        if self.kind in ("frozen", "loop"):
            self._kept.append(picture)
        return picture

    def _picture(self) -> Image:
        if not self.who:
            return np.full((HEIGHT, WIDTH, 3), (92, 100, 104), np.uint8)
        if self.kind == "loop":
            self.move = FILM[len(self._kept) * 2 // (FPS * 3)]
        self._wait = max(0, self._wait - 1)
        if not self._wait:
            goal = (SHIFTS if self.kind == "moved" else MOVES)[self.move if self.kind != "still" else "centre"]
            self._pose = _between(self._pose, goal)
        portrait, pose = self._known[self.who], self._swaying()
        if self.kind in ("person", "loop", "frozen"):
            picture = portrait.turned(pose)
        else:
            picture = portrait.printed(pose)
        return self._with_neighbour(picture, pose) if self.beside else picture

    def _with_neighbour(self, picture: Image, pose: Pose) -> Image:
        """Two people: each has half of the frame."""
        other = self._known[self.beside].turned(msgspec.structs.replace(pose, yaw=0.0, pitch=0.0))
        middle = WIDTH // 4
        return np.hstack([picture[:, middle : middle + WIDTH // 2], other[:, middle : middle + WIDTH // 2]])

    def _swaying(self) -> Pose:
        """Nobody stands quite still, and no hand holds a picture quite still."""
        t, pose = self._number / FPS, self._pose
        slow, slower, quick = math.sin(1.9 * t), math.sin(0.83 * t + 1), math.sin(5.1 * t + 2)
        return Pose(
            pose.yaw + 0.6 * slow + 0.2 * quick, pose.pitch + 0.4 * slower, pose.near * (1 + 0.004 * slower),
            pose.x + 3 * slower + 0.8 * quick + self._chance.gauss(0, 0.4), pose.y + 2 * slow, pose.roll + 0.4 * slower,
        )

    def _with_code(self, picture: Image) -> Image:
        """Held at the chest, and not quite still."""
        if (code := self._code) is None:
            return picture
        high, wide = code.shape[:2]
        t = self._number / FPS
        x, y = int((WIDTH - wide) / 2 + 6 * math.sin(1.3 * t)), int(HEIGHT - high - 40 + 4 * math.sin(1.9 * t))
        picture = picture.copy()
        picture[y : y + high, x : x + wide] = (code.astype(np.float32) * 0.8 + 20).astype(np.uint8)[:, :, None]
        return picture

    def _noisy(self, picture: Image) -> Image:
        dx, dy = self._chance.randrange(64), self._chance.randrange(64)
        noise = self._noise[dy : dy + HEIGHT, dx : dx + WIDTH]
        picture = self._with_code(picture)
        light = cv2.convertScaleAbs(picture, alpha=0.12) if self.dark else picture
        return np.asarray(cv2.add(light, noise, dtype=cv2.CV_8U), np.uint8)


def _jpeg(picture: Image) -> bytes:
    return cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 85])[1].tobytes()


def _between(now: Pose, goal: Pose) -> Pose:
    both = zip(msgspec.structs.astuple(now), msgspec.structs.astuple(goal), strict=True)
    return Pose(*(a + EASE * (b - a) for a, b in both))
