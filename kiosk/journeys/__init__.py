"""Journeys: a handful of coroutines that serve every item of the catalogue.  One file each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

from kiosk.usable import JOURNEYS
from services.models import Item

Journey = Callable[[Any, Any], Awaitable[None]]


def load(name: str) -> Journey:
    """The journey of an item.  Raises LookupError naming what there is."""
    if name not in JOURNEYS:
        raise LookupError(f"no journey {name!r}; there are {', '.join(JOURNEYS)}")
    journey: Journey = import_module(f"kiosk.journeys.{name}").journey
    return journey


def steps(item: Item) -> tuple[str, ...]:
    """Text keys of what an item asks of a citizen, in order: the guide lists them, the step bar counts them."""
    who = {"L0": (), "BILL": (), "L1": ("step.card",)}.get(item.auth, ("step.card", "step.proof"))
    match item.journey:
        case "certificate":
            return (*who, "step.check", *(("step.pay",) if item.fee_fen else ()), "step.take")
        case "pay":
            return ("step.bill", "step.check", "step.pay", "step.slip")
        case "apply":
            return (*who, "step.fill", *(("step.sign",) if item.statement else ()), "step.slip")
        case "collect":
            return (*who, "step.collect")
        case _:
            return (*who, "step.read")
