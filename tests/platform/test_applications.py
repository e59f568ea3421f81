"""Applications at the platform: who may file, once by key, with what number, and how they go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
import pytest

from sandbox.people import PEOPLE
from services import declaration
from services.models import Case, Catalog, Event, Failure, Filed, Named, Party, Slot
from services.platform import VisitCalls
from tests.platform.conftest import Stand

NUMBER = re.compile(r"[0-9A-Z]{18}4[0-9]{12}20[0-9]{6}[0-9]{4}")
TIER = {"tier": "1000", "address": "松林镇松林村1号"}


def party(who: str, role: str = "applicant") -> Party:
    return Party(role, PEOPLE[who].number, PEOPLE[who].name)


def pair(first: str, second: str) -> list[Party]:
    return [party(first), party(second, "partner")]


def proven(platform: Stand, who: str) -> VisitCalls:
    visit = platform.visit()
    visit.report_face(PEOPLE[who].number)
    return visit


def signature(platform: Stand, who: str, fields: dict[str, str]) -> dict[str, str]:
    signed: Any = platform.client().catalog(0)
    item = next(item for item in msgspec.json.decode(signed.body, type=Catalog).items if item.key == "HR-022")
    assert item.statement
    return {"document": declaration.mark(item.key, item.statement, [party(who)], fields)}


def booked(platform: Stand, key: str, people: list[Party], slot: str, by: VisitCalls | None = None) -> Any:
    visit = by or platform.visit()
    return visit.file(key, "CA-002", people, {"slot": slot, "phone": "13800130001"}, {})


@pytest.fixture
def key(request: pytest.FixtureRequest) -> Iterator[str]:
    yield f"E-{request.node.name}"


def test_free_times_are_on_working_days_to_come(platform: Stand) -> None:
    slots = platform.visit().slots("CA-002")
    assert isinstance(slots, list) and 4 <= len(slots) <= 12
    assert all(date.fromisoformat(slot.key[:10]).weekday() < 5 and slot.left > 0 for slot in slots)
    assert [slot.key for slot in slots] == sorted(slot.key for slot in slots)


def test_two_people_book_with_their_cards_alone(platform: Stand, key: str) -> None:
    slot: Slot = platform.visit().slots("CA-002")[-1]  # type: ignore[index]
    filed = booked(platform, key, pair("li", "rare"), slot.key)
    assert isinstance(filed, Filed) and NUMBER.fullmatch(filed.case) and not filed.due
    assert slot.label in [row.value for row in filed.rows]
    found = platform.visit().cases(PEOPLE["rare"].number, filed.case)
    assert isinstance(found, list) and [one.number for one in found] == [filed.case]


def test_the_same_key_is_the_same_case(platform: Stand, key: str) -> None:
    slot = platform.visit().slots("CA-002")[-1].key  # type: ignore[index]
    visit = platform.visit()
    first = booked(platform, key, pair("li", "rare"), slot, visit)
    assert visit.filed(key) == first and visit.filed(key + "other") is None
    assert booked(platform, key, pair("li", "rare"), slot, visit) == first
    assert booked(platform, key, pair("chen", "rare"), slot) == Failure("platform.refused")


def test_a_time_that_is_full_is_taken(platform: Stand, key: str) -> None:
    slot = platform.visit().slots("CA-002")[0]  # type: ignore[index]
    for number in range(slot.left):
        assert isinstance(booked(platform, f"{key}-{number}", pair("li", "rare"), slot.key), Filed)
    assert booked(platform, key, pair("chen", "anna"), slot.key) == Failure("case.slot_taken")
    assert platform.visit().filed(key) is None
    assert slot.key not in {free.key for free in platform.visit().slots("CA-002")}  # type: ignore[union-attr]
    assert booked(platform, key, pair("chen", "anna"), "2020-01-01T09:00") == Failure("case.slot_taken")


def test_a_visit_stays_with_its_first_person(platform: Stand, key: str) -> None:
    slot = platform.visit().slots("CA-002")[-1].key  # type: ignore[index]
    visit = platform.visit()
    assert isinstance(booked(platform, key, pair("li", "rare"), slot, visit), Filed)
    assert visit.cases(PEOPLE["rare"].number) == Failure("platform.other_person")
    assert booked(platform, key + "2", pair("rare", "li"), slot, visit) == Failure("platform.other_person")


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (pair("li", "li"), "case.same_person"),
        ([party("li")], "platform.schema"),
        (pair("li", "rare")[::-1], "platform.schema"),
        ([party("li"), Party("partner", "11010119900101999X", "无名")], "platform.no_record"),
        ([party("li"), Party("partner", PEOPLE["rare"].number, "无名")], "platform.other_person"),
    ],
)
def test_each_role_is_another_known_person(platform: Stand, key: str, people: list[Party], said: str) -> None:
    slot = platform.visit().slots("CA-002")[-1].key  # type: ignore[index]
    assert booked(platform, key, people, slot) == Failure(said)


def test_a_promised_item_has_a_day_it_is_done_by(platform: Stand, key: str) -> None:
    visit = proven(platform, "li")
    filed: Any = visit.file(key, "HR-022", [party("li")], TIER, signature(platform, "li", TIER))
    assert isinstance(filed, Filed) and NUMBER.fullmatch(filed.case)
    at, due = date.fromisoformat(filed.at[:10]), date.fromisoformat(filed.due)
    assert 6 <= (due - at).days <= 9 and due.weekday() < 5
    assert Named("1000 元", "1,000 yuan") in [row.value for row in filed.rows]


def test_an_item_with_a_statement_is_signed_over_what_is_filed(platform: Stand, key: str) -> None:
    visit = proven(platform, "li")
    good = signature(platform, "li", TIER)
    other = {**TIER, "tier": "5000"}
    assert visit.file(key, "HR-022", [party("li")], TIER, {}) == Failure("case.unsigned")
    assert visit.file(key, "HR-022", [party("li")], other, good) == Failure("case.unsigned")
    assert visit.file(key, "HR-022", [party("li")], {**TIER, "address": " "}, good) == Failure("form.refused")
    unproven = platform.visit()
    assert unproven.file(key, "HR-022", [party("li")], TIER, good) == Failure("platform.unproven")
    assert visit.filed(key) is None


def test_a_case_goes_on_to_its_end_and_no_further(platform: Stand, key: str) -> None:
    visit = proven(platform, "chen")
    filed: Any = visit.file(key, "HR-022", [party("chen")], TIER, signature(platform, "chen", TIER))

    def standing() -> Case:
        return visit.cases(PEOPLE["chen"].number, filed.case)[0]  # type: ignore[index]

    assert standing().state == "accepted" and len(standing().steps) == 1
    assert [platform.control("advance", case=filed.case)["state"] for _ in range(3)] == ["doing", "done", "done"]
    assert standing().state == "done" and len(standing().steps) == 3
    assert platform.control("advance", case="none")["state"] == ""


def test_progress_needs_the_card_alone(platform: Stand) -> None:
    found = platform.visit().cases(PEOPLE["li"].number)
    assert isinstance(found, list)
    assert "11990000MB0000001M4992014014000202611090017" in [one.number for one in found]
    assert platform.visit().cases(PEOPLE["berg"].number) == []


def test_nobody_sees_the_case_of_another(platform: Stand) -> None:
    theirs = platform.visit().cases(PEOPLE["li"].number)[0].number  # type: ignore[index]
    assert platform.visit().cases(PEOPLE["anna"].number, theirs) == []


def test_a_finished_card_waits_until_it_was_taken(platform: Stand, key: str) -> None:
    number = PEOPLE["li"].number
    assert platform.visit().cards("GS-013", number) == Failure("platform.unproven")
    visit = proven(platform, "li")
    [card] = visit.cards("GS-013", number)  # type: ignore[misc]
    assert card.chip == "04A1B2C3D4E5F6" and card.owner == "李**"
    platform.client().post_events([Event(f"{key}-1", {"kind": "dispense", "state": "unknown", "case": card.case})])
    assert visit.cards("GS-013", number) == [card]
    platform.client().post_events([Event(f"{key}-2", {"kind": "dispense", "state": "done", "case": card.case})])
    assert visit.cards("GS-013", number) == []
    assert [one["state"] for one in platform.control("cards")["cards"]] == ["collected", "waiting", "waiting"]
    platform.control("restock")
    assert visit.cards("GS-013", number) == [card]


def test_an_outcome_that_names_no_case_means_the_first_card_of_the_visits_citizen(platform: Stand, key: str) -> None:
    visit = proven(platform, "rare")
    assert len(visit.cards("GS-013", PEOPLE["rare"].number)) == 1  # type: ignore[arg-type]
    ident = visit._root.rsplit("/", 1)[-1]
    platform.client().post_events([Event(key, {"kind": "dispense", "state": "done", "visit": ident})])
    assert visit.cards("GS-013", PEOPLE["rare"].number) == []
    platform.control("restock")
