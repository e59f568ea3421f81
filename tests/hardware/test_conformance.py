"""Under every fault: the right result or a named fault, never a wrong one, never a hang, and online again by itself."""

from __future__ import annotations

import fcntl
import os
import tomllib
from collections.abc import Callable, Iterator
from itertools import groupby
from pathlib import Path

import pytest

from hardware.model import Fault
from hardware.rack import DRIVERS
from tests.hardware.conformance import (
    SLACK_S,
    Bench,
    Benches,
    Case,
    Outcome,
    Subject,
    cases,
    only_changes,
    supervised,
)
from tests.hardware.subjects import SUBJECTS
from tests.stand.stand import ROOT, until

FAULTS = tomllib.loads((ROOT / "config" / "faults.toml").read_text("utf-8"))
CASES = [case for subject in SUBJECTS.values() for case in cases(subject)]
PLUGS = ("unplug_before", "unplug_mid", "unplug_after")

COMMANDS = [(subject, on) for subject in SUBJECTS.values() for on in (*subject.commands, "")]


@pytest.fixture(scope="session")
def benches() -> Iterator[Callable[[Subject], Benches]]:
    made: dict[str, Benches] = {}

    def give(subject: Subject) -> Benches:
        if subject.driver not in made:
            made[subject.driver] = Benches(subject)
        return made[subject.driver]

    yield give
    for bench in made.values():
        bench.close()


@pytest.fixture(params=SUBJECTS.values(), ids=SUBJECTS)
def bench(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[Subject, Bench]]:
    subject: Subject = request.param
    bench = Bench(subject, tmp_path, 0).wait()
    bench.ready(subject)
    yield subject, bench
    bench.close()


def test_every_driver_is_held_to_it() -> None:
    assert set(SUBJECTS) == set(DRIVERS)
    for name, subject in SUBJECTS.items():
        assert subject.driver == name and {case.on for case in cases(subject)} >= set(subject.commands)


def test_there_are_more_than_a_hundred_cases_a_device_and_each_has_a_name_of_its_own() -> None:
    for subject in SUBJECTS.values():
        assert len(list(cases(subject))) > 100
    assert len({case.id for case in CASES}) == len(CASES)


@pytest.mark.parametrize(("subject", "on"), COMMANDS, ids=[f"{s.driver}-{on or 'any'}" for s, on in COMMANDS])
def test_every_fault_of_a_command_ends_in_the_right_result_or_a_named_fault(
    subject: Subject, on: str, benches: Callable[[Subject], Benches], subtests: pytest.Subtests
) -> None:
    asked = [case for case in cases(subject) if case.on == on]
    outcomes = benches(subject).run(asked)
    assert asked
    for case in asked:
        with subtests.test(case.id):
            judge(case, outcomes[case.id].result(300))


def judge(case: Case, outcome: Outcome) -> None:
    subject = case.subject
    assert outcome.happened >= 1 and (case.times == 0 or outcome.happened == case.times), "the fault really arrived"
    assert outcome.unplugs == (case.kind in PLUGS)

    named = subject.named.get(f"{case.kind}={case.value}", subject.named.get(case.kind, subject.passing))
    named |= subject.passing if case.times == 0 else _wake(case)
    for result, seconds in outcome.results:
        assert subject.right(result) or isinstance(result, Fault), f"a wrong result: {result}"
        if isinstance(result, Fault):
            room, name = result.code.split(".")
            assert all(FAULTS[room][name][text] for text in ("zh", "en", "do_zh", "do_en"))
            assert result.code in named
        assert seconds <= subject.declared_s + SLACK_S, "longer than declared"

    assert subject.right(outcome.last) and outcome.states[-1].status == "online", "well again, by itself"
    assert only_changes(outcome.states) and outcome.states[0].status == "starting"
    told = [(state.status, state.fault) for state in outcome.states]
    if case.times == 0:
        course = [status for status, _ in groupby(status for status, _ in told)]
        assert course == ["starting", "online", "hardware_error", "online"], "given up, and back"
    if case.times == 1 and case.kind not in PLUGS and case.on not in subject.greeting:
        assert told == [("starting", "device.starting"), ("online", None)], "one bad answer is no change of status"


def _wake(case: Case) -> frozenset[str]:
    """What may follow a fault that leaves an answer on the wire: the next command finds it before its own."""
    leaves = case.kind in ("late", "stale", "long", "short", "noise", "dribble", "bit", "missing_byte", "extra_byte")
    return case.subject.passing if leaves else frozenset()


# ---------------------------------------------------------------- the cable and the unit
def test_a_device_that_flaps_is_told_each_time_and_ends_online(bench: tuple[Subject, Bench]) -> None:
    subject, simulator = bench
    before = simulator.ask("state")["unplugs"]
    with supervised(subject, simulator) as (device, states):
        for _ in range(10):
            until("online", lambda: states[-1].status == "online")
            simulator.ask("unplug")
            assert isinstance(subject.work(device), Fault)
            until("gone", lambda: states[-1].status == "offline")
            simulator.ask("replug")
        until("online", lambda: subject.right(subject.work(device)))
    assert simulator.ask("state")["unplugs"] == before + 10
    assert [state.status for state in states] == ["starting", *["online", "offline"] * 10, "online"]


def test_another_unit_in_its_place_is_suspected_and_the_first_one_is_welcome(bench: tuple[Subject, Bench]) -> None:
    subject, simulator = bench
    other, first = subject.replaced
    with supervised(subject, simulator) as (device, states):
        until("online", lambda: states[-1].status == "online")
        simulator.ask("replace", **other)
        until("the suspicion", lambda: states[-1].status == "fraud_suspected", 10)
        assert states[-1].fault == "device.changed" and subject.work(device) == Fault("device.changed")
        simulator.ask("replace", **first)
        until("the first one", lambda: states[-1].status == "online", 15)
        assert subject.right(subject.work(device))


def test_a_device_that_another_program_holds_is_taken_until_it_lets_go(bench: tuple[Subject, Bench]) -> None:
    subject, simulator = bench
    holder = os.open(simulator.port, os.O_RDWR | os.O_NOCTTY)
    fcntl.flock(holder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    with supervised(subject, simulator) as (device, states):
        until("taken", lambda: states[-1].fault == "link.taken")
        assert states[-1].status == "hardware_error" and subject.work(device) == Fault("link.taken")
        os.close(holder)
        until("online", lambda: states[-1].status == "online", 10)
        assert subject.right(subject.work(device))


def test_a_simulator_that_dies_is_a_lost_link(bench: tuple[Subject, Bench]) -> None:
    subject, simulator = bench
    with supervised(subject, simulator) as (device, states):
        until("online", lambda: states[-1].status == "online")
        simulator.process.kill()
        until("the loss", lambda: states[-1].status == "offline")
        assert isinstance(subject.work(device), Fault)
