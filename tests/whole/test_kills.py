"""Core and visit are killed at each named point of a print effect, on real files and the real queue.

Afterwards the printer's own witness (its kept spool) and the journal agree: 0 double prints, and every
effect is done, not done, or unknown by name.
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


@pytest.mark.parametrize(("point", "victims"), CASES, ids=str)
def test_paper_and_journal_agree_after_a_death(stand: Stand, point: str, victims: str) -> None:
    (stand.home / "die").write_text(f"{point}:{victims}")
    stand.start_kiosk({"way": "code"})
    until("the death", (stand.home / "died").exists)
    died = (stand.home / "died").stat().st_mtime
    until("the core of after", lambda: _after(stand, died), 60)
    until("the machine open again", lambda: (stand.saw("Attract") or {}).get("t", 0) > _said(stand), 60)
    assert stand.open_effects() == []
    paper = {job["name"]: job["printed"] for job in stand.printer("pages")["jobs"]}
    for effect, state, _ in stand.effects():
        assert state in ("done", "not_done", "unknown")
        count = paper.get(effect, 0)
        assert count <= 1, "a page was printed twice"
        if state != "unknown":
            assert count == (1 if state == "done" else 0)
    notice = stand.saw("Notice")
    if notice and stand.effects():
        (_, state, _), = stand.effects()
        assert f"notice.page_{state}" in notice["lines"]


def _after(stand: Stand, died: float) -> bool:
    """Recovery has said its word, or there was nothing to say: the visit was closed already."""
    return bool(stand.saw("Notice") or stand.saw("Goodbye") or stand.reopened_since(died))


def _said(stand: Stand) -> float:
    return max((stand.saw(kind) or {}).get("t", 0.0) for kind in ("Notice", "Goodbye"))
