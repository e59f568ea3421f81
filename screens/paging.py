"""What is longer than the glass, page by page; which page is open lives in the draft.  Knows no screen."""

from __future__ import annotations

from kiosk.prompts import Fact, Section

PAGE = "page"
"""Key of the draft: the number of the page, from 0."""
GAP, LEAST = 28.0, 2
"""Design pixels between sections; rows that a title does not stand without."""
LONG = 24
"""Characters of a number that still stand beside their label; a longer one (a case has 43) takes two lines."""


def opened(draft: dict[str, str], pages: int) -> int:
    """The page that is open; the last one where the draft names a later one."""
    typed = draft.get(PAGE, "0")
    return min(int(typed) if typed.isdecimal() else 0, pages - 1)


def lines(fact: Fact) -> int:
    """How many rows high a fact stands."""
    value = fact.value
    return 2 if isinstance(value, str) and len(value) > LONG and value.isascii() and " " not in value else 1


def paged(sections: tuple[Section, ...], room: float, heading: float, row: float) -> list[list[Section]]:
    """Sections on pages of `room`; one that does not end on its page goes on, with its title, on the next."""
    pages: list[list[Section]] = [[]]
    free = room
    for section in sections:
        rows = section.rows
        while rows:
            fit = _fit(rows, int((free - heading - GAP) // row))
            if fit < min(len(rows), LEAST) and pages[-1]:
                pages.append([])
                free = room
                continue
            taken = max(1, fit)
            pages[-1].append(Section(section.title, rows[:taken]))
            free -= heading + row * sum(map(lines, rows[:taken])) + GAP
            rows = rows[taken:]
    return pages


def _fit(rows: tuple[Fact, ...], room: int) -> int:
    """How many facts stand in so many rows."""
    for number, fact in enumerate(rows):
        room -= lines(fact)
        if room < 0:
            return number
    return len(rows)
