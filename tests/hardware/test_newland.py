"""A code reader's frames are the reference's, byte for byte, in both directions; what it reads is kept to the byte."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.codecs import Garbled
from hardware.codecs import newland as codec
from hardware.codecs.newland import Command, Echo, Read
from hardware.drivers import newland
from hardware.drivers.base import perform
from hardware.link import LinkTimeout
from hardware.model import Fault
from hardware.simulators.scanner import NAMES, Scanner
from tests.hardware.lines import ScriptedLink
from tests.hardware.newland_reference import BOOTED, COMMANDS, ECHOES, NOT_ALLOWED, UNKNOWN

SENT = {"on": codec.ON, "off": codec.OFF, "level": codec.LEVEL_MODE, "mode": codec.MODE, "serial": codec.SERIAL}
CODE = b"134650291872736488"


def run(script: Any, *turns: tuple[bytes, Sequence[bytes] | bytes]) -> Any:
    """The script's result; every turn must have been used.  The clock runs a hundredth of a second a look."""
    now = iter(range(10_000))
    link = ScriptedLink([(said, [heard] if isinstance(heard, bytes) else heard) for said, heard in turns])
    try:
        return perform(link, codec.replies(), script, lambda: next(now) / 100)
    finally:
        assert link.left == []


# ---------------------------------------------------------------- frames
@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_the_references_in_both_directions(name: str) -> None:
    assert SENT[name].frame() == COMMANDS[name]
    assert codec.commands().feed(COMMANDS[name]) == [SENT[name]] and NAMES[SENT[name]] == name


@pytest.mark.parametrize("name", ECHOES)
def test_the_simulator_echoes_in_the_bytes_of_the_reference_and_the_kiosk_understands_them(name: str) -> None:
    scanner = Scanner("NLS-7")
    scanner.answer(codec.LEVEL_MODE)
    assert scanner.answer(SENT[name]).frame() == ECHOES[name]
    (echo,) = codec.replies().feed(ECHOES[name])
    assert isinstance(echo, Echo) and echo.frame() == ECHOES[name] and echo.status == codec.ACK


def test_refusals_are_the_references() -> None:
    scanner = Scanner("NLS-7")
    for command, frame in ((Command("SCNMOD", "9"), NOT_ALLOWED), (Command("XYZABC", "1", "@"), UNKNOWN)):
        assert scanner.answer(command).frame() == frame
        assert codec.replies().feed(frame) == [scanner.answer(command)]


@pytest.mark.parametrize("code", [
    b"12345", "办件".encode(), "办件".encode("gb18030"), b"; DROP TABLE visit; --", b"\xff\xfe\x00\x7f", b"~\x010000#x",
    b"x" * codec.LONGEST_CODE,
])
def test_a_code_is_its_bytes_up_to_the_suffix(code: bytes) -> None:
    assert codec.replies().feed(ECHOES["on"] + code + b"\r\n" + ECHOES["off"]) == [
        Echo("SCNTRG", "1"), Read(code), Echo("SCNTRG", "0")]


def test_a_code_without_an_end_is_given_up_and_the_next_one_read() -> None:
    ear = codec.replies()
    assert ear.feed(b"x" * (codec.LONGEST_CODE + 1)) == [Garbled()]
    assert ear.feed(b"7\r") == [Read(b"7")]


@given(st.lists(st.sampled_from([*ECHOES.values(), CODE + b"\r", "办".encode() + b"\r\n"]), max_size=6), st.data())
def test_frames_are_the_same_however_they_arrive(frames: list[bytes], data: st.DataObject) -> None:
    whole = b"".join(frames)
    ear, found = codec.replies(), []
    while whole:
        size = data.draw(st.integers(1, len(whole)))
        found += ear.feed(whole[:size])
        whole = whole[size:]
    assert found == codec.replies().feed(b"".join(frames)) and len(found) == len(frames)


@given(st.lists(st.binary(max_size=300), max_size=5))
def test_no_bytes_stop_either_ear_and_what_it_makes_of_them_can_be_said(pieces: list[bytes]) -> None:
    for ear in (codec.replies(), codec.commands()):
        for piece in pieces:
            for frame in ear.feed(piece):
                assert isinstance(frame, Garbled) or frame.frame() or frame == Read(b"")
        ear.feed(b"\r" + b"x" * 120 + b";\x03\r")
        assert ear.feed(COMMANDS["on"] + ECHOES["on"])[-1] in (codec.ON, Echo("SCNTRG", "1"))


@given(st.binary(max_size=64))
def test_of_a_code_nothing_is_kept_in_a_trace(noise: bytes) -> None:
    heard = ECHOES["on"] + b"6221" + noise.replace(b"\r", b"") + b"\r"
    kept = newland.redact(heard)
    assert kept.startswith(ECHOES["on"]) and b"6221" not in kept
    assert b"6221" not in newland.redact(b"6221" + noise)


# ---------------------------------------------------------------- the driver
def test_it_is_greeted_by_its_mode_and_its_number_asked_twice() -> None:
    serial = (COMMANDS["serial"], ECHOES["serial"])
    assert run(newland.identify(), (COMMANDS["level"], ECHOES["level"]), serial, serial) == "NLS-7"
    other = (COMMANDS["serial"], ECHOES["serial"].replace(b"NLS-7", b"NLS-5"))
    assert run(newland.identify(), (COMMANDS["level"], ECHOES["level"]), serial, other) == Fault("link.garbled")


def test_one_that_was_set_otherwise_is_told_and_set_again() -> None:
    assert run(newland.ping(), (COMMANDS["mode"], ECHOES["mode"])) is None
    other = ECHOES["mode"].replace(b"MOD0", b"MOD2")
    assert run(newland.ping(), (COMMANDS["mode"], other)) == Fault("scan.refused")


def test_a_code_that_comes_in_one_piece_with_the_echo_is_not_lost() -> None:
    found = run(newland.light(0.2), (COMMANDS["on"], ECHOES["on"] + CODE + b"\r\n"))
    assert found == CODE


def test_a_code_that_came_between_two_looks_is_not_lost() -> None:
    link = ScriptedLink([])
    link._coming = [CODE + b"\r\n"]
    assert perform(link, codec.replies(), newland.light_again(0.2), lambda: 0.0) == CODE
    assert run(newland.light_again(0.2), (COMMANDS["on"], ECHOES["on"] + CODE + b"\r")) == CODE


def test_a_boot_message_and_a_code_from_before_the_light_are_no_code() -> None:
    assert run(newland.light(0.2), (COMMANDS["on"], BOOTED + ECHOES["on"])) is None
    heard = [BOOTED, b"old\r", ECHOES["on"], CODE[:7], CODE[7:] + b"\r"]
    assert run(newland.light(0.2), (COMMANDS["on"], heard)) == CODE


def test_nothing_before_it_is_no_fault_and_silence_to_a_command_is() -> None:
    assert run(newland.light(0.2), (COMMANDS["on"], ECHOES["on"])) is None
    with pytest.raises(LinkTimeout):
        run(newland.release(), (COMMANDS["off"], [b"", b"late\r"]))


def test_a_command_that_it_refuses_is_a_fault() -> None:
    refused = ECHOES["off"].replace(b"\x06", b"\x15")
    assert run(newland.release(), (COMMANDS["off"], refused)) == Fault("scan.refused")
