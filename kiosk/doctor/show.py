"""Findings for a technician at the terminal, and for a program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec
from rich.console import Console
from rich.markup import escape

from kiosk.doctor.model import Finding
from kiosk.texts import Texts

MARKS = {"well": "[green]✓[/]", "fault": "[red]✗[/]", "skipped": "[dim]–[/]"}


def live(findings: Iterable[Finding], texts: Texts, console: Console) -> Iterator[Finding]:
    """Each finding, shown as soon as it is known."""
    with console.status(texts.say("doctor.looking")):
        for finding in findings:
            console.print(f"{MARKS[finding.state]} {_name(finding.part, texts)}", _said(finding, texts),
                          soft_wrap=True)
            yield finding


def as_json(findings: Iterable[Finding], texts: Texts) -> bytes:
    rows = [{**msgspec.structs.asdict(one), **_sentences(one, texts)} for one in findings]
    return msgspec.json.encode({"well": not any(row["fault"] for row in rows), "parts": rows})


def _name(part: str, texts: Texts) -> str:
    """A part's name; a device that only the configuration knows is called as it is there."""
    try:
        return texts.say(f"doctor.part.{part}")
    except KeyError:
        return escape(part)


def _said(finding: Finding, texts: Texts) -> str:
    if finding.fault:
        return "\n    ".join(("", *_sentences(finding, texts).values(), f"({finding.fault})"))
    if finding.state == "skipped":
        return f"[dim]{texts.say(f'doctor.why.{finding.detail}')}[/]"
    return f"[dim]{escape(finding.detail)}[/]"


def _sentences(finding: Finding, texts: Texts) -> dict[str, str]:
    """What happened, what is to be done, and who must do it: the catalogue's words."""
    if not finding.fault:
        return {}
    code = finding.fault
    return {"what": texts.fault(code), "do": texts.remedy(code), "who": texts.say(f"doctor.who.{texts.action(code)}")}
