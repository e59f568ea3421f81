"""The challenge by itself: poses and times in, words out; and the edges of its figures."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import msgspec
import numpy as np
import pytest

from hardware.faults import FaultCode
from hardware.senses.face.challenge import Challenge, Rules, draw, movement
from hardware.senses.face.check import FaceCheck, Shown
from hardware.senses.face.engine import Face, Image, Vector
from hardware.senses.face.pose import Pose, pose
from sandbox import county

ROOT = Path(__file__).resolve().parents[2]
RULES = Rules()
AHEAD = Pose(0.02, 0.5, 110.0)
DONE = {
    "left": Pose(0.16, 0.5, 110.0), "right": Pose(-0.12, 0.5, 110.0), "up": Pose(0.02, 0.43, 110.0),
    "down": Pose(0.02, 0.58, 110.0), "nearer": Pose(0.02, 0.5, 150.0),
}


def play(steps: list[str], wishes: dict[str, Pose], reaction: float = 0.5) -> FaultCode | bool:
    """Look ahead until something is asked, then hold the pose that `wishes` has for it."""
    challenge = Challenge(steps, RULES, random.Random(1))
    challenge.hold = False
    asked_at = 0.0
    for number in range(15 * 60):
        at = number / 15
        wish = challenge.step
        asking = wish not in ("centre", "hold")
        asked_at = asked_at if asking else at
        now = wishes[wish] if asking and at - asked_at >= reaction else AHEAD
        if over := challenge.see(now, at):
            return over
    raise AssertionError("no end")


def test_three_right_movements_pass_in_any_order() -> None:
    for seed in range(24):
        assert play(draw(random.Random(seed)), DONE) is True


def test_all_twenty_four_challenges_are_drawn() -> None:
    chance = random.Random(5)
    assert len({tuple(draw(chance)) for _ in range(1000)}) == 24


@pytest.mark.parametrize(("asked", "done"), [("left", "right"), ("up", "down"), ("nearer", "left"), ("left", "nearer")])
def test_another_movement_ends_the_attempt(asked: str, done: str) -> None:
    assert play([asked, "nearer"], {**DONE, asked: DONE[done]}) == FaultCode.FACE_WRONG_MOVE


def test_no_movement_ends_the_attempt_in_its_time() -> None:
    assert play(["left"], {"left": AHEAD}) == FaultCode.FACE_NO_MOVE


def test_nobody_moves_before_he_was_asked() -> None:
    challenge = Challenge(["left"], RULES, random.Random(1))
    challenge.hold = False
    at = 0.0
    while challenge.step == "centre":
        at += 1 / 30
        assert challenge.see(AHEAD, at) is False
    verdicts = [challenge.see(DONE["left"], at + 0.03 * number) for number in range(1, 4)]
    assert verdicts[-1] == FaultCode.FACE_WRONG_MOVE


@pytest.mark.parametrize("step", ["left", "right", "up", "down"])
def test_the_next_movement_is_asked_once_the_head_is_back_and_not_before(step: str) -> None:
    challenge = Challenge([step, "nearer"], RULES, random.Random(1))
    challenge.hold = False
    frames = iter(number / 15 for number in range(15 * 60))
    while challenge.step != step:
        assert challenge.see(AHEAD, next(frames)) is False
    for _ in range(8):  # nobody reacts at once
        assert challenge.see(AHEAD, next(frames)) is False
    while challenge.step == step:
        assert challenge.see(DONE[step], next(frames)) is False
    for _ in range(3 * 15):  # slow to come back
        assert challenge.see(DONE[step], next(frames)) is False and challenge.step == "hold"
    while challenge.step != "nearer":
        assert challenge.see(AHEAD, next(frames)) is False


@pytest.mark.parametrize(("shift", "seen"), [(0.089, None), (0.091, "left"), (-0.089, None), (-0.091, "right")])
def test_a_turn_counts_from_its_figure_on(shift: float, seen: str | None) -> None:
    now = Pose(AHEAD.yaw + shift, AHEAD.nod, AHEAD.size)
    assert movement(AHEAD, now, RULES, "left") == seen


def test_parallax_is_what_the_nose_does_against_eyes_and_mouth() -> None:
    flat = np.array([[100, 100], [200, 100], [150, 150], [115, 200], [185, 200]], np.float32)
    turned = flat + np.array([[0, 0], [0, 0], [14, 0], [0, 0], [0, 0]], np.float32)
    assert pose(turned).yaw - pose(flat).yaw == pytest.approx(0.14)
    angle = np.radians(20)
    rolled = flat @ np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]], np.float32) * 1.3
    assert pose(rolled).yaw == pytest.approx(pose(flat).yaw, abs=1e-4)
    assert pose(rolled).nod == pytest.approx(pose(flat).nod, abs=1e-4)


class OneFace:
    """An engine that sees one face looking ahead, as like the card as it is told."""

    def __init__(self, likeness: float, accept: float) -> None:
        self.accept = accept
        self._own = np.array([likeness, np.sqrt(1 - likeness**2)], np.float32)

    def find(self, frame: Image) -> list[Face]:
        points = np.array([[580, 300], [690, 300], [635, 360], [600, 410], [670, 410]], np.float32)
        return [Face(points, np.zeros(15, np.float32))]

    def fine(self, frame: Image, face: Face) -> Face:
        return face

    def vector(self, frame: Image, face: Face) -> Vector:
        return self._own

    def likeness(self, one: Vector, other: Vector) -> float:
        return float(one @ other)


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize(("line", "own", "edge"), [("", 0.40, 0.40), ("", 0.46, 0.46), ("accept = 0.52", 0.40, 0.52)])
def test_the_likeness_of_the_configuration_decides_at_its_edge(line: str, own: float, edge: float, asked: bool) -> None:
    """Where the configuration names none, the engine's own."""
    rules = msgspec.convert(tomllib.loads(line), Rules)
    engine = OneFace(edge + (0.001 if asked else -0.001), own)
    check = FaceCheck(engine, np.array([1, 0], np.float32), rules, random.Random(1))
    chance = np.random.default_rng(1)
    for number in range(60):
        frame = chance.integers(60, 200, (90, 160, 3), np.uint8).repeat(8, 0).repeat(8, 1)
        now = check.see(frame, number / 15)
        if isinstance(now, Shown) and now.step != "centre":
            assert asked
            return
        if isinstance(now, FaultCode):
            assert not asked and now == FaultCode.FACE_NOT_SAME
            return
    raise AssertionError("no decision")


@pytest.mark.parametrize("engine", ["sface", "face_recognition"])
def test_the_files_that_are_delivered_leave_each_engine_its_own_edge(engine: str) -> None:
    delivered = (ROOT / "config" / "kiosk.toml").read_text("utf-8"), county._CONFIG
    for text in delivered:
        table = text[text.index("[face]"):].partition("\n\n")[0].replace('"sface"', f'"{engine}"')
        rules = msgspec.convert(tomllib.loads(table)["face"], Rules)
        assert (rules.engine, rules.accept) == (engine, 0)
