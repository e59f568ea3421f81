"""Die at a named instant: the kill points that exist in tests only.

$KIOSK_HOME/die holds "point:victims", e.g. "create_job.after:visit+core".  It is used up by the death: the
file is renamed to `died`.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path


def point(name: str) -> None:
    """Called by core and visit at each named instant."""
    plan = Path(os.environ["KIOSK_HOME"]) / "die"
    try:
        where, _, victims = plan.read_text().partition(":")
        if where != name:
            return
        os.utime(plan)
        plan.rename(plan.with_name("died"))
    except FileNotFoundError:
        return
    me = os.getpid()
    pids = [pid for role in victims.split("+") for pid in _pids(role)]
    for pid in sorted(pids, key=lambda pid: pid == me):
        os.kill(pid, signal.SIGKILL)


def _pids(role: str) -> list[int]:
    """Processes of this stand that run the stand's module of `role`."""
    home = os.environ["KIOSK_HOME"].encode()
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            words = (entry / "cmdline").read_bytes().split(b"\0")
            mine = b"KIOSK_HOME=" + home in (entry / "environ").read_bytes().split(b"\0")
        except OSError:
            continue
        if mine and f"tests.stand.{role}".encode() in words:
            found.append(int(entry.name))
    return found
