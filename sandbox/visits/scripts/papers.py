"""Pages: sealed certificates, free and for a fee, and an item's guide."""

from __future__ import annotations

from sandbox.people import PEOPLE
from sandbox.visits.hand import Hand
from sandbox.visits.scripts.steps import (
    by_code,
    chooses,
    comes,
    ends,
    goes,
    lays,
    offers,
    prints,
    says,
    takes_page,
    takes_slip,
)
from sandbox.visits.world import Effect

NAME = PEOPLE["li"].name


def fund_rated(hand: Hand) -> None:
    """HF-002; the card is laid down too early, while the guide is read, and is taken as it lies.  Then five stars."""
    visit = comes(hand, "en")
    hand.lay("li")
    chooses(hand, "HF-002", department="HF")
    hand.sees("Consent", step="consent to read the card")
    hand.touch("yes")
    by_code(hand)
    hand.sees("Form", step="which months")
    hand.touch("field:from:plus")
    hand.touch("yes")
    prints(hand, visit, NAME, "330100281776")
    hand.sees("Rate", step="how was it")
    hand.touch("stars:5")
    hand.sees("Rate", offers("tag:517"), step="what was good")
    hand.touch("tag:512")
    hand.touch("tag:517")
    hand.sees("Rate", lambda state: state["draft"].get("tags") == "512,517", step="two ticks")
    hand.touch("yes")
    ends(hand)
    hand.proves("the rating is at the platform", lambda: any(
        (one["projectNo"], one["satisfaction"], one["evalDetail"]) == (visit, "5", "512,517")
        for one in hand.platform("ratings")["ratings"]))


def home_paid(hand: Hand) -> None:
    """NR-001 costs 5 yuan; a phone pays the order's page."""
    visit = comes(hand)
    chooses(hand, "NR-001", department="NR")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="what for")
    hand.touch("yes")
    hand.sees("Review", step="the page to check, 5 yuan")
    hand.touch("yes")
    hand.sees("Pay", says("5"), step="5 yuan by phone")
    hand.platform("phone", order="last", do="pay")
    takes_slip(hand, "5.00", visit)
    takes_page(hand, visit, NAME, did=("pay done", "print done", "slip done"))
    pay, page, _ = hand.effects(visit)
    hand.proves("the fee was paid once, for this page", lambda: page.facts.get("order") == pay.id and (
        hand.order(pay.id)["state"], hand.order(pay.id)["fen"]) == ("paid", 500))
    goes(hand)


def tax_again(hand: Hand) -> None:
    """TX-001; the printer breaks off the first time and prints at the second."""
    visit = comes(hand, "en")
    chooses(hand, "TX-001")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="which months")
    hand.touch("yes")
    hand.sees("Review", step="the page to check")
    hand.printer("abort")
    hand.touch("yes")
    hand.sees("Sorry", offers("pick:again"), step="it did not print; nothing came out")
    hand.touch("pick:again")
    takes_page(hand, visit, NAME, did=("print not_done", "print done"))
    goes(hand)


def guide_printed(hand: Hand) -> None:
    """GS-001 asks nobody who they are: an item's guide on the screen and on paper."""
    visit = comes(hand)
    chooses(hand, "GS-001", department="GS")
    hand.sees("Form", step="which service")
    while not hand.target("field:item:HR-022"):
        page = hand.draft("@page")
        hand.touch("page:next")
        hand.until("the next page", lambda page=page: hand.draft("@page") != page)
    hand.touch("field:item:HR-022")
    hand.sees("Form", offers("yes"), step="one is chosen")
    hand.touch("yes")
    hand.sees("Statement", says("城乡居民养老保险"), step="what it needs")
    hand.touch("pick:print")
    hand.sees("TakeDocument", step="take the guide")
    hand.proves("the guide is on paper", lambda: hand.paper(visit, "城乡居民养老保险", "受理回执"))
    hand.proves("the journal says done", lambda: hand.did(visit) == ["print done"])
    hand.touch("yes")
    hand.sees("Statement", step="back at the guide")
    hand.touch("yes")
    goes(hand, known=False)


def left_behind(hand: Hand) -> None:
    """The page did not come; the citizen gives up."""
    visit = comes(hand)
    chooses(hand, "HR-001")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="which months")
    hand.touch("yes")
    hand.sees("Review", step="the page to check")
    hand.printer("abort")
    hand.touch("yes")
    hand.sees("Sorry", offers("pick:again"), step="it did not print; nothing came out")
    hand.pull()
    hand.touch("yes")
    ends(hand, "everything was cleared")
    hand.proves("the journal says not done", lambda: hand.did(visit) == ["print not_done"])


def brought(hand: Hand) -> None:
    """On the next visit the page is offered once the citizen is known, and brought."""
    visit = comes(hand, "en")
    chooses(hand, "HR-001")
    lays(hand)
    by_code(hand)
    state = hand.sees("Resume", step="a page still waits")
    documents = [one["id"] for one in state["targets"] if one["id"].startswith("document:")]
    assert len(documents) == 1, f"only what is missing is offered, not {documents}"
    hand.touch(documents[0])
    hand.sees("TakeDocument", step="take the page of last time")
    hand.proves("the page is on paper", lambda: hand.paper(visit, NAME))
    missing = documents[0].partition(":")[2]
    hand.proves("the journal says for which one it is", lambda: [
        (one.state, one.facts.get("again")) for one in hand.effects(visit)] == [("done", missing)])
    hand.touch("yes")
    hand.sees("Form", step="and the visit goes on")
    hand.touch("leave")
    hand.pull()
    ends(hand)


def jam_refunded(hand: Hand) -> None:
    """NR-001 is paid for, the page jams and stays in the printer: it is taken back, and the money with it."""
    visit = comes(hand)
    chooses(hand, "NR-001", department="NR")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="what for")
    hand.touch("yes")
    hand.sees("Review", step="the page to check, 5 yuan")
    hand.touch("yes")
    hand.sees("Pay", says("5"), step="5 yuan by phone")
    hand.printer("trap", what="jam")
    hand.platform("phone", order="last", do="pay")
    hand.sees("Working", says("卡"), step="the paper is jammed")
    hand.sees("Sorry", offers("yes"), seconds=60, step="it could not be printed")
    hand.pull()
    hand.touch("yes")
    hand.sees("Sorry", says("没办成"), seconds=60, step="the money goes back")
    (pay, _, refund) = hand.proves("the journal says refunded", lambda: _three(hand, visit), 60)
    hand.proves("the ledgers agree", lambda: hand.order(pay.id)["state"] == "refunded" and [
        (one["fen"], one["state"]) for one in hand.platform("ledgers")["refunds"] if one["order_key"] == pay.id
    ] == [(500, "refunded")] and refund.facts.get("order") == pay.id)
    hand.printer("clear")
    hand.touch("yes")
    ends(hand, "everything was cleared")


def _three(hand: Hand, visit: str) -> tuple[Effect, ...] | None:
    effects = hand.effects(visit)
    return tuple(effects) if hand.did(visit) == ["pay done", "print not_done", "refund done"] else None
