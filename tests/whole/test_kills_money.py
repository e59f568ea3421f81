"""Visit, core and recovery are killed at each named instant of a paid bill and of a paid page, on real processes.

Afterwards the county's ledgers, the printers' own witnesses and the journal agree: nothing is lost, nothing doubled,
nobody is charged for what did not come, and no order is left open.
"""

from __future__ import annotations

from typing import Any

import pytest

from tests.stand.stand import Stand, until
from tests.whole.accounts import bill, disagreement, orders

BILL = [
    "permit.before:visit", "intent.after:core", "order.before:visit", "order.after:core", "ask.before:visit+core",
    "ask.after:visit", "offer.after:visit+core", "close.order.before:core", "close.order.after:visit",
    "paid.seen:core", "outcome.before:core", "outcome.after:visit",
    "permit.before#2:visit+core", "intent.after#2:core", "slip.before:core", "device.before:visit",
    "device.after:core", "slip.after:visit", "outcome.after#2:core", "close.before:core",
    "order.after:visit\nrecovery.close.order.after:recovery",
]
"""One death each, but the last: there the process that finds out is killed as well."""
PAGE = [
    "order.after:visit+core", "paid.seen:visit", "permit.after#2:visit", "create_job.after:core", "send.before:visit",
    "send.after:visit+core", "confirm.after:core", "outcome.before#2:core",
]
BACK = [
    "permit.before#2:visit", "intent.after#2:core", "refund.before:visit", "refund.after:core",
    "outcome.before#2:core", "paid.seen:visit+core\nrecovery.refund.after:recovery", "paid.seen:visit\nowe.before:core",
    "paid.seen:visit\nowe.after:core",
]
"""The tray is empty once it is paid: the fee must go back."""
OUT_OF_PAPER = [
    {"part": "a4_printer", "op": "empty"},
    {"event": "device.state", "device": "a4_printer", "fault": "printer.paper_out"},
]


def killed(stand: Stand, deaths: str, plan: dict[str, Any]) -> None:
    """Run the visit into its deaths and wait until everything has come to rest and agrees."""
    (stand.home / "die").write_text(deaths)
    stand.start_kiosk({"way": "code", "once": True, **plan})
    until("the death", (stand.home / "died").exists)
    died = (stand.home / "died").stat().st_mtime
    until("the machine open again", lambda: stand.reopened_since(died) and not stand.open_effects(), 60)
    try:
        until("all to agree", lambda: not disagreement(stand), 60)
    except AssertionError:
        raise AssertionError(disagreement(stand)) from None


@pytest.mark.parametrize("deaths", BILL)
def test_a_bill_is_posted_and_charged_once_or_not_at_all(stand: Stand, deaths: str) -> None:
    owed = bill(stand)
    killed(stand, deaths, {"item": "FI-001", "fields": {"code": owed["number"]}})
    assert {one["state"] for one in orders(stand).values()} <= {"paid", "closed"}, "a posted bill is not given back"


@pytest.mark.parametrize("deaths", PAGE)
def test_a_fee_buys_one_page_or_goes_back(stand: Stand, deaths: str) -> None:
    killed(stand, deaths, {"item": "NR-001"})


@pytest.mark.parametrize("deaths", BACK)
def test_a_fee_for_a_page_that_cannot_come_goes_back_once(stand: Stand, deaths: str) -> None:
    killed(stand, deaths, {"item": "NR-001", "at": {"Pay": OUT_OF_PAPER}})
    (order,) = orders(stand).values()
    until("the money at home", lambda: [one["state"] for one in orders(stand).values()] == ["refunded"])
