"""Who is there: the face, the code, and everybody who is not the owner of the card."""

from __future__ import annotations

from sandbox.people import PEOPLE
from sandbox.visits.hand import Hand
from sandbox.visits.scripts.steps import (
    by_code,
    by_face,
    chooses,
    comes,
    ends,
    event,
    goes,
    is_face,
    lays,
    prints,
    types_code,
)

NAME = PEOPLE["li"].name


def _to_card(hand: Hand, who: str = "li", lang: str = "zh") -> str:
    visit = comes(hand, lang)
    chooses(hand, "HR-001")
    lays(hand, who)
    return visit


def _to_paper(hand: Hand, visit: str) -> None:
    hand.sees("Form", step="which months")
    hand.touch("field:from:minus")
    hand.touch("yes")
    prints(hand, visit, NAME)
    goes(hand)


def code_zh(hand: Hand) -> None:
    visit = _to_card(hand)
    by_code(hand)
    _to_paper(hand, visit)


def code_en(hand: Hand) -> None:
    visit = _to_card(hand, lang="en")
    by_code(hand)
    _to_paper(hand, visit)


def face_zh(hand: Hand) -> None:
    visit = _to_card(hand)
    by_face(hand)
    hand.proves("the journal of events says face passed", lambda: event(hand, visit, "face.passed"))
    _to_paper(hand, visit)
    hand.camera("leave")


def stranger(hand: Hand) -> None:
    """Someone else's card: the face does not count; the phone is that person's, who is there to help."""
    visit = _to_card(hand)
    by_face(hand, "zhou")
    hand.sees("Sorry", step="the face did not match; nothing was charged")
    hand.proves("the events say why", lambda: event(hand, visit, "face.refused") == "face.not_same")
    hand.touch("pick:other")
    types_code(hand)
    _to_paper(hand, visit)
    hand.camera("leave")


def held_up_picture(hand: Hand) -> None:
    """The right face, but on paper."""
    visit = _to_card(hand)
    by_face(hand, "li", "tilted")
    hand.sees("Sorry", step="a picture does not count")
    hand.proves("nothing was printed", lambda: not hand.did(visit))
    hand.pull()
    hand.touch("yes")
    ends(hand, "everything was cleared")
    hand.camera("leave")


def camera_gone(hand: Hand) -> None:
    """The camera is unplugged in the middle: the way by phone stands open."""
    hand.stands("li")
    visit = _to_card(hand)
    hand.sees("Consent", is_face, step="consent to the camera")
    hand.touch("yes")
    hand.sees("LookAtCamera", lambda state: state["status"], step="look ahead")
    hand.camera("unplug")
    hand.sees("Sorry", step="the camera cannot be used now")
    hand.proves("the events say why", lambda: event(hand, visit, "face.refused") == "camera.gone")
    hand.camera("replug")
    hand.touch("pick:other")
    types_code(hand)
    _to_paper(hand, visit)
    hand.camera("leave")


def wrong_codes(hand: Hand) -> None:
    """A stranger with someone's card guesses the code: locked at the platform, nothing printed."""
    visit = _to_card(hand, "rare")
    if hand.until("camera or code", lambda: _asked(hand)) == "Consent":
        hand.touch("no")
    for tries in (2, 1, 0):
        hand.sees("EnterCode", step=f"the code, {tries + 1} tries")
        number = hand.state()["number"]
        hand.types("000000" if hand.sms() != "000000" else "111111")
        hand.touch("yes")
        hand.until("the answer", lambda number=number: hand.state().get("number", 0) > number)
    hand.sees("Sorry", step="locked, and nothing was charged or printed")
    hand.pull()
    hand.touch("yes")
    ends(hand, "everything was cleared")
    hand.proves("nothing was printed", lambda: not hand.did(visit))


def _asked(hand: Hand) -> str | None:
    state = hand.state()
    return state["screen"] if state.get("screen") == "EnterCode" or (state and is_face(state)) else None
