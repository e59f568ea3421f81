"""Ratings: completed by the platform to the national fields, in two opposite codes, once and once more."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.people import PEOPLE
from sandbox.platform.ratings import COLUMNS, gb_t_39046, national
from services.models import Event
from tests.platform.conftest import Stand

LI = PEOPLE["li"]


def rate(platform: Stand, key: str, visit: str, **more: Any) -> list[dict[str, Any]]:
    """Send one and give those that the register holds of this visit."""
    body = {"kind": "rating", "item": "HR-001", "stars": 4, "tags": "412,413", "visit": visit} | more
    assert platform.client().post_events([Event(key, body)]) is None
    return [row for row in platform.control("ratings")["ratings"] if row["projectNo"] == visit]


def ident(platform: Stand, identified: bool = True) -> str:
    visit = platform.visit()
    if identified:
        visit.report_face(LI.number)
    return visit._root.rsplit("/", 1)[-1]


def test_the_two_codes_are_opposite_and_each_gives_the_other_back() -> None:
    assert [(national(stars), gb_t_39046(stars)) for stars in range(1, 6)] == [(1, 5), (2, 4), (3, 3), (4, 2), (5, 1)]
    assert all(gb_t_39046(gb_t_39046(stars)) == stars for stars in range(1, 6))
    for stars in (0, 6):
        with pytest.raises(ValueError, match=str(stars)):
            gb_t_39046(stars)


def test_the_platform_completes_what_the_machine_does_not_say(platform: Stand) -> None:
    visit = ident(platform)
    [row] = rate(platform, f"{visit}-r", visit)
    assert set(row) == {*COLUMNS, "gb_t_39046"}
    assert (row["satisfaction"], row["gb_t_39046"], row["evalDetail"]) == ("4", 2, "412,413")
    assert (row["pf"], row["proStatus"], row["promiseTime"], row["assessNumber"]) == ("5", "3", "2", "1")
    assert row["taskCode"] == "11990000MB0000001M4992014001000" and len(row["taskHandleItem"]) == 33
    assert row["deptCode"] == "11990000MB0000001M" and row["userName"] == LI.name


def test_a_rating_of_nobody_names_nobody(platform: Stand) -> None:
    visit = ident(platform, identified=False)
    [row] = rate(platform, f"{visit}-r", visit, item="UT-001", stars=5, tags="")
    assert row["userName"] == row["certkeyGOV"] == "" and row["taskName"] == "自来水费查缴"


def test_one_may_rate_once_more_and_no_oftener(platform: Stand) -> None:
    visit = ident(platform)
    counts = [len(rate(platform, f"{visit}-{number}", visit)) for number in range(3)]
    assert counts == [1, 2, 2]
    assert [row["assessNumber"] for row in rate(platform, f"{visit}-0", visit)] == ["1", "2"]


@pytest.mark.parametrize(
    "wrong", [{"tags": "512"}, {"stars": 6, "tags": ""}, {"stars": None}, {"item": "XX-001"}],
)
def test_a_rating_against_the_rules_is_not_counted(platform: Stand, wrong: dict[str, Any]) -> None:
    visit = ident(platform)
    assert rate(platform, f"{visit}-r", visit, **wrong) == []


def test_a_rating_of_a_visit_that_never_was_is_not_counted(platform: Stand) -> None:
    assert rate(platform, "V-none-r", "V-none") == []
