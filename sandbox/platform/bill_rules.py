"""What a row of bills.toml must be, beyond its types."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sandbox.platform.bills import Seed

STATES = ("open", "paid", "void")


def mistakes(seed: Seed) -> Iterator[tuple[str, str]]:
    """(field, what is wrong with it)"""
    if not re.fullmatch(r"99[0-9]{10}", seed.series):
        yield "series", "12 digits that begin with the sandbox's region 99"
    if not re.fullmatch(r"[^*]+\*+[^*]*", seed.payer):
        yield "payer", "masked, for example 李*英: a slip and a screen show it as it stands here"
    if not seed.lines or any(min(line.fen, line.overdue_fen, line.penalty_fen) < 0 for line in seed.lines):
        yield "lines", "at least one, and no amount below 0 fen"
    elif not any(line.fen for line in seed.lines):
        yield "lines", "something to pay"
    if not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])", seed.due):
        yield "due", "a day, YYYY-MM-DD"
    if seed.month and not re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", seed.month):
        yield "month", "YYYY-MM"
    if seed.number and not re.fullmatch(r"[0-9]+", seed.number):
        yield "number", "digits, as they are typed"
    if seed.state not in STATES:
        yield "state", f"no {seed.state!r}; there are {', '.join(STATES)}"
    if seed.rounds < 1:
        yield "rounds", "at least 1"
