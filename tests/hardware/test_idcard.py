"""A card's text block, four layouts: what it says is read as written, and what cannot be true is never a record."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hardware.codecs import idcard
from hardware.codecs.idcard import check_digit, in_force, pack, parse
from hardware.model import Fault
from hardware.senses.messages import Card
from tests.hardware.cards import (
    CARDS,
    LAYOUTS,
    NEW_FOREIGNER,
    NUMBER,
    OLD_FOREIGNER,
    RESIDENT,
    contradictions,
    written,
)
from tests.hardware.reference import block

GARBLED = Fault("id.garbled")
NO_RECORD = (GARBLED, Fault("id.wrong_card"))
@pytest.mark.parametrize("flag", LAYOUTS)
def test_each_layout_is_read_from_its_own_places(flag: str) -> None:
    card = parse(written(flag))
    assert card == CARDS[flag] and isinstance(card, Card) and contradictions(card) == []


@pytest.mark.parametrize("flag", LAYOUTS)
def test_the_simulators_cards_are_blocks_as_a_chip_has_them(flag: str) -> None:
    ours = pack(CARDS[flag])
    unread = ("pass", "issues", "version", "renewals")
    fields = [(at, size) for name, (at, size, _) in LAYOUTS[flag].items() if name not in unread]
    chip = written(flag)
    assert [ours[at : at + size] for at, size in fields] == [chip[at : at + size] for at, size in fields]
    assert ours[248:250] == flag.encode("utf-16-le") and parse(ours) == CARDS[flag]


def test_a_card_of_2017_is_not_read_with_the_residents_places() -> None:
    """DKCloudID sees the flag and parses it as a resident's card all the same (hardware-protocols §1.3)."""
    card = parse(written("I"))
    assert isinstance(card, Card) and (card.name, card.english_name) == ("贝格", "BERG, CLARA")
    assert parse(block(" ", *OLD_FOREIGNER.values())) == GARBLED
    assert parse(block("I", *RESIDENT.values())) == GARBLED


@pytest.mark.parametrize("flag", ["A", "H", "K", "P", "Z"])
def test_a_layout_that_is_not_known_is_another_kind_of_card(flag: str) -> None:
    assert parse(block(flag, *RESIDENT.values())) == Fault("id.wrong_card")


@pytest.mark.parametrize("flag", ["i", "y", "\0", "1", "\ud7ff", "长"])
def test_a_flag_that_is_none_is_no_record(flag: str) -> None:
    assert parse(block(flag, *RESIDENT.values())) == GARBLED


@pytest.mark.parametrize("size", [0, 1, 2, 248, 249, 255, 257, 512])
def test_a_block_of_another_size_is_no_record(size: int) -> None:
    assert parse((written(" ") * 2)[:size]) == GARBLED


# ---------------------------------------------------------------- what the frame's XOR cannot see
WRONG = [
    (" ", {"number": "110105194912310021"}, "the check digit"),
    (" ", {"number": "11010519491231002x"}, "a small x"),
    (" ", {"number": "１１０１０５194912310０2X"}, "digits of another script"),
    (" ", {"number": NUMBER[:-1]}, "a number too short"),
    (" ", {"number": "81000019850505001X", "birth": "19850505", "sex": "1"}, "Hong Kong's number on a resident's card"),
    (" ", {"birth": "19491230"}, "a birth that is not the number's"),
    (" ", {"birth": "19491232", "number": "110105194912320025"}, "a birth that is no day"),
    (" ", {"sex": "1"}, "a sex that is not the number's"),
    (" ", {"sex": "9"}, "a sex that is none"),
    (" ", {"sex": " "}, "no sex"),
    (" ", {"nation": "57"}, "a nation that is not one of the 56"),
    (" ", {"nation": "00"}, "a nation of zero"),
    (" ", {"nation": "  "}, "no nation"),
    (" ", {"name": ""}, "no name"),
    (" ", {"name": "李\0英"}, "a name with a zero in it"),
    (" ", {"address": "北京市\r\n朝阳区"}, "an address with a line's end"),
    (" ", {"from": "20300101", "to": "20200101"}, "dates reversed"),
    (" ", {"from": "20200101", "to": "20200101"}, "a card of no day"),
    (" ", {"from": "19400101"}, "issued before birth"),
    (" ", {"to": "20230229"}, "an end that is no day"),
    (" ", {"to": ""}, "no end"),
    (" ", {"to": "长久"}, "another word than 长期"),
    (" ", {"from": "长期"}, "长期 as the beginning"),
    (" ", {"from": "2020010 "}, "a date too short"),
    ("J", {"number": NUMBER, "birth": "19491231", "sex": "2"}, "a resident's number on a residence permit"),
    ("J", {"number": "810000198505050019"}, "a permit's check digit"),
    ("I", {"number": "USA11010203040"}, "an old foreigner's number too short"),
    ("I", {"number": "usa110102030405"}, "a country in small letters"),
    ("I", {"nation": "CAN"}, "another country than the number's"),
    ("I", {"birth": "19800230"}, "an old foreigner's birth that is no day"),
    ("Y", {"number": "911010198008080021"}, "a foreigner's check digit"),
    ("Y", {"birth": "19800809"}, "a foreigner's birth that is not the number's"),
    ("Y", {"nation": "U1A"}, "a country with a digit"),
    ("Y", {"number": NUMBER, "birth": "19491231"}, "a resident's number on a foreigner's card"),
]


@pytest.mark.parametrize(("flag", "fields", "what"), WRONG, ids=[what for _, _, what in WRONG])
def test_a_block_that_contradicts_itself_is_no_record(flag: str, fields: dict[str, str], what: str) -> None:
    assert parse(written(flag, **fields)) == GARBLED, what


@pytest.mark.parametrize("nation", ["01", "56", "97", "98"])
def test_every_nation_of_the_list_is_one(nation: str) -> None:
    assert isinstance(parse(written(" ", nation=nation)), Card)


def test_a_number_of_the_standard_has_its_check_digit() -> None:
    assert check_digit("11010519491231002") == "X"
    assert check_digit("44052418800101001") == "4"  # the standard's other example


@given(st.text("0123456789", min_size=17, max_size=17))
def test_every_check_digit_is_the_one_of_iso_7064(digits: str) -> None:
    rest = sum(int(digit) << 17 - place for place, digit in enumerate(digits)) % 11
    assert (rest + "0123456789X".index(check_digit(digits))) % 11 == 1


# ---------------------------------------------------------------- names
NAMES = {
    "the longest": "阿卜杜热西提·阿卜杜热合曼江艾", "a dot of the west": "买买提·吐尔逊",
    "beyond the basic plane": "𠮷田𬱖", "of the private area, as older cards have it": "张\ue863",
    "newer than this Python": "王\U00031350", "seven beyond the basic plane": "𪚥𪚥𪚥𪚥𪚥𪚥𪚥",
}


@pytest.mark.parametrize("kind", NAMES)
def test_a_rare_name_is_read_as_it_is_written(kind: str) -> None:
    card = parse(written(" ", name=NAMES[kind]))
    assert isinstance(card, Card) and card.name == NAMES[kind] and card.number == NUMBER
    assert parse(pack(card)) == card


def test_half_of_a_rare_character_is_no_name() -> None:
    whole = written(" ", name="𠮷")
    for at in (0, 2):
        assert parse(whole[:at] + b"\x20\x00" + whole[at + 2 :]) == GARBLED


@pytest.mark.parametrize("bad", ["\ufffe", "\uffff", "\ufdd0", "\U0002ffff", "\u202e", "\u2028", "\x7f", "\t"])
def test_what_nobody_can_write_is_no_name(bad: str) -> None:
    assert parse(written(" ", name="李" + bad)) == GARBLED


def test_an_english_name_over_both_its_fields_keeps_its_space() -> None:
    name = "MONTGOMERY-SMITHER, ALEXANDRA JUNE ELIZABETH"
    assert name[35] == "E" and name[34] == " "
    first, rest = name[:35], name[35:]
    fields = {**NEW_FOREIGNER, "english": (52, 70, first), "more": (220, 22, rest)}
    card = parse(block("Y", *fields.values()))
    assert isinstance(card, Card) and card.english_name == name
    assert parse(pack(card)) == card


def test_a_foreigner_without_a_chinese_name_goes_by_the_english_one() -> None:
    for flag in ("I", "Y"):
        card = parse(written(flag, name=""))
        assert isinstance(card, Card) and card.name == card.english_name == CARDS[flag].english_name


def test_what_is_too_long_for_a_chip_is_refused_by_the_writer() -> None:
    with pytest.raises(ValueError, match="name is too long"):
        pack(msgspec.structs.replace(CARDS[" "], name="长" * 16))


# ---------------------------------------------------------------- in force
def test_a_card_is_in_force_up_to_and_with_its_last_day() -> None:
    card = CARDS["J"]
    assert in_force(card, date(2027, 1, 1)) is None
    assert in_force(card, date(2027, 1, 2)) == Fault("id.expired")
    assert in_force(CARDS[" "], date(2999, 12, 31)) is None, "长期"


# ---------------------------------------------------------------- whatever comes
blocks = st.sampled_from([written(flag) for flag in LAYOUTS])
spots = st.lists(st.tuples(st.integers(0, 255), st.integers(1, 255)), min_size=1, max_size=8)


@settings(max_examples=400)
@given(blocks, spots)
@example(written(" "), [(30, 0x03)])
def test_no_garbled_block_crashes_or_contradicts_itself(whole: bytes, wrong: list[tuple[int, int]]) -> None:
    spoiled = bytearray(whole)
    for at, mask in wrong:
        spoiled[at] ^= mask
    card = parse(bytes(spoiled))
    assert card in NO_RECORD or isinstance(card, Card) and contradictions(card) == []


@given(blocks, st.integers(0, 127), st.integers(1, 127))
def test_no_block_out_of_step_is_a_record_that_contradicts_itself(whole: bytes, at: int, by: int) -> None:
    for spoiled in (whole[: 2 * at] + whole[2 * at + 2 :] + b"\x20\x00", whole[by:] + whole[:by]):
        card = parse(spoiled)
        assert card in NO_RECORD or isinstance(card, Card) and contradictions(card) == []


@given(st.binary(max_size=300))
def test_no_bytes_whatever_are_more_than_garbled(data: bytes) -> None:
    assert parse(data) in NO_RECORD
    assert parse(data.ljust(256, b"\0")[:248] + b"\x20\0" + bytes(6)) == GARBLED


digits = st.text("0123456789", min_size=8, max_size=8)


numbers = st.text("0123456789X", min_size=18, max_size=18)


@given(st.sampled_from(list(LAYOUTS)), digits, digits, digits, numbers)
def test_no_dates_and_numbers_whatever_make_a_record_that_contradicts_itself(
    flag: str, birth: str, start: str, end: str, number: str
) -> None:
    short = number[: 15 if flag == "I" else 18]
    other = {"birth": birth, "from": start, "to": end}
    for fields in (other, {"number": short}, {"birth": birth}, {"from": start}, {"to": end}):
        card = parse(written(flag, **fields))
        assert card in NO_RECORD or isinstance(card, Card) and contradictions(card) == []


def test_the_layouts_are_the_four_of_the_reference() -> None:
    assert sorted(idcard.LAYOUTS) == sorted(LAYOUTS)
