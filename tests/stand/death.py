"""Die at a named instant: the kill points that exist in tests only.

$KIOSK_HOME/die holds "point:victims", e.g. "create_job.after:visit+core".  It is used up by the death: the
file is renamed to `died`.
"""

from __future__ import annotations

import os
import signal
from pathlib import Path

from sandbox.processes import pids


def point(name: str) -> None:
    """Called by core and visit at each named instant."""
    home = Path(os.environ["KIOSK_HOME"])
    plan = home / "die"
    try:
        where, _, victims = plan.read_text().partition(":")
        if where != name:
            return
        os.utime(plan)
        plan.rename(plan.with_name("died"))
    except FileNotFoundError:
        return
    me = os.getpid()
    dying = [pid for role in victims.split("+") for pid in pids(home, f"tests.stand.{role}")]
    for pid in sorted(dying, key=lambda pid: pid == me):
        os.kill(pid, signal.SIGKILL)
