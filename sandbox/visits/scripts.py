"""The visits, as citizens would tell them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sandbox.visits.hand import Hand

STEPS = ("left", "right", "up", "down", "nearer", "centre", "hold")


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


def _answers_challenge(hand: Hand, who: str, role: str, over: Callable[[dict[str, Any]], bool]) -> None:
    """Stands before the camera and does what the screen asks, as it asks."""
    hand.camera("stand", who=who, role=role)
    asked: list[tuple[int, str]] = []

    def follow() -> bool:
        state = hand.state()
        step = str(state.get("status", ""))
        key = (int(state.get("status_step", 0)), step)
        if state.get("screen") == "LookAtCamera" and step in STEPS and (not asked or asked[-1] != key):
            asked.append(key)
            hand.camera("do", step=step)
        return over(state)

    hand.until("the end of the challenge", follow, 60)


def face_zh(hand: Hand) -> None:
    visit = _to_card(hand, "li")
    hand.sees("Consent", _is_face, step="consent to the camera")
    hand.touch("yes")
    hand.sees("LookAtCamera", step="look at the camera")
    _answers_challenge(hand, "collins", "person", lambda state: state.get("screen") in ("Form", "Sorry"))
    _to_paper(hand, visit, "li")


def stranger_then_code(hand: Hand) -> None:
    visit = _to_card(hand, "li")
    hand.sees("Consent", _is_face, step="consent to the camera")
    hand.touch("yes")
    hand.sees("LookAtCamera", step="look at the camera")
    _answers_challenge(hand, "obama", "person", lambda state: state.get("screen") in ("Form", "Sorry"))
    hand.sees("Sorry", step="this is not the person of the card")
    hand.touch("pick:other")
    _by_code(hand)
    _to_paper(hand, visit, "li")


def _is_face(state: dict[str, Any]) -> bool:
    return any("camera" in text or "摄像头" in text for text in state["texts"])


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
    "face-zh": face_zh, "code-en": code_en, "stranger-then-code": stranger_then_code, "walks-away": walks_away,
    "paper-out": paper_out, "platform-down": platform_down,
}
