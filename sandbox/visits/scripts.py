"""The visits, as citizens would tell them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.visits.hand import Hand


def _to_card(hand: Hand, who: str) -> str:
    """From the attract screen to the card that has been read; the visit's id."""
    hand.sees("Attract", step="the machine is open")
    hand.touch("start")
    visit = str(hand.sees("ChooseItem", step="home")["visit"])
    hand.touch("item:HR-001")
    hand.sees("Guide", step="what it needs and costs")
    hand.touch("yes")
    hand.sees("Consent", step="consent to read the card")
    hand.touch("yes")
    hand.sees("ReadCard", step="put the card down")
    hand.lay(who)
    return visit


def _by_code(hand: Hand) -> None:
    hand.sees("EnterCode", step="the code was sent")
    hand.types(hand.sms())
    hand.sees("EnterCode", lambda state: any(t["id"] == "yes" and t["kind"] == "primary" for t in state["targets"]),
              step="six digits typed")
    hand.touch("yes")


def _by_face(hand: Hand, who: str, kind: str = "person") -> None:
    """Agrees to the camera and does what is asked; what comes after it is the caller's to see."""
    hand.stands(who, kind)
    hand.sees("Consent", _is_face, step="consent to the camera")
    hand.touch("yes")
    hand.sees("LookAtCamera", lambda state: state["status"], step="look ahead")
    hand.proves("the challenge was shown and done", hand.follows, 90)


def _declines_camera(hand: Hand) -> None:
    """Where a camera is offered, the way by phone is taken."""
    seen = hand.until("camera or code", lambda: _past_card(hand))
    if seen == "Consent":
        hand.sees("Consent", step="consent to the camera")
        hand.touch("no")


def _past_card(hand: Hand) -> str | None:
    state = hand.state()
    targets = [one["id"] for one in state.get("targets", [])]
    past = state.get("screen") != "Consent" or _is_face(state)
    return state.get("screen") if past and ("no" in targets or "key:1" in targets) else None


def _to_paper(hand: Hand, visit: str, who: str) -> None:
    hand.sees("Form", step="which months")
    hand.touch("field:from:minus")
    hand.touch("yes")
    hand.sees("Review", step="the page to check")
    hand.touch("yes")
    hand.sees("TakeDocument", step="take the page")
    hand.proves("the page is on paper with the name", lambda: hand.paper(visit, who))
    hand.proves("the journal says done", lambda: hand.effects().get(f"{visit}-1") == "done")
    hand.pull()
    hand.sees("TakeDocument", lambda state: state["status"] == "card_gone", step="the card was taken")
    hand.touch("yes")
    hand.sees("Goodbye", step="nothing was kept")
    hand.touch("close")


def _is_face(state: dict[str, Any]) -> bool:
    return any("camera" in text or "摄像头" in text for text in state["texts"])


def code_zh(hand: Hand) -> None:
    visit = _to_card(hand, "li")
    _declines_camera(hand)
    _by_code(hand)
    _to_paper(hand, visit, "li")


def face_zh(hand: Hand) -> None:
    visit = _to_card(hand, "li")
    _by_face(hand, "li")
    hand.proves("the journal of events says face passed", lambda: _event(hand, visit, "face.passed"))
    _to_paper(hand, visit, "li")
    hand.camera("leave")


def stranger(hand: Hand) -> None:
    """Someone else's card: the face does not count; the phone is that person's, who is there to help."""
    visit = _to_card(hand, "li")
    _by_face(hand, "zhou")
    hand.sees("Sorry", step="the face did not match; nothing was charged")
    hand.proves("the events say why", lambda: _event(hand, visit, "face.refused") == "face.not_same")
    hand.touch("pick:other")
    _by_code(hand)
    _to_paper(hand, visit, "li")
    hand.camera("leave")


def held_up_picture(hand: Hand) -> None:
    """The right face, but on paper."""
    visit = _to_card(hand, "li")
    _by_face(hand, "li", "tilted")
    hand.sees("Sorry", step="a picture does not count")
    hand.proves("nothing was printed", lambda: f"{visit}-1" not in hand.effects())
    hand.pull()
    hand.touch("yes")
    hand.sees("Goodbye", step="everything was cleared")
    hand.touch("close")
    hand.camera("leave")


def camera_gone(hand: Hand) -> None:
    """The camera is unplugged in the middle: the way by phone stands open."""
    hand.stands("li")
    visit = _to_card(hand, "li")
    hand.sees("Consent", _is_face, step="consent to the camera")
    hand.touch("yes")
    hand.sees("LookAtCamera", lambda state: state["status"], step="look ahead")
    hand.camera("unplug")
    hand.sees("Sorry", step="the camera cannot be used now")
    hand.proves("the events say why", lambda: _event(hand, visit, "face.refused") == "camera.gone")
    hand.camera("replug")
    hand.touch("pick:other")
    _by_code(hand)
    _to_paper(hand, visit, "li")
    hand.camera("leave")


def _event(hand: Hand, visit: str, code: str) -> str | None:
    """The fault beside an event of this visit, or the code itself where there is none."""
    for event in hand.events():
        if event["event"] == code and event.get("visit") == visit:
            return str(event.get("fault", code))
    return None


def wrong_codes(hand: Hand) -> None:
    """A stranger with someone's card guesses the code: locked at the platform, nothing printed."""
    visit = _to_card(hand, "rare")
    _declines_camera(hand)
    for tries in (2, 1, 0):
        hand.sees("EnterCode", step=f"the code, {tries + 1} tries")
        number = hand.state()["number"]
        hand.types("000000" if hand.sms() != "000000" else "111111")
        hand.touch("yes")
        hand.until("the answer", lambda number=number: hand.state().get("number", 0) > number)
    hand.sees("Sorry", step="locked, and nothing was charged or printed")
    hand.pull()
    hand.touch("yes")
    hand.sees("Goodbye", step="everything was cleared")
    hand.proves("nothing was printed", lambda: f"{visit}-1" not in hand.effects())
    hand.touch("close")


def code_en(hand: Hand) -> None:
    hand.sees("Attract", step="the machine is open in Chinese")
    hand.touch("lang")
    hand.sees("Attract", lambda state: state["prefs"]["lang"] == "en", step="English by one touch")
    visit = _to_card(hand, "li")
    _declines_camera(hand)
    _by_code(hand)
    _to_paper(hand, visit, "li")


def walks_away(hand: Hand) -> None:
    visit = _to_card(hand, "li")
    _declines_camera(hand)
    hand.sees("EnterCode", step="the code was sent")
    hand.sees("AreYouThere", step="are you still here", seconds=40)
    hand.sees("Goodbye", step="everything was cleared", seconds=40)
    hand.proves("nothing was printed", lambda: f"{visit}-1" not in hand.effects())
    hand.pull()
    hand.touch("close")


def paper_out(hand: Hand) -> None:
    hand.printer("empty")
    hand.sees("Attract", step="the machine is open")
    hand.touch("start")
    hand.sees("ChooseItem", lambda state: not _offered(state), step="greyed with the reason before the start")
    hand.printer("refill")
    hand.sees("ChooseItem", _offered, step="offered again after the refill")
    hand.touch("leave")
    hand.sees("Attract", step="back to the start")


def platform_down(hand: Hand) -> None:
    visit = _to_card(hand, "li")
    _declines_camera(hand)
    _by_code(hand)
    hand.sees("Form", step="which months")
    hand.platform("fault", endpoint="issue", kind="500")
    hand.touch("yes")
    hand.sees("Sorry", step="the county cannot be reached; nothing was charged or printed")
    hand.platform("fault", endpoint="issue", kind="none")
    hand.touch("pick:again")
    hand.sees("Review", step="tried again without losing the way")
    hand.touch("yes")
    hand.sees("TakeDocument", step="take the page")
    hand.proves("the page is on paper with the name", lambda: hand.paper(visit, "li"))
    hand.pull()
    hand.touch("yes")
    hand.sees("Goodbye", step="nothing was kept")
    hand.touch("close")


def _offered(state: dict[str, Any]) -> bool:
    return any(one["id"] == "item:HR-001" for one in state["targets"])


VISITS: dict[str, Callable[[Hand], None]] = {
    "face-zh": face_zh, "stranger": stranger, "held-up-picture": held_up_picture, "camera-gone": camera_gone,
    "code-zh": code_zh, "code-en": code_en, "wrong-codes": wrong_codes, "walks-away": walks_away,
    "paper-out": paper_out, "platform-down": platform_down,
}
