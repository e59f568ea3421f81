"""Sections on pages: nothing is lost, nothing is too long, and no title stands with a single row at the foot."""

from __future__ import annotations

import pytest

from kiosk.prompts import Fact, Section, Words
from screens.paging import GAP, opened, paged

ROOM, HEADING, ROW = 900.0, 72.0, 76.0


def section(number: int, rows: int) -> Section:
    return Section(Words(str(number), str(number)), tuple(Fact(f"{number}.{row}", "") for row in range(rows)))


@pytest.mark.parametrize("sizes", [(2,), (2, 3, 4, 5, 6, 2, 3, 4), (30,), (9, 9), (1, 1, 1), (10, 1, 10)])
def test_every_row_stands_once_and_every_page_fits(sizes: tuple[int, ...]) -> None:
    sections = tuple(section(number, rows) for number, rows in enumerate(sizes))
    pages = paged(sections, ROOM, HEADING, ROW)
    assert [fact for page in pages for part in page for fact in part.rows] == [
        fact for one in sections for fact in one.rows]
    assert all(sum(HEADING + ROW * len(part.rows) + GAP for part in page) <= ROOM for page in pages)


def test_a_number_too_long_to_stand_beside_its_label_takes_two_rows() -> None:
    case = Fact("fact.case", "11990000MB0000001M4992014022000202611200004")
    sections = (Section(Words("0", "0"), (case,) * 30),)
    pages = paged(sections, ROOM, HEADING, ROW)
    assert all(sum(HEADING + 2 * ROW * len(part.rows) + GAP for part in page) <= ROOM for page in pages)
    assert sum(len(part.rows) for page in pages for part in page) == 30


def test_a_section_that_goes_on_keeps_its_title() -> None:
    pages = paged((section(0, 30),), ROOM, HEADING, ROW)
    assert len(pages) == 3
    assert {part.title.zh for page in pages for part in page} == {"0"}


def test_a_title_does_not_stand_alone_with_one_row() -> None:
    pages = paged((section(0, 8), section(1, 5)), ROOM, HEADING, ROW)
    assert [[len(part.rows) for part in page] for page in pages] == [[8], [5]]


@pytest.mark.parametrize(("draft", "page"), [({}, 0), ({"page": "1"}, 1), ({"page": "9"}, 2), ({"page": "x"}, 0)])
def test_the_open_page_is_one_that_exists(draft: dict[str, str], page: int) -> None:
    assert opened(draft, 3) == page
