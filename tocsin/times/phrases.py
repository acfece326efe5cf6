"""Expressions of time in a row of tokens: their parts, in whatever order the language puts them."""

from collections.abc import Sequence
from dataclasses import dataclass

from tocsin.times.words import Row, TimePack, Word

_SIGNS = frozenset(":/.-")
_LINKS = 3  # words that may stand between two parts
_PARTS_ONCE = ("weekday", "month", "hijri_month", "season", "edge", "shift")


@dataclass(slots=True)
class Expression:
    """The parts of one expression, over tokens `first` to `last` (exclusive); None where a part is not given."""

    first: int
    last: int
    direction: str = ""  # "since", "until", "ago" or "within"
    weekday: int | None = None
    day: int | None = None
    last_day: int | None = None
    month: int | None = None
    hijri_month: int | None = None
    year: int | None = None
    hijri: bool = False
    numeric: tuple[int, int, int] | None = None
    offset: int | None = None
    part: str | None = None
    edge: str | None = None
    shift: int | None = None
    unit: str | None = None
    amount: int | None = None
    several: bool = False
    season: str | None = None
    clock: tuple[int, int] | None = None
    zone: int | None = None  # hours from UTC


def expressions(row: Row, pack: TimePack) -> list[Expression]:
    """The expressions of the words, in order; they do not overlap. Linear in their number."""
    found: list[Expression] = []
    last, heading = 0, None
    for i, word in enumerate(row.words):
        if word.text == "\n":
            heading = None
        if word.starts and i >= last and not (word.counts and _counts_other_things(row.words, i)):
            reader = _Reader(row, i, pack)
            expression = reader.read()
            if expression is None:
                continue
            found.append(expression)
            last = expression.last
            if reader.heads_line:
                heading = expression.year
            elif heading is not None and expression.year is None and expression.month is not None:
                expression.year = heading
    return found


def _counts_other_things(words: Sequence[Word], i: int) -> bool:
    """Whether nothing beside the number at `i` is of time or of a date: the common case, told fast."""
    if any(word.values or word.text in _SIGNS for word in words[i + 1 : i + 3]):
        return False
    return len(words[i].text) != 4 or i == 0 or not words[i - 1].values


class _Reader:
    """Reads one expression: takes part after part, with a few linking words between, until none fits."""

    def __init__(self, row: Row, first: int, pack: TimePack) -> None:
        self.row, self.tokens, self.pack = row, row.words, pack
        self.found = Expression(first, first)
        self.heads_line = False  # as the year of what the line tells

    def read(self) -> Expression | None:
        found, j, links = self.found, self.found.first, 0
        while j < len(self.tokens):
            taken = self._take(j)
            if taken:
                j += taken
                found.last, links = j, 0
            elif j > found.first and links < _LINKS and self._links(j):
                j, links = j + 1, links + 1
            else:
                break
        return found if found.last > found.first and self._is_whole() else None

    def _links(self, j: int) -> bool:
        """Whether the token may stand between two parts: a linking word, or the full stop of "Sept."."""
        before = self.tokens[j - 1]
        return self.tokens[j].has("link") or (
            self.tokens[j].text == "." and before.has("month") and len(before.text) <= 4
        )

    def _is_whole(self) -> bool:
        found = self.found
        if found.direction == "within":
            return found.unit is not None
        if found.direction == "ago":
            if self.tokens[found.first].has("ago_before") and self._has(found.last, "before_what"):
                return False  # "قبل شهر من الهجوم", a month before the attack
            if found.amount is None and not found.several:
                found.amount = 1  # "قبل عام", a year ago
            return found.unit is not None
        if found.direction == "since":
            return True
        dated = (found.weekday, found.day, found.year, found.numeric, found.offset, found.season)
        if any(part is not None for part in dated):
            return True
        if found.month is not None or found.hijri_month is not None:
            return self._month_is_meant()
        if found.unit is not None:
            return found.shift is not None or (found.edge is not None and found.amount is None and found.unit != "day")
        if found.part is not None:
            return found.shift in (0, -1)
        return False

    def _month_is_meant(self) -> bool:
        """Whether a month's name without day and year is one: "May" may be a verb or a person."""
        found = self.found
        if found.hijri_month is not None:
            named = found.edge is not None or found.shift is not None
            return named or self.tokens[found.first].has("unit", "since")
        names = [token.text for token in self.tokens[found.first : found.last] if token.has("month")]
        if not any(name in self.pack.months or name.lower() in self.pack.months for name in names):
            return False  # "إب", the town, is folded as "آب" is
        if found.shift is not None or found.edge is not None or found.unit is not None or found.direction:
            return True
        return found.first > 0 and self.tokens[found.first - 1].has("cue", "to", "link")

    def _take(self, j: int) -> int:
        """The number of tokens from `j` that are the next part; 0 where they fit nothing."""
        if (
            self.found.unit is not None
            and (self.found.amount is not None or self.found.several)
            and not self._closes(j)
        ):
            return 0
        token = self.tokens[j]
        if token.number is not None:
            return self._numeric(j) or self._clock(j) or self._amount(j) or self._day(j, token.number) or self._year(j)
        for kind, value in token.values.items():
            taken = self._meant(j, kind, value)
            if taken:
                return taken
        return 0

    def _closes(self, j: int) -> bool:
        """Whether the token may follow an amount of units: "ago", "last", or the amount of units named before it."""
        return self.tokens[j].has("ago_after", "shift") or (self.found.several and self._is_number(j))

    def _meant(self, j: int, kind: str, value: int | str) -> int:
        found = self.found
        if kind in ("since", "until", "ago_before", "within"):
            return self._direct(j, kind)
        if kind == "ago_after":
            return self._ago()
        if kind in ("month", "hijri_month"):
            return self._month(j, kind, int(value))
        if kind == "day" and found.offset is None and found.month is None:
            found.offset = int(value)
            return 1
        if kind == "day_part" and found.offset is None:
            offset, part = str(value).split()
            found.offset, found.part = int(offset), part
            return 1
        if kind == "part":
            found.part = found.part or str(value)
            return 1
        if kind in ("unit", "units", "pair"):
            return self._unit(j, kind, str(value))
        if kind in ("number", "vague"):
            return self._amount(j)
        if kind == "ordinal":
            return self._day(j, int(value))
        if kind == "clock":
            return 1 if self._at(j + 1) and self._clock(j + 1) else 0
        if kind == "weekday" and found.part == "night" and found.weekday is not None:
            return int(int(value) == found.weekday % 7 + 1)  # "the night of Thursday to Friday"
        if kind == "edge" and (found.month is not None or found.unit is not None or found.year is not None):
            return 0
        if kind == "zone" and found.clock is not None:
            found.zone = int(value)
            return 1
        if kind in _PARTS_ONCE and getattr(found, kind) is None:
            setattr(found, kind, value)
            return 1
        return 0

    def _at(self, j: int) -> Word | None:
        return self.tokens[j] if 0 <= j < len(self.tokens) else None

    def _has(self, j: int, *kinds: str) -> bool:
        token = self._at(j)
        return token is not None and token.has(*kinds)

    def _is_number(self, j: int) -> bool:
        token = self._at(j)
        return token is not None and (token.number is not None or token.has("number"))

    def _after_links(self, j: int) -> int:
        """The first token from `j` on that is no link (at most three are passed over)."""
        last = j + _LINKS
        while j < last and self._has(j, "link", "suffix") and not self._has(j, "month", "unit", "units"):
            j += 1
        return j

    def _direct(self, j: int, kind: str) -> int:
        if j != self.found.first:
            return 0
        self.found.direction = kind.removesuffix("_before")
        return 1

    def _ago(self) -> int:
        found = self.found
        if found.direction or found.unit is None or (found.amount is None and not found.several):
            return 0
        found.direction = "ago"
        return 1

    def _month(self, j: int, kind: str, value: int) -> int:
        """A month; the same month in another calendar's name may follow it."""
        found = self.found
        if self.pack.month_capital and kind == "month" and self.tokens[j].text[:1].islower():
            return 0
        known = getattr(found, kind)
        if known not in (None, value) or (found.offset is not None and found.day is None):
            return 0
        setattr(found, kind, value)
        return 1

    def _unit(self, j: int, kind: str, unit: str) -> int:
        """A unit: "weeks" of an amount, "this week", or a label before a name ("يوم الأحد", "عام 2014")."""
        found = self.found
        if unit in ("day", "month", "year") and kind == "unit" and found.amount is None:
            after = self.tokens[j + 1] if j + 1 < len(self.tokens) else None
            names = {"day": ("weekday", "day"), "month": ("month", "hijri_month"), "year": ()}[unit]
            if after is not None and (after.has(*names) or (unit == "year" and (after.number or 0) > 1000)):
                if unit == "month":
                    found.unit = "month"
                return 1
            if unit == "day" and (found.month is not None or found.weekday is not None or found.offset is not None):
                return 1
        if found.unit is not None:
            return 0
        if kind == "pair":
            found.amount = 2
        elif kind == "units" and found.amount is None:
            next_part = self._after_links(j + 1)
            if self._is_number(next_part):
                next_part = self._after_links(next_part + 1)
            if not (found.direction or found.shift is not None or self._has(next_part, "ago_after", "shift")):
                return 0
            found.several = True
        found.unit = unit
        return 1

    def _amount(self, j: int) -> int:
        """A number of units: "two weeks ago", "the last 24 hours", "الأيام الثلاثة الماضية"."""
        found = self.found
        if found.amount is not None:
            return 0
        token = self.tokens[j]
        number = token.number if token.number is not None else token.values.get("number")
        if found.unit is not None:  # after its unit
            if found.several and number is not None and self._has(self._after_links(j + 1), "shift"):
                found.amount, found.several = int(number), False
                return 1
            return 0
        unit = self._after_links(j + 1)
        if not self._has(unit, "unit", "units"):
            return 0
        after = self._after_links(unit + 1)
        directed = found.direction in ("since", "ago", "within") or found.shift is not None
        if not directed and not self._has(after, "ago_after", "shift"):
            return 0
        if number is None:
            found.several = True
        else:
            found.amount = int(number)
        found.unit = str(self.tokens[unit].values.get("unit") or self.tokens[unit].values.get("units"))
        return unit + 1 - j

    def _day(self, j: int, number: int) -> int:
        """A day of a month that stands beside it, or the first of two: "7-8 September"."""
        found = self.found
        if not 1 <= number <= 31 or found.day is not None:
            return 0
        last = j + 1
        if self._has(last, "suffix"):
            last += 1
        if (found.month is not None or found.hijri_month is not None) and found.year is None:
            if not self.pack.day_after_month or j - found.last > 1 or self._has(last, "unit", "units"):
                return 0
            found.day = number
            return last - j + self._second_day(last)
        month = self._after_links(last)
        second = self._second_day(last)
        if second and found.last_day is not None:
            month = self._after_links(last + second)
            if not self._has(month, "month", "hijri_month"):
                found.last_day = None
                return 0
            found.day = number
            return last - j + second
        if self._has(month, "month", "hijri_month") or self._labelled_month(month):
            found.day = number
            return last - j
        return 0

    def _labelled_month(self, j: int) -> bool:
        return self._has(j, "unit") and self._has(j + 1, "month", "hijri_month")

    def _second_day(self, j: int) -> int:
        """The number of tokens from `j` that give the last of several days: "-8", "to 8th", "و8"; sets it."""
        token, taken = self._at(j), 1
        if token is not None and token.has("to", "and"):
            token, taken = self._at(j + 1), 2
        elif token is None or not token.joined:
            return 0
        if token is None:
            return 0
        number = token.number if token.number is not None else token.values.get("ordinal")
        if number is None or not 1 <= int(number) <= 31 or len(token.text) == 4:
            return 0
        self.found.last_day = int(number)
        return taken + self._has(j + taken, "suffix")

    def _year(self, j: int) -> int:
        """A year: after a month, a season or a word such as "in"; or with the mark of its calendar."""
        found, token = self.found, self.tokens[j]
        number = token.number
        if number is None or len(token.text) != 4 or found.year is not None or found.numeric is not None:
            return 0
        marked = self._has(j + 1, "hijri")
        if 1300 <= number <= 1500 and (marked or found.hijri_month is not None):
            found.year, found.hijri = number, True
            return 2 if marked else 1
        if not 1900 <= number <= 2099 or self._has(j + 1, "no_year"):
            return 0
        self.heads_line = j == found.first and self._heads_line(j)
        named = (
            self.heads_line
            or found.month is not None
            or found.season is not None
            or found.edge is not None
            or found.direction == "since"
        )
        if not named and not self._has(j - 1, "cue", "unit", "since", "until", "edge", "season"):
            return 0
        found.year = number
        return 2 if self._has(j + 1, "gregorian") else 1

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
        if sign not in ("/", "-", ".") or group[3].text != sign or self.row.end(j) + 1 != self.row.start(j + 2):
            return 0
        first, second, third = numbers
        if first is None or second is None or third is None:
            return 0
        self.found.numeric = (first, second, third)
        self.found.hijri = self._has(j + 5, "hijri") or 1300 <= max(first, third) <= 1500
        return 6 if self._has(j + 5, "hijri", "gregorian") else 5

    def _clock(self, j: int) -> int:
        """ "18:05", "5 pm", "الساعة 03:25 فجرا"."""
        found, token = self.found, self.tokens[j]
        if found.clock is not None or token.number is None or token.number > 24:
            return 0
        sign, minute = self._at(j + 1), self._at(j + 2)
        last, minutes = j + 1, 0
        if (
            sign is not None
            and minute is not None
            and sign.text in (":", ".")
            and minute.number is not None
            and len(minute.text) == 2
        ):
            last, minutes = j + 3, minute.number
        am, pm = self._has(last, "am"), self._has(last, "pm")
        if (
            not (am or pm or (last == j + 3 and sign is not None and sign.text == ":") or self._has(j - 1, "clock"))
            or minutes > 59
        ):
            return 0
        hour = token.number % 12 + 12 * pm if am or pm else token.number % 24
        found.clock = (hour, minutes)
        return last - j + (am or pm)
