"""The parts of an expression of time, and those of them that are numbers: days, years, dates, times of the clock."""

from typing import Final

from tocsin.times.kinds import (
    AM,
    AND,
    CLOCK,
    CUE,
    EDGE,
    GREGORIAN,
    HALF,
    HIJRI,
    HIJRI_MONTH,
    LINK,
    MONTH,
    NO_YEAR,
    NUMBER,
    PM,
    SEASON,
    SHIFT,
    SINCE,
    SUFFIX,
    TO,
    UNIT,
    UNITS,
    UNTIL,
)
from tocsin.times.words import Row, TimePack, Word

LINKS: Final = 3  # words that may stand between two parts


class Expression:
    """The parts of one expression, over tokens `first` to `last` (exclusive); None where a part is not given."""

    def __init__(self, first: int, last: int) -> None:
        self.first = first
        self.last = last
        self.direction = ""  # "since", "until", "ago" or "within"
        self.weekday: int | None = None
        self.day: int | None = None
        self.last_day: int | None = None
        self.month: int | None = None
        self.hijri_month: int | None = None
        self.year: int | None = None
        self.hijri = False
        self.numeric: tuple[int, int, int] | None = None
        self.offset: int | None = None
        self.part: str | None = None
        self.edge: str | None = None
        self.shift: int | None = None
        self.unit: str | None = None
        self.amount: int | None = None
        self.several = False
        self.season: str | None = None
        self.clock: tuple[int, int] | None = None
        self.zone: int | None = None  # hours from UTC


class Numerals:
    """Takes the parts that are numbers from a row of words, into `found`; its methods give how many words they took."""

    def __init__(self, row: Row, first: int, pack: TimePack) -> None:
        self.row, self.tokens, self.pack = row, row.words, pack
        self.found = Expression(first, first)
        self.heads_line = False  # as the year of what the line tells

    def _at(self, j: int) -> Word | None:
        return self.tokens[j] if 0 <= j < len(self.tokens) else None

    def _has(self, j: int, kinds: int) -> bool:
        """Whether token `j` has a meaning of one of those kinds."""
        return 0 <= j < len(self.tokens) and self.tokens[j].kinds & kinds != 0

    def _is_number(self, j: int) -> bool:
        token = self._at(j)
        return token is not None and (token.number is not None or token.kinds & NUMBER != 0)

    def _after_links(self, j: int) -> int:
        """The first token from `j` on that is no link (at most three are passed over)."""
        last = j + LINKS
        while j < last and self._has(j, LINK | SUFFIX) and not self._has(j, MONTH | UNIT | UNITS):
            j += 1
        return j

    def _day(self, j: int, number: int) -> int:
        """A day of a month that stands beside it, or the first of two: "7-8 September"."""
        found = self.found
        if not 1 <= number <= 31 or found.day is not None:
            return 0
        last = j + 1
        if self._has(last, SUFFIX):
            last += 1
        if (found.month is not None or found.hijri_month is not None) and found.year is None:
            if not self.pack.day_after_month or j - found.last > 1 or self._has(last, UNIT | UNITS):
                return 0
            found.day = number
            return last - j + (self._second_day(last) if self._has(last, TO) else 0)
        month = self._after_links(last)
        second = self._second_day(last)
        if second and found.last_day is not None:
            month = self._after_links(last + second)
            if not self._has(month, MONTH | HIJRI_MONTH):
                found.last_day = None
                return 0
            found.day = number
            return last - j + second
        if self._has(month, MONTH | HIJRI_MONTH) or self._labelled_month(month):
            found.day = number
            return last - j
        return 0

    def _labelled_month(self, j: int) -> bool:
        """Whether a month follows its unit ("شهر حزيران"), or is this one or the last ("الشهر الجاري")."""
        unit, after = (j + 1, j) if self._has(j, SHIFT) else (j, j + 1)
        token = self._at(unit)
        return (
            token is not None and token.values.get("unit") == "month" and self._has(after, MONTH | HIJRI_MONTH | SHIFT)
        )

    def _second_day(self, j: int) -> int:
        """The number of tokens from `j` that give the last of several days: "-8", "to 8th", "و8"; sets it."""
        token, taken = self._at(j), 1
        if token is not None and token.kinds & (TO | AND):
            token, taken = self._at(j + 1), 2
        elif token is None or not token.joined:
            return 0
        if token is None:
            return 0
        number = token.number if token.number is not None else token.values.get("ordinal")
        if number is None or not 1 <= int(number) <= 31 or len(token.text) == 4:
            return 0
        self.found.last_day = int(number)
        return taken + self._has(j + taken, SUFFIX)

    def _year(self, j: int) -> int:
        """A year: after a month, a season or a word such as "in"; or with the mark of its calendar."""
        found, token = self.found, self.tokens[j]
        number = token.number
        if number is None or len(token.text) != 4 or found.year is not None or found.numeric is not None:
            return 0
        marked = self._has(j + 1, HIJRI)
        if 1300 <= number <= 1500 and (marked or found.hijri_month is not None):
            found.year, found.hijri = number, True
            return 2 if marked else 1
        if not 1900 <= number <= 2099 or self._has(j + 1, NO_YEAR):
            return 0
        self.heads_line = j == found.first and self._heads_line(j)
        named = (
            self.heads_line
            or found.month is not None
            or found.season is not None
            or found.edge is not None
            or found.direction == "since"
        )
        if not named and not self._has(j - 1, CUE | UNIT | SINCE | UNTIL | EDGE | SEASON):
            return 0
        found.year = number
        return 2 if self._has(j + 1, GREGORIAN) else 1

    def _heads_line(self, j: int) -> bool:
        """Whether the number heads a line as the year of what follows: "1938 - ", "2004: "."""
        return (j == 0 or self.tokens[j - 1].text in ("\n", ".")) and self._text(j + 1) in (":", "-", "–")

    def _text(self, j: int) -> str:
        return self.tokens[j].text if j < len(self.tokens) else ""

    def _numeric(self, j: int) -> int:
        """ "12/5/2014", "2014-05-12", "28.04.2017"."""
        if self.found.day is not None or self.found.numeric is not None or j + 4 >= len(self.tokens):
            return 0
        group = self.tokens[j : j + 5]
        sign = group[1].text
        numbers = (group[0].number, group[2].number, group[4].number)
        if sign not in ("/", "-", ".") or group[3].text != sign or self.row.end(j) + 1 != self.row.starts[j + 2]:
            return 0
        first, second, third = numbers
        if first is None or second is None or third is None:
            return 0
        self.found.numeric = (first, second, third)
        self.found.hijri = self._has(j + 5, HIJRI) or 1300 <= max(first, third) <= 1500
        return 6 if self._has(j + 5, HIJRI | GREGORIAN) else 5

    def _clock(self, j: int) -> int:
        """ "18:05", "5 pm", "الساعة 03:25 فجرا"."""
        found, token = self.found, self.tokens[j]
        hour = token.number if token.number is not None else token.values.get("hour")
        if found.clock is not None or hour is None or int(hour) > 24:
            return 0
        hour = int(hour)
        last, minutes, sign = j + 1, 0, self._text(j + 1)
        minute = self._at(j + 2)
        if sign in (":", ".") and minute is not None and minute.number is not None and len(minute.text) == 2:
            last, minutes = j + 3, minute.number
        elif self._has(last, HALF):
            last, minutes = last + 1, 30
        am, pm = self._has(last, AM), self._has(last, PM)
        told = am or pm or (last == j + 3 and sign == ":") or self._has(j - 1, CLOCK)
        if not told or minutes > 59:
            return 0
        hour = hour % 12 + 12 * pm if am or pm else hour % 24
        found.clock = (hour, minutes)
        return last - j + (am or pm)
