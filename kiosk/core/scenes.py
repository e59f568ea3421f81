"""What the machine shows while nobody is served: the most used items, or what became of a visit that was cut off."""

from __future__ import annotations

import msgspec

from hardware.model import DeviceState
from kiosk.journal import Journal
from kiosk.messages import Attract, CoreToShell, Notice, OutOfService, Preferences
from kiosk.prompts import Words
from kiosk.usable import closed_by
from services.models import Catalog

TOP = 3


def attract(catalog: Catalog, states: dict[str, DeviceState], before: CoreToShell) -> Attract:
    """The most used items that can be finished now, each a way to start.  Where it stands already, nobody's language
    and size are changed by it."""
    ranked = sorted(catalog.items, key=lambda item: item.rank)
    usable = [item for item in ranked if closed_by(item, states) is None]
    top = (usable or ranked)[:TOP]
    now = Attract(
        tuple(Words(item.short.zh, item.short.en) for item in top), len(usable),
        keys=tuple(item.key for item in top), icons=tuple(item.icon for item in top),
        closed=len(ranked) - len(usable))
    if not isinstance(before, Attract):
        return now
    same = msgspec.structs.replace(before, prefs=now.prefs) == now
    return before if same else msgspec.structs.replace(now, prefs=None)


def closed(fault: str, catalog: Catalog | None) -> OutOfService:
    """Why nothing goes, and the nearest place that is open."""
    nearest = catalog and catalog.nearest
    return OutOfService(fault, Words(nearest.zh, nearest.en) if nearest else None)


def told(
    journal: Journal, visits: list[str], states: dict[str, DeviceState], seconds: int, prefs: Preferences | None
) -> Notice:
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
        matters and printer is not None and not printer.fault, prefs)


def slipping(notice: Notice, said: str) -> Notice:
    """The notice while its slip is "coming", is "out", or has "failed": then it can be wanted again."""
    return msgspec.structs.replace(notice, lines=(f"notice.slip_{said}", *notice.lines[1:]), slip=said == "failed")
