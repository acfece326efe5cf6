"""Expressions of time as intervals, against the date of the article that they stand in."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import Final, Literal

from tocsin.times import calendars
from tocsin.times.parts import Expression
from tocsin.times.words import TimePack

Precision = Literal["minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "open"]
# A date without a year may lie so far after the article's, else it is of the year before.
_AHEAD: Final = timedelta(days=60)
# A date of unclear order is read as the only order that falls so close to the article.
_NEAR: Final = timedelta(days=60)
_ABOUT_A_YEAR: Final = timedelta(days=400)
_MIDNIGHT: Final = time()
_DAY: Final = timedelta(days=1)
_PRECISION: Final[dict[str, Precision]] = {
    "minute": "minute", "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year",
    "weekend": "day",
}  # fmt: skip
_FINER: Final[dict[str, Precision]] = {
    "weekend": "day",
    "day": "part_of_day",
    "week": "day",
    "month": "week",
    "year": "season",
}
_AFTER: Final = [timedelta(hours=hours) for hours in range(49)]
_HOURS: Final = {"early": "early_hours", "late": "late_hours"}
_THIRDS: Final = ("early", "mid", "late")
_HALVES: Final = ("first_half", "second_half")
_AFTER_NOON: Final = ("afternoon", "evening", "late_hours", "night")
_LONG_AGO: Final = 2  # "years ago" are at least so many


class Interval:
    """From `start` to `end` (exclusive; either None where open), as exact as `precision` says."""

    __slots__ = ("end", "precision", "start")

    def __init__(self, start: datetime | None, end: datetime | None, precision: Precision) -> None:
        self.start = start
        self.end = end
        self.precision = precision

    @property
    def is_open(self) -> bool:
        """Whether it is open on both sides."""
        return self.start is None and self.end is None


def interval(
    found: Expression, pack: TimePack, published: datetime | None, direction: str | None = None
) -> Interval | None:
    """The expression's interval; None where it depends on the date of an article that has none, or cannot be told.

    With `direction`, it is what the expression would tell with that one instead of its own.
    """
    try:
        return _Resolver(found, pack, published, found.direction if direction is None else direction).resolve()
    except (OverflowError, ValueError):  # a time that the calendar does not have
        return None


def _later(day: date, days: int) -> date:
    """The day so many days later; a product of timedeltas would take longer."""
    return date.fromordinal(day.toordinal() + days)


def _last(of_year: Callable[[int], date | None], year: int, latest: date) -> date | None:
    """The last of the dates of this year and those about it that is not behind `latest`."""
    for number in range(year + 1, year - 5, -1):
        day = of_year(number)
        if day is not None and day <= latest:
            return day
    return None


class _Resolver:
    def __init__(self, found: Expression, pack: TimePack, published: datetime | None, direction: str) -> None:
        self.found, self.pack, self.published, self.direction = found, pack, published, direction
        self.zone: tzinfo = (published.tzinfo if published else None) or UTC
        self.today = published.date() if published else None

    def resolve(self) -> Interval | None:
        found = self.found
        if self.direction in ("ago", "within") or (
            found.unit is not None and (found.amount is not None or found.several)
        ):
            return self._span_of_units()
        known = self._moment()
        if self.direction == "since":
            return Interval(known.start if known else None, None, "open")
        if self.direction == "until":
            return Interval(None, known.end, "open") if known else None
        return known

    def _moment(self) -> Interval | None:
        day = self._day()
        if day is not None:
            return self._within_day(*day)
        found = self.found
        if self._names_a_day():
            return None
        if found.month is not None or found.hijri_month is not None:
            return self._edged(self._month(), "month")
        if found.season is not None:
            return self._season()
        if found.year is not None:
            return self._edged(calendars.year_of(found.year) if not found.hijri else None, "year")
        if found.unit is not None and self.today is not None:
            return self._edged(self._unit(found.unit, found.shift or 0, self.today), found.unit)
        if found.part is not None and self.today is not None and found.shift is not None:
            return self._within_day(_later(self.today, found.shift), _later(self.today, found.shift + 1))
        return None

    def _names_a_day(self) -> bool:
        found = self.found
        return any(part is not None for part in (found.day, found.numeric, found.offset, found.weekday))

    def _day(self) -> tuple[date, date] | None:
        """The day or days that the expression names: its first, and the one after its last."""
        found = self.found
        first: date | None = None
        if found.numeric is not None:
            first = self._of_numbers(*found.numeric)
        elif found.day is not None:
            first = self._of_month(found.day)
        elif self.today is not None and found.offset is not None:
            first = _later(self.today, found.offset)
            if found.weekday is not None:
                first = _later(first, (found.weekday - first.isoweekday() + 3) % 7 - 3)
        elif self.today is not None and found.weekday is not None:
            first = self._of_week(self.today, found.weekday)
        if first is None:
            return None
        last = self._of_month(found.last_day) if found.last_day is not None else first
        return (first, last + _DAY) if last is not None and last >= first else (first, first + _DAY)

    def _of_week(self, today: date, weekday: int) -> date:
        """The most recent such weekday up to the article's own date; "last" is before it, "next" after it."""
        found = self.found
        if found.unit == "week" and found.shift is not None:
            return _later(today, weekday - today.isoweekday() + 7 * found.shift)
        ago = (today.isoweekday() - weekday) % 7
        shift = found.shift or 0
        if shift > 0:
            return _later(today, 7 - ago)
        if shift < 0:
            return _later(today, 7 * (shift + 1) - (ago or 7))
        return _later(today, -ago)

    def _of_month(self, day: int) -> date | None:
        """The day of the named month; without a year the most recent one."""
        found = self.found
        if found.month is not None:
            month = found.month
            if found.year is not None and not found.hijri:
                return calendars.gregorian(found.year, month, day)
            return self._recent(
                lambda year: calendars.gregorian(year, month, day), self.today.year if self.today else None
            )
        hijri_month = found.hijri_month
        if hijri_month is None:
            bounds = self._unit("month", found.shift or 0, self.today) if self.today and found.unit == "month" else None
            return calendars.gregorian(bounds[0].year, bounds[0].month, day) if bounds else None
        if found.year is not None:
            return calendars.hijri(found.year, hijri_month, day) if found.hijri else None
        return self._recent(
            lambda year: calendars.hijri(year, hijri_month, day),
            calendars.hijri_year(self.today) if self.today else None,
        )

    def _recent(self, of_year: Callable[[int], date | None], year: int | None) -> date | None:
        """The last of the dates of this year and those about it that is not far ahead of the article."""
        if self.today is None or year is None:
            return None
        weekday, shift = self.found.weekday, self.found.shift or 0
        latest = self.today if shift < 0 else self.today + _AHEAD
        if weekday is None and shift <= 0:
            return _last(of_year, year, latest)
        days = [day for day in map(of_year, range(year + 1, year - 5, -1)) if day is not None]
        if weekday is not None:
            of_weekday = [day for day in days if day.isoweekday() == weekday and abs(day - self.today) < _ABOUT_A_YEAR]
            days = of_weekday or days
        if shift > 0:
            return next((day for day in reversed(days) if day > self.today), None)
        return next((day for day in days if day <= latest), None)

    def _of_numbers(self, first: int, second: int, third: int) -> date | None:
        """A date in numbers; where the order of day and month is unclear, the only one close to the article."""
        to_date = calendars.hijri if self.found.hijri else calendars.gregorian
        if first > 31:
            return to_date(first, second, third)
        year = third + 2000 if third < 100 else third
        if year < 1300:
            return None
        day_first, month_first = to_date(year, second, first), to_date(year, first, second)
        if self.pack.day_first or month_first is None or day_first == month_first:
            return day_first
        if day_first is None:
            return month_first
        if self.today is None:
            return None
        near = [day for day in (day_first, month_first) if -_DAY <= self.today - day <= _NEAR]
        return near[0] if len(near) == 1 else None

    def _month(self) -> tuple[date, date] | None:
        found = self.found
        if found.hijri_month is not None:
            month = found.hijri_month
            year = found.year if found.hijri else (calendars.hijri_year(self.today) if self.today else None)
            bounds = calendars.hijri_month_of(year, month) if year is not None else None
            if bounds is not None and self.today is not None and found.year is None and bounds[0] > self.today:
                bounds = calendars.hijri_month_of((year or 0) - 1, month)
            return bounds
        if found.month is None:
            return None
        if found.year is not None:
            return calendars.month_of(found.year, found.month)
        if self.today is None:
            return None
        shift = found.shift or 0
        ahead = found.month > self.today.month or (found.month == self.today.month and shift < 0)
        behind = found.month < self.today.month or found.month == self.today.month
        year = self.today.year + (1 if shift > 0 and behind else -1 if shift <= 0 and ahead else 0)
        return calendars.month_of(year, found.month)

    def _season(self) -> Interval | None:
        found = self.found
        first, last = self.pack.seasons[found.season or ""]
        year = found.year
        if year is None:
            if self.today is None:
                return None
            begins = last if (found.shift or 0) < 0 else first - 1  # "last summer" is over
            year = self.today.year - (begins >= self.today.month)
        start, end = calendars.month_of(year, first), calendars.month_of(year, last)
        return self._of_days((start[0], end[1]), "season") if start and end else None

    def _unit(self, unit: str, shift: int, today: date) -> tuple[date, date] | None:
        """The calendar week, month or year that lies `shift` of them from today's."""
        if unit == "year":
            return calendars.year_of(today.year + shift)
        if unit == "month":
            return calendars.month_of(today.year, today.month + shift)
        if unit == "week":
            monday = _later(today, 1 + 7 * shift - today.isoweekday())
            return monday, _later(monday, 7)
        if unit == "weekend":
            saturday = _later(today, -((today.isoweekday() + 1) % 7))
            weeks = shift + 1 if shift < 0 and today.isoweekday() < 6 else shift
            return _later(saturday, 7 * weeks), _later(saturday, 7 * weeks + 2)
        if unit == "day":
            return _later(today, shift), _later(today, shift + 1)
        return None

    def _edged(self, bounds: tuple[date, date] | None, unit: str) -> Interval | None:
        """The period, or its first, middle or last third ("early October"); "earlier this year" is until now."""
        if bounds is None or unit not in _FINER:
            return None
        start, end = bounds
        edge = self.found.edge
        if edge is None:
            return self._of_days(bounds, _PRECISION[unit])
        if edge == "earlier":
            return Interval(self._at(start), self.published, _PRECISION[unit]) if self.published else None
        if edge in _HALVES and unit == "year":
            middle = date(start.year, 7, 1)
            return self._of_days((start, middle) if edge == "first_half" else (middle, end), "season")
        third = 10 if unit == "month" else (end - start).days // 3
        points = [start, _later(start, third), _later(start, 2 * third), end]
        if unit == "year":
            points = [start, date(start.year, 5, 1), date(start.year, 9, 1), end]
        if edge in ("start", "end"):
            edge = "early" if edge == "start" else "late"
        if edge not in _THIRDS:
            return None
        k = _THIRDS.index(edge)
        return self._of_days((points[k], points[k + 1]), _FINER[unit])

    def _span_of_units(self) -> Interval | None:
        """ "two days ago", "in the last 24 hours", "since three weeks"."""
        found = self.found
        if self.published is None or found.unit is None:
            return None
        amount = found.amount if found.amount is not None else (1 if not found.several else None)
        back = None if amount is None else self._back(amount, found.unit)
        if self.direction == "since":
            return Interval(back, None, "open")
        if self.direction != "ago":
            if (found.shift or 0) > 0:
                return None
            return Interval(back, self.published, _PRECISION.get(found.unit, "year") if back else "open")
        if back is None or amount is None:
            return Interval(None, self._back(_LONG_AGO, found.unit), "open")
        if found.unit == "minute":
            return Interval(back, back + timedelta(minutes=1), "minute")
        if found.unit == "hour":
            start = back.replace(minute=0, second=0, microsecond=0)
            return Interval(start, start + timedelta(hours=1), "hour")
        if found.unit == "decade":
            return Interval(None, back, "open")
        bounds = self._unit(found.unit, 0, back.date())
        return self._edged(bounds, found.unit)

    def _back(self, amount: int, unit: str) -> datetime | None:
        if self.published is None:
            return None
        if unit in ("month", "year", "decade"):
            months = amount * {"month": 1, "year": 12, "decade": 120}[unit]
            return datetime.combine(calendars.months_before(self.published.date(), months), self.published.timetz())
        return self.published - timedelta(**{f"{unit}s": min(amount, 10**6)})

    def _within_day(self, start: date, end: date) -> Interval:
        """A day, or its part, or the time of the clock on it."""
        found = self.found
        midnight = self._at(start)
        if found.clock is not None and end - start == _DAY:
            later = 12 if found.clock[0] < 12 and found.part in _AFTER_NOON else 0
            if found.zone is not None:
                midnight = midnight.replace(tzinfo=timezone(timedelta(hours=found.zone)))
            moment = midnight + timedelta(hours=found.clock[0] + later, minutes=found.clock[1])
            return Interval(moment, moment + timedelta(minutes=1), "minute")
        edge = _HOURS.get(found.edge or "")
        part = found.part or edge
        if part is not None and end - start == _DAY:
            first, last = self.pack.hours[part]
            return Interval(midnight + _AFTER[first], midnight + _AFTER[last], "part_of_day")
        return self._of_days((start, end), "day")

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, _MIDNIGHT, self.zone)

    def _of_days(self, bounds: tuple[date, date], precision: Precision) -> Interval:
        start = self._at(bounds[0])
        return Interval(start, start + (bounds[1] - bounds[0]), precision)
