"""What prompts are made of.  Knows no screen, no wire, no pixel; everything is data in both languages or a text key."""

from __future__ import annotations

import re

import msgspec


class _Part(msgspec.Struct, frozen=True):
    pass


class Words(_Part, frozen=True):
    """A text that is data: the same sentence in each language."""

    zh: str
    en: str


class Preferences(_Part, frozen=True):
    """How this citizen wants to be spoken to.  lang: "zh" | "en"; size: "small" | "standard" | "large" | "extra"."""

    lang: str = "zh"
    size: str = "standard"
    contrast: bool = False
    reach: bool = False  # every target below 1,220 mm from the floor


# ---------------------------------------------------------------- parts
class Tile(_Part, frozen=True):
    """One service item (服务事项) on the home screen; greyed where `closed` names the fault that prevents it."""

    key: str
    name: Words
    icon: str
    note: Words
    closed: str | None = None
    needs: Words | None = None  # what it needs, how long it takes and what it costs: said where there is room
    minutes: int = 0
    fee_fen: int = 0
    department: str = ""  # key of a Department
    words: tuple[str, ...] = ()  # what it is found by: pinyin with a space between syllables, plain words


class Department(_Part, frozen=True):
    key: str
    name: Words
    icon: str


class Choice(_Part, frozen=True):
    key: str
    label: Words


class Field(_Part, frozen=True):
    """One question of a form.  kind: "choice" (one of choices) | "month" (YYYY-MM between low and high) |
    "digits" | "id" (number of an ID card) | "text".

    pattern: what a complete answer of digits or text matches, "" for anything but nothing; longest: characters;
    scan: it may be scanned instead (the form answers Pick("scan"))."""

    key: str
    label: Words
    kind: str
    choices: tuple[Choice, ...] = ()
    low: str = ""
    high: str = ""
    initial: str = ""
    hint: Words | None = None
    pattern: str = ""
    longest: int = 0
    scan: bool = False

    def wrong(self, value: str) -> str:
        """Why `value` cannot be taken, as a text key of [form.wrong]: "" | "empty" | "short" | "long" | "check" |
        "pattern" | "choice"."""
        if not value.strip():
            return "empty"
        if self.kind == "choice":
            return "" if value in {choice.key for choice in self.choices} else "choice"
        if self.kind == "month":
            return "" if self.low <= value <= self.high else "choice"
        if self.longest and len(value) > self.longest:
            return "long"
        if self.kind == "id":
            return "short" if len(value) < 18 else "" if _checks(value) else "check"
        if self.pattern and not re.fullmatch(self.pattern, value):
            return "short" if self.longest and len(value) < self.longest and self.kind == "digits" else "pattern"
        return ""


class Fact(_Part, frozen=True):
    """A row of the review: `label` is a text key or Words, `value` is shown as it is (already masked)."""

    label: str | Words
    value: str | Words


class Section(_Part, frozen=True):
    """slip: False where it is for the screen alone."""

    title: Words
    rows: tuple[Fact, ...]
    slip: bool = True


class Lookup(_Part, frozen=True):
    """One look-up made for the citizen: whose data, what for, when (site's clock, HH:MM)."""

    source: Words
    what: str | Words
    at: str


class Waiting(_Part, frozen=True):
    """A document that was begun at this machine within seven days and did not come out."""

    key: str
    name: Words
    day: str  # YYYY-MM-DD


class Job(_Part, frozen=True):
    """A row of the working screen.  state: "done" | "now" | "next"."""

    label: str
    state: str


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def _checks(number: str) -> bool:
    """The check character of GB 11643 (ISO 7064 MOD 11-2)."""
    if not re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number, strict=False))
    return "10X98765432"[total % 11] == number[17]
