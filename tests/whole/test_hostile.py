"""Hostile input through whole visits: what is no answer is asked again or refused, and nothing crashes."""

from __future__ import annotations

from typing import Any

from tests.stand.stand import Stand, until
from tests.whole.accounts import bill, disagreement, orders

SQL = "12345678901234567890' OR '1'='1'; DROP TABLE bill;--"
CODES = [
    {"hex": "1b5b324a07003132333435"}, {"text": SQL}, {"text": "\u202e09876543210987654321"}, {"text": "9" * 4000},
    {"text": "\uff11" * 20}, {"hex": "ff" * 20},
]
"""Controls, SQL, a right-to-left mark, 4 kB, digits that are none of ASCII, no text at all."""


def untouched(stand: Stand) -> None:
    """Nobody has crashed: neither the visit nor core, nor senses."""
    assert not stand.events("visit.crashed")
    assert len(stand.events("core.started")) == 1
    assert not [one for one in stand.events("process.ended") if one.get("role") in ("visit", "senses")]


def test_codes_that_are_no_bill_are_refused_and_typing_pays(stand: Stand) -> None:
    owed = bill(stand)
    starts(stand, "FI-001", fields={"code": owed["number"]}, codes=CODES, forms=[{"scan": True}] * len(CODES))
    until("the visit's end", lambda: stand.events("visit.ended"), 90)
    forms = [event["wrong"] for event in stand.robot() if event.get("prompt") == "Form"]
    refused = [event for event in stand.robot() if event["what"] == "Status" and event["state"] == "refused"]
    assert forms.count("again.scan_wrong") + len(refused) >= len(CODES)
    assert [(one["state"], one["bill"]) for one in orders(stand).values()] == [("paid", owed["code"])]
    assert not disagreement(stand)
    untouched(stand)


def test_codes_that_are_no_phones_are_refused_and_charge_nobody(stand: Stand) -> None:
    owed = bill(stand)
    starts(stand, "FI-001", fields={"code": owed["number"]}, by_code=True, codes=[*CODES, {"how": "pays"}])
    until("the visit's end", lambda: stand.events("visit.ended"), 90)
    refused = [event for event in stand.robot() if event["what"] == "Status" and event["state"] == "refused"]
    assert len(refused) >= len(CODES)
    assert [one["state"] for one in orders(stand).values()] == ["paid"]
    assert not disagreement(stand)
    untouched(stand)


def test_a_front_end_that_checks_nothing_gets_the_form_again(stand: Stand) -> None:
    hostile: list[dict[str, Any]] = [
        {}, {"area": "county"}, {"area": "<script>", "purpose": "home"}, {"area": "county", "purpose": "x" * 10_000},
        {"area": SQL, "purpose": "\u202ehome"}, {"area": "", "purpose": "\0"},
    ]
    starts(stand, "NR-001", forms=[{"fields": fields} for fields in hostile], leave_at="Review")
    until("the visit's end", lambda: stand.events("visit.ended"), 90)
    forms = [event["wrong"] for event in stand.robot() if event.get("prompt") == "Form"]
    assert forms[1:] == ["form.wrong.empty"] * 2 + ["form.wrong.choice"] * 3 + ["form.wrong.empty"]
    assert stand.saw("Show", prompt="Review"), "the right answers are taken"
    untouched(stand)


def test_texts_and_months_beyond_their_limits_get_the_form_again(stand: Stand) -> None:
    starts(stand, "HR-022", fields={"address": "云溪县松林镇", "village": "松林村"}, leave_at="Statement", forms=[
        {"fields": {"address": "a" * 10_000}}, {"fields": {"address": SQL}}])
    until("the visit's end", lambda: stand.events("visit.ended"), 90)
    forms = [event["wrong"] for event in stand.robot() if event.get("prompt") == "Form"]
    assert len(forms) == 3 and all(wrong.startswith("form.wrong.") for wrong in forms[1:])
    stand.stop_kiosk()
    stand.fresh_journal()
    starts(stand, "HR-001", leave_at="Review", forms=[
        {"fields": {"from": "2026-0", "to": "2026-99"}}, {"fields": {"from": "2025-01' --", "to": "2025-06"}}])
    until("the visit's end", lambda: stand.events("visit.ended"), 90)
    forms = [event["wrong"] for event in stand.robot() if event.get("prompt") == "Form"]
    assert len(forms) == 3 and set(forms[1:]) <= {"form.wrong.choice", "form.wrong.empty"}
    untouched(stand)


def starts(stand: Stand, item: str, **plan: Any) -> None:
    stand.start_kiosk({"way": "code", "once": True, "item": item, **plan})
