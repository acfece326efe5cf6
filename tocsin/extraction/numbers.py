"""Numbers in running text, as intervals: digits of any script, number words, ranges, hedges, vague amounts.

Knows no language: `load_grammar`, `load_numbers` and `load_modifiers` read a pack's numbers.toml (its layout is told
there); the lexicon looks the words up, folded and without clitics, and `number_at` reads the tokens.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tocsin.extraction.cardinals import Amount, read_number, read_vague
from tocsin.extraction.number_contexts import kind_at, looks_like_date, looks_like_day, not_counted
from tocsin.extraction.number_words import (
    Modifier,
    NumberGrammar,
    NumbersError,
    NumberWord,
    digits_value,
    load_grammar,
    load_modifiers,
    load_numbers,
)

if TYPE_CHECKING:
    from tocsin.extraction.words import Word

__all__ = (
    "Modifier", "NumberGrammar", "NumberPhrase", "NumberWord", "NumbersError", "digits_value", "load_grammar",
    "load_modifiers", "load_numbers", "looks_like_date", "modified", "modifier_after", "number_at",
)  # fmt: skip

_LARGEST: Final = 10**12  # a count beyond it is a misreading
_LEADING: Final = 4  # hedges that may stand before one number


@dataclass(slots=True, init=False)
class NumberPhrase:
    """Tokens `start` to `end` (exclusive) give an interval, `max` None where it is open.

    A quantifier of no number ("several") has neither bound; it is not `quantified` and not a `head`: it needs its noun.
    """

    start: int
    end: int
    min: int | None
    max: int | None
    approx: bool
    quantified: bool
    head: bool

    def __init__(
        self,
        start: int,
        end: int,
        min: int | None,
        max: int | None,
        approx: bool = False,
        quantified: bool = True,
        head: bool = True,
    ) -> None:
        self.start = start
        self.end = end
        self.min = min
        self.max = max
        self.approx = approx
        self.quantified = quantified
        self.head = head


def _quantifier(words: list[Word], start: int, i: int, end: int, grammar: NumberGrammar) -> NumberPhrase | None:
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
        or not_counted(words, i, j + 1, grammar)
    ):
        return NumberPhrase(start, i + 1, None, None, quantified=False, head=False)
    least = after.alone if after.open and after.alone else 20 if after.role == "dozen" else int(2 * after.value)
    vague = read_vague(words, j, end, grammar, least)
    return NumberPhrase(start, vague.end, int(vague.value), None, approx=True)


def number_at(words: list[Word], i: int, end: int, grammar: NumberGrammar, counts: bool = False) -> NumberPhrase | None:
    """The longest number phrase that begins at token `i` and ends before `end`: hedges, number, range, hedge after it.

    None where there is none, or where the number counts no things: a date, a time, an age, a measure, money. With
    `counts`, what could be a year is none.
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
    amount = read_number(words, i, end, grammar)
    if amount is None:
        phrase = _quantifier(words, start, i, end, grammar)
        return phrase or (_quantifier(words, start, start, end, grammar) if hedges else None)
    if looks_like_day(words, i, grammar) or (not hedges and not counts and _is_year(words, i, amount, grammar)):
        return None
    if not_counted(words, i, amount.end, grammar):
        return None
    ranged = _range(words, start, end, amount, hedges, grammar)
    if ranged is not None:
        return ranged
    phrase = _phrase(start, amount)
    if phrase is None or "between" in hedges:
        return None
    for kind in hedges:
        phrase = modified(phrase, kind)
    after = modifier_after(words, amount.end, end)
    if after is not None:
        phrase = modified(phrase, after[1])
        phrase.end = after[0]
    return phrase


def _is_year(words: list[Word], i: int, amount: Amount, grammar: NumberGrammar) -> bool:
    named = kind_at(words, i - 1) == "year" and 1000 <= amount.value <= 2100
    return named or (looks_like_date(words, i, grammar) and not _counts(words, amount.end, grammar))


def _counts(words: list[Word], k: int, grammar: NumberGrammar) -> bool:
    """Whether the ending of the noun at token `k` shows that the number before counts it ("2025 طفلا")."""
    noun = words[k].noun if k < len(words) else None
    return noun is not None and noun.number == 1 and words[k].folded.endswith(grammar.counted_endings)


def _is_weekday(word: Word, grammar: NumberGrammar) -> bool:
    """ "الأحد", "الاثنين": one and two with the article are days of the week in Semitic languages."""
    number = word.number
    return (
        number is not None
        and number.role == "unit"
        and number.value <= 2
        and word.proclitics.endswith(tuple(grammar.articles))
    )


def _is_tail(words: list[Word], i: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether token `i` goes on with a number that began before it (and that counted no things)."""
    before = i - 1
    if before > 0 and words[before].folded in grammar.conjunctions:
        before -= 1
    if before < 0 or not (words[before].digits or words[before].number is not None):
        return False
    amount = read_number(words, before, end, grammar)
    return amount is not None and amount.end > i


def _phrase(start: int, amount: Amount) -> NumberPhrase | None:
    if amount.decimal or amount.value.denominator != 1 or amount.value > _LARGEST:
        return None
    value = int(amount.value)
    return NumberPhrase(start, amount.end, value, None if amount.open else value, approx=amount.open)


def _range(
    words: list[Word], start: int, end: int, low: Amount, hedges: list[str], grammar: NumberGrammar
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
        if kind_at(words, start - 1) == "from":
            return None
        j += 1
    else:
        return None
    high = read_number(words, j, end, grammar) if j < end else None
    if high is None or high.open or low.open or not_counted(words, j, high.end, grammar):
        return None
    least, most = low.value, high.value
    if high.coefficient is not None and least < high.coefficient and low.scale == 1 and least < 1000:
        least *= high.scale
    if least >= most or least.denominator != 1 or most.denominator != 1 or most > _LARGEST:
        return None
    return NumberPhrase(start, high.end, int(least), int(most), approx="about" in hedges)


def modifier_after(words: list[Word], i: int, end: int) -> tuple[int, str] | None:
    """A hedge at token `i` that stands after what it hedges ("على الأقل", "or more").

    Gives the token after it, and its kind.
    """
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
    least, most, approx = phrase.min, phrase.max, phrase.approx
    if kind in ("at_least", "more_than"):
        most = None
    elif kind in ("up_to", "fewer_than"):
        least, most = 0, most if most is not None else least
    elif kind == "about":
        approx = True
    return NumberPhrase(phrase.start, phrase.end, least, most, approx, phrase.quantified, phrase.head)
