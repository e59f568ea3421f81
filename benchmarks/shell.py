"""shell.first_frame_s, shell.pss_mb, shell.idle_cpu_pct, touch.handler_p95_ms: the window alone, under Xvfb.

The bench plays supervisor and core; touches are X events by XTest, timed to the shell's Start on the wire.
"""

from __future__ import annotations

import os
import select
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.display import Display
from Xlib.ext import xtest

from benchmarks.row import Row
from hardware.channel import Channel
from kiosk import messages as m
from kiosk.processes import DeskLauncher, Process
from kiosk.prompts import Words
from sandbox.demo import virtual_screen

STARTS, TOUCHES, IDLE_S = 5, 100, 180
SCENE = m.Attract((Words("社保参保证明", "Insurance proof"),) * 3, 129)


def rows() -> Iterator[Row]:
    with virtual_screen() as display:
        times = [_start(display, stop=True)[0] for _ in range(STARTS)]
        yield Row("shell.first_frame_s", statistics.median(times), "s", 0.6)
        _, process, core, _supervisor = _start(display)
        yield Row("touch.handler_p95_ms", _touches(display, core), "ms", 5.0)
        core.send(SCENE)
        time.sleep(2)
        yield Row("shell.pss_mb", _pss(process.pid), "MB", 180.0)
        before = _cpu(process.pid)
        time.sleep(IDLE_S)
        yield Row("shell.idle_cpu_pct", (_cpu(process.pid) - before) / IDLE_S * 100, "%", 0.1)
        process.kill()
        process.wait()


def _start(display: str, stop: bool = False) -> tuple[float, Process, Channel[Any], Channel[Any]]:
    """Seconds from the process's start to its word that the first frame is on the glass."""
    started = time.monotonic()
    process, sock = DeskLauncher(environment={**os.environ, "DISPLAY": display}).start("shell")
    supervisor: Channel[Any] = Channel(sock, m.ToSupervisor)
    here, there = Channel.pair()
    core: Channel[Any] = Channel(here, m.ShellToCore)
    core.send(m.Place(Words("松林村", "Songlin"), "Asia/Shanghai", "field"))
    core.send(SCENE)
    supervisor.send(m.Peer("core"), [there.fileno()])
    there.close()
    _next(core, m.Drawn)
    took = time.monotonic() - started
    if stop:
        process.kill()
        process.wait()
    return took, process, core, supervisor


def _next(core: Channel[Any], kind: type) -> None:
    while True:
        select.select([core.fileno()], [], [], 30)
        if isinstance(core.receive()[0], kind):
            return


def _touches(display: str, core: Channel[Any]) -> float:
    """p95 from the release (an X event) to the handler's message on the wire; the start button, 1100–1268."""
    screen: Any = Display(display)
    took: list[float] = []
    for _ in range(TOUCHES):
        core.send(SCENE)  # opens the gate again
        time.sleep(0.15)
        xtest.fake_input(screen, X.MotionNotify, x=540, y=1180)
        xtest.fake_input(screen, X.ButtonPress, 1)
        screen.sync()
        time.sleep(0.1)
        start = time.monotonic()
        xtest.fake_input(screen, X.ButtonRelease, 1)
        screen.sync()
        _next(core, m.Start)
        took.append((time.monotonic() - start) * 1000)
    return statistics.quantiles(took, n=20)[-1]


def _pss(pid: int) -> float:
    for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) / 1024
    return 0.0


def _cpu(pid: int) -> float:
    """Seconds on a processor, all threads, from schedstat (no 10 ms tick)."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9
