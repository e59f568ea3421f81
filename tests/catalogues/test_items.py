"""The catalogue's rows: what the county serves is held to the rules, and a mistake is named where it stands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from sandbox.platform import kinds
from sandbox.platform.bills import seeds
from sandbox.platform.catalogue import read
from sandbox.platform.certificate import papers
from sandbox.platform.offices import Offices
from sandbox.platform.register import Register
from sandbox.platform.tables import TableError

DATA = Path(__file__).resolve().parents[2] / "sandbox" / "data"
FIFTEEN = {
    "HR-001", "HR-003", "HR-022", "MI-003", "HF-002", "TP-003", "NR-001", "CA-002", "TX-001", "UT-001", "UT-002",
    "FI-001", "GS-001", "GS-002", "GS-013",
}


@pytest.fixture
def bent(tmp_path: Path) -> Callable[[str, str, str], str]:
    """Bend one place of the data and say what the reader said of it."""

    def bend(file: str, old: str, new: str) -> str:
        shutil.copytree(DATA, tmp_path / "data")
        text = (tmp_path / "data" / file).read_text("utf-8")
        assert old in text
        (tmp_path / "data" / file).write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(TableError) as said:
            read(tmp_path / "data")
        return str(said.value)

    return bend


def test_fifteen_items_of_ten_departments_are_served() -> None:
    catalog = read(DATA).catalog
    assert {item.key for item in catalog.items} == FIFTEEN
    assert {item.dept for item in catalog.items} == {one.key for one in catalog.departments}
    assert len({item.rank for item in catalog.items}) == 15
    assert {item.journey for item in catalog.items} == {"certificate", "query", "pay", "apply", "collect"}


def test_the_credit_code_of_each_body_has_its_right_check_character() -> None:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # GB 32100
    for unit in read(DATA).units.values():
        total = sum(alphabet.index(letter) * 3**at for at, letter in enumerate(unit[:17]))
        assert len(unit) == 18 and alphabet[-total % 31] == unit[17]


def test_the_ticks_of_a_star_begin_with_it() -> None:
    tags = read(DATA).catalog.tags
    assert sorted(tags) == list("12345") and all(5 <= len(row) <= 6 for row in tags.values())
    assert next(tag.label.zh for tag in tags["4"] if tag.key == "412") == "可以使用自助机办理"


def test_each_item_has_a_register_behind_it(tmp_path: Path) -> None:
    items = read(DATA).catalog.items
    offices = Offices(DATA, Register(tmp_path / "register.db", {}), {})
    assert {item.key for item in items if item.journey == "certificate"} == set(papers(DATA))
    assert {item.key for item in items if item.journey == "query" and item.source == "record"} == set(offices.records)
    assert {item.key for item in items if item.journey == "apply"} <= set(kinds.read(DATA).kinds)
    booked = {item.key for item in items for field in item.fields if field.source == "slots"}
    assert booked == set(kinds.read(DATA).appointments)


RULES = [
    ("TX", 'journey = "certificate"', 'journey = "dance"', "TX-001: journey"),
    ("TX", 'auth = "L2"', 'auth = "L9"', "TX-001: auth"),
    ("TX", 'auth = "L2"', 'auth = "BILL"', "TX-001: auth"),
    ("TX", 'auth = "L2"', 'auth = "L3"', "TX-001: statement"),
    ("TX", 'rank = 3', 'rank = 3\nsettle = "soon"', "TX-001: settle"),
    ("TX", 'icon = "tax"\nunit', 'icon = "tux"\nunit', "department.icon"),
    ("TX", 'icon = "tax"\njourney', 'icon = "tux"\njourney', "TX-001: icon"),
    ("TX", 'code = "992030001000"', 'code = "99203000100"', "TX-001: code"),
    ("TX", 'code = "992030001000"', 'code = "002030001000"', "TX-001: code"),
    ("TX", 'code = "992030001000"', 'code = "992014001000"', "TX-001: code: HR-001"),
    ("TX", 'key = "TX-001"', 'key = "HR-001"', "HR-001: key"),
    ("TX", '["id_reader", "a4_printer"]', '["a4_printer"]', "TX-001: hardware: L2"),
    ("TX", '["id_reader", "a4_printer"]', '["id_reader"]', "TX-001: hardware: certificate"),
    ("TX", '["id_reader", "a4_printer"]', '["id_reader", "a4_printer", "camera"]', "TX-001: hardware: no 'camera'"),
    ("TX", "fee_fen = 0", "fee_fen = 100", "TX-001: hardware: a fee"),
    ("TX", "fee_fen = 0", "fee_fen = -1", "TX-001: fee_fen"),
    ("TX", "pages = 1", "pages = 0", "TX-001: fee_fen, minutes, pages"),
    ("TX", "pages = 1", "pages = 1\ncolour = 1", "TX-001: colour"),
    ("TX", "rank = 3", 'rank = "three"', "TX-001"),
    ("TX", '"ge shui na shui ji lu", "ge ren suo de shui na shui ji lu da yin",', "", "TX-001: words"),
    ("TX", 'zh = "个税纳税记录"', 'zh = "个人所得税的缴纳情况的记录"', "TX-001: short"),
    ("GS", '"办好了没有", "办到哪一步", "查进度", "受理编号", ', "", "GS-002: words"),
    ("TX", 'gives = { zh = "盖章记录 1 页"', 'gives = { zh = " "', "TX-001: gives"),
    ("TX", 'key = "to"', 'key = "from"', "TX-001: fields: 'from'"),
    ("TX", 'kind = "month"', 'kind = "moon"', "TX-001: fields.from.kind"),
    ("TX", 'low = "now-11m"', 'low = "long ago"', "TX-001: fields.from.low"),
    ("TP", 'hardware = ["receipt_printer"]', "hardware = []", "TP-003: hardware: pay"),
    ("TP", 'pattern = "[0-9]{16}"', 'pattern = "["', "TP-003: fields.decision.pattern"),
    ("TP", "longest = 16", "longest = 0", "TP-003: fields.decision.longest"),
    ("GS", 'source = "cases"', 'source = "stars"', "GS-002: source"),
    ("GS", '["id_reader", "dispenser"]', '["id_reader"]', "GS-013: hardware: collect"),
    ("CA", 'source = "slots"', 'source = "stars"', "CA-002: fields.slot.options"),
    ("CA", 'source = "slots"', "", "CA-002: fields.slot.options"),
    ("CA", 'key = "partner"', 'key = "applicant"', "CA-002: roles"),
    ("HR", 'initial = "all"', 'initial = "none"', "HR-001: fields.kind.options"),
    ("TX", 'low = "now-11m"', 'lo = "now-11m"', "TX-001: fields.from.lo: there is no such field; low?"),
    ("TX", 'zh = "个税纳税记录"', 'de = "x", zh = "个税纳税记录"', "TX-001: short.de: there is no such field"),
]


@pytest.mark.parametrize(("dept", "old", "new", "said"), RULES)
def test_a_mistake_is_named_with_file_item_and_field(
    bent: Callable[[str, str, str], str], dept: str, old: str, new: str, said: str
) -> None:
    heard = bent(f"items/{dept}.toml", old, new)
    assert heard.startswith(f"items/{dept}.toml: ") and said in heard


def test_a_tick_of_another_star_is_a_mistake(bent: Callable[[str, str, str], str]) -> None:
    assert bent("rating.toml", '"515"', '"415"').startswith("rating.toml")


def test_a_file_that_is_not_there_is_named(bent: Callable[[str, str, str], str]) -> None:
    assert bent("catalog.toml", '"GS"', '"XX"').startswith("XX.toml")


BILLS = [
    ('payer = "李*英"', 'payer = "李秀英"', "bill 1 (990087260101): payer: masked"),
    ('due = "2026-12-20"', 'due = "20 December"', "bill 1 (990087260101): due"),
    ('month = "2026-09"', 'month = "2026-13"', "bill 1 (990087260101): month"),
    ('series = "990087260101"', 'series = "99008726010"', "series"),
    ("rounds = 6", "rouns = 6", "rouns"),
    ("fen = 6820", "fen = -6820", "lines"),
    ("fen = 6820", "fen = 68.2", "int"),
    ('zh = "自来水费"', 'zhh = "自来水费"', "zh"),
]


@pytest.mark.parametrize(("old", "new", "said"), BILLS)
def test_a_mistake_in_a_bill_is_named(tmp_path: Path, old: str, new: str, said: str) -> None:
    text = (DATA / "bills.toml").read_text("utf-8")
    assert old in text
    file = tmp_path / "bills.toml"
    file.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(TableError) as heard:
        seeds(file)
    assert str(heard.value).startswith("bills.toml: ") and said in str(heard.value)
