"""The dock's fault switch: what is wrong with an endpoint just now."""

from __future__ import annotations

import re

import msgspec

ENDPOINTS = (
    "visits", "catalog", "code", "check", "face", "issue", "events", "documents", "record", "slots", "cases", "progress",
    "cards", "handover", "bills", "fees", "orders", "charge", "close", "refunds", "all",
)
KINDS = ("none", "slow", "down", "500", "cut", "drip", "endless", "bad_seal", "bad_signature", "wrong_schema")
_CHARGE = re.compile(r"(?<=/orders/)[^/]+/code$")  # a phone's code for an order, not the code that proves a person


class Fault(msgspec.Struct, frozen=True):
    kind: str = "none"
    ms: int = 2000


class Faults:
    def __init__(self) -> None:
        self._set: dict[str, Fault] = {}

    def put(self, endpoint: str, kind: str, ms: int = 2000) -> None:
        """Raises ValueError naming what there is."""
        if endpoint not in ENDPOINTS or kind not in KINDS:
            raise ValueError(f"endpoints: {', '.join(ENDPOINTS)}; faults: {', '.join(KINDS)}")
        self._set[endpoint] = Fault(kind, ms)

    def of(self, path: str) -> Fault:
        """The fault of the endpoint that a path belongs to: its last word that is one (the last of all may be a key)."""
        words = reversed(_CHARGE.sub("charge", path).split("/")[-2:])
        word = next((word for word in words if word in ENDPOINTS), "")
        fault = self._set.get(word, Fault())
        return fault if fault.kind != "none" else self._set.get("all", Fault())

    def shown(self) -> dict[str, str]:
        return {endpoint: fault.kind for endpoint, fault in self._set.items() if fault.kind != "none"}
