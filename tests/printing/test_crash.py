"""Whoever dies, and whenever: a page comes out once or not at all, and the verdict agrees with the paper."""

from __future__ import annotations

import signal
import subprocess
import sys

import pytest

from hardware.printing.evidence import Outcome
from hardware.printing.queue import JobRef, JobState
from hardware.printing.status import PrinterStatus, status
from tests.printing.client import POINTS
from tests.printing.stand import Stand, pdf, until


def sent(stand: Stand, key: str, pages: int = 1) -> JobRef:
    job = stand.queue.create(key)
    assert isinstance(job, JobRef), job
    assert stand.queue.send(job, pdf(pages)) is None
    return job


def in_the_printer(stand: Stand, key: str) -> None:
    until(lambda: any(job["name"] == key for job in stand.hand("state")["jobs"]), f"{key} at the printer")


def cups_says(stand: Stand, job: JobRef) -> int:
    said = stand.queue.state(job)
    assert isinstance(said, JobState), said
    return said.state


@pytest.mark.parametrize("point", POINTS)
def test_a_client_killed_at_any_point_leaves_one_page_or_none_and_a_true_verdict(stand: Stand, point: str) -> None:
    page, known = stand.home / "page.pdf", stand.home / "known"
    page.write_bytes(pdf())
    client = subprocess.run(
        [sys.executable, "-m", "tests.printing.client", point, str(stand.port), stand.printer, str(stand.fences),
         "visit-1", str(page), str(known)], check=False, timeout=30,
    )  # fmt: skip
    assert client.returncode == -signal.SIGKILL, "it must have died where it was told to"
    number, _, uuid = known.read_text(encoding="utf-8").partition(" ") if known.exists() else ("", "", "")
    job = JobRef(int(number), uuid) if number else None

    # A recovery cannot know whether the page was sent.
    verdict = stand.settled("visit-1", job, sent=False)
    again = stand.settled("visit-1", job, sent=False)
    assert verdict.outcome is again.outcome
    if point in ("start", "created", "committed", "half_sent"):
        assert verdict.outcome is Outcome.NOT_DONE
    if point == "confirmed":
        assert verdict.outcome is Outcome.DONE
    assert verdict.outcome in (Outcome.DONE, Outcome.NOT_DONE)
    assert stand.printed("visit-1") == (1 if verdict.outcome is Outcome.DONE else 0)


def test_a_scheduler_killed_in_mid_print_never_prints_again(stand: Stand) -> None:
    stand.hand("jam")  # holds the page in the printer
    job = sent(stand, "mid")
    in_the_printer(stand, "mid")
    stand.kill_scheduler()
    stand.spool()
    until(lambda: cups_says(stand, job) == JobState.HELD, "the second run stopped at the fence")
    assert stand.evidence.resolve("mid", 1, job, sent=True).outcome is Outcome.WAIT
    stand.hand("clear")
    assert stand.settled("mid", job).outcome is Outcome.DONE
    assert stand.printed("mid") == 1
    until(lambda: cups_says(stand, job) == JobState.CANCELED, "the held copy taken back")


def test_a_scheduler_killed_before_the_printer_had_it_prints_at_most_once(stand: Stand) -> None:
    job = sent(stand, "early")
    stand.kill_scheduler()
    stand.spool()
    verdict = stand.settled("early", job)
    if verdict.outcome is Outcome.NOT_DONE:
        assert stand.printed("early") == 0
    if verdict.outcome is Outcome.DONE:
        assert stand.printed("early") == 1
    assert stand.printed("early") <= 1


def test_a_silent_scheduler_is_waited_for_and_nothing_is_guessed(stand: Stand) -> None:
    job = stand.queue.create("down")
    assert isinstance(job, JobRef)
    stand.kill_scheduler()
    verdict = stand.evidence.resolve("down", 1, job, sent=False)
    assert (verdict.outcome, verdict.fault) == (Outcome.WAIT, "printer.spooler_down")
    stand.spool()
    assert stand.settled("down", job, sent=False).outcome is Outcome.NOT_DONE


def test_a_power_cut_in_mid_print_is_unknown_by_name_whatever_cups_says(stand: Stand) -> None:
    stand.hand("jam")
    job = sent(stand, "cut")
    in_the_printer(stand, "cut")
    stand.hand("unplug")
    stand.hand("clear")
    stand.hand("plug")
    verdict = stand.settled("cut", job, since=10_000)
    assert (verdict.outcome, verdict.evidence) == (Outcome.UNKNOWN, "printer_rebooted")
    assert stand.settled("cut", job).evidence == "printer_missing"
    assert stand.printed("cut") == 0


def test_an_unplugged_printer_is_waited_for_until_patience_ends_and_then_prints_nothing(stand: Stand) -> None:
    stand.hand("unplug")
    job = sent(stand, "late")
    until(lambda: any(stand.fences.iterdir()), "the fence")
    verdict = stand.evidence.resolve("late", 1, job, sent=True)
    assert (verdict.outcome, verdict.fault) == (Outcome.WAIT, "printer.offline")
    assert stand.evidence.give_up("late", 1, job).outcome in (Outcome.WAIT, Outcome.UNKNOWN)
    assert stand.settled("late", job, sent=False).outcome is Outcome.UNKNOWN
    stand.hand("plug")
    next_one = sent(stand, "next")
    assert stand.settled("next", next_one).outcome is Outcome.DONE
    assert stand.printed("late") == 0


def test_paper_that_runs_out_in_mid_job_is_seen_and_the_rest_follows_when_it_is_filled(stand: Stand) -> None:
    stand.hand("paper", sheets=1)
    job = sent(stand, "long", pages=2)

    def waits() -> bool:
        said = status(stand.printer)
        return isinstance(said, PrinterStatus) and said.fault == "printer.paper_out"

    until(waits, "paper out at the printer")
    verdict = stand.evidence.resolve("long", 2, job, sent=True)
    assert (verdict.outcome, verdict.impressions) == (Outcome.WAIT, 1)
    stand.hand("refill")
    assert stand.settled("long", job, pages=2).outcome is Outcome.DONE
    assert stand.printed("long") == 2


def test_a_page_given_up_while_the_tray_is_empty_is_not_done_and_does_not_come_later(stand: Stand) -> None:
    stand.hand("empty")
    job = sent(stand, "hungry")

    def waits() -> bool:
        said = status(stand.printer)
        return isinstance(said, PrinterStatus) and "media-needed" in said.reasons

    until(waits, "the printer asking for paper")
    assert stand.evidence.resolve("hungry", 1, job, sent=True).outcome is Outcome.WAIT
    stand.evidence.give_up("hungry", 1, job)
    stand.hand("refill")
    verdict = stand.settled("hungry", job, sent=False)
    follower = sent(stand, "follower")
    assert stand.settled("follower", follower).outcome is Outcome.DONE
    assert stand.printed("hungry") == 0
    assert verdict.outcome is Outcome.NOT_DONE


def test_a_page_given_up_behind_a_jam_is_not_done_and_does_not_come_when_the_jam_is_cleared(stand: Stand) -> None:
    stand.hand("jam")
    job = sent(stand, "stuck")
    in_the_printer(stand, "stuck")
    stand.evidence.give_up("stuck", 1, job)
    assert stand.settled("stuck", job, sent=False).outcome is Outcome.NOT_DONE
    stand.hand("clear")
    follower = sent(stand, "follower")
    assert stand.settled("follower", follower).outcome is Outcome.DONE
    assert stand.printed("stuck") == 0


def test_a_barred_job_cannot_print_even_if_cups_runs_it(stand: Stand) -> None:
    stand.hand("unplug")
    blocker = sent(stand, "blocker")  # keeps the queue busy, so the next one waits behind it
    job = sent(stand, "barred")
    stand.fences.joinpath(f"{job.id}-{job.uuid.removeprefix('urn:uuid:')}").write_bytes(b"barred")
    stand.queue.cancel(blocker)
    until(lambda: cups_says(stand, job) == JobState.HELD, "the backend stopped at our fence")
    stand.hand("plug")
    assert stand.settled("barred", job, sent=False).outcome is Outcome.NOT_DONE
    assert stand.printed("barred") == 0


def test_a_printer_that_aborts_before_paper_moved_is_believed(stand: Stand) -> None:
    stand.hand("abort")
    job = sent(stand, "refused")
    verdict = stand.settled("refused", job)
    assert (verdict.outcome, verdict.fault) == (Outcome.NOT_DONE, "printer.aborted")
    assert stand.printed("refused") == 0


def test_completed_without_a_page_counted_is_not_believed(stand: Stand) -> None:
    stand.hand("lie")
    job = sent(stand, "lie")
    verdict = stand.settled("lie", job)
    assert (verdict.outcome, verdict.evidence) == (Outcome.UNKNOWN, "printer_short")
    assert stand.printed("lie") == 0
