"""The printer's own word on a job, asked by the job's name.

CUPS's "completed" is no proof of paper (a power cut, a jam and `waitjob=false` all end in it), and its page count was
measured to say 3 where the printer says 1.  The printer forgets finished jobs after about a minute, so a job that is
not on its list is *unknown*, never "not printed".
"""

from __future__ import annotations

from enum import StrEnum

import msgspec

from hardware.codecs import ipp
from hardware.model import Fault
from hardware.printing.link import ask

_WANTED: ipp.Asked = (ipp.KEYWORD, "requested-attributes", ["job-name", "job-state", "job-impressions-completed"])
_UP_TIME: ipp.Asked = (ipp.KEYWORD, "requested-attributes", ["printer-up-time"])
_CANCELED, _ABORTED, _COMPLETED = 7, 8, 9


class Seen(StrEnum):
    PRINTED = "printed"  # completed, every page counted, same power-on
    PRINTING = "printing"  # on its list, not ended
    STOPPED = "stopped"  # canceled or aborted; `impressions` came out
    SHORT = "short"  # completed, but its count is missing or another
    REBOOTED = "rebooted"  # it was switched on again since; what it says now is of another life
    MISSING = "missing"
    SILENT = "silent"  # no answer


class Witness(msgspec.Struct, frozen=True):
    """impressions: pages that the printer counted, None where it names no number."""

    seen: Seen
    impressions: int | None = None


def witness(printer: str, key: str, pages: int, since: int | None, timeout_s: float = 2.0) -> Witness:
    """What the printer says of job `key` of `pages` pages.  since: its up-time before the page was sent, if known."""
    found: list[ipp.Attributes] = []
    for which in ("not-completed", "completed"):
        answer = ask(printer, ipp.GET_JOBS, (ipp.KEYWORD, "which-jobs", [which]), _WANTED, timeout_s=timeout_s)
        if isinstance(answer, Fault) or not answer.ok:
            return Witness(Seen.SILENT)
        found += [job for job in answer.of(ipp.JOB) if job.get("job-name") == [key]]
    up_time = _up_time(printer, timeout_s)
    if up_time is None:
        return Witness(Seen.SILENT)
    if since is not None and up_time < since:
        return Witness(Seen.REBOOTED)
    return _judged(found[-1], pages) if found else Witness(Seen.MISSING)


def _up_time(printer: str, timeout_s: float) -> int | None:
    answer = ask(printer, ipp.GET_PRINTER_ATTRIBUTES, _UP_TIME, timeout_s=timeout_s)
    if isinstance(answer, Fault):
        return None
    told = [said.get("printer-up-time", [None])[0] for said in answer.of(ipp.PRINTER)]
    return told[0] if told and isinstance(told[0], int) else None


def _judged(job: ipp.Attributes, pages: int) -> Witness:
    state = job.get("job-state", [None])[0]
    counted = job.get("job-impressions-completed", [None])[0]
    impressions = counted if isinstance(counted, int) and not isinstance(counted, bool) else None
    if state in (_CANCELED, _ABORTED):
        return Witness(Seen.STOPPED, impressions)
    if state != _COMPLETED:
        return Witness(Seen.PRINTING, impressions)
    return Witness(Seen.PRINTED if impressions == pages else Seen.SHORT, impressions)
