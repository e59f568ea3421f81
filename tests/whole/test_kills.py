"""Core and visit are killed at each named point of a print effect, on real files and the real queue.

Afterwards the printer's own witness (its kept spool) and the journal agree: 0 double prints, and the verdict is
one that this death allows.
"""

from __future__ import annotations

import pytest

from tests.stand.stand import Stand, until

CORE_POINTS = [
    "intent.before", "intent.after", "progress.before", "progress.after", "outcome.before", "outcome.after",
    "close.before", "close.after",
]
VISIT_POINTS = [
    "permit.before", "permit.after", "create_job.before", "create_job.after", "send.before", "send.after",
    "confirm.before", "confirm.after", "cups.done",
]
CASES = [(point, "core") for point in CORE_POINTS] + [
    (point, victims) for point in VISIT_POINTS for victims in ("visit", "core", "visit+core")
]
NOTHING = "no effect"
BEFORE_THE_INTENT = ("permit.before", "intent.before")
ON_ITS_WAY = ("send.after", "confirm.before")
CONFIRMED = ("confirm.after", "cups.done", "outcome.before", "outcome.after", "close.before", "close.after")


def allowed(point: str, victims: str) -> set[str]:
    """What may be found out after this death, by a printer that is well and remembers its last minute."""
    if point in BEFORE_THE_INTENT:
        return {NOTHING}
    if point in CONFIRMED:
        return {"done"}
    if point in ON_ITS_WAY or (point == "send.before" and victims == "core"):  # a visit without a core still sends
        return {"done", "not_done", "unknown"}  # it came out, was taken back in time, or was stopped in the wire
    return {"not_done"}


@pytest.mark.parametrize(("point", "victims"), CASES, ids=str)
def test_paper_and_journal_agree_after_a_death(stand: Stand, point: str, victims: str) -> None:
    earlier = set(_paper(stand))
    (stand.home / "die").write_text(f"{point}:{victims}")
    stand.start_kiosk({"way": "code"})
    until("the death", (stand.home / "died").exists)
    died = (stand.home / "died").stat().st_mtime
    until("the core of after", lambda: _after(stand, died), 60)
    until("the machine open again", lambda: (stand.saw("Attract") or {}).get("t", 0) > _said(stand), 60)
    assert stand.open_effects() == []
    (state, facts), = [(state, facts) for _, state, facts in stand.effects()] or [(NOTHING, {})]
    assert state in allowed(point, victims), facts
    if state == "unknown":
        assert str(facts["witness"]).startswith("printer_"), "unknown is the printer's to say, of a page that has left"
    notice = stand.saw("Notice")
    if notice:
        assert ("notice.nothing_open" if state == NOTHING else f"notice.print_{state}") in notice["lines"]
    # A page that came out is told within the printer's minute, also where it was unknown first.
    until("journal and paper to agree", lambda: _agree(stand, earlier), 45 if state == "unknown" else 0)


def _agree(stand: Stand, earlier: set[str]) -> bool:
    """Done is one page on paper, everything else is none."""
    paper = {effect: count for effect, count in _paper(stand).items() if effect not in earlier}
    return paper == {effect: 1 for effect, state, _ in stand.effects() if state == "done"}


def _paper(stand: Stand) -> dict[str, int]:
    """Pages that came out, by effect."""
    return {job["name"]: job["printed"] for job in stand.printer("pages")["jobs"] if job["printed"]}


def _after(stand: Stand, died: float) -> bool:
    """Recovery has said its word, or there was nothing to say: the visit was closed already."""
    return bool(stand.saw("Notice") or stand.saw("Goodbye") or stand.reopened_since(died))


def _said(stand: Stand) -> float:
    return max((stand.saw(kind) or {}).get("t", 0.0) for kind in ("Notice", "Goodbye"))
