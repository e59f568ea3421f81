"""The private CUPS: any user, printer on or off, and one run a job."""

from __future__ import annotations

import os
import pwd
import subprocess
from pathlib import Path

import pytest

from hardware.model import Fault
from hardware.printing.evidence import Outcome
from hardware.printing.queue import JobRef
from hardware.printing.spooler import ONCE
from tests.printing.stand import Stand, pdf


def printed(stand: Stand, key: str) -> bool:
    job = stand.queue.create(key)
    assert isinstance(job, JobRef), job
    assert stand.queue.send(job, pdf()) is None
    return stand.settled(key, job).outcome is Outcome.DONE


def test_a_printer_that_is_off_at_the_start_gets_its_queue_when_it_comes_on(home: Path) -> None:
    stand = Stand(home, plugged=False)
    try:
        stand.spool(wait_for_queue=False)
        assert isinstance(stand.queue.create("too-early"), Fault)
        stand.hand("plug")
        stand.wait_for_queue()
        assert printed(stand, "later")
    finally:
        stand.close()


@pytest.mark.root("only root can start it as somebody else")
def test_an_ordinary_user_runs_it_too(home: Path) -> None:
    nobody = pwd.getpwnam("nobody")
    repository = Path(__file__).parents[2]
    seen = subprocess.run(
        ["setpriv", "--reuid", "nobody", "--regid", str(nobody.pw_gid), "--clear-groups", "test", "-r",
         str(repository / "hardware" / "printing" / "once")], check=False,
    )  # fmt: skip
    if seen.returncode:
        pytest.skip("the repository lies where nobody may not read")
    (home / "cups").mkdir()
    os.chown(home / "cups", nobody.pw_uid, nobody.pw_gid)
    stand = Stand(home, user="nobody")
    try:
        stand.spool()
        assert Path(f"/proc/{stand.scheduler}").stat().st_uid == nobody.pw_uid
        assert printed(stand, "as-nobody")
    finally:
        stand.close()


def test_the_fence_lets_a_job_through_once_and_holds_it_the_second_time(tmp_path: Path) -> None:
    real = tmp_path / "backend" / "ipp"
    real.parent.mkdir()
    real.write_text('#!/bin/sh\necho "$DEVICE_URI $1" >>"$KIOSK_FENCES/../sent"\n', encoding="utf-8")
    real.chmod(0o755)
    (tmp_path / "fences").mkdir()
    environment = {"PATH": "/usr/bin:/bin", "CUPS_SERVERBIN": str(tmp_path), "KIOSK_FENCES": str(tmp_path / "fences"),
                   "DEVICE_URI": "once:ipp://localhost:1/ipp/print"}  # fmt: skip

    def run(number: str, options: str) -> int:
        return subprocess.run([ONCE, number, "kiosk", "title", "1", options], env=environment, check=False).returncode

    first, second = "job-uuid=urn:uuid:0000000a-0000-0000-0000-000000000001 x=y", "job-uuid=urn:uuid:0000000b-0"
    assert [run("7", first), run("7", first), run("7", second), run("8", "no-uuid")] == [0, 3, 0, 3]
    sent = (tmp_path / "sent").read_text(encoding="utf-8").splitlines()
    assert sent == ["ipp://localhost:1/ipp/print 7"] * 2
