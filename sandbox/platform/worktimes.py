"""Working days and the times of appointments, in the site's time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import islice

from services.models import Named

_DAYS_ZH = "一二三四五六日"


def working_days(after: date) -> Iterator[date]:
    """Monday to Friday, from the day after on."""
    day = after
    while True:
        day += timedelta(days=1)
        if day.weekday() < 5:
            yield day


def due(filed: date, days: int) -> date:
    """The last of `days` working days after the filing."""
    return next(islice(working_days(filed), days - 1, None))


def told(at: datetime) -> Named:
    """12月1日 周二 09:00 · Tue 1 Dec, 09:00"""
    zh = f"{at.month}月{at.day}日 周{_DAYS_ZH[at.weekday()]} {at:%H:%M}"
    return Named(zh, f"{at:%a} {at.day} {at:%b}, {at:%H:%M}")
