"""Papers and records of the county: the seeded values stand in them, and only for whom they are."""

from __future__ import annotations

import subprocess
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sandbox.people import PEOPLE
from sandbox.platform.records.base import count, months, yuan
from services import documents
from services.models import Failure, IssuedDocument, Named, Record
from services.sm2 import Verifier
from tests.platform.conftest import Stand

RECORDS = Path(__file__).resolve().parents[2] / "sandbox" / "data" / "records"
HAVE = ["li", "wang", "rare", "chen", "anna"]
LI = PEOPLE["li"]
NOW = datetime.now(UTC).astimezone(ZoneInfo("Asia/Shanghai"))
YEAR_AGO = count(f"{NOW:%Y-%m}") - 11
MONTHS = {"from": f"{YEAR_AGO // 12}-{YEAR_AGO % 12 + 1:02d}", "to": f"{NOW:%Y-%m}"}
HOMES = {"area": "city", "purpose": "home"}


def seeds(name: str) -> dict[str, Any]:
    return tomllib.loads((RECORDS / f"{name}.toml").read_text("utf-8"))


def paper(platform: Stand, who: str, item: str, fields: dict[str, str]) -> Any:
    visit, person = platform.visit(), PEOPLE[who]
    visit.report_face(person.number)
    return visit.issue(item, person.number, person.name, fields)


def words(document: Any) -> str:
    """The text of a page without its spaces, as pdftotext reads it."""
    assert isinstance(document, IssuedDocument)
    assert document.pages == 1
    read = subprocess.run(["pdftotext", "-layout", "-", "-"], input=document.pdf, capture_output=True, check=True)
    return "".join(read.stdout.decode().split())


def record(platform: Stand, who: str, item: str, fields: dict[str, str]) -> Any:
    visit = platform.visit()
    visit.report_face(PEOPLE[who].number)
    return visit.record(item, PEOPLE[who].number, fields)


def values(found: Any) -> str:
    assert isinstance(found, Record)
    rows = [row.value for section in found.sections for row in section.rows]
    return "|".join(value.zh if isinstance(value, Named) else value for value in rows)


@pytest.mark.parametrize("who", HAVE)
def test_the_fund_statement_says_what_the_register_holds(platform: Stand, who: str) -> None:
    account = seeds("fund")[who]
    text = words(paper(platform, who, "HF-002", MONTHS))
    for value in (account["number"], account["employer"], yuan(account["balance_fen"])):
        assert value in text
    rate = account["rates"][-1]
    row = [yuan(fen) for fen in (rate["base_fen"], rate["own_fen"], rate["unit_fen"], rate["own_fen"] * 2)]
    assert f"{NOW:%Y-%m}" + "".join(row) in text


def test_the_fund_statement_sums_each_month_at_its_own_rate(platform: Stand) -> None:
    rates = seeds("fund")["li"]["rates"]
    paid = 0
    for month in months(MONTHS["from"], MONTHS["to"]):
        paid += 2 * max((rate for rate in rates if rate["since"] <= month), key=lambda rate: rate["since"])["own_fen"]
    assert yuan(paid) in words(paper(platform, "li", "HF-002", MONTHS))


@pytest.mark.parametrize("who", HAVE)
def test_the_tax_record_says_what_the_register_holds(platform: Stand, who: str) -> None:
    taxpayer = seeds("tax")[who]
    text = words(paper(platform, who, "TX-001", MONTHS))
    row = taxpayer["withheld"][-1]
    assert taxpayer["employer"] in text
    assert row["income"] + yuan(row["income_fen"]) + yuan(row["tax_fen"]) in text


@pytest.mark.parametrize("who", HAVE)
def test_the_home_certificate_names_each_home_or_says_that_there_is_none(platform: Stand, who: str) -> None:
    text = words(paper(platform, who, "NR-001", HOMES))
    homes = seeds("homes")[who]
    assert (f"登记有住房{len(homes)}套" in text) if homes else ("没有登记住房" in text)
    for home in homes:
        assert home["area"] in text and home["share"] in text and home["since"] in text


def test_a_home_elsewhere_in_the_city_is_not_said_of_the_county(platform: Stand) -> None:
    homes = seeds("homes")["li"]
    text = words(paper(platform, "li", "NR-001", {"area": "county", "purpose": "school"}))
    assert "登记有住房1套" in text and homes[0]["area"] in text and homes[1]["area"] not in text and "入学" in text


@pytest.mark.parametrize("who", HAVE)
def test_the_enrolment_certificate_names_each_insurance(platform: Stand, who: str) -> None:
    text = words(paper(platform, who, "HR-001", {**MONTHS, "kind": "all"}))
    assert all(one.zh in text for one in PEOPLE[who].insurances) and PEOPLE[who].name in text


@pytest.mark.parametrize("item", ["HF-002", "TX-001"])
def test_every_paper_is_sealed_and_masks_the_number(platform: Stand, item: str) -> None:
    document = paper(platform, "li", item, MONTHS)
    assert documents.verify(document, Verifier(platform.read("platform-sm2.pem"))) is None
    assert LI.number not in words(document) and LI.number[:4] + "*" * 10 + LI.number[-4:] in words(document)
    assert all(LI.number not in value and LI.name not in value for _, value in document.facts)


@pytest.mark.parametrize("who", HAVE)
def test_the_contributions_are_told_by_year_and_kind(platform: Stand, who: str) -> None:
    for row in seeds("contributions")[who]:
        told = values(record(platform, who, "HR-003", {"kind": row["kind"], "year": str(row["year"])}))
        for fen in (row["base_fen"], row["own_fen"], row["unit_fen"]):
            assert yuan(fen) in told
    found = record(platform, who, "HR-003", {"kind": "all", "year": "2026"})
    assert len(found.sections) == sum(row["year"] == 2026 for row in seeds("contributions")[who])


@pytest.mark.parametrize("who", HAVE)
def test_the_medical_account_tells_balance_and_movements(platform: Stand, who: str) -> None:
    account = seeds("medical")[who]
    told = values(record(platform, who, "MI-003", {"year": "2026"}))
    balance = account["opening_fen"] + sum(move["fen"] for move in account["movements"])
    assert told.startswith(yuan(balance))
    for move in account["movements"]:
        assert (yuan(move["fen"]) in told) == move["day"].startswith("2026")


def test_a_record_needs_proof_and_a_register_that_knows_the_person(platform: Stand) -> None:
    fields = {"year": "2026"}
    assert platform.visit().record("MI-003", LI.number, fields) == Failure("platform.unproven")
    assert record(platform, "berg", "MI-003", fields) == Failure("platform.no_record")
    assert paper(platform, "berg", "HF-002", MONTHS) == Failure("platform.no_record")


def test_an_item_gives_what_it_is_for_and_nothing_else(platform: Stand) -> None:
    assert record(platform, "li", "HF-002", MONTHS) == Failure("platform.no_item")
    assert record(platform, "li", "GS-002", {}) == Failure("platform.no_item")
    assert paper(platform, "li", "MI-003", {"year": "2026"}) == Failure("platform.no_item")


WRONG = [
    ("NR-001", {"area": "moon", "purpose": "home"}, "form.refused"),
    ("NR-001", {"area": "city"}, "form.refused"),
    ("NR-001", {**HOMES, "more": "x"}, "form.refused"),
    ("HF-002", {**MONTHS, "from": "1999-01"}, "form.refused"),
    ("HF-002", {**MONTHS, "to": f"{NOW.year + 1}-12"}, "form.refused"),
    ("HF-002", {**MONTHS, "to": "now"}, "form.refused"),
    ("HF-002", {"from": MONTHS["to"], "to": MONTHS["from"]}, "document.period"),
]


@pytest.mark.parametrize(("item", "fields", "said"), WRONG)
def test_answers_out_of_bounds_are_refused(platform: Stand, item: str, fields: dict[str, str], said: str) -> None:
    assert paper(platform, "li", item, fields) == Failure(said)


def test_a_document_is_had_again_by_its_owner_alone(platform: Stand) -> None:
    first = paper(platform, "li", "NR-001", HOMES)
    later = platform.visit()
    assert later.document(first.serial, LI.number) == Failure("platform.unproven")
    later.report_face(LI.number)
    assert later.document(first.serial, LI.number) == first
    assert later.document("YX-0000-0000-000000", LI.number) == Failure("platform.no_record")
    other = platform.visit()
    other.report_face(PEOPLE["rare"].number)
    assert other.document(first.serial, PEOPLE["rare"].number) == Failure("platform.refused")
