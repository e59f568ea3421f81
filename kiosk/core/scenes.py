"""What the machine shows while nobody is served: the most used items, or what became of a visit that was cut off."""

from __future__ import annotations

from hardware.model import DeviceState
from kiosk.journal import Journal
from kiosk.messages import Attract, Notice
from kiosk.prompts import Words
from services.models import Catalog

TOP = 3


def attract(catalog: Catalog) -> Attract:
    """The most used items, each a way to start."""
    top = sorted(catalog.items, key=lambda item: item.rank)[:TOP]
    return Attract(
        tuple(Words(item.short.zh, item.short.en) for item in top), len(catalog.items),
        keys=tuple(item.key for item in top), icons=tuple(item.icon for item in top))


def told(journal: Journal, visits: list[str], states: dict[str, DeviceState], seconds: int) -> Notice:
    """Nameless: one line for each effect of the visits that were cut off, from the journal alone; a slip is offered
    where money or an application is at stake."""
    lines, matters = list[str](), False
    for visit in visits:
        effects = journal.effects_of(visit)
        lines += [f"notice.{effect.kind}_{effect.state}" for effect in effects] or ["notice.nothing_open"]
        matters = matters or any(effect.kind in ("pay", "refund", "file") for effect in effects)
    printer = states.get("receipt_printer")
    return Notice(
        ("notice.visit_ended", *dict.fromkeys(lines)), seconds, visits[-1] if visits else "",
        matters and printer is not None and not printer.fault)
