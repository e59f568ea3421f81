"""Die at a named instant: the kill points that exist in tests only.

$KIOSK_DIE is "point" or "point#n" (its n-th time) and ":victims", e.g. "create_job.after:visit+core".
It happens once a stand: the file $KIOSK_HOME/died says so, and where.
"""

from __future__ import annotations

import os
import signal
from collections import Counter
from pathlib import Path

_count: Counter[str] = Counter()


def point(name: str) -> None:
    """Called by core and visit at each named instant."""
    plan = os.environ.get("KIOSK_DIE", "")
    where, _, victims = plan.partition(":")
    wanted, _, nth = where.partition("#")
    if name != wanted:
        return
    _count[name] += 1
    if _count[name] != int(nth or 1):
        return
    try:
        mark = os.open(Path(os.environ["KIOSK_HOME"]) / "died", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    except FileExistsError:
        return
    os.write(mark, plan.encode())
    os.close(mark)
    me = os.getpid()
    others = [pid for role in victims.split("+") for pid in _pids(role)]
    for pid in sorted(others, key=lambda pid: pid == me):
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
