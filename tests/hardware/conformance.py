"""Every driver against its simulator – a process of its own on a pseudo-terminal – under every fault it can play.

A new device adds a Subject to SUBJECTS and nothing else: cases are made from its simulator's own lists of commands
(NAMES) and faults (KINDS).
"""

from __future__ import annotations

import contextlib
import importlib
import queue
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from hardware.model import DeviceState
from hardware.rack import Rack
from hardware.simulators.control import ask
from tests.stand.stand import ROOT

SIDE_BY_SIDE = 8  # cases wait much and work little
PACE_S, PATIENCE_S = 0.12, 60.0
SLACK_S = 5.0  # for a busy machine: what hangs, hangs longer


@dataclass(frozen=True)
class Subject:
    """A driver's declaration.

    work: the whole task of the device, once; gives its result or a Fault.  right(result): whether that is the truth.
    ready: operations that put the simulator's world in order.  rounds: so many times `work` sends every command.
    declared_s: no `work` may take longer.  values: for a fault that needs one, the values to try.
    named: faults that `work` may end in under it; a fault that is not here may end in any of `passing`.
    greeting: commands that the device is greeted and pinged with: a fault there may change its status for a while.
    replaced: fields of the operation that puts another unit in its place, and then the first one again.
    """

    driver: str
    simulator: str
    work: Callable[[Any], Any]
    right: Callable[[Any], bool]
    ready: tuple[tuple[str, Mapping[str, Any]], ...]
    commands: tuple[str, ...]
    greeting: tuple[str, ...]
    rounds: int
    declared_s: float
    values: Mapping[str, tuple[str, ...]]
    named: Mapping[str, frozenset[str]]
    passing: frozenset[str]
    replaced: tuple[Mapping[str, Any], Mapping[str, Any]]


@dataclass(frozen=True)
class Case:
    subject: Subject
    kind: str
    on: str
    value: str | float | None = None
    times: int = 1

    @property
    def id(self) -> str:
        value = "" if self.value is None else f"={self.value}"
        return f"{self.subject.driver}-{self.kind}{value}-{self.on}-{'once' if self.times else 'until healed'}"


@dataclass
class Outcome:
    """What came of a case.  happened: as the simulator counts.  results: what `work` gave, and how long it took."""

    happened: int = 0
    results: list[tuple[Any, float]] = field(default_factory=list)
    states: list[DeviceState] = field(default_factory=list)
    unplugs: int = 0
    last: Any = None


VALUES: dict[str, tuple[float, ...]] = {
    "bit": (2, 44, 53, 70, 120, 3000, -1),  # of the head, the length, the words, the data (if it is so long), the check
    "dribble": (0.0003,),
}


def cases(subject: Subject) -> Iterator[Case]:
    """Every fault of the simulator on every command, once; and the lasting ones until they are healed."""
    for kind in sorted(importlib.import_module(subject.simulator).KINDS):
        for on in subject.commands:
            for value in subject.values.get(kind) or VALUES.get(kind) or (None,):
                yield Case(subject, kind, on, value)
    for kind in ("silent", "checksum", "truncated"):
        yield Case(subject, kind, "", None, 0)


class Bench:
    """A simulator and its control; one case at a time."""

    def __init__(self, subject: Subject, folder: Path, number: int) -> None:
        self.port, self.control = str(folder / f"{subject.driver}{number}"), str(folder / f"control{number}")
        self.process = subprocess.Popen(
            [sys.executable, "-m", subject.simulator, "--port", self.port, "--control", self.control, "--unpaced"],
            cwd=ROOT, stdout=subprocess.PIPE, text=True,
        )

    def wait(self) -> Bench:
        assert self.process.stdout and self.process.stdout.readline() == "ready\n"
        return self

    def ask(self, op: str, **fields: Any) -> dict[str, Any]:
        return ask(self.control, op, **fields)

    def ready(self, subject: Subject) -> None:
        self.ask("heal")
        self.ask("replug")
        for op, fields in subject.ready:
            self.ask(op, **fields)

    def count(self, kind: str) -> int:
        return self.ask("state")["happened"].get(kind, 0)

    def close(self) -> None:
        self.process.terminate()
        self.process.wait(10)


@contextlib.contextmanager
def supervised(subject: Subject, bench: Bench) -> Iterator[tuple[Any, list[DeviceState]]]:
    """The device as the rack builds it from a table of the configuration, and what it tells."""
    states: list[DeviceState] = []
    rack = Rack({"device": {"driver": subject.driver, "port": bench.port}}, states.append)
    rack.start()
    try:
        yield rack.devices["device"], states
    finally:
        rack.stop()


def paced(what: str, probe: Callable[[], Any]) -> None:
    """Wait for a condition at the pace at which a kiosk looks at its devices."""
    end, pace = time.monotonic() + PATIENCE_S, threading.Event()
    while not probe():
        assert time.monotonic() < end, f"still waiting for {what}"
        pace.wait(PACE_S)


def run(case: Case, bench: Bench) -> Outcome:
    """Plan the fault, work until it has happened and then until all is well; nothing is done to the device itself."""
    subject, outcome = case.subject, Outcome()
    bench.ready(subject)
    before, unplugs = bench.count(case.kind), bench.ask("state")["unplugs"]
    value = {} if case.value is None else {"value": case.value}

    def plan() -> None:
        bench.ask("fault", kind=case.kind, on=case.on, times=case.times, **value)

    if case.times:  # a fault of the first greeting must be there before it
        plan()
    with supervised(subject, bench) as (device, outcome.states):
        def work() -> Any:
            start = time.monotonic()
            outcome.results.append((result := subject.work(device), time.monotonic() - start))
            return result

        if not case.times:
            paced("the device", lambda: outcome.states and outcome.states[-1].status == "online")
            plan()
        for _ in range(subject.rounds):
            work()
        paced(f"{case.id} to happen", lambda: bench.count(case.kind) > before)
        if case.times == 0:
            paced("the device to be given up", lambda: (work(), outcome.states[-1].status == "hardware_error")[1])
        if case.kind.startswith("unplug"):
            paced("the cable to be out", lambda: bench.ask("state")["unplugs"] > unplugs)
        outcome.happened = bench.count(case.kind) - before
        outcome.unplugs = bench.ask("state")["unplugs"] - unplugs
        bench.ready(subject)
        paced(f"all well after {case.id}", lambda: subject.right(work()) and outcome.states[-1].status == "online")
        outcome.last = outcome.results.pop()[0]
    return outcome


class Benches:
    """A few simulators of one subject, on which cases run side by side."""

    def __init__(self, subject: Subject) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="conformance-")
        self._pool = ThreadPoolExecutor(SIDE_BY_SIDE)
        self._all = [Bench(subject, Path(self._folder.name), number) for number in range(SIDE_BY_SIDE)]
        self._free: queue.Queue[Bench] = queue.Queue()
        for bench in self._all:
            self._free.put(bench.wait())

    def run(self, asked: list[Case]) -> dict[str, Future[Outcome]]:
        """Start all these cases; a case that fails says so when its outcome is asked for."""
        return {case.id: self._pool.submit(self._run, case) for case in asked}

    def _run(self, case: Case) -> Outcome:
        bench = self._free.get()
        try:
            return run(case, bench)
        finally:
            self._free.put(bench)

    def close(self) -> None:
        self._pool.shutdown(cancel_futures=True)
        for bench in self._all:
            bench.close()
        self._folder.cleanup()


def only_changes(states: list[DeviceState]) -> bool:
    return all(before != after for before, after in pairwise(states))
