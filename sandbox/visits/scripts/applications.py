"""Applications: two people and a time to come, a form with a signature, and a finished card."""

from __future__ import annotations

import math

from sandbox.visits.hand import Hand
from sandbox.visits.scripts.steps import by_code, chooses, comes, goes, lays, offers, says, takes_slip
from sandbox.visits.world import Effect

CHIP = "04A1B2C3D4E5F6"


def marriage_booked(hand: Hand) -> None:
    """CA-002: both cards, one after the other; the first one laid down twice is not taken for the second."""
    visit = comes(hand, "en")
    chooses(hand, "CA-002", department="CA")
    lays(hand, "li", step="the applicant's card")
    hand.sees("Consent", step="consent of the partner")
    hand.touch("yes")
    hand.sees("ReadCard", says("lies there"), step="the first card still lies there")
    hand.pull()
    hand.sees("ReadCard", lambda state: not says("lies there")(state), step="the partner's card")
    hand.lay("wang")
    state = hand.sees("Form", step="when to come")
    times = [one for one in state["targets"] if one["id"].startswith("field:slot:")]
    hand.touch(times[1]["id"])
    hand.sees("Form", offers("yes"), step="a time is chosen")
    hand.touch("yes")
    hand.sees("Form", offers("key:1"), step="the phone is asked for")
    hand.types("13800130001", "phone")
    hand.touch("yes")
    hand.sees("Statement", step="to be looked at once more")
    hand.touch("yes")
    _filed(hand, visit)
    takes_slip(hand, visit)
    hand.sees("Statement", says(times[1]["text"].split()[-1]), step="the time stands")
    hand.touch("yes")
    goes(hand, card=True)


def pension_signed(hand: Hand) -> None:
    """HR-022: the address by pinyin with the county's own places, a signature, and the receipt of the case."""
    visit = comes(hand)
    chooses(hand, "HR-022", department="HR")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="how much a year")
    hand.touch("field:tier:1000")
    hand.touch("yes")
    hand.sees("Form", offers("key:s"), step="the address is asked for")
    hand.writes("address", "songlinzhen", "松林镇")
    hand.writes("address", "slc", "松林村")
    hand.types("8", "address")
    hand.sees("Form", lambda state: state["draft"].get("address") == "松林镇松林村8", step="the address stands there")
    hand.touch("yes")
    hand.sees("Statement", says("松林镇松林村8", "1000"), step="to be looked at once more")
    hand.touch("yes")
    hand.sees("Sign", step="sign with a finger")
    hand.draws("pad", *_name())
    hand.sees("Sign", offers("yes"), step="signed")
    hand.touch("yes")
    _filed(hand, visit)
    slip = takes_slip(hand, visit, "受理")
    hand.sees("Statement", step="the case has a number")
    assert "11990000MB0000001M" in slip.replace("\n", ""), "the case's number is on the slip"
    hand.touch("yes")
    goes(hand, card=True)


def _filed(hand: Hand, visit: str) -> Effect:
    """The journal knows that the platform has taken it on."""
    return hand.proves("the case is at the platform", lambda: next(
        (one for one in hand.effects(visit) if one.state == "done" and one.kind == "file"), None))


def _name() -> tuple[list[tuple[float, float]], ...]:
    """Three strokes, as parts of the field."""
    across = [(0.15 + 0.3 * at / 30, 0.45 + 0.02 * math.sin(at / 3)) for at in range(31)]
    down = [(0.3 + 0.02 * math.sin(at / 4), 0.3 + 0.4 * at / 30) for at in range(31)]
    curl = [(0.62 + 0.14 * math.cos(at / 6), 0.5 + 0.14 * math.sin(at / 6)) for at in range(40)]
    return across, down, curl


def card_collected(hand: Hand) -> None:
    """GS-013: the dispenser feeds the card, its chip is compared with the case, and the citizen takes it."""
    before = hand.dispenser("counters")
    visit = comes(hand, "en")
    chooses(hand, "GS-013", department="GS")
    lays(hand)
    by_code(hand)
    hand.sees("Statement", offers("yes"), step="a card is ready")
    hand.touch("yes")
    hand.sees("TakeCard", lambda state: state["status"] == "presented", step="take the card")
    taken = hand.dispenser("take")["chip"]
    hand.proves("the journal says taken", lambda: [
        (one.kind, one.state, one.facts.get("card")) for one in hand.effects(visit)] == [("dispense", "done", "taken")])
    assert taken == CHIP, f"the card of this case, not {taken}"
    after = hand.dispenser("counters")
    hand.proves("the dispenser counts one card", lambda: all(
        after[name] == before[name] + 1 for name in ("fed", "presented", "taken")))
    hand.proves("the platform knows it is collected", lambda: any(
        (one["chip"], one["state"]) == (CHIP, "taken") for one in hand.platform("cards")["cards"]))
    goes(hand, card=True)
