"""Expressions of time in a row of tokens: their parts, in whatever order the language puts them."""

from typing import Final

from tocsin.times.kinds import (
    AGO_AFTER,
    AGO_BEFORE,
    BEFORE_WHAT,
    CLOCK,
    CUE,
    DAY,
    HIJRI_MONTH,
    LINK,
    MONTH,
    SHIFT,
    SINCE,
    TO,
    UNIT,
    UNITS,
    WEEKDAY,
)
from tocsin.times.parts import LINKS, Expression, Numerals
from tocsin.times.words import Row, TimePack, Word, phrase_at

_PARTS_ONCE: Final = ("weekday", "month", "hijri_month", "season", "edge", "shift")
_NAMES: Final = {
    "day": WEEKDAY | DAY,
    "month": MONTH | HIJRI_MONTH,
    "year": 0,
}  # what a unit may stand before as a label


def expressions(row: Row, pack: TimePack) -> list[Expression]:
    """The expressions of the words, in order; they do not overlap. Linear in their number."""
    found: list[Expression] = []
    words, last, heading = row.words, 0, None
    for i, word in enumerate(words):
        if not word.starts:
            if heading is not None and word.text == "\n":
                heading = None
        elif i >= last and not (word.counts and _counts_other_things(words, i)):
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


def tells(words: list[Word]) -> bool:
    """Whether an expression may begin among the words, told fast; a listed phrase among them may be one."""
    for i, word in enumerate(words):
        if word.starts and not (word.counts and _counts_other_things(words, i)):
            return True
        if word.leads and phrase_at(word, words, i) is not None:
            return True
    return False


def _counts_other_things(words: list[Word], i: int) -> bool:
    """Whether nothing beside the number at `i` is of time or of a date: the common case, told fast."""
    for k in range(i + 1, min(i + 3, len(words))):
        if words[k].timely:
            return False
    return len(words[i].text) != 4 or i == 0 or not words[i - 1].values


class _Reader(Numerals):
    """Reads one expression: takes part after part, with a few linking words between, until none fits."""

    def read(self) -> Expression | None:
        found, j, links = self.found, self.found.first, 0
        while j < len(self.tokens):
            taken = self._take(j)
            if taken:
                j += taken
                found.last, links = j, 0
            elif j > found.first and links < LINKS and self._links(j):
                j, links = j + 1, links + 1
            else:
                break
        return found if found.last > found.first and self._is_whole() else None

    def _links(self, j: int) -> bool:
        """Whether the token may stand between two parts: a linking word, or the full stop of "Sept."."""
        before = self.tokens[j - 1]
        return self.tokens[j].kinds & LINK != 0 or (
            self.tokens[j].text == "." and before.kinds & MONTH != 0 and len(before.text) <= 4
        )

    def _is_whole(self) -> bool:
        found = self.found
        if found.direction == "within":
            return found.unit is not None
        if found.direction == "ago":
            if self.tokens[found.first].kinds & AGO_BEFORE and self._has(found.last, BEFORE_WHAT):
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
        if found.unit == "weekend":
            return True
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
            return named or self.tokens[found.first].kinds & (UNIT | SINCE) != 0
        names = [token.text for token in self.tokens[found.first : found.last] if token.kinds & MONTH]
        if not any(name in self.pack.months or name.lower() in self.pack.months for name in names):
            return False  # "إب", the town, is folded as "آب" is
        if found.shift is not None or found.edge is not None or found.unit is not None or found.direction:
            return True
        return found.first > 0 and self.tokens[found.first - 1].kinds & (CUE | TO | LINK) != 0

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
        if token.kinds & CLOCK and j + 1 < len(self.tokens):
            taken = self._clock(j + 1)
            if taken:
                return taken + 1
        for kind, value in token.values.items():
            taken = self._meant(j, kind, value)
            if taken:
                return taken
        return 0

    def _closes(self, j: int) -> bool:
        """Whether the token may follow an amount of units: "ago", "last", or the amount of units named before it."""
        return self.tokens[j].kinds & (AGO_AFTER | SHIFT) != 0 or (self.found.several and self._is_number(j))

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
            if after is not None and (after.kinds & _NAMES[unit] or (unit == "year" and (after.number or 0) > 1000)):
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
            if not (found.direction or found.shift is not None or self._has(next_part, AGO_AFTER | SHIFT)):
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
            if found.several and number is not None and self._has(self._after_links(j + 1), SHIFT):
                found.amount, found.several = int(number), False
                return 1
            return 0
        unit = j + 1
        if not self._has(unit, UNIT | UNITS):
            return 0
        after = self._after_links(unit + 1)
        directed = found.direction in ("since", "ago", "within") or found.shift is not None
        if not directed and not self._has(after, AGO_AFTER | SHIFT):
            return 0
        if number is None:
            found.several = True
        else:
            found.amount = int(number)
        found.unit = str(self.tokens[unit].values.get("unit") or self.tokens[unit].values.get("units"))
        return unit + 1 - j
