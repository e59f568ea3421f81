"""What must be true of money, paper and cards when everything has come to rest: all who know of a visit agree.

The witnesses: the channel's ledger and the orders at the county, the A4 printer's kept jobs, the slips in the tray,
and the journal.
"""

from __future__ import annotations

from typing import Any

from tests.stand.stand import Stand

PAID, BACK, NEVER = ("paid",), ("refunding", "refunded"), ("closed", "refunded", "refunding")


def bill(stand: Stand, item: str = "FI-001") -> dict[str, Any]:
    """An open bill: item, number, code, fen."""
    stand.platform("reseed")
    return next(one for one in stand.platform("bills", item=item)["bills"] if one["state"] == "open")


def orders(stand: Stand) -> dict[str, dict[str, Any]]:
    """The county's orders of this journal's visits, by key."""
    visits = {effect.rsplit("-", 1)[0] for effect, _, _ in stand.effects()}
    return {one["key"]: one for one in stand.platform("orders")["orders"] if one["visit"] in visits}


def disagreement(stand: Stand) -> str:
    """What does not agree, "" where all does."""
    effects = {ident: (state, facts) for ident, state, facts in stand.effects()}
    known, ledgers = orders(stand), stand.platform("ledgers")
    pages = {job["name"]: job["printed"] for job in stand.printer("pages")["jobs"]}
    slips = [slip["text"] for slip in stand.receipts("slips")["slips"]]
    wrong = [f"open: {ident}" for ident, (state, _) in effects.items() if state in ("intent", "permitted")]
    wrong += [f"order without effect: {key}" for key in known if key not in effects]
    for ident, (state, facts) in effects.items():
        match facts_kind(ident, facts):
            case "pay":
                wrong += _payment(ident, state, facts, known.get(ident), ledgers, effects, pages, slips)
            case "refund":
                sent = [one for one in ledgers["refunds"] if one["order_key"] == facts["order"]]
                if state != "done" or [one["key"] for one in sent] != [ident]:
                    wrong.append(f"refund {ident} {state}: {sent}")
            case "print" if state != "unknown" and pages.get(ident, 0) != (state == "done"):
                wrong.append(f"page {ident} {state}: {pages.get(ident, 0)}")
            case _:
                pass
    return "; ".join(wrong)


def facts_kind(ident: str, facts: dict[str, Any]) -> str:
    return "pay" if "why" in facts else "refund" if "fen" in facts else "print" if "job" in facts else ""


def _payment(
    ident: str, state: str, facts: dict[str, Any], order: dict[str, Any] | None, ledgers: dict[str, Any],
    effects: dict[str, tuple[str, dict[str, Any]]], pages: dict[str, int], slips: list[str],
) -> list[str]:
    """One order: charged once for what was delivered, or not charged."""
    is_now = order["state"] if order else "absent"
    charged = sum(row["fen"] for row in ledgers["channel"] if row["order_key"] == ident)
    paper = [one for one, (_, told) in effects.items() if told.get("order") == ident and "fen" not in told]
    came = sum(pages.get(one, 0) for one in paper)
    backs = [one for one in ledgers["refunds"] if one["order_key"] == ident]
    told = f"{ident} {state}, order {is_now}, charged {charged}, pages {came}, given back {len(backs)}"
    allowed = {"done": (*PAID, *BACK), "not_done": ("absent", *NEVER)}.get(state, ())
    if is_now not in allowed or len(backs) > 1:
        return [told]
    if is_now != "paid":
        return [told] if charged or came or (is_now in BACK) != bool(backs) else []
    delivered = order is not None and order["posted"] if facts["why"] == "bill" else came == 1
    doubled = sum(ident in text for text in slips) > sum("slip" in told for _, told in effects.values())
    return [] if delivered and charged == facts["fen"] and not backs and not doubled else [told]
