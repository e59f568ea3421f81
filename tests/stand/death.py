"""Die at a named instant: the kill points that exist in tests only.

$KIOSK_HOME/die holds lines "point:victims", e.g. "create_job.after:visit+core"; "point#2" is the second time that this
process comes to it; a recovery process calls its points "recovery.…".  A line is used up by its death, and the next one
waits; the file is renamed to `died` with the last.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

from sandbox.processes import pids

_times: Counter[str] = Counter()


def point(name: str) -> None:
    """Called by core, visit and recovery at each named instant."""
    home = Path(os.environ["KIOSK_HOME"])
    plan = home / "die"
    _times[name] += 1
    try:
        first, _, rest = plan.read_text().partition("\n")
        where, _, victims = first.partition(":")
        at, _, nth = where.partition("#")
        if at != name or int(nth or 1) != _times[name]:
            return
        if rest.strip():
            later = plan.with_name("die.later")
            later.write_text(rest)
            later.rename(plan)
        else:
            os.utime(plan)
            plan.rename(plan.with_name("died"))
    except FileNotFoundError:
        return
    me = os.getpid()
    dying = [pid for role in victims.split("+") for pid in pids(home, f"tests.stand.{role}")]
    for pid in sorted(dying, key=lambda pid: pid == me):
        os.kill(pid, signal.SIGKILL)
