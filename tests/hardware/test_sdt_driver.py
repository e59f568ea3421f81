"""The SDT driver as byte pairs: what it says, what it hears, and what it makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from hardware.codecs import sdt as codec
from hardware.drivers import sdt
from hardware.drivers.base import perform
from hardware.drivers.sdt import Record
from hardware.link import LinkGarbled, LinkTimeout
from hardware.model import Fault
from tests.hardware.cards import CARDS, written
from tests.hardware.lines import ScriptedLink
from tests.hardware.reference import (
    COMMANDS,
    FOUND,
    NO_CARD,
    NOT_SELECTED,
    READ_FAILED,
    SELECTED,
    TIMED_OUT,
    answer,
    record,
)

PHOTO = bytes(range(256)) * 4
FIND, SELECT, READ, ADDRESS = (COMMANDS[name] for name in ("find", "select", "read", "address"))
OK = answer(0x90)

# SW3 of the reference's list (§1.2) → what the citizen or the technician is told when it answers a read
MEANINGS = {
    0x80: "id.card_moved", 0x81: "id.card_moved", 0x41: "id.read_failed", 0x47: "id.read_failed",
    0x31: "id.auth_failed", 0x32: "id.auth_failed", 0x33: "id.auth_failed", 0x40: "id.wrong_card",
    0x60: "id.sam_failed", 0x66: "id.sam_unauthorised", 0x05: "link.timeout",
    0x10: "link.garbled", 0x11: "link.garbled", 0x21: "link.garbled", 0x24: "link.garbled",
    0x90: "link.garbled", 0x91: "link.garbled", 0x9F: "link.garbled", 0x00: "link.garbled", 0xFF: "link.garbled",
}


def run(script: Any, *turns: tuple[bytes, Sequence[bytes] | bytes]) -> Any:
    """The script's result; every turn must have been used.  The clock runs a hundredth of a second a look."""
    now = iter(range(10_000))
    link = ScriptedLink([(said, [heard] if isinstance(heard, bytes) else heard) for said, heard in turns])
    try:
        return perform(link, codec.replies(), script, lambda: next(now) / 100)
    finally:
        assert link.left == []


@pytest.mark.parametrize("flag", CARDS)
def test_a_card_that_lies_there_is_found_selected_and_read(flag: str) -> None:
    assert run(sdt.present(False), (FIND, FOUND)) is True
    read = run(sdt.read_card(False), (SELECT, SELECTED), (READ, record(written(flag), PHOTO)))
    assert read == Record(CARDS[flag], PHOTO)


def test_no_card_is_no_card() -> None:
    assert run(sdt.present(False), (FIND, NO_CARD)) is False
    assert run(sdt.present(True), (FIND, NO_CARD), (ADDRESS, READ_FAILED)) is False


NEW_ADDRESS = answer(0x90, "某路2号".encode("utf-16-le").ljust(70, b" "))


@pytest.mark.parametrize("heard", [OK, NEW_ADDRESS, answer(0x91), answer(0x40)])
def test_a_card_that_was_read_is_quiet_but_still_there(heard: bytes) -> None:
    assert run(sdt.present(True), (FIND, NO_CARD), (ADDRESS, heard)) is True


def test_a_card_that_is_selected_is_read_as_it_is() -> None:
    heard = record(written(" "), PHOTO)
    assert isinstance(run(sdt.read_card(True), (SELECT, NOT_SELECTED), (READ, heard)), Record)
    assert run(sdt.read_card(False), (SELECT, NOT_SELECTED)) == Fault("id.card_moved")


@pytest.mark.parametrize("sw", MEANINGS, ids=hex)
def test_each_refusal_to_read_has_its_own_fault(sw: int) -> None:
    assert run(sdt.read_card(False), (SELECT, SELECTED), (READ, answer(sw))) == Fault(MEANINGS[sw])


@pytest.mark.parametrize("sw", [sw for sw in MEANINGS if sw != 0x90], ids=hex)
def test_each_refusal_to_be_selected_has_its_own_fault(sw: int) -> None:
    assert run(sdt.read_card(False), (SELECT, answer(sw))) == Fault(MEANINGS[sw])


@pytest.mark.parametrize("sw", [0x60, 0x66, 0x10, 0x31, 0x05], ids=hex)
def test_a_reader_that_is_ill_is_not_a_missing_card(sw: int) -> None:
    assert run(sdt.present(False), (FIND, answer(sw))) == Fault(MEANINGS[sw])
    assert run(sdt.present(True), (FIND, NO_CARD), (ADDRESS, answer(sw))) == Fault(MEANINGS[sw])


def test_a_record_that_contradicts_itself_is_garbled_although_its_checksum_is_right() -> None:
    heard = record(written(" ", birth="19491230"), PHOTO)
    assert run(sdt.read_card(False), (SELECT, SELECTED), (READ, heard)) == Fault("id.garbled")


def test_a_record_of_another_length_is_garbled() -> None:
    short = answer(0x90, b"\x01\x00\x03\xff" + written(" ") + PHOTO[:-1])
    assert run(sdt.read_card(False), (SELECT, SELECTED), (READ, short)) == Fault("link.garbled")


def test_a_late_answer_to_select_is_not_a_record() -> None:
    assert run(sdt.read_card(False), (SELECT, SELECTED), (READ, SELECTED)) == Fault("link.garbled")


def test_the_readers_number_identifies_it() -> None:
    heard = answer(0x90, bytes.fromhex("05000100 FF173401 01000000 02000000"))
    assert run(sdt.identify(), (COMMANDS["sam"], heard)) == "05.01-20191231-0000000001-0000000002"
    assert run(sdt.identify(), (COMMANDS["sam"], OK)) == Fault("link.garbled")
    assert run(sdt.identify(), (COMMANDS["sam"], answer(0x66))) == Fault("id.sam_unauthorised")


def test_health_is_one_short_word() -> None:
    assert run(sdt.ping(), (COMMANDS["status"], OK)) is None
    assert run(sdt.ping(), (COMMANDS["status"], answer(0x60))) == Fault("id.sam_failed")
    assert run(sdt.ping(), (COMMANDS["status"], SELECTED)) == Fault("link.garbled"), "the answer to something else"


# ---------------------------------------------------------------- how an exchange goes
def test_an_answer_in_pieces_is_one_answer() -> None:
    assert run(sdt.present(False), (FIND, [FOUND[:3], FOUND[3:8], b"", FOUND[8:]])) is True


def test_junk_before_the_answer_is_passed_over_and_a_spoiled_answer_is_told() -> None:
    assert run(sdt.present(False), (FIND, [b"\x00\xff\xaa\xaa", FOUND])) is True
    assert run(sdt.present(False), (FIND, [FOUND[:-1] + b"\0" + FOUND])) is True
    with pytest.raises(LinkGarbled):
        run(sdt.present(False), (FIND, [FOUND[:-1] + b"\0"]))


def test_silence_ends_at_the_declared_time() -> None:
    with pytest.raises(LinkTimeout):
        run(sdt.present(False), (FIND, []))
    with pytest.raises(LinkTimeout):
        run(sdt.read_card(False), (SELECT, SELECTED), (READ, [record(written(" "), PHOTO)[:-1]]))
    assert run(sdt.present(False), (FIND, TIMED_OUT)) == Fault("link.timeout"), "said by the stack below"


def test_half_an_answer_to_one_command_does_not_spoil_the_next() -> None:
    now, decoder = iter(range(10_000)), codec.replies()
    link = ScriptedLink([(FIND, [FOUND[:7]]), (FIND, [NO_CARD])])
    with pytest.raises(LinkTimeout):
        perform(link, decoder, sdt.present(False), lambda: next(now) / 100)
    assert perform(link, decoder, sdt.present(False), lambda: next(now) / 100) is False


def test_a_late_answer_is_thrown_away_before_the_next_command() -> None:
    class Late(ScriptedLink):
        def write(self, data: bytes) -> None:
            assert not self._coming, "what came late was not read before the command"
            super().write(data)

    link = Late([(FIND, [NO_CARD])])
    link._coming = [FOUND, SELECTED]
    now = iter(range(100))
    assert perform(link, codec.replies(), sdt.present(False), lambda: next(now) / 100) is False
