"""Whole visits by face, on real processes: camera, challenge, verdict, and the way out when it fails."""

from __future__ import annotations

import os
import signal

from sandbox.people import PEOPLE
from tests.stand.stand import Stand, until


def stands(stand: Stand, who: str, kind: str = "person") -> None:
    stand.camera("stand", who=PEOPLE[who].portrait, **{"as": kind})


def test_a_citizen_proves_by_face_and_takes_a_page(stand: Stand) -> None:
    stands(stand, "li")
    stand.start_kiosk({"way": "face"})
    goodbye = until("the goodbye", lambda: stand.saw("Goodbye"), 60)
    assert goodbye["document"] and stand.events("face.passed") and not stand.saw("Show", prompt="EnterCode")
    assert [state for _, state, _ in stand.effects()] == ["done"]


def test_a_stranger_is_sent_to_the_phone(stand: Stand) -> None:
    stands(stand, "zhou")
    stand.start_kiosk({"way": "face", "other": True})
    until("the goodbye", lambda: stand.saw("Goodbye"), 60)
    assert [event["fault"] for event in stand.events("face.refused")] == ["face.not_same"]
    assert stand.events("code.passed")


def test_nobody_is_filmed_before_the_consent(stand: Stand) -> None:
    stand.start_kiosk({"way": "face", "hold": "Consent"})
    until("the consent", lambda: stand.saw("Show", prompt="Consent"))
    assert stand.camera("state")["watched"] == 0


def test_a_killed_senses_begins_the_challenge_anew_and_the_visit_goes_on(stand: Stand) -> None:
    stands(stand, "li")
    stand.start_kiosk({"way": "face"})
    until("a movement", lambda: any(e["what"] == "Status" and e["state"] in ("left", "right", "up", "down", "nearer")
                                    for e in stand.robot()), 30)
    (pid,) = stand.pids("hardware.senses")
    os.kill(pid, signal.SIGKILL)
    goodbye = until("the goodbye", lambda: stand.saw("Goodbye"), 60)
    assert goodbye["document"]


def test_a_camera_that_goes_in_the_middle_leaves_the_phone(stand: Stand) -> None:
    stands(stand, "li")
    stand.start_kiosk({"way": "face", "other": True})
    until("the camera", lambda: stand.saw("Status", state="centre"), 30)
    stand.camera("unplug")
    until("the goodbye", lambda: stand.saw("Goodbye"), 60)
    assert [event["fault"] for event in stand.events("face.refused")] == ["camera.gone"]
    assert stand.events("code.passed")


def test_a_mistake_in_the_faces_settings_takes_the_camera_and_nothing_else(stand: Stand) -> None:
    with stand.configured('engine = "sface"', 'engine = "sface"\nturm = 0.09'):
        stand.start_kiosk({"way": "face"})
        until("the goodbye", lambda: stand.saw("Goodbye"))
        assert stand.events("code.passed") and not stand.events("face.passed")
        assert [event for event in stand.events("device.state") if event["fault"] == "face.settings"]
