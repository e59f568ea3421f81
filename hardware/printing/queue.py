"""The print queue in two phases, so that a page is never sent before its job is known by number.

Create-Job gives number and uuid; the caller commits both; Send-Document hands the page over.  A job without a document
never prints (CUPS aborts it), so whoever dies between the two has printed nothing.  Blocking; one connection per call
(a few milliseconds), so any thread may call.  Failures a kiosk must expect come back as Fault; libcups keeps user and
server per thread, so nothing global is touched.
"""

from __future__ import annotations

from http.client import HTTPConnection, HTTPException
from typing import Any, Protocol, TypeVar, cast

import cups
import msgspec

from hardware.model import Fault

SPOOLER_DOWN = Fault("printer.spooler_down")
REFUSED = Fault("printer.refused")
USER = "kiosk"
ANSWER_S = 2.0
# Already in the form that the driverless printer takes: CUPS's pdftopdf would rewrite the sealed bytes.
AS_IT_IS = "application/vnd.cups-pdf"
_WANTED = ["job-id", "job-uuid", "job-name", "job-state", "job-state-reasons"]
_NOT_FOUND = 0x0406

T = TypeVar("T")


class Server(msgspec.Struct, frozen=True):
    """A scheduler: host and port, or the path of its socket and 0."""

    host: str = "127.0.0.1"
    port: int = 631


class JobRef(msgspec.Struct, frozen=True):
    """A job of the queue.  The number alone says nothing: CUPS hands numbers out again after a loss."""

    id: int
    uuid: str


class JobState(msgspec.Struct, frozen=True):
    """What CUPS says of a job.  state: RFC 8011 job-state, 3 pending … 9 completed."""

    ref: JobRef
    key: str
    state: int
    reasons: tuple[str, ...]

    HELD = 4
    CANCELED, ABORTED, COMPLETED = 7, 8, 9

    @property
    def ended(self) -> bool:
        return self.state >= self.CANCELED

    @property
    def held(self) -> bool:
        return self.state == self.HELD


class _Connection(Protocol):
    def createJob(self, printer: str, title: str, options: dict[str, str]) -> int: ...  # noqa: N802
    def startDocument(self, printer: str, job: int, name: str, kind: str, last: int) -> int: ...  # noqa: N802
    def writeRequestData(self, data: bytes, length: int) -> int: ...  # noqa: N802
    def finishDocument(self, printer: str) -> int: ...  # noqa: N802
    def getJobAttributes(self, job: int, requested_attributes: list[str]) -> dict[str, Any]: ...  # noqa: N802
    def getJobs(self, which_jobs: str, requested_attributes: list[str]) -> dict[int, dict[str, Any]]: ...  # noqa: N802
    def cancelJob(self, job: int, purge_job: bool = False) -> None: ...  # noqa: N802


def connect(server: Server) -> _Connection:
    # createJob looks its queue up at libcups' own server; libcups keeps these three per thread.
    cups.setServer(server.host)
    cups.setPort(server.port)
    cups.setUser(USER)
    return cast(_Connection, cups.Connection(server.host, server.port))


def alive(server: Server) -> bool:
    """Whether the scheduler answers; one that merely takes connections is stuck."""
    line = HTTPConnection(server.host, server.port, timeout=ANSWER_S)
    try:
        line.request("HEAD", "/")
        return line.getresponse().status > 0
    except (OSError, HTTPException):
        return False
    finally:
        line.close()


class Queue:
    """One queue of one scheduler."""

    def __init__(self, server: Server, name: str) -> None:
        self._server = server
        self._name = name

    def create(self, key: str) -> JobRef | Fault:
        """An empty job named `key`, the effect's idempotency key; CUPS forwards the name to the printer."""
        try:
            link = connect(self._server)
            number = link.createJob(self._name, key, {})
            if not number:
                return REFUSED
            return JobRef(number, str(link.getJobAttributes(number, ["job-uuid"])["job-uuid"]))
        except RuntimeError:
            return SPOOLER_DOWN
        except cups.IPPError as error:
            return _fault(error)

    def send(self, job: JobRef, pdf: bytes) -> Fault | None:
        """Hand the page over.  After a Fault it may have arrived or not: ask `evidence`."""
        # CUPS answers "ok" to a page for a canceled job, keeps its file, and never prints it (2.4.2, tried).
        said = self.state(job)
        if isinstance(said, Fault):
            return said
        if said is None or said.ended:
            return REFUSED
        try:
            link = connect(self._server)
            link.startDocument(self._name, job.id, "page", AS_IT_IS, 1)
            link.writeRequestData(pdf, len(pdf))
            link.finishDocument(self._name)
        except RuntimeError:
            return SPOOLER_DOWN
        except cups.IPPError as error:
            return _fault(error)
        return None

    def state(self, job: JobRef) -> JobState | Fault | None:
        """What CUPS says of this very job; None: it has none of this number and uuid."""
        try:
            said = _state(connect(self._server).getJobAttributes(job.id, requested_attributes=_WANTED))
        except RuntimeError:
            return SPOOLER_DOWN
        except cups.IPPError as error:
            return None if error.args[0] == _NOT_FOUND else _fault(error)
        return said if said.ref == job else None

    def cancel(self, job: JobRef) -> Fault | None:
        """Take the job back; a job that ended, or is unknown, stays as it is.  Nothing can be sent to it any more."""
        said = self.state(job)
        if isinstance(said, Fault) or said is None or said.ended:
            return said if isinstance(said, Fault) else None
        try:
            connect(self._server).cancelJob(job.id, purge_job=False)
        except RuntimeError:
            return SPOOLER_DOWN
        except cups.IPPError as error:
            again = self.state(job)
            return None if again is None or (isinstance(again, JobState) and again.ended) else _fault(error)
        return None

    def find(self, key: str) -> tuple[JobState, ...] | Fault:
        """All jobs of this key, for an effect whose job number was not written down."""
        try:
            jobs = connect(self._server).getJobs(which_jobs="all", requested_attributes=_WANTED)
        except RuntimeError:
            return SPOOLER_DOWN
        except cups.IPPError as error:
            return _fault(error)
        return tuple(_state({**job, "job-id": number}) for number, job in jobs.items() if job.get("job-name") == key)


def _state(job: dict[str, Any]) -> JobState:
    reasons = job.get("job-state-reasons", ())
    return JobState(
        ref=JobRef(int(job["job-id"]), str(job["job-uuid"])),
        key=str(job.get("job-name", "")),
        state=int(job["job-state"]),
        reasons=(reasons,) if isinstance(reasons, str) else tuple(reasons),
    )


def _fault(error: Exception) -> Fault:
    return SPOOLER_DOWN if error.args[0] >= 0x0500 else REFUSED
