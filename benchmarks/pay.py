"""pay.confirmed_s: from a payment on the phone to the word on the screen, p95, by touches on the real window.

Counted from the answer of the platform's phone to the shell's own word that the screen says "paid", or is the next
one already; every payment of a water bill is also posted in the county's ledger.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from benchmarks.citizen import Citizen
from benchmarks.row import Row
from sandbox.demo import virtual_screen
from tests.stand.stand import Stand

PAYMENTS, LIMIT_S = 24, 1.0


def rows() -> Iterator[Row]:
    with virtual_screen() as display, Stand() as stand:
        stand.start_kiosk(KIOSK_WINDOW="1", DISPLAY=display)
        citizen = Citizen(stand, display)
        took = [_paid(citizen) for _ in range(PAYMENTS)]
        stand.stop_kiosk()
        posted = stand.platform("ledgers")["posted"]
    assert len(posted) == PAYMENTS, "a payment that the county has not posted"
    yield Row("pay.confirmed_s", statistics.quantiles(took, n=20)[-1], "s", LIMIT_S)


def _paid(citizen: Citizen) -> float:
    """Seconds of one payment; the visit is brought to its end."""
    citizen.platform("reseed")
    bill = next(one for one in citizen.platform("bills", item="UT-001")["bills"] if one["state"] == "open")
    for screen, ident in (("Attract", "start"), ("ChooseItem", "item:UT-001"), ("Guide", "yes")):
        citizen.at(screen, ident)
        citizen.touch(ident)
    citizen.at("Form", "key:1")
    for end, digit in enumerate(bill["number"], 1):
        citizen.touch(f"key:{digit}")
        citizen.until("the digit", lambda end=end: len(citizen.state().get("draft", {}).get("account", "")) == end)
    for screen in ("Form", "CheckBill"):
        citizen.at(screen, "yes")
        citizen.touch("yes")
    citizen.at("Pay", "no")
    citizen.platform("phone", order="last", do="pay")
    start = time.perf_counter()
    citizen.until("the payment", lambda: _says_so(citizen))
    took = time.perf_counter() - start
    for screen, ident in (("TakeSlip", "yes"), ("Rate", "no")):
        citizen.at(screen, ident)
        citizen.touch(ident)
    return took


def _says_so(citizen: Citizen) -> bool:
    state = citizen.state()
    return state.get("status") == "paid" or state.get("screen") in ("Working", "TakeSlip")
