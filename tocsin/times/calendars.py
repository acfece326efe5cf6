"""Dates of the calendars that news uses; the Hijri one by hijridate (one maintainer: only this module knows it)."""

import calendar
from datetime import date, timedelta
from typing import Final

from hijridate import Gregorian, Hijri

_DAYS: Final = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def gregorian(year: int, month: int, day: int) -> date | None:
    """The date, or None where there is none (31 April)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hijri(year: int, month: int, day: int) -> date | None:
    """The Gregorian date of a Hijri one (Umm al-Qura); None where there is none or the table (1343-1500) lacks it."""
    try:
        converted = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return date(converted.year, converted.month, converted.day)


def hijri_year(day: date) -> int | None:
    """The Hijri year that the day falls in, or None where the table lacks it."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return None


def month_of(year: int, month: int) -> tuple[date, date] | None:
    """The month's first day and the day after its last; `month` may lie outside 1 to 12, of a year before or after."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    if not 1 <= year < 9999:
        return None
    first = date(year, month, 1)
    return first, first + timedelta(days=_days(year, month))


def hijri_month_of(year: int, month: int) -> tuple[date, date] | None:
    """The Hijri month's first day and the day after its last, or None where the table lacks it."""
    first = hijri(year, month, 1)
    after = hijri(year + 1, 1, 1) if month == 12 else hijri(year, month + 1, 1)
    return None if first is None or after is None else (first, after)


def _days(year: int, month: int) -> int:
    """How many days the month has."""
    return 29 if month == 2 and calendar.isleap(year) else _DAYS[month - 1]


def year_of(year: int) -> tuple[date, date] | None:
    """The year's first day and the day after its last."""
    return (date(year, 1, 1), date(year + 1, 1, 1)) if 1 <= year < 9999 else None


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last of that month where it is shorter."""
    index = max(day.year * 12 + day.month - 1 - months, 12)
    year, month = index // 12, index % 12 + 1
    return date(year, month, min(day.day, _days(year, month)))
