"""An item is found by characters, pinyin, initials or a mix, and the best match stands first."""

from __future__ import annotations

import pytest

from kiosk.parts import Tile, Words
from screens.finding import find, marked

PROOF, CARD = "she bao can bao zheng ming", "cha she bao ka zhuang tai"
LOST, WATER = "she bao ka gua shi", "jiao shui fei"


def tile(key: str, zh: str, en: str, *words: str) -> Tile:
    return Tile(key, Words(zh, en), "doc", Words("免费", "Free"), words=words)


TILES = (
    tile("proof", "社保参保证明", "Insurance proof", PROOF, "个人社会保险参保证明打印"),
    tile("card", "查社保卡状态", "Social security card status", CARD),
    tile("lost", "社保卡挂失", "Report a lost card", LOST, "card lost"),
    tile("water", "交水费", "Water bill", WATER),
)


def found(query: str) -> list[str]:
    return [one.key for one in find(TILES, query)]


@pytest.mark.parametrize(("query", "keys"), [
    ("社保卡", ["lost", "card"]),  # where it begins the name comes first
    ("sbk", ["lost", "card"]),
    ("shebaoka", ["lost", "card"]),
    ("shebka", ["lost", "card"]),
    ("社bk", ["lost", "card"]),
    ("sb", ["proof", "lost", "card"]),
    ("jsf", ["water"]), ("JiaoShuiFei", ["water"]), ("shui", ["water"]), ("水费", ["water"]),
    ("社会保险", ["proof"]),
    ("sbk gs", ["lost"]),  # each part must be found
    ("water", ["water"]), ("card", ["lost", "card"]), ("bill", ["water"]),
    ("aoka", []),  # nothing begins inside a syllable
    ("sbx", []), ("", []), ("  ", []),
])
def test_what_is_typed_finds(query: str, keys: list[str]) -> None:
    assert found(query) == keys


def test_a_whole_name_comes_before_a_longer_one() -> None:
    longer = tile("longer", "交水费记录", "Water bills paid", "jiao shui fei ji lu")
    assert [one.key for one in find((longer, TILES[3]), "jsf")] == ["water", "longer"]


def test_initials_come_before_a_mix() -> None:
    mixed, initials = tile("mixed", "社保", "One", "she bao"), tile("initials", "生活补", "Two", "sheng huo bu")
    assert [one.key for one in find((mixed, initials), "shb")] == ["initials", "mixed"]


@pytest.mark.parametrize(("said", "words", "query", "marks"), [
    ("查社保卡状态", CARD, "sbk", "社保卡"), ("查社保卡状态", CARD, "社保", "社保"),
    ("社保卡挂失", LOST, "shebaok", "社保卡"), ("Report a lost card", LOST, "card", "card"),
    ("社会保障卡（挂失）", "she hui bao zhang ka gua shi", "kgs", "卡（挂失"),
])
def test_the_characters_that_were_found_are_known(said: str, words: str, query: str, marks: str) -> None:
    spot = marked(said, (words,), query)
    assert spot and said[slice(*spot)] == marks


def test_what_was_found_elsewhere_marks_nothing() -> None:
    assert marked("社保参保证明", (PROOF,), "insurance") is None
