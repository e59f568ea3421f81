"""What is said after a break: nameless, what became of money and papers of the visits that were cut off."""

from __future__ import annotations

from hardware.model import DeviceState
from kiosk.journal import Journal
from kiosk.messages import Notice


def told(journal: Journal, visits: list[str], states: dict[str, DeviceState], seconds: int) -> Notice:
    """One line for each effect, from the journal alone; a slip is offered where money or an application is at stake."""
    lines: list[str] = []
    for visit in visits:
        effects = journal.effects_of(visit)
        lines += [f"notice.{effect.kind}_{effect.state}" for effect in effects] or ["notice.nothing_open"]
    printer = states.get("receipt_printer")
    matters = any(line.startswith(("notice.pay", "notice.refund", "notice.file")) for line in lines)
    return Notice(
        ("notice.visit_ended", *dict.fromkeys(lines)), seconds, visits[-1] if visits else "",
        matters and printer is not None and not printer.fault)
