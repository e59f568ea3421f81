"""What most visits have in common: coming, choosing, the card and its proof, paying, and going."""

from __future__ import annotations

from typing import Any

from sandbox.visits.eyes import offers, says
from sandbox.visits.hand import Hand

WHO = "li"


def comes(hand: Hand, lang: str = "zh") -> str:
    """From the attract screen to the home screen; the visit's id."""
    state = hand.sees("Attract", offers("start"), step="the machine is open")
    if state["prefs"]["lang"] != lang:
        hand.touch("lang")
        hand.sees("Attract", lambda state: state["prefs"]["lang"] == lang, step="the other language by one touch")
    hand.touch("start")
    return str(hand.sees("ChooseItem", lambda state: state["prefs"]["lang"] == lang, step="home")["visit"])


def chooses(hand: Hand, item: str, department: str = "", search: str = "") -> None:
    """By its tile, by its department, or by what is typed into the search; and its guide."""
    if department:
        hand.touch(f"department:{department}")
        hand.sees("ChooseItem", offers(f"item:{item}"), step="one department")
    if search:
        hand.touch("search")
        hand.types(search, "find")
        hand.sees("ChooseItem", offers(f"item:{item}"), step="found by search")
    hand.touch(f"item:{item}")
    hand.sees("Guide", offers("yes"), step="what it needs and costs")
    hand.touch("yes")


def lays(hand: Hand, who: str = WHO, step: str = "put the card down") -> None:
    """Consent, and the card on the reader."""
    hand.sees("Consent", lambda state: not is_face(state), step="consent to read the card")
    hand.touch("yes")
    hand.sees("ReadCard", lambda state: state["status"] == "waiting", step=step)
    hand.lay(who)


def by_code(hand: Hand) -> None:
    """Where a camera is offered, the way by phone is taken."""
    if hand.until("camera or code", lambda: _past_card(hand)) == "Consent":
        hand.sees("Consent", is_face, step="consent to the camera")
        hand.touch("no")
    types_code(hand)


def types_code(hand: Hand) -> None:
    hand.sees("EnterCode", step="the code was sent")
    hand.types(hand.sms())
    hand.sees("EnterCode", lambda state: any(t["id"] == "yes" and t["kind"] == "primary" for t in state["targets"]),
              step="six digits typed")
    hand.touch("yes")


def by_face(hand: Hand, who: str = WHO, kind: str = "person") -> None:
    """Agrees to the camera and does what is asked; what comes after it is the caller's to see."""
    hand.stands(who, kind)
    hand.sees("Consent", is_face, step="consent to the camera")
    hand.touch("yes")
    hand.sees("LookAtCamera", lambda state: state["status"], step="look ahead")
    hand.proves("the challenge was shown and done", hand.follows, 90)


def is_face(state: dict[str, Any]) -> bool:
    """Whether a consent is about the camera."""
    return any("camera" in text or "摄像头" in text for text in state["texts"])


def _past_card(hand: Hand) -> str | None:
    state = hand.state()
    targets = [one["id"] for one in state.get("targets", [])]
    past = state.get("screen") != "Consent" or is_face(state)
    return state.get("screen") if past and ("no" in targets or "key:1" in targets) else None


# ---------------------------------------------------------------- paper
def prints(hand: Hand, visit: str, *words: str, did: tuple[str, ...] = ("print done",)) -> None:
    """From the page to check to the page in the hand; `did`: what the journal says then."""
    hand.sees("Review", step="the page to check")
    hand.touch("yes")
    takes_page(hand, visit, *words, did=did)


def takes_page(hand: Hand, visit: str, *words: str, did: tuple[str, ...] = ("print done",)) -> None:
    hand.sees("TakeDocument", step="take the page")
    hand.proves("the page is on paper", lambda: hand.paper(visit, *words))
    hand.proves("the journal says done", lambda: tuple(hand.did(visit)) == did)
    hand.pull()
    hand.sees("TakeDocument", lambda state: state["status"] == "card_gone", step="the card was taken")
    hand.touch("yes")


def takes_slip(hand: Hand, *words: str, step: str = "take the slip") -> str:
    """The slip's text."""
    hand.sees("TakeSlip", step=step)
    text: str = hand.proves("it stands on the slip", lambda: hand.slip(*words))
    hand.touch("yes")
    return text


# ---------------------------------------------------------------- the end
def goes(hand: Hand, card: bool = False, known: bool = True) -> None:
    """The card back where it still lies there; no rating; goodbye, where anything was known of somebody."""
    if card:
        hand.sees("TakeDocument", step="take the card back")
        hand.pull()
    hand.sees("Rate", step="how was it")
    hand.touch("no")
    if known:
        ends(hand)


def ends(hand: Hand, step: str = "nothing was kept") -> None:
    hand.sees("Goodbye", offers("close"), step=step)
    hand.touch("close")


def event(hand: Hand, visit: str, code: str) -> str | None:
    """The fault beside an event of this visit, or the code itself where there is none."""
    for found in hand.events():
        if found["event"] == code and found.get("visit") == visit:
            return str(found.get("fault", code))
    return None


__all__ = ["WHO", "by_code", "by_face", "chooses", "comes", "ends", "event", "goes", "is_face", "lays", "offers",
           "prints", "says", "takes_page", "takes_slip", "types_code"]
