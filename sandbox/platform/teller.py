"""Operations of the platform's control socket for money, so that tests and robots need no browser.

phone {order: key | "last", do: pay|decline|late|twice|wait|close} · paycode {how: pays|types|declines, long}
orders · handset (the newest order as its phone sees it, and its link) · ledgers · bills {item} · reseed
refunds {how: soon|manual} · clerk {order} (gives back what waits for one)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from hardware.simulators.control import Handler, Refused, Request
from sandbox.platform.bills import Bills
from sandbox.platform.books import Books
from sandbox.platform.handset import DEEDS, HOWS, Handset
from sandbox.platform.settlement import Settlement


def operations(
    books: Books, bills: Bills, settlement: Settlement, handset: Handset, link: Callable[[str], str]
) -> dict[str, Handler]:
    """link: of the page that a phone opens, by token."""

    def phone(request: Request) -> Mapping[str, Any]:
        deed, asked = str(request["do"]), str(request.get("order", "last"))
        key = handset.last() if asked == "last" else asked
        failed = handset.do(key, deed) if key and deed in DEEDS else None
        if failed or not key or deed not in DEEDS:
            raise Refused(failed.code if failed else f"no order, or do none of: {', '.join(DEEDS)}")
        return {"order": key}

    def paycode(request: Request) -> Mapping[str, Any]:
        how = str(request["how"])
        if how not in HOWS:
            raise Refused(f"how: {', '.join(HOWS)}")
        return {"code": handset.paycode(how, bool(request.get("long", False)))}

    def seen(_: Request) -> Mapping[str, Any]:
        newest = handset.newest()
        return {"order": newest and {**msgspec.structs.asdict(newest[1]), "link": link(newest[0])}}

    def refunds(request: Request) -> Mapping[str, Any]:
        settlement.by_hand = {"soon": False, "manual": True}[str(request["how"])]
        return {}

    def clerk(request: Request) -> Mapping[str, Any]:
        with books.writing():
            row = books.first("SELECT * FROM orders WHERE key = ?", str(request["order"]))
            if row is None:
                raise Refused("no such order")
            settlement.send_back(row, settlement.settle())
        return {}

    def rows(sql: str) -> list[dict[str, Any]]:
        with books.writing():
            settlement.settle()
            return [dict(row) for row in books.run(sql)]

    def ledgers(_: Request) -> Mapping[str, Any]:
        """The channel's rows and sum, the bills and e-bills that stand, the refunds: what must agree."""
        channel = rows("SELECT * FROM movement ORDER BY id")
        return {
            "channel": channel,
            "sum": sum(row["fen"] for row in channel),
            "posted": rows("SELECT key, bill, fen FROM orders WHERE posted = 1 ORDER BY key"),
            "ebills": rows("SELECT number, order_key FROM ebill WHERE taken_back = 0 ORDER BY number"),
            "refunds": rows("SELECT key, order_key, fen, state FROM refund ORDER BY at"),
        }

    return {
        "phone": phone, "paycode": paycode, "handset": seen, "refunds": refunds, "clerk": clerk, "ledgers": ledgers,
        "orders": lambda _: {"orders": rows("SELECT * FROM orders ORDER BY rowid")},
        "bills": lambda request: {"bills": bills.shown(str(request.get("item", "")))},
        "reseed": lambda _: {"came": bills.reseed()},
    }
