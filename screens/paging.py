"""What is longer than the glass, page by page; which page is open lives in the draft.  Knows no screen."""

from __future__ import annotations

from kiosk.prompts import Section

PAGE = "page"
"""Key of the draft: the number of the page, from 0."""
GAP, LEAST = 28.0, 2
"""Design pixels between sections; rows that a title does not stand without."""


def opened(draft: dict[str, str], pages: int) -> int:
    """The page that is open; the last one where the draft names a later one."""
    typed = draft.get(PAGE, "0")
    return min(int(typed) if typed.isdecimal() else 0, pages - 1)


def paged(sections: tuple[Section, ...], room: float, heading: float, row: float) -> list[list[Section]]:
    """Sections on pages of `room`; one that does not end on its page goes on, with its title, on the next."""
    pages: list[list[Section]] = [[]]
    free = room
    for section in sections:
        rows = section.rows
        while rows:
            fit = int((free - heading - GAP) // row)
            if fit < min(len(rows), LEAST) and pages[-1]:
                pages.append([])
                free = room
                continue
            taken = max(1, fit)
            pages[-1].append(Section(section.title, rows[:taken]))
            free -= heading + row * min(taken, len(rows)) + GAP
            rows = rows[taken:]
    return pages
