"""Applications at the platform: who may file, once by key, with what number, and how they go on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest

from sandbox.people import PEOPLE
from sandbox.platform.cases import Cases
from sandbox.platform.catalogue import read
from sandbox.platform.register import Register
from services import declaration
from services.models import Case, Catalog, Event, Failure, Filed, Named, Party, Slot
from services.platform import VisitCalls
from services.signature import bound
from tests.platform.conftest import Stand

DATA = Path(__file__).resolve().parents[2] / "sandbox" / "data"
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
    mark = declaration.mark(item.key, item.statement, [party(who)], fields)
    return bound(mark, ((100, 100, 500, 300),), "2026-11-24T22:41:00+0800")


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


def test_the_fault_switch_reaches_each_way_to_an_application(platform: Stand, key: str) -> None:
    platform.control("fault", endpoint="cases", kind="500")
    slot = platform.visit().slots("CA-002")[-1].key  # type: ignore[index]
    visit = platform.visit()
    assert booked(platform, key, pair("li", "rare"), slot, visit) == Failure("platform.down")
    assert visit.filed(key) == Failure("platform.down")
    platform.control("fault", endpoint="cases", kind="none")
    assert visit.filed(key) is None


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
    assert 5 <= (due - at).days <= 7 and due.weekday() < 5
    assert Named("1000 元", "1,000 yuan") in [row.value for row in filed.rows]


def test_an_item_with_a_statement_is_signed_over_what_is_filed(platform: Stand, key: str) -> None:
    visit = proven(platform, "li")
    good = signature(platform, "li", TIER)
    other = {**TIER, "tier": "5000"}
    assert visit.file(key, "HR-022", [party("li")], TIER, {}) == Failure("case.unsigned")
    assert visit.file(key, "HR-022", [party("li")], other, good) == Failure("case.unsigned")
    for forged in ({"strokes": "[]"}, {"strokes": "[[1,2,3,4]]"}, {"at": "2020-01-01T00:00:00+0800"}, {"bound": "0"}):
        assert visit.file(key, "HR-022", [party("li")], TIER, {**good, **forged}) == Failure("case.unsigned")
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


def test_a_case_goes_on_by_the_clock_also_over_a_restart(tmp_path: Path) -> None:
    zone, county = ZoneInfo("Asia/Shanghai"), read(DATA)
    numbers = {key: person.number for key, person in PEOPLE.items()}

    def standing(at: str) -> tuple[str, int]:
        cases = Cases(DATA, Register(tmp_path / "register.db", PEOPLE), county.units)
        cases.seed(zone, numbers, county.catalog)
        moment = datetime.fromisoformat(at).replace(tzinfo=zone)
        [tier] = [case for case in cases.of(numbers["li"], moment) if case.due == "2026-11-27"]
        return tier.state, len(tier.steps)

    assert standing("2026-11-20T09:00") == ("accepted", 1)
    assert standing("2026-11-21T08:59") == ("accepted", 1)
    assert standing("2026-11-21T09:00") == ("doing", 2)
    assert standing("2026-11-27T16:59") == ("doing", 2)
    assert standing("2026-11-27T17:00") == ("done", 3)


def test_progress_needs_the_card_alone(platform: Stand) -> None:
    found = platform.visit().cases(PEOPLE["li"].number)
    assert isinstance(found, list)
    assert "11990000MB0000001M4992014014000202611090017" in [one.number for one in found]
    assert platform.visit().cases(PEOPLE["berg"].number) == []


def test_nobody_sees_the_case_of_another(platform: Stand) -> None:
    theirs = platform.visit().cases(PEOPLE["li"].number)[0].number  # type: ignore[index]
    assert platform.visit().cases(PEOPLE["anna"].number, theirs) == []


def test_a_finished_card_waits_until_its_own_effect_says_that_it_was_taken(platform: Stand) -> None:
    number = PEOPLE["li"].number
    assert platform.visit().cards("GS-013", number) == Failure("platform.unproven")
    visit = proven(platform, "li")
    [card] = visit.cards("GS-013", number)  # type: ignore[misc]
    assert card.chip == "04A1B2C3D4E5F6" and card.owner == "李**"
    effect = visit._root.rsplit("/", 1)[-1] + "-1"
    event = {"kind": "dispense", "effect": effect, "state": "done", "card": "taken"}
    platform.client().post_events([Event(f"{effect}-x", event)])
    assert visit.cards("GS-013", number) == [card], "nobody has said whose card that was"
    assert visit.hand_over("V-else-1", "GS-013", number, card.case) == Failure("case.no_card")
    assert visit.hand_over(effect, "GS-013", number, card.case) is None
    assert visit.hand_over(effect, "GS-013", number, card.case) is None, "the same again"
    platform.client().post_events([Event(f"{effect}-y", {"kind": "dispense", "effect": effect, "state": "unknown"})])
    assert visit.cards("GS-013", number) == [card]
    platform.client().post_events([Event(f"{effect}-z", event)])
    assert visit.cards("GS-013", number) == []
    assert [one["state"] for one in platform.control("cards")["cards"]] == ["taken", "waiting", "waiting"]
    platform.control("restock")
    assert visit.cards("GS-013", number) == [card]


def test_a_card_that_went_to_the_bin_waits_for_a_clerk_and_not_in_the_stack(platform: Stand) -> None:
    visit, number = proven(platform, "rare"), PEOPLE["rare"].number
    [card] = visit.cards("GS-013", number)  # type: ignore[misc]
    effect = visit._root.rsplit("/", 1)[-1] + "-1"
    assert visit.hand_over(effect, "GS-013", number, card.case) is None
    event = {"kind": "dispense", "effect": effect, "state": "not_done", "card": "bin"}
    platform.client().post_events([Event(effect, event)])
    assert visit.cards("GS-013", number) == []
    platform.control("restock")
