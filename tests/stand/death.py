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

_times: Counter[str] = Counter()


def point(name: str) -> None:
    """Called by core, visit and recovery at each named instant."""
    plan = Path(os.environ["KIOSK_HOME"]) / "die"
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
