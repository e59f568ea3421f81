"""Looks into registers: contributions, the medical account, how far a case is."""

from __future__ import annotations

from sandbox.visits.hand import Hand
from sandbox.visits.scripts.steps import by_code, chooses, comes, goes, lays, offers, says, takes_slip


def contributions(hand: Hand) -> None:
    """HR-003, read and taken along on a slip; somebody has left an expired card on the reader, which must go first."""
    comes(hand)
    chooses(hand, "HR-003", department="HR")
    hand.sees("Consent", step="consent to read a card")
    hand.touch("yes")
    hand.sees("ReadCard", step="somebody's card, expired")
    hand.lay("zhou")
    hand.sees("Sorry", offers("yes"), step="the card has expired")
    hand.touch("yes")
    hand.sees("Goodbye", says("身份证"), step="the goodbye says that the card lies there")
    hand.touch("close")
    visit = comes(hand)
    chooses(hand, "HR-003", department="HR")
    hand.sees("Consent", step="consent to read the card")
    hand.touch("yes")
    hand.sees("ReadCard", says("拿走放着的那张"), step="the card of somebody else lies there")
    hand.pull()
    hand.sees("ReadCard", lambda state: not says("拿走放着的那张")(state), step="put your own card down")
    hand.lay("li")
    by_code(hand)
    hand.sees("Form", step="which year")
    hand.touch("yes")
    hand.sees("Statement", says("098.40"), step="what was paid")
    hand.touch("pick:slip")
    takes_slip(hand, "098.40", visit)
    hand.proves("the journal says done", lambda: hand.did(visit) == ["slip done"])
    hand.sees("Statement", step="back at the record")
    hand.touch("yes")
    goes(hand, card=True)


def medical(hand: Hand) -> None:
    """MI-003, read page by page; nothing is printed."""
    visit = comes(hand, "en")
    chooses(hand, "MI-003")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="which year")
    hand.touch("yes")
    hand.sees("Statement", step="balance and movements")
    while hand.target("page:next"):
        page = hand.draft("page")
        hand.touch("page:next")
        hand.until("the next page", lambda page=page: hand.draft("page") != page)
    hand.sees("Statement", offers("yes"), step="the last page")
    hand.touch("yes")
    hand.proves("nothing was done to anything", lambda: not hand.did(visit))
    goes(hand, card=True)


def progress(hand: Hand) -> None:
    """GS-002: how far the applications of a card's owner are."""
    visit = comes(hand)
    chooses(hand, "GS-002", department="GS")
    lays(hand)
    hand.sees("Statement", says("社会保障卡"), step="how far it is")
    hand.touch("pick:slip")
    takes_slip(hand, "11990000MB0000001M4992014014000202611090017")
    hand.proves("the journal says done", lambda: hand.did(visit) == ["slip done"])
    hand.sees("Statement", step="back at the cases")
    while hand.target("page:next"):
        page = hand.draft("page")
        hand.touch("page:next")
        hand.until("the next page", lambda page=page: hand.draft("page") != page)
    hand.touch("yes")
    goes(hand, card=True)
