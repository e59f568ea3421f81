"""What cannot be undone goes through here: intent → permit → act → outcome → next prompt.

One `resolve()` of an adapter serves the live path and the restart.  Unknown is a state of its own.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any, Protocol

import msgspec

from kiosk.backstage import Facts, OpenEffect


class Class(StrEnum):
    """Of every effect, declared by its adapter (ARCHITECTURE, "Effects")."""

    IDEMPOTENT = "idempotent"  # retry with the same key
    QUERYABLE = "queryable"  # ask first
    BLIND = "blind"  # never retried by itself


class Outcome(msgspec.Struct, frozen=True):
    """state: "done" | "not_done" | "unknown"; fault: row of faults.toml where one is known.

    effect: its id; told: what the other side said beyond the journal's evidence, for this visit alone."""

    state: str
    evidence: Facts = {}
    fault: str | None = None
    effect: str = ""
    told: Any = None


class Ledger(Protocol):
    """The journal as an effect sees it; each call returns when it is on the disk.

    `intend` returns a fault where no permit is given."""

    async def intend(self, effect: str, kind: str, body: bytes, facts: Facts) -> str | None: ...
    async def progress(self, effect: str, facts: Facts) -> None: ...
    async def settle(self, effect: str, outcome: Outcome) -> None: ...


class Adapter(Protocol):
    """One kind of effect."""

    kind: str
    klass: Class

    @property
    def facts(self) -> Facts:
        """What the journal knows of it from the first instant: the payment a page was paid by, the sum."""
        ...

    @property
    def resolver(self) -> Resolver:
        """Who finds out, live, what became of it."""
        ...

    def body(self) -> bytes:
        """What must be known to understand the effect later; stored as ciphertext."""
        ...

    async def act(self, effect: str, ledger: Ledger) -> None:
        """Do it, noting each step in the ledger.  Whatever happens, resolve() is asked afterwards."""
        ...


class Resolver(Protocol):
    """Finds out what became of an effect, from its facts and its device alone."""

    async def resolve(self, effect: OpenEffect) -> Outcome: ...


class Known(Protocol):
    """Gives an effect with the facts noted so far."""

    def __call__(self, effect: str) -> OpenEffect: ...


async def perform(effect: str, adapter: Adapter, ledger: Ledger, open_effect: Known) -> Outcome:
    """Run one effect from intent to outcome."""
    fault = await ledger.intend(effect, adapter.kind, adapter.body(), adapter.facts)
    if fault:
        return Outcome("not_done", fault=fault, effect=effect)
    await adapter.act(effect, ledger)
    outcome = await adapter.resolver.resolve(open_effect(effect))
    await ledger.settle(effect, outcome)
    return msgspec.structs.replace(outcome, effect=effect)
