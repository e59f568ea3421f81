"""What a citizen filled in, held to the questions of the item once more: the kiosk is not believed."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from sandbox.platform.desk import Refusal
from sandbox.platform.records.base import Fields, count
from services.models import Item, Question


def check(item: Item, fields: Any, at: datetime) -> Fields:
    """The fields, each one asked for and in its bounds.  Raises Refusal (form.refused, document.period).

    at: local time of the site, which a month's bounds ("now-11m") are counted from."""
    if not isinstance(fields, dict) or set(fields) != {question.key for question in item.fields}:
        raise Refusal(422, "form.refused")
    for question in item.fields:
        value = fields[question.key]
        if not isinstance(value, str) or not _fits(question, value, at):
            raise Refusal(422, "form.refused")
    if "from" in fields and "to" in fields and fields["from"] > fields["to"]:
        raise Refusal(422, "document.period")
    return {str(key): str(value) for key, value in fields.items()}


def _fits(question: Question, value: str, at: datetime) -> bool:
    match question.kind:
        case "choice":
            return bool(question.source) or value in {option.key for option in question.options}
        case "month":
            return bool(re.fullmatch(r"[0-9]{4}-(0[1-9]|1[0-2])", value)) and (
                _month(question.low, at) <= value <= _month(question.high, at)
            )
        case "id":
            return bool(re.fullmatch(r"[0-9]{17}[0-9X]", value))
        case _:
            fits = not question.pattern or re.fullmatch(question.pattern, value)
            return bool(value.strip() and fits) and len(value) <= question.longest


def _month(bound: str, at: datetime) -> str:
    """YYYY-MM of "2026-01", "now" or "now-11m"."""
    if not bound.startswith("now"):
        return bound
    number = count(f"{at:%Y-%m}") - int(bound[4:-1] or 0)
    return f"{number // 12:04d}-{number % 12 + 1:02d}"
