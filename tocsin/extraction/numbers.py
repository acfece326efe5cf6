"""Numbers in running text, as intervals: digits of any script, number words, ranges, hedges, vague amounts.

Knows no language: `load_grammar`, `load_numbers` and `load_modifiers` read a pack's numbers.toml (its layout is told
there); the lexicon looks the words up, folded and without clitics, and `number_at` reads the tokens.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Protocol

_ROLES = (
    "unit", "teen", "ten", "hundreds", "hundred", "multiplier", "dozen", "fraction", "article", "dual", "vague", "quantifier",
)  # fmt: skip
_LARGEST = 10**12  # a count beyond it is a misreading
_LEADING = 4  # hedges that may stand before one number
_DIGITS = re.compile(r"\d[\d.,٬٫'’\u00a0\u202f]*$")
_GROUPED = re.compile(r"\d{1,3}(?:([.,٬'’\u00a0\u202f])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN = re.compile(r"\d+")
_DECIMAL = re.compile(r"(\d+|\d{1,3}(?:[.,٬]\d{3})+)[.,٫](\d+)")


class NumbersError(ValueError):
    """A numbers.toml does not hold what it should; the message names the key."""


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a number word means.

    `alone` is its value where no number stands before it ("thousands", 2000): at least that many where `open`.
    """

    role: str
    value: Fraction
    alone: int | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a word does to a number beside it; `kind` "measure", "label", "month" or "year" says that it counts no things."""

    kind: str
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """How a language joins its number words; `between` says where "and" is required, optional or never."""

    conjunctions: frozenset[str]
    proclitics: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    range_signs: frozenset[str]
    measure_signs: frozenset[str]
    money_signs: frozenset[str]
    units_first: bool
    comma_groups: bool
    day_after_month: bool
    between: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NumberPhrase:
    """Tokens `start` to `end` (exclusive) give an interval, `max` None where it is open.

    A quantifier of no number ("several") has neither bound; it is not `quantified` and not a `head`: it needs its noun.
    """

    start: int
    end: int
    min: int | None
    max: int | None
    approx: bool = False
    quantified: bool = True
    head: bool = True


class Word(Protocol):
    """A token as the lexicon looked it up: `folded` has its proclitics, `number` and `modifier` are of the word without them."""

    text: str
    folded: str
    number: NumberWord | None
    modifier: Modifier | None
    proclitics: str
    digits: bool


_WORDS = ("conjunctions", "proclitics", "articles", "links", "range_signs", "measure_signs", "money_signs")
_PLACES = ("tens", "hundreds", "thousands")


def load_grammar(table: Mapping[str, Any]) -> NumberGrammar:
    """The grammar of a numbers.toml; raises NumbersError where it is wrong."""
    grammar = dict(table.get("grammar", {}))
    between = grammar.pop("and", {})
    if set(between) != set(_PLACES) or not set(between.values()) <= {"required", "optional", "never"}:
        raise NumbersError(
            f"[grammar.and] must give {', '.join(_PLACES)}, each required, optional or never; it is {between!r}"
        )
    words = {name: frozenset(grammar.pop(name, ())) for name in _WORDS}
    flags = {name: bool(grammar.pop(name, False)) for name in ("units_first", "comma_groups", "day_after_month")}
    if grammar:
        raise NumbersError(f"[grammar] has no key {sorted(grammar)[0]!r}")
    return NumberGrammar(**words, **flags, between=between)


def load_numbers(table: Mapping[str, Any]) -> dict[str, NumberWord]:
    """What each form of a numbers.toml means; raises NumbersError where a value or a form is wrong."""
    found: dict[str, NumberWord] = {}
    for role in _ROLES:
        for key, forms in table.get(role, {}).items():
            try:
                value = Fraction(key)
            except ValueError:
                raise NumbersError(f"[{role}] {key}: the key must be a number") from None
            for form in _forms(forms, f"[{role}] {key}"):
                known = found.get(form)
                if role in ("dual", "vague") and known is not None:
                    found[form] = replace(known, alone=int(value), open=role == "vague")
                elif known is not None and role != "quantifier":
                    raise NumbersError(f"[{role}] {key}: {form!r} is listed under {known.role} too")
                else:
                    alone = int(value) if role in ("dual", "vague") else None
                    found[form] = NumberWord(role, value, alone, role == "vague")
    return found


def load_modifiers(table: Mapping[str, Any]) -> dict[str, Modifier]:
    """What each hedge, range word and measure of a numbers.toml does; raises NumbersError where a form is wrong."""
    found: dict[str, Modifier] = {}
    for place in ("before", "after", "context"):
        for kind, forms in table.get(place, {}).items():
            for form in _forms(forms, f"[{place}] {kind}"):
                known = found.get(form, Modifier(kind))
                if known.kind != kind:
                    raise NumbersError(f"[{place}] {kind}: {form!r} is listed under {known.kind} too")
                found[form] = replace(
                    known, before=known.before or place == "before", after=known.after or place == "after"
                )
    return found


def _forms(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(form, str) and form for form in value):
        raise NumbersError(f"{where}: must be a list of words, it is {value!r}")
    yield from value


def digits_value(text: str) -> tuple[Fraction, Fraction] | None:
    """The value of a group of digits, and its value before a word such as "million"; None where it is no number.

    They differ where a separator may be of thousands or of decimals: "1.200" is 1200, but 1.2 before "million".
    """
    match = _DIGITS.search(text)
    if match is None or len(match.group()) > 24:
        return None
    digits = match.group().rstrip(".,'’")
    if _PLAIN.fullmatch(digits):
        value = Fraction(int(digits))
        return value, value
    decimal = _DECIMAL.fullmatch(digits)
    scaled = None
    if decimal is not None:
        whole, rest = re.sub(r"\D", "", decimal[1]), decimal[2]
        scaled = int(whole) + Fraction(int(rest), 10 ** len(rest))
    if _GROUPED.fullmatch(digits) and int(digits[0]) > 0:
        value = Fraction(int(re.sub(r"\D", "", digits)))
        return value, scaled if scaled is not None and sum(not c.isdecimal() for c in digits) == 1 else value
    return (scaled, scaled) if scaled is not None else None


@dataclass(slots=True)
class _Amount:
    """A number as read: exact, or at least `value` where `open`; `coefficient` is what a final multiplier multiplied."""

    end: int
    value: Fraction
    open: bool = False
    coefficient: Fraction | None = None
    scale: Fraction = Fraction(1)


_EMPTY, _HUNDRED, _TEN, _UNIT, _FULL = range(5)  # what the group of three digits holds so far


class _Reader:
    """Reads one number, greedily, from a token onwards."""

    def __init__(self, words: Sequence[Word], start: int, end: int, grammar: NumberGrammar) -> None:
        self.words, self.start, self.end, self.grammar = words, start, end, grammar
        self.total = self.group = Fraction(0)
        self.place = _EMPTY
        self.scale: Fraction | None = None  # of the last multiplier
        self.scaled: Fraction | None = None  # the digits' value before a multiplier
        self.coefficient: Fraction | None = None

    def read(self) -> _Amount | None:
        first = self.words[self.start]
        if first.digits:
            position = self._digits()
        elif first.number is None or first.number.role == "quantifier":
            return None
        elif first.number.role == "article" and not self._after_article():
            return None
        elif first.number.role == "fraction":
            return self._fraction_first(self.start, Fraction(1))
        elif first.number.role == "vague" or (first.number.open and first.number.alone):
            return self._vague(first.number)
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
        return _Amount(position, value, False, self.coefficient if self.group == 0 else None, self.scale or Fraction(1))

    def _after_article(self) -> bool:
        number = self._number(self.start + 1)
        return number is not None and number.role in ("hundred", "multiplier", "dozen", "fraction") and not number.open

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
        self.group, self.scaled = values
        self.place = _FULL
        position = self.start + 1
        if 0 < self.group < 1000 and self.group.denominator == 1:
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
        values = digits_value(self.words[i].text)
        if (
            values is None
            or self.scale is None
            or self.place != _EMPTY
            or self.grammar.between["thousands"] != "required"
        ):
            return None
        if values[0].denominator != 1 or values[0] >= self.scale:
            return None
        self.group, self.scaled = values
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
            self.total, self.scale, self.coefficient = self.total + value, value / 2, Fraction(2)
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
            if i == self.start and number.alone and not self._continues(i):
                coefficient = Fraction(number.alone) / value
            else:
                coefficient = Fraction(1)
        self.total += coefficient * value
        self.group, self.scaled = Fraction(0), None
        self.place = _FULL if role == "dozen" else _EMPTY
        self.coefficient = coefficient if self.scale is None else None
        self.scale = value
        return i + 1

    def _continues(self, i: int) -> bool:
        """Whether "and" and a number follow, so that "ألفا ومئة" is 1100 and not 2100."""
        after, joined = self._joined(i + 1)
        return joined and self._number(after) is not None

    def _scale_at(self, i: int) -> tuple[int, Fraction] | None:
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

    def _fraction_first(self, i: int, coefficient: Fraction) -> _Amount | None:
        """ "half a million", "three quarters of a million"."""
        number = self.words[i].number
        scale = self._scale_at(i + 1)
        if number is None or scale is None:
            return None
        return _Amount(scale[0], coefficient * number.value * scale[1])

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
            self.scale, self.place, self.coefficient = Fraction(1), _FULL, None
            return ends
        return None

    def _vague(self, number: NumberWord) -> _Amount:
        """ "dozens", "hundreds of thousands"."""
        scale = self._scale_at(self.start + 1)
        least = Fraction(number.alone or number.value)
        if scale is not None and scale[1] >= 1000 and number.value < scale[1]:
            return _Amount(scale[0], least * scale[1], True)
        return _Amount(self.start + 1, least, True)


def _quantifier(words: Sequence[Word], start: int, i: int, end: int, grammar: NumberGrammar) -> NumberPhrase | None:
    """ "several", and "several hundred", which is at least two of them."""
    number = words[i].number
    if number is None or number.role != "quantifier":
        return None
    j = i + 1
    if j < end and words[j].folded in grammar.links:
        j += 1
    after = words[j].number if j < end else None
    if (
        after is None
        or after.role not in ("hundred", "multiplier", "dozen", "vague")
        or _not_counted(words, i, j + 1, grammar)
    ):
        return NumberPhrase(start, i + 1, None, None, quantified=False, head=False)
    least = after.alone if after.open and after.alone else 20 if after.role == "dozen" else int(2 * after.value)
    reader = _Reader(words, j, end, grammar)
    vague = reader._vague(replace(after, alone=least))
    return NumberPhrase(start, vague.end, int(vague.value), None, approx=True)


def number_at(words: Sequence[Word], i: int, end: int, grammar: NumberGrammar) -> NumberPhrase | None:
    """The longest number phrase that begins at token `i` and ends before `end`: hedges, number, range, hedge after it.

    None where there is none, or where the number counts no things: a date, a time, an age, a measure, money.
    """
    start, hedges = i, []
    while i < end and i - start < _LEADING:
        modifier = words[i].modifier
        if modifier is None or not modifier.before:
            break
        hedges.append(modifier.kind)
        i += 1
    if i >= end or _is_weekday(words[i], grammar) or (not hedges and _is_tail(words, i, end, grammar)):
        return None
    amount = _Reader(words, i, end, grammar).read()
    if amount is None:
        phrase = _quantifier(words, start, i, end, grammar)
        return phrase or (_quantifier(words, start, start, end, grammar) if hedges else None)
    if not hedges and (
        looks_like_date(words, i, grammar) or (1000 <= amount.value <= 2100 and _kind(words, i - 1) == "year")
    ):
        return None
    if _not_counted(words, i, amount.end, grammar):
        return None
    ranged = _range(words, start, i, end, amount, hedges, grammar)
    if ranged is not None:
        return ranged
    phrase = _phrase(start, amount)
    if phrase is None or "between" in hedges:
        return None
    for kind in hedges:
        phrase = modified(phrase, kind)
    after = modifier_after(words, amount.end, end)
    return phrase if after is None else replace(modified(phrase, after[1]), end=after[0])


def _is_weekday(word: Word, grammar: NumberGrammar) -> bool:
    """ "الأحد", "الاثنين": one and two with the article are days of the week in Semitic languages."""
    number = word.number
    return (
        number is not None and number.role == "unit" and number.value <= 2 and word.proclitics.endswith(tuple(grammar.articles))
    )


def _is_tail(words: Sequence[Word], i: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether token `i` goes on with a number that began before it (and that counted no things)."""
    before = i - 1
    if before > 0 and words[before].folded in grammar.conjunctions:
        before -= 1
    if before < 0 or not (words[before].digits or words[before].number is not None):
        return False
    amount = _Reader(words, before, end, grammar).read()
    return amount is not None and amount.end > i


def _phrase(start: int, amount: _Amount) -> NumberPhrase | None:
    if amount.value.denominator != 1 or amount.value > _LARGEST:
        return None
    value = int(amount.value)
    return NumberPhrase(start, amount.end, value, None if amount.open else value, approx=amount.open)


def _is_group(word: Word) -> bool:
    """Whether the token is three digits that may go on with a number: "226 000"."""
    return word.digits and len(word.text) == 3 and word.text.isdecimal()


def _range(
    words: Sequence[Word], start: int, i: int, end: int, low: _Amount, hedges: list[str], grammar: NumberGrammar
) -> NumberPhrase | None:
    """ "N to M", "between N and M", "N-M"; a fall ("from 40 to 31") or a rise that is told with "from" is none."""
    j = low.end
    if j >= end:
        return None
    word = words[j]
    modifier = word.modifier
    if "between" in hedges:
        if word.folded in grammar.conjunctions or (modifier is not None and modifier.kind == "range"):
            j += 1
        elif not (word.proclitics and word.proclitics[0] in grammar.proclitics):
            return None
    elif word.text in grammar.range_signs or (modifier is not None and modifier.kind == "range"):
        if _kind(words, start - 1) == "from":
            return None
        j += 1
    else:
        return None
    high = _Reader(words, j, end, grammar).read() if j < end else None
    if high is None or high.open or low.open or _not_counted(words, j, high.end, grammar):
        return None
    least, most = low.value, high.value
    if high.coefficient is not None and least < high.coefficient and low.scale == 1 and least < 1000:
        least *= high.scale
    if least >= most or least.denominator != 1 or most.denominator != 1 or most > _LARGEST:
        return None
    return NumberPhrase(start, high.end, int(least), int(most), approx="about" in hedges)


def modifier_after(words: Sequence[Word], i: int, end: int) -> tuple[int, str] | None:
    """A hedge at token `i` that stands after what it hedges ("على الأقل", "or more"): the token after it, and its kind."""
    modifier = words[i].modifier if i < end else None
    if modifier is None or not modifier.after:
        return None
    if modifier.before and i + 1 < end and (words[i + 1].digits or words[i + 1].number is not None):
        return None
    return i + 1, modifier.kind


def modified(phrase: NumberPhrase, kind: str) -> NumberPhrase:
    """The phrase under a hedge of that kind."""
    if not phrase.quantified:
        return phrase
    if kind in ("at_least", "more_than"):
        return replace(phrase, max=None)
    if kind in ("up_to", "fewer_than"):
        return replace(phrase, min=0, max=phrase.max if phrase.max is not None else phrase.min)
    if kind == "about":
        return replace(phrase, approx=True)
    return phrase


def _kind(words: Sequence[Word], i: int) -> str:
    if not 0 <= i < len(words):
        return ""
    modifier = words[i].modifier
    if modifier is None:
        return ""
    if modifier.kind == "month" and words[i].text[:1].islower():  # "may", "march"
        return ""
    return modifier.kind


def _not_counted(words: Sequence[Word], i: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether the number of tokens `i` to `end` is a measure, money, a share, an age or a label."""
    if end < len(words) and (words[end].text in grammar.measure_signs or words[end].text in grammar.money_signs):
        return True
    if i > 0 and (words[i - 1].text in grammar.money_signs or _kind(words, i - 1) == "label"):
        return True
    if end + 1 < len(words) and words[end].folded in grammar.links:
        end += 1
    if end >= len(words) or words[end].proclitics:
        return False
    kind = _kind(words, end)
    return kind == "measure" or (kind == "year" and not (end + 1 < len(words) and words[end + 1].digits))


def looks_like_date(words: Sequence[Word], i: int, grammar: NumberGrammar) -> bool:
    """Whether the digits at token `i` are of a date, a year or a time of day."""
    word = words[i]
    if not word.digits:
        return False
    value = digits_value(word.text)
    if value is None or value[0].denominator != 1:
        return value is None
    return (
        _with_signs(words, i, grammar) or _is_day(words, i, int(value[0]), grammar) or _is_year(words, i, int(value[0]))
    )


def _with_signs(words: Sequence[Word], i: int, grammar: NumberGrammar) -> bool:
    """ "03:25", "12/5", "12-5-2014"."""
    sign = words[i + 1].text if i + 2 < len(words) and words[i + 2].digits else ""
    sign_before = words[i - 1].text if i >= 2 and words[i - 2].digits else ""
    if sign in (":", "/") or sign_before in (":", "/"):
        return True
    if sign in grammar.range_signs:
        return sign == sign_before or (i + 3 < len(words) and words[i + 3].text == sign)
    return sign_before in grammar.range_signs and i >= 3 and words[i - 3].text == sign_before


def _is_day(words: Sequence[Word], i: int, number: int, grammar: NumberGrammar) -> bool:
    """A day beside its month, or the first of two: "7-8 September"."""
    if number > 31:
        return False
    if _kind(words, i + 1) == "month":
        return True
    if grammar.day_after_month and _kind(words, i - 2) != "in":
        first = i - 2 if i >= 3 and words[i - 1].text in grammar.range_signs and words[i - 2].digits else i
        if _kind(words, first - 1) == "month":
            return True
    second = i + 1 if i + 1 < len(words) and words[i + 1].digits else i + 2
    return second < len(words) and words[second].digits and _kind(words, second + 1) == "month"


def _is_year(words: Sequence[Word], i: int, number: int) -> bool:
    if sum(map(str.isdecimal, words[i].text)) != 4 or not words[i].text[-4:].isdecimal():
        return False
    before = _kind(words, i - 1)
    if 1900 <= number <= 2099:
        return number % 100 != 0 or before in ("month", "year", "in", "since")
    return before == "year"
