"""All that is said on screens and slips, in each language: assets/texts/*.toml, and the sentences of faults.toml."""

from __future__ import annotations

import tomllib
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from kiosk.prompts import Words

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("zh", "en")


class Texts:
    """`say(key, **values)` in the chosen language; a missing key is a defect and raises KeyError."""

    def __init__(self, lang: str = "zh") -> None:
        self.lang = lang

    def say(self, text: str | Words, **values: object) -> str:
        if isinstance(text, Words):
            return text.zh if self.lang == "zh" else text.en
        return self._filled(self.lang, text, values)

    def words(self, key: str, **values: object) -> Words:
        """A text as data, in every language."""
        return Words(*(self._filled(lang, key, values) for lang in LANGUAGES))

    def _filled(self, lang: str, key: str, values: dict[str, object]) -> str:
        one, _, many = _table(lang)[key].partition("|")
        return (many if many and 1 not in values.values() else one).format(**values)

    def fault(self, code: str) -> str:
        """What happened."""
        return _faults().get(f"{code}.{self.lang}") or _faults()[f"device.not_ready.{self.lang}"]

    def remedy(self, code: str) -> str:
        """What to do now."""
        return _faults().get(f"{code}.do_{self.lang}") or _faults()[f"device.not_ready.do_{self.lang}"]

    def action(self, code: str) -> str:
        """Who must act: "retry" | "reset" | "clear" | "configuration" | "maintenance" | "suspend"."""
        return _faults().get(f"{code}.action", "maintenance")

    def date(self, at: datetime) -> str:
        """The day, as the attract screen says it."""
        day = self.say(f"weekday.{at.isoweekday()}")
        return self.say("date", year=at.year, month=at.month, month_name=self.say(f"month.{at.month}"), day=at.day,
                        weekday=day)


@cache
def _table(lang: str) -> dict[str, str]:
    """Read when it is first wanted: 25 ms that a visit without a slip does not spend."""
    return _flat(_read(ROOT / "assets" / "texts" / f"{lang}.toml"))


@cache
def _faults() -> dict[str, str]:
    return _flat(_read(ROOT / "config" / "faults.toml"))


def _read(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))


def _flat(table: dict[str, Any], prefix: str = "") -> dict[str, str]:
    flat: dict[str, str] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            flat.update(_flat(value, f"{prefix}{key}."))
        else:
            flat[prefix + key] = str(value)
    return flat
