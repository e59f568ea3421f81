"""What the dock shows of the county's side: messages, the newest order, bills, cases, ratings; no names, no numbers."""

from __future__ import annotations

from typing import Any

from hardware.simulators.control import Refused, ask
from sandbox.county import County

CASES = 4


def asked(county: County, part: str, op: str) -> dict[str, Any] | None:
    """What a part says, None while it is starting again."""
    try:
        return ask(county.control(part), op)
    except (OSError, Refused):
        return None


def town(county: County) -> dict[str, Any]:
    def said(op: str, what: str) -> Any:
        return (asked(county, "platform", op) or {}).get(what) or []

    return {
        "sms": said("sms", "sms")[-2:],
        "order": said("handset", "order") or None,
        "bills": _next(said("bills", "bills")),
        "cases": said("cases", "cases")[:CASES],
        "ratings": [{"item": row["taskName"], "stars": int(row["satisfaction"]), "tags": row["evalDetail"],
                     "at": row["assessTime"][11:16]} for row in said("ratings", "ratings")[-3:]],
    }


def _next(bills: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Of each series of bills the one that can be paid next, or what it says instead (paid, void)."""
    series: dict[str, dict[str, Any]] = {}
    for bill in bills:
        key = bill["code"][:12]
        if not bill["fee"] and (key not in series or series[key]["state"] != "open" == bill["state"]):
            series[key] = bill
    return list(series.values())
