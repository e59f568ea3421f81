"""What processes hold and use: PSS from smaps_rollup, processor time from schedstat (no 10 ms tick)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

PROC = Path("/proc")


def pss_mb(pids: Iterable[int]) -> float:
    """Megabytes, a page that n processes share counted 1/n to each; one that has ended counts nothing."""
    return sum(map(_pss_kb, pids)) / 1024


def cpu_s(pids: Iterable[int]) -> dict[int, float]:
    """Seconds on a processor by process, all threads."""
    return {pid: _cpu(pid) for pid in pids}


def used_s(before: dict[int, float], after: dict[int, float]) -> float:
    """Between two readings; a process that has begun since counts whole, one that has ended not at all."""
    return sum(seconds - before.get(pid, 0.0) for pid, seconds in after.items())


def tree(root: int) -> list[int]:
    """A process and everything below it."""
    parents: dict[int, int] = {}
    for entry in PROC.iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
    found = [root]
    for parent in found:
        found += [pid for pid, above in parents.items() if above == parent]
    return found


def _pss_kb(pid: int) -> int:
    try:
        lines = (PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def _cpu(pid: int) -> float:
    total = 0
    try:
        for task in (PROC / str(pid) / "task").iterdir():
            total += int((task / "schedstat").read_text().split()[0])
    except OSError:
        pass
    return total / 1e9
