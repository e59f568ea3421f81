"""shell.first_frame_s, shell.pss_mb, shell.idle_cpu_pct: the window alone, beside Chromium with an equal page.

First frame: from the start of the process until the start button's colour is seen on the glass (a pixel of the X
root, looked at every millisecond), for both alike, in turn, each with warm caches.  Idle: both stand on screens of
their own for the same three whole minutes, in which both clocks change three times; all threads, all processes.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Protocol

from benchmarks import chromium, page
from benchmarks.eye import Eye
from benchmarks.processes import cpu_s, pss_mb, used_s
from benchmarks.row import Row
from benchmarks.window import START, UP, Window
from sandbox.demo import virtual_screen

STARTS, SETTLE_S, IDLE_S = 5, 20, 180
PEER = "Chromium, kiosk mode"


class Shown(Protocol):
    def pids(self) -> list[int]: ...
    def close(self) -> None: ...


def rows() -> Iterator[Row]:
    with ExitStack() as stack:
        profile = Path(stack.enter_context(tempfile.TemporaryDirectory(ignore_cleanup_errors=True)))
        here, there = stack.enter_context(virtual_screen()), stack.enter_context(virtual_screen())
        attract = page.attract()

        def ours() -> Shown:
            return Window(here)

        def peer() -> Shown:
            return chromium.Chromium(there, attract, profile)

        yield from _first_frames(Eye(here), ours, Eye(there), peer)
        yield from _standing(stack, ours(), peer())


def _first_frames(here: Eye, ours: Callable[[], Shown], there: Eye, peer: Callable[[], Shown]) -> Iterator[Row]:
    times = [(_first_frame(here, ours), _first_frame(there, peer)) for _ in range(1 + STARTS)][1:]
    mine, other = (statistics.median(column) for column in zip(*times, strict=True))
    yield Row("shell.first_frame_s", mine, "s", 0.6, PEER, other)


def _first_frame(eye: Eye, start: Callable[[], Shown]) -> float:
    eye.until(START, lambda colour: not UP(colour))
    began = time.monotonic()
    shown = start()
    try:
        return eye.until(START, UP) - began
    finally:
        shown.close()


def _standing(stack: ExitStack, ours: Shown, peer: Shown) -> Iterator[Row]:
    stack.callback(ours.close)
    stack.callback(peer.close)
    time.sleep(SETTLE_S)
    yield Row("shell.pss_mb", pss_mb(ours.pids()), "MB", 180.0, PEER, pss_mb(peer.pids()))
    before = cpu_s(ours.pids()), cpu_s(peer.pids())
    began = time.monotonic()
    time.sleep(IDLE_S)
    after, took = (cpu_s(ours.pids()), cpu_s(peer.pids())), time.monotonic() - began
    mine, other = (used_s(*both) / took * 100 for both in zip(before, after, strict=True))
    yield Row("shell.idle_cpu_pct", mine, "%", 0.1, PEER, other)
