"""Journeys: a handful of coroutines that serve every item of the catalogue.  One file each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from importlib import import_module
from typing import Any

NAMES = ("certificate",)
Journey = Callable[[Any, Any], Awaitable[None]]


def load(name: str) -> Journey:
    """The journey of an item.  Raises LookupError naming what there is."""
    if name not in NAMES:
        raise LookupError(f"no journey {name!r}; there are {', '.join(NAMES)}")
    journey: Journey = import_module(f"kiosk.journeys.{name}").journey
    return journey
