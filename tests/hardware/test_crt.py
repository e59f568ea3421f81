"""A dispenser's frames are the reference's, byte for byte; no bytes stop an ear, and no error of one bit passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.codecs import crt
from hardware.codecs.crt import Command, Control, Done, Refused, Spoiled
from hardware.drivers import crt591
from hardware.drivers.base import perform
from hardware.drivers.crt591 import R02, Bin, DispenserState, Place, Stacker
from hardware.link import LinkGarbled, LinkTimeout
from tests.hardware.lines import ScriptedLink

# printing-and-documents §6.1
STATUS = bytes.fromhex("F2 00 00 03 43 31 30 03 B0")
CHECKS = {crt.INIT_LEAVE: 0xB2, crt.MOVE_31: 0xB2, crt.MOVE_39: 0xBA, crt.STATUS: 0xB0}
NOT_FULL = bytes.fromhex("30 32" + "30" * 12 + "31 31 30")
FULL = bytes.fromhex("30 32" + "30" * 12 + "31 31 31")
READY = Done(0x31, 0x30, b"010").frame()
ACK, NAK = b"\x06", b"\x15"
REPLIES = (READY, Done(0x31, 0x31, b"010", FULL).frame(), Done(0x60, 0x30, b"210", crt.pack_chip(b"\1\2\3\4")).frame(),
           Refused(0x32, 0x31, b"A0").frame(), Done(0xA2, 0x30, b"010", b"CRT591-000001").frame())


def run(script: Any, *turns: tuple[bytes, Sequence[bytes] | bytes]) -> Any:
    """The script's result; every turn must have been used.  A look at a silent line takes as long as it may."""
    link = WaitingLink([(said, [heard] if isinstance(heard, bytes) else heard) for said, heard in turns])
    result = perform(link, crt.replies(), script, lambda: link.now)
    assert link.left == []
    return result


class WaitingLink(ScriptedLink):
    now = 0.0

    def read(self, timeout: float) -> bytes:
        heard = super().read(timeout)
        self.now += 0 if heard else timeout
        return heard


def asked(command: Command, reply: bytes) -> tuple[tuple[bytes, bytes], tuple[bytes, bytes]]:
    return (command.frame(), ACK + reply), (ACK, b"")


# ---------------------------------------------------------------- frames
def test_commands_are_the_references() -> None:
    assert crt.STATUS.frame() == STATUS
    for command, check in CHECKS.items():
        assert command.frame()[-1] == check and crt.commands().feed(command.frame()) == [command]


def test_replies_are_told_apart_from_commands_and_control_bytes() -> None:
    assert crt.replies().feed(STATUS + ACK + READY + NAK) == [Control.ACK, Done(0x31, 0x30, b"010"), Control.NAK]
    assert crt.commands().feed(READY + STATUS + b"\x04") == [crt.STATUS, Control.EOT]


@pytest.mark.parametrize("head", b"NE")
def test_a_refusal_may_say_N_or_E(head: int) -> None:
    said = crt.frame(bytes((head, 0x32, 0x31)) + b"A0")
    assert crt.replies().feed(said) == [Refused(0x32, 0x31, b"A0")]


def test_a_known_mistake_of_other_drivers_is_no_frame() -> None:
    wrong = bytes.fromhex("F2 00 00 00 43 31 30 03 99")  # LEN of the data only, and a fixed check byte
    assert not [one for one in crt.commands().feed(wrong) if isinstance(one, Command)]


@given(st.lists(st.sampled_from([*REPLIES, ACK, NAK]), max_size=6), st.data())
def test_frames_are_the_same_however_they_arrive(frames: list[bytes], data: st.DataObject) -> None:
    whole, ear, found = b"".join(frames), crt.replies(), []
    while whole:
        size = data.draw(st.integers(1, len(whole)))
        found += ear.feed(whole[:size])
        whole = whole[size:]
    assert found == crt.replies().feed(b"".join(frames)) and len(found) == len(frames)


@given(st.lists(st.binary(max_size=700), max_size=5))
def test_no_bytes_stop_either_ear(pieces: list[bytes]) -> None:
    for ear, good in ((crt.replies(), READY), (crt.commands(), STATUS)):
        for piece in pieces:
            ear.feed(piece)
        ear.reset()
        assert len(ear.feed(good)) == 1


@given(st.binary(max_size=40), st.data())
def test_no_error_of_one_bit_is_accepted(payload: bytes, data: st.DataObject) -> None:
    whole = data.draw(st.sampled_from([*REPLIES, Done(0x60, 0x30, b"210", payload).frame()]))
    at = data.draw(st.integers(0, 8 * len(whole) - 1))
    spoiled = bytearray(whole)
    spoiled[at // 8] ^= 1 << at % 8
    assert not [one for one in crt.replies().feed(bytes(spoiled)) if isinstance(one, Done | Refused)]


@given(st.binary(min_size=1, max_size=64))
def test_of_a_chip_nothing_is_kept_in_a_trace(noise: bytes) -> None:
    chip = bytes.fromhex("DEADBEEF")
    heard = ACK + Done(0x60, 0x30, b"210", crt.pack_chip(chip)).frame() + noise
    assert chip not in crt591.redact(heard) and crt591.redact(heard).startswith(ACK)


# ---------------------------------------------------------------- the driver
def test_a_state_is_three_digits() -> None:
    reply = Done(0x31, 0x30, b"221").frame()
    assert run(crt591.state(), *asked(crt.STATUS, reply)) == DispenserState(Place.READING, Stacker.ENOUGH, Bin.FULL)
    odd = Done(0x31, 0x30, b"3x1").frame()
    assert run(crt591.state(), *asked(crt.STATUS, odd)).code == "link.garbled"


@pytest.mark.parametrize(("capture", "full"), [(NOT_FULL, Bin.OK), (FULL, Bin.FULL)])
def test_the_R02s_bin_is_told_by_its_sensor(capture: bytes, full: Bin) -> None:
    status, sensors = Done(0x31, 0x30, b"010").frame(), Done(0x31, 0x31, b"010", capture).frame()
    seen = run(crt591.state(R02), *asked(crt.STATUS, status), *asked(crt.SENSORS, sensors))
    assert seen == DispenserState(Place.NONE, Stacker.FEW, full)


def test_the_profiles_move_with_different_words() -> None:
    for unit, command in ((crt591.STANDARD, crt.MOVE_39), (R02, crt.MOVE_30)):
        assert run(crt591.present(unit), *asked(command, Done(0x32, command.pm, b"100").frame())) is None
    for unit, command in ((crt591.STANDARD, crt.MOVE_33), (R02, crt.MOVE_39)):
        assert run(crt591.capture(unit), *asked(command, Done(0x32, command.pm, b"000").frame())) is None


def test_a_spoiled_reply_is_asked_for_again_and_given_up_after_two() -> None:
    bad = READY[:-1] + b"\0"
    again = (NAK, READY), (ACK, b"")
    assert run(crt591.ping(), (STATUS, ACK + bad), *again) is None
    with pytest.raises(LinkGarbled):
        run(crt591.ping(), *((STATUS, ACK + bad), (NAK, bad), (NAK, bad)) * crt591.SENDS)


def test_a_status_is_asked_again_and_a_motion_is_not() -> None:
    assert run(crt591.ping(), (STATUS, []), (STATUS, [NAK]), *asked(crt.STATUS, READY)) is None
    with pytest.raises(LinkTimeout):
        run(crt591.ping(), *((STATUS, b""),) * crt591.SENDS)
    with pytest.raises(LinkTimeout):
        run(crt591.present(), (crt.MOVE_39.frame(), []), *((STATUS, []),) * crt591.SENDS)


def test_a_motion_that_was_not_understood_may_be_sent_again() -> None:
    done = Done(0x32, 0x39, b"100").frame()
    assert run(crt591.present(), (crt.MOVE_39.frame(), NAK), *asked(crt.MOVE_39, done)) is None
    with pytest.raises(LinkGarbled):
        run(crt591.present(), *((crt.MOVE_39.frame(), NAK),) * crt591.SENDS)


def test_a_motion_whose_reply_is_lost_is_judged_by_the_status() -> None:
    move = crt.MOVE_39.frame()
    assert run(crt591.present(), (move, ACK), *asked(crt.STATUS, Done(0x31, 0x30, b"110").frame())) is None
    inside = asked(crt.STATUS, Done(0x31, 0x30, b"210").frame())
    assert run(crt591.present(), (move, ACK), *inside * (crt591.LOOKS - 1)) == crt591._UNKNOWN


@pytest.mark.parametrize(("error", "code"), [
    ("10", "jam"), ("16", "by_hand"), ("45", "by_hand"), ("A0", "empty"), ("A1", "bin_full"), ("51", "broken"),
    ("02", "refused"), ("B0", "refused"), ("61", "unreadable"),
])
def test_each_refusal_has_its_fault(error: str, code: str) -> None:
    reply = Refused(0x32, 0x39, error.encode()).frame()
    assert run(crt591.present(), *asked(crt.MOVE_39, reply)).code == f"dispenser.{code}"
