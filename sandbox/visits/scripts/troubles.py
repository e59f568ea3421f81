"""What can be in the way before or beside an item: nobody there, no paper, no county."""

from __future__ import annotations

from sandbox.people import PEOPLE
from sandbox.visits.hand import Hand
from sandbox.visits.scripts.steps import by_code, chooses, comes, goes, lays, offers, prints


def walks_away(hand: Hand) -> None:
    visit = comes(hand)
    chooses(hand, "HR-001")
    lays(hand)
    hand.sees("AreYouThere", step="are you still here", seconds=40)
    hand.sees("Goodbye", step="everything was cleared", seconds=40)
    hand.proves("nothing was printed", lambda: not hand.did(visit))
    hand.pull()
    hand.touch("close")


def paper_out(hand: Hand) -> None:
    hand.printer("empty")
    comes(hand)
    hand.sees("ChooseItem", lambda state: not offers("item:HR-001")(state),
              step="greyed with the reason before the start")
    hand.printer("refill")
    hand.sees("ChooseItem", offers("item:HR-001"), step="offered again after the refill")
    hand.touch("leave")
    hand.sees("Attract", step="back to the start")


def platform_down(hand: Hand) -> None:
    visit = comes(hand)
    chooses(hand, "HR-001")
    lays(hand)
    by_code(hand)
    hand.sees("Form", step="which months")
    hand.platform("fault", endpoint="issue", kind="500")
    hand.touch("yes")
    hand.sees("Sorry", step="the county cannot be reached; nothing was charged or printed")
    hand.platform("fault", endpoint="issue", kind="none")
    hand.touch("pick:again")
    prints(hand, visit, PEOPLE["li"].name)
    goes(hand)
