"""Cardinal numbers of words and digits, read greedily from a token onwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tocsin.extraction.number_words import Number, NumberGrammar, NumberWord, digits_value

if TYPE_CHECKING:
    from tocsin.extraction.words import Word


class Amount:
    """A number read up to token `end`: exact, or at least `value` where `open`.

    Where it ends in its only multiplier ("15 thousand"), `coefficient` is what that multiplied; `scale` is the last.
    `decimal`: digits with decimals and no multiplier, which count nothing.
    """

    __slots__ = ("coefficient", "decimal", "end", "open", "scale", "value")

    def __init__(
        self,
        end: int,
        value: Number,
        open: bool = False,
        coefficient: Number | None = None,
        scale: Number = 1,
        decimal: bool = False,
    ) -> None:
        self.end = end
        self.value = value
        self.open = open
        self.coefficient = coefficient
        self.scale = scale
        self.decimal = decimal


def read_number(words: list[Word], start: int, end: int, grammar: NumberGrammar) -> Amount | None:
    """The longest number that begins at token `start` and ends before `end`; a quantifier ("several") is none."""
    return _Reader(words, start, end, grammar).read()


def read_vague(words: list[Word], start: int, end: int, grammar: NumberGrammar, least: Number) -> Amount:
    """The vague amount at token `start`, at least `least`, with a multiplier after it: "hundreds of thousands"."""
    return _Reader(words, start, end, grammar).vague(least)


def _is_group(word: Word) -> bool:
    """Whether the token is three digits that may go on with a number: "226 000"."""
    return word.digits and len(word.text) == 3 and word.text.isdecimal()


_EMPTY, _HUNDRED, _TEN, _UNIT, _FULL = range(5)  # what the group of three digits holds so far


class _Reader:
    """Reads one number, greedily, from a token onwards."""

    def __init__(self, words: list[Word], start: int, end: int, grammar: NumberGrammar) -> None:
        self.words, self.start, self.end, self.grammar = words, start, end, grammar
        self.total: Number = 0
        self.group: Number = 0
        self.place = _EMPTY
        self.decimal = False
        self.scale: Number | None = None  # of the last multiplier
        self.scaled: Number | None = None  # the digits' value before a multiplier
        self.coefficient: Number | None = None

    def read(self) -> Amount | None:
        first = self.words[self.start]
        if first.digits:
            position = self._digits()
        elif first.number is None or first.number.role == "quantifier" or self._is_idle_article(first.number):
            return None
        elif first.number.role == "fraction":
            return self._fraction_first(self.start, 1)
        elif first.number.open and first.number.alone:
            return self.vague(first.number.alone)
        else:
            position = self._accept(first.number, self.start, joined=False)
        if position is None:
            return None
        if self._at(position, "fraction") and self.place in (_UNIT, _FULL) and not self._joined(position)[1]:
            of_unit = self._fraction_first(position, self.group)
            if of_unit is not None:
                return of_unit
        while (after := self._next(position)) is not None:
            position = after
        value = self.total + self.group
        coefficient = self.coefficient if self.group == 0 else None
        return Amount(position, value, False, coefficient, self.scale or 1, self.decimal and self.scale is None)

    def _is_idle_article(self, number: NumberWord) -> bool:
        """Whether it is an article that makes no number: "a soldier", but not "a hundred"."""
        return number.role == "article" and not self._at(self.start + 1, "hundred", "multiplier", "dozen", "fraction")

    def _number(self, i: int) -> NumberWord | None:
        return self.words[i].number if i < self.end else None

    def _at(self, i: int, *roles: str) -> bool:
        number = self._number(i)
        return number is not None and number.role in roles

    def _joined(self, i: int) -> tuple[int, bool]:
        """The token after an "and" at `i` (which may be a proclitic of it), and whether there is one."""
        if i < self.end:
            word = self.words[i]
            if word.folded in self.grammar.conjunctions:
                return i + 1, True
            if word.proclitics and word.proclitics[0] in self.grammar.proclitics:
                return i, True
        return i, False

    def _digits(self) -> int | None:
        values = digits_value(self.words[self.start].text)
        if values is None:
            return None
        whole, self.scaled = values
        self.group = self.scaled if whole is None else whole
        self.decimal = whole is None
        self.place = _FULL
        position = self.start + 1
        if 0 < self.group < 1000 and not self.decimal:
            while position < min(self.end, self.start + 4) and _is_group(self.words[position]):
                self.group = self.scaled = self.group * 1000 + int(self.words[position].text)
                position += 1
        return position

    def _next(self, position: int) -> int | None:
        """The token after the next part of the number, or None where the number ends at `position`."""
        after, joined = self._joined(position)
        if (
            not joined
            and self.grammar.comma_groups
            and self.scale is not None
            and self.place == _EMPTY
            and after + 1 < self.end
            and self.words[after].text in (",", "،")
            and self._at(after + 1, "unit", "teen", "ten")
        ):
            return self._part(after + 1, joined=False)
        return self._part(after, joined) if after < self.end else None

    def _part(self, i: int, joined: bool) -> int | None:
        word = self.words[i]
        clitics = word.proclitics
        if clitics and clitics not in self.grammar.articles:
            rest = clitics[1:] if joined and clitics[0] in self.grammar.proclitics else clitics
            if rest and rest not in self.grammar.articles:
                return None
        if word.digits:
            return self._digits_after(i) if joined else None
        number = word.number
        if number is None:
            return None
        if number.role in ("fraction", "article"):
            return self._fraction_after(i) if joined else None
        return self._accept(number, i, joined)

    def _digits_after(self, i: int) -> int | None:
        """Digits joined to a number word: "ألف و200"."""
        if self.scale is None or self.place != _EMPTY or self.grammar.between["thousands"] != "required":
            return None
        values = digits_value(self.words[i].text)
        if values is None or values[0] is None or values[0] >= self.scale:
            return None
        self.group, self.scaled = values[0], values[1]
        self.place = _FULL
        return i + 1

    def _may_join(self, place: str, joined: bool) -> bool:
        rule = self.grammar.between[place]
        return rule == "optional" or (rule == "required") == joined

    def _accept(self, number: NumberWord, i: int, joined: bool) -> int | None:
        """Adds a number word; None where it cannot stand here."""
        role, value = number.role, number.value
        starts = self.place == _EMPTY
        if role in ("multiplier", "hundred", "dozen"):
            return self._multiply(number, i, joined)
        if starts:
            if i > self.start and not self._may_join("thousands", joined):
                return None
        elif self.place == _HUNDRED:
            if not self._may_join("hundreds", joined):
                return None
        elif not self._joins_tens(role, joined):
            return None
        if role == "dual":
            if not starts or (self.scale is not None and value >= self.scale):
                return None
            self.total, self.scale, self.coefficient = self.total + value, int(value) // 2, 2
            return i + 1
        if role == "hundreds" and not starts:
            return None
        place = {"unit": _UNIT, "teen": _FULL, "ten": _TEN, "hundreds": _HUNDRED, "article": _UNIT}.get(role)
        if place is None:
            return None
        self.place = _FULL if self.place in (_TEN, _UNIT) else place
        self.group += value
        self.scaled = None
        return i + 1

    def _joins_tens(self, role: str, joined: bool) -> bool:
        if self.grammar.units_first:
            return self.place == _UNIT and role == "ten" and self._may_join("tens", joined)
        return self.place == _TEN and role == "unit" and self._may_join("tens", joined)

    def _multiply(self, number: NumberWord, i: int, joined: bool) -> int | None:
        role, value = number.role, number.value
        starts = self.place == _EMPTY
        if starts and i > self.start and not (joined and self._may_join("thousands", joined)):
            return None
        if joined and not starts:
            return None
        if role == "hundred":
            if self.group >= 100 or (self.group == 0 and not starts):
                return None
            self.group = value * (self.group or 1)
            self.place, self.scaled = _HUNDRED, None
            return i + 1
        if self.scale is not None and value >= self.scale:
            return None
        coefficient = self.scaled if self.scaled is not None else self.group
        if starts:
            is_dual = i == self.start and number.alone is not None and not self._continues(i)
            coefficient = 2 if is_dual else 1
        self.total += coefficient * value
        self.group, self.scaled = 0, None
        self.place = _FULL if role == "dozen" else _EMPTY
        self.coefficient = coefficient if self.scale is None else None
        self.scale = value
        return i + 1

    def _continues(self, i: int) -> bool:
        """Whether "and" and a number follow, so that "ألفا ومئة" is 1100 and not 2100."""
        after, joined = self._joined(i + 1)
        return joined and self._number(after) is not None

    def _scale_at(self, i: int) -> tuple[int, Number] | None:
        """A multiplier at `i`, after a link and an article ("of a million"): the token after it, and its value."""
        if i < self.end and self.words[i].folded in self.grammar.links:
            i += 1
        if self._at(i, "article"):
            i += 1
        number = self._number(i)
        if number is not None and number.role in ("multiplier", "hundred", "dozen"):
            clitics = self.words[i].proclitics
            if not clitics or clitics in self.grammar.articles:
                return i + 1, number.value
        return None

    def _fraction_first(self, i: int, coefficient: Number) -> Amount | None:
        """ "half a million", "three quarters of a million"."""
        number = self.words[i].number
        scale = self._scale_at(i + 1)
        if number is None or scale is None:
            return None
        return Amount(scale[0], coefficient * number.value * scale[1])

    def _fraction_after(self, i: int) -> int | None:
        """ "a million and a half", "two and a half million"."""
        if self._at(i, "article"):
            i += 1
        number = self._number(i)
        if number is None or number.role != "fraction":
            return None
        after = self._scale_at(i + 1)
        if self.place != _EMPTY and self.group > 0 and after is not None:
            self.group += number.value
            self.scaled = self.group
            return i + 1
        if self.place == _EMPTY and self.scale is not None and self.scale > 1:
            self.total += number.value * self.scale
            ends = after[0] if after is not None and after[1] == self.scale else i + 1
            self.scale, self.place, self.coefficient = 1, _FULL, None
            return ends
        return None

    def vague(self, least: Number) -> Amount:
        """ "dozens", "hundreds of thousands"."""
        scale = self._scale_at(self.start + 1)
        if scale is not None and scale[1] >= 1000 and least < scale[1]:
            return Amount(scale[0], least * scale[1], True)
        return Amount(self.start + 1, least, True)
