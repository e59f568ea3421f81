"""One page, in two phases, byte for byte, with the printer's own word for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from hardware.model import Fault
from hardware.printing.evidence import Outcome
from hardware.printing.queue import JobRef, JobState
from hardware.printing.status import PrinterStatus, obstacle, status
from tests.printing.stand import Stand, pdf, until


def made(stand: Stand, key: str) -> JobRef:
    job = stand.queue.create(key)
    assert isinstance(job, JobRef), job
    return job


def test_a_sent_page_comes_out_once_with_exactly_its_bytes_and_the_printer_confirms_it(stand: Stand) -> None:
    page = pdf(2)
    job = made(stand, "once")
    assert stand.queue.send(job, page) is None
    verdict = stand.settled("once", job, pages=2)
    assert (verdict.outcome, verdict.evidence, verdict.impressions) == (Outcome.DONE, "printer_confirmed", 2)
    (printed,) = stand.hand("pages")["jobs"]
    assert (printed["name"], printed["printed"]) == ("once", 2)
    assert Path(printed["file"]).read_bytes() == page


def test_no_copy_of_the_page_stays_in_the_spool(stand: Stand) -> None:
    job = made(stand, "gone")
    assert stand.queue.send(job, pdf(word="canary")) is None

    def ended() -> bool:
        said = stand.queue.state(job)
        return isinstance(said, JobState) and said.ended

    until(ended, "the end of the job in CUPS")
    left = [file for file in (stand.home / "cups").rglob("*") if file.is_file() and b"%PDF" in file.read_bytes()]
    assert left == []


def test_a_job_without_its_page_is_taken_back_and_nothing_was_printed(stand: Stand) -> None:
    job = made(stand, "empty-handed")
    verdict = stand.settled("empty-handed", job, sent=False)
    assert (verdict.outcome, verdict.evidence) == (Outcome.NOT_DONE, "never_left")
    assert isinstance(stand.queue.send(job, pdf()), Fault), "a page must not slip in after the verdict"
    assert stand.printed("empty-handed") == 0


def test_a_job_whose_number_was_never_written_down_is_found_by_its_key(stand: Stand) -> None:
    job = made(stand, "lost-number")
    found = stand.queue.find("lost-number")
    assert not isinstance(found, Fault)
    assert [state.ref for state in found] == [job]
    assert stand.settled("lost-number", None, sent=False).outcome is Outcome.NOT_DONE
    assert isinstance(stand.queue.send(job, pdf()), Fault)


def test_another_jobs_uuid_is_another_job(stand: Stand) -> None:
    job = made(stand, "mine")
    assert stand.queue.state(JobRef(job.id, "urn:uuid:00000000-0000-0000-0000-000000000000")) is None


def test_the_printer_says_why_it_cannot_print_before_anything_is_sent(stand: Stand) -> None:
    assert obstacle(stand.printer) is None
    for op, fields, code in (
        ("empty", {}, "printer.paper_out"), ("refill", {}, None),
        ("jam", {}, "printer.jam"), ("clear", {}, None),
        ("cover", {"open": True}, "printer.cover_open"), ("clear", {}, None),
        ("toner", {"level": 0}, "printer.toner_out"), ("toner", {"level": 80}, None),
        ("unplug", {}, "printer.offline"), ("plug", {}, None),
    ):  # fmt: skip
        stand.hand(op, **fields)
        fault = obstacle(stand.printer)
        assert (fault.code if fault else None) == code, op
    said = status(stand.printer)
    assert isinstance(said, PrinterStatus)
    assert said.up_time < 5, "the power cut must show in the up-time"


@pytest.mark.root("only root can become two users")
def test_cups_never_runs_as_root(stand: Stand) -> None:
    assert Path(f"/proc/{stand.scheduler}").stat().st_uid != 0
