"""What was found or done, in facts of readable size; page by page where there are many."""

from __future__ import annotations

from kiosk.prompts import Back, Fact, Pick, Statement, Yes
from screens.frame import Screen
from screens.paging import GAP, PAGE, lines, opened, paged

TOP, END = 500.0, 1412.0


def draw(s: Screen, prompt: Statement) -> None:
    end = END if prompt.slip or prompt.paper else 1556.0
    heading, row = (84.0, 96.0) if s.wide_text() else (72.0, 76.0)
    pages = paged(prompt.sections, end - TOP, heading, row)
    page = opened(s.c.draft, len(pages))
    s.header()
    s.steps()
    said = s.say(prompt.say) if prompt.say else ""
    if len(pages) > 1:
        said = f"{said} {s.say('statement.page', page=page + 1, pages=len(pages))}".strip()
    s.title(s.say(prompt.title), said)
    s.act(TOP, low=True)
    y = TOP
    for section in pages[page]:
        rows = section.rows
        s.text(s.say(section.title), 60, y, 960, heading, "body", "ink", bold=True, valign="middle")
        tall = row * sum(map(lines, rows))
        s.panel(60, y + heading, 960, tall + 16, "cel")
        at = y + heading + 8
        for fact in rows:
            _row(s, fact, at, row * lines(fact))
            at += row * lines(fact)
        y += heading + tall + GAP
    _along(s, prompt)
    _turn(s, prompt, page, len(pages))
    s.footer()


def _row(s: Screen, fact: Fact, y: float, h: float) -> None:
    label = s.text(s.say(fact.label), 100, y, 400, h, "body", "ink2", valign="middle")
    left = s.right_of(label) + 24
    value = fact.value if isinstance(fact.value, str) else s.say(fact.value)
    if lines(fact) > 1:
        value = f"{value[:len(value) // 2]}\n{value[len(value) // 2:]}"
    s.text(value, left, y, 980 - left, h, "body", "ink", bold=True, align="right", valign="middle")


def _along(s: Screen, prompt: Statement) -> None:
    """To take along: a slip, a page."""
    ways = [("slip", prompt.slip, "slip"), ("print", prompt.paper, "print")]
    ways = [way for way in ways if way[1]]
    w = 960.0 if len(ways) == 1 else 468.0
    for number, (key, _, icon) in enumerate(ways):
        s.button(f"pick:{key}", s.say(f"statement.{key}"), 60 + number * 492, 1428, w, 128,
                 lambda key=key: s.c.answer(Pick(key)), icon=icon)


def _turn(s: Screen, prompt: Statement, page: int, pages: int) -> None:
    """Back and the way on; in between, the next page comes before the way on."""
    last = page + 1 == pages
    if page == 0 and last:
        s.bar(s.say(prompt.next), lambda: s.c.answer(Yes()), "next")
        return
    back = bool(s.c.show and s.c.show.back)
    if page or back:
        s.button("back", s.say("back"), 60, 1584, 300, 120,
                 (lambda: s.c.set_draft({PAGE: str(page - 1)})) if page else (lambda: s.c.answer(Back())), icon="back")
    x, w = (384, 636) if page or back else (60, 960)
    if last:
        s.button("yes", s.say(prompt.next), x, 1584, w, 120, lambda: s.c.answer(Yes()), "primary", "next")
    else:
        s.button("page:next", s.say("statement.more"), x, 1584, w, 120,
                 lambda: s.c.set_draft({PAGE: str(page + 1)}), "primary", "next")
