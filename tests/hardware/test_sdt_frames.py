"""SDT's frames are the reference's, byte for byte, in both directions, however they arrive."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.codecs import Garbled, sdt
from hardware.codecs.sdt import Command, Reply
from hardware.simulators.id_reader import NAMES, IdReader
from tests.hardware.reference import (
    COMMANDS,
    FOUND,
    NO_CARD,
    NOT_SELECTED,
    READ_FAILED,
    RECORD_HEAD,
    RECORD_SIZE,
    SELECTED,
    TIMED_OUT,
    answer,
    record,
)

TEXT, PHOTO = bytes(range(256)), bytes(reversed(range(256))) * 4
READ = record(TEXT, PHOTO)
SENT = {
    "reset": sdt.RESET, "status": sdt.STATUS, "sam": sdt.SAM_ID, "find": sdt.FIND, "select": sdt.SELECT,
    "read": sdt.READ, "address": sdt.NEW_ADDRESS,
}
HEARD = {
    "found": (FOUND, Reply(0x9F, bytes(4))), "no card": (NO_CARD, Reply(0x80)),
    "selected": (SELECTED, Reply(0x90, bytes(8))), "not selected": (NOT_SELECTED, Reply(0x81)),
    "read failed": (READ_FAILED, Reply(0x41)),
    "a card's own word": (answer(0x90, b"", 0x6A82), Reply(0x90, b"", 0x6A82)),
}


@pytest.mark.parametrize("name", SENT)
def test_the_kiosk_sends_the_commands_of_the_reference(name: str) -> None:
    assert SENT[name].frame() == COMMANDS[name]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_understands_the_commands_of_the_reference(name: str) -> None:
    (heard,) = sdt.commands().feed(COMMANDS[name])
    assert isinstance(heard, Command) and heard.frame() == COMMANDS[name]
    assert NAMES.get(heard.code, "no such") in (name, "no such")


@pytest.mark.parametrize("name", HEARD)
def test_the_kiosk_understands_the_answers_of_the_reference(name: str) -> None:
    frame, means = HEARD[name]
    assert sdt.replies().feed(frame) == [means]
    assert means.frame() == frame


def test_the_simulator_answers_in_the_bytes_of_the_reference() -> None:
    reader, ask = IdReader(sam=2), lambda name: reader.answer(sdt.commands().feed(COMMANDS[name])[0]).frame()
    assert (ask("find"), ask("select"), ask("read")) == (NO_CARD, NOT_SELECTED, READ_FAILED)
    reader.lay(TEXT, PHOTO)
    assert (ask("find"), ask("select"), ask("read")) == (FOUND, SELECTED, READ)
    assert ask("find") == NO_CARD, "a card that was read is quiet until it is laid down anew"
    assert ask("reset") == ask("status") == answer(0x90)
    assert ask("read with fingerprints") == answer(0x21), "an unknown command"
    reader.lay(b"", bytes(1024))
    assert (ask("find"), ask("select"), ask("read")) == (FOUND, SELECTED, answer(0x40))


def test_a_read_is_1295_bytes_with_text_and_photo_where_they_belong() -> None:
    (reply,) = sdt.replies().feed(READ)
    assert isinstance(reply, Reply) and sdt.unpack_record(reply.data) == (TEXT, PHOTO)
    ours = Reply(0x90, sdt.pack_record(TEXT, PHOTO)).frame()
    assert ours == READ and len(ours) == RECORD_SIZE and ours.startswith(RECORD_HEAD)


def test_a_read_with_other_lengths_is_no_record() -> None:
    data = READ[10:-1]
    assert sdt.unpack_record(data) == (TEXT, PHOTO)
    swapped, longer = b"\x04\x00\x01\x00" + data[4:], data[:3] + b"\1" + data[4:]
    for other in (data[:-1], data + b"\0", b"", b"\x01\x00", swapped, longer):
        assert sdt.unpack_record(other) is None


def test_the_shortest_command_has_length_three_and_the_shortest_answer_four() -> None:
    find = COMMANDS["find"]
    assert sdt.commands().feed(find) == [sdt.FIND]
    assert sdt.replies().feed(find) == [], "the echo of a command is no answer"
    assert sdt.replies().feed(find + FOUND) == [Reply(0x9F, bytes(4))]
    assert sdt.commands().feed(bytes.fromhex("AAAAAA9669 0002 20 22")) == []


def test_a_length_beyond_the_longest_answer_is_no_frame_and_the_next_one_is_found() -> None:
    longest = answer(0x90, bytes(0x090A - 4))
    assert len(longest) == 2321 and sdt.replies().feed(longest) == [Reply(0x90, bytes(0x0906))]
    beyond = bytes.fromhex("AAAAAA9669 090B 000090")
    assert sdt.replies().feed(beyond + NO_CARD) == [Reply(0x80)]


@pytest.mark.parametrize("junk", [
    "", "00", "AA", "AAAAAAAA", "AAAAAA96", "AAAAAA9668 0004 000080 84", "AAAA9669 0004 000080 84", "55" * 40,
    "0D0A524541444552", "AAAAAA9669", "AAAAAA9669 FFFF", "AAAAAA9669 0000",
])
def test_after_a_wrong_preamble_the_next_frame_is_found(junk: str) -> None:
    assert sdt.replies().feed(bytes.fromhex(junk) + FOUND) == [Reply(0x9F, bytes(4))]


def test_half_a_frame_does_not_cost_the_whole_one_that_follows() -> None:
    for cut in range(7, len(FOUND)):
        found = sdt.replies().feed(FOUND[:cut] + NO_CARD + SELECTED)
        assert found[-1] == Reply(0x90, bytes(8)) and all(isinstance(frame, Garbled) for frame in found[:-2])


def test_every_wrong_bit_is_noticed_and_none_becomes_another_answer() -> None:
    for bit in range(8 * len(FOUND)):
        wrong = bytearray(FOUND)
        wrong[bit // 8] ^= 1 << bit % 8
        assert not [frame for frame in sdt.replies().feed(bytes(wrong)) if isinstance(frame, Reply)], f"bit {bit}"


def test_a_garbled_frame_is_told_once_and_the_next_one_is_found() -> None:
    wrong = FOUND[:-1] + b"\0"
    assert sdt.replies().feed(wrong + NO_CARD) == [Garbled(), Reply(0x80)]


def test_the_pseudo_frame_of_a_time_out_is_one_and_eats_nothing_of_the_next() -> None:
    assert sdt.replies().feed(TIMED_OUT) == [Reply(0x05, b"", 0x0505)]
    assert sdt.replies().feed(TIMED_OUT + NO_CARD) == [Reply(0x05, b"", 0x0505), Reply(0x80)]
    decoder = sdt.replies()
    assert [decoder.feed(bytes([byte])) for byte in TIMED_OUT[:-1]] == [[]] * 9
    decoder.reset()
    assert decoder.feed(FOUND) == [Reply(0x9F, bytes(4))]


def test_the_readers_number_reads_as_it_is_printed_on_it() -> None:
    data = bytes.fromhex("05000100 FF173401 01000000 02000000")
    assert sdt.sam_text(data) == "05.01-20191231-0000000001-0000000002"
    assert sdt.sam_text(data[:-1]) is None and sdt.sam_text(data + b"\0") is None


frames = st.lists(st.sampled_from([FOUND, NO_CARD, SELECTED, NOT_SELECTED, READ_FAILED, READ]), max_size=6)
cuts = st.lists(st.integers(0, 4000), max_size=12)


@given(frames, cuts)
def test_frames_cut_anywhere_are_the_same_frames(sent: list[bytes], where: list[int]) -> None:
    stream = b"".join(sent)
    decoder, found = sdt.replies(), []
    edges = sorted({0, len(stream), *(cut % (len(stream) + 1) for cut in where)})
    for start, end in zip(edges, edges[1:], strict=False):
        found += decoder.feed(stream[start:end])
    assert [frame.frame() for frame in found if isinstance(frame, Reply)] == sent


def test_a_read_in_single_bytes_is_a_read() -> None:
    decoder = sdt.replies()
    found = [frame for byte in READ for frame in decoder.feed(bytes([byte]))]
    assert found == [Reply(0x90, READ[10:-1])]


@given(st.binary(max_size=3000), st.binary(max_size=200))
def test_no_bytes_whatever_crash_a_decoder(data: bytes, more: bytes) -> None:
    for decoder in (sdt.replies(), sdt.commands()):
        for chunk in (data, sdt.PREAMBLE + data, more):
            decoder.feed(chunk)
        decoder.reset()
    assert sdt.replies().feed(more.replace(b"\xaa", b"\0") + FOUND)[-1] == Reply(0x9F, bytes(4))


@given(st.integers(0, 0xFFFF), st.integers(0, 255), st.binary(max_size=0x0906))
def test_what_is_framed_is_understood(card: int, sw: int, data: bytes) -> None:
    reply = Reply(sw, data, card)
    assert reply.frame() == answer(sw, data, card)
    assert sdt.replies().feed(reply.frame()) == [reply]
