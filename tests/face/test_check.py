"""Who passes the camera and who does not: the simulator's people and pictures, frame by frame."""

from __future__ import annotations

import pytest

from hardware.faults import FaultCode
from tests.face.watching import attempt

PEOPLE = ("obama", "collins", "biden")


@pytest.mark.parametrize("who", PEOPLE)
def test_the_person_of_the_card_passes_by_doing_what_is_asked(who: str) -> None:
    for seed in (11, 12):
        verdict, shown, _ = attempt(who=who, card=who, seed=seed)
        assert verdict is True
        asked = [one.step for one in shown if one.step not in ("centre", "hold")]
        assert len(asked) == 3 and "nearer" in asked
        assert {"left", "right"} & set(asked) and {"up", "down"} & set(asked)


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("kind", ["still", "tilted", "moved"])
def test_a_picture_held_up_is_refused_however_it_is_held(kind: str, who: str) -> None:
    verdict, _, _ = attempt(kind=kind, who=who, card=who, seed=21)
    assert verdict in (FaultCode.FACE_NO_MOVE, FaultCode.FACE_WRONG_MOVE)


@pytest.mark.parametrize("seed", [31, 32, 33])
def test_a_looped_film_of_the_person_is_refused(seed: int) -> None:
    verdict, _, _ = attempt(kind="loop", seed=seed)
    assert verdict in (FaultCode.FACE_FILM, FaultCode.FACE_NO_MOVE, FaultCode.FACE_WRONG_MOVE)


def test_a_frozen_film_is_refused_within_a_second() -> None:
    verdict, _, seconds = attempt(kind="frozen")
    assert verdict == FaultCode.FACE_FILM and seconds < 1


def test_a_person_who_does_nothing_is_refused() -> None:
    assert attempt(obey=False)[0] == FaultCode.FACE_NO_MOVE


@pytest.mark.parametrize(("who", "card"), [("biden", "obama"), ("obama", "collins"), ("collins", "biden")])
def test_a_stranger_is_refused_before_any_movement_is_asked(who: str, card: str) -> None:
    verdict, shown, _ = attempt(who=who, card=card)
    assert verdict == FaultCode.FACE_NOT_SAME and {one.step for one in shown} == {"centre"}


def test_two_faces_are_refused_after_the_hint() -> None:
    verdict, shown, _ = attempt(beside="biden")
    assert verdict == FaultCode.FACE_TWO_FACES and shown[0].hint == "two_faces"


def test_nobody_is_told_so() -> None:
    verdict, shown, _ = attempt(who="")
    assert verdict == FaultCode.FACE_NOBODY and shown[0].hint == "no_face"


def test_darkness_is_a_hint_and_no_film() -> None:
    verdict, shown, _ = attempt(dark=True)
    assert verdict == FaultCode.FACE_NOBODY and shown[0].hint == "too_dark"


@pytest.mark.parametrize("swap", ["biden", "collins"])
def test_someone_else_who_steps_in_between_two_movements_is_refused(swap: str) -> None:
    assert attempt(swap=swap)[0] == FaultCode.FACE_CHANGED


def test_the_other_engine_of_the_design_card_passes_the_person_and_refuses_the_stranger() -> None:
    assert attempt(name="face_recognition", seed=41)[0] is True
    assert attempt(name="face_recognition", who="biden")[0] == FaultCode.FACE_NOT_SAME
    assert attempt(name="face_recognition", kind="tilted")[0] in (FaultCode.FACE_NO_MOVE, FaultCode.FACE_WRONG_MOVE)
