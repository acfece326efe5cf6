"""A longer time told by its number: "in ten days", "three weeks of fighting", "the four-year-old conflict"."""

from typing import Final

from tocsin.extraction.signs import SPELL
from tocsin.extraction.text import Text
from tocsin.extraction.words import Word

_REACH: Final = 4  # words before a unit of time in which its number and a preposition may stand
_COMPARED: Final = 12  # words from "the worst" to the longer time with which an event is compared
_OPENS: Final = frozenset(("says", "clause_break", "relative", "denies"))


def spells(text: Text, first: int, last: int) -> list[int]:
    """The tokens from `first` up to `last` that tell of a time of several days or more."""
    return [k for k in range(first, last) if text.words[k].signs & SPELL and _tells(text, k, first, last)]


def told_over(text: Text, at: int, found: list[int]) -> bool:
    """Whether one of the longer times is that of the clause of the word of harm at token `at`."""
    for k in found:
        between = text.words[min(at, k) + 1 : max(at, k)]
        tolls = k > at and any(rule.toll for word in between for rule in word.rules)  # "..., raising the toll to 16 in"
        if not tolls and not any(word.cues & _OPENS or word.text in ";:" for word in between):
            return True
    return False


def _tells(text: Text, k: int, first: int, last: int) -> bool:
    """Whether the token is the unit of a longer time that something was counted over."""
    word = text.words[k]
    if "spells" in word.cues:
        start = _number_before(text, k, first)
        if start is None:
            return False
        if _of_what_lasts(text, k, last):
            return True
        ends = k + 1 >= last or not text.words[k + 1].cues & {"adverb", "aftermath", "preposition", "incident"}
        return ends and not _compares(text, k, first) and _spanned(text, start, k, first)
    if "spell" not in word.cues or k == first:
        return False
    j = k + 1
    while j < last and "spell" in text.words[j].cues:
        j += 1
    return j < last and "lasting" in text.words[j].cues and _number_before(text, k, first) is not None


def _number_before(text: Text, k: int, first: int) -> int | None:
    """Where the number of a unit of time at token `k` begins: two or more of it."""
    j = k - 1
    while j > max(first, k - _REACH) and not _is_number(text.words[j]) and not text.words[j].cues & {"spans", "of"}:
        j -= 1
    if j < first or not _is_number(text.words[j]):
        return None
    while j > first and _is_number(text.words[j - 1]):
        j -= 1
    return j


def _is_number(word: Word) -> bool:
    if word.digits:
        return word.text != "1"
    if word.number is not None:
        return word.number.role == "quantifier" or (word.number.role != "article" and word.number.value != 1)
    return word.modifier is not None and word.modifier.before


def _compares(text: Text, k: int, first: int) -> bool:
    """Whether the time at token `k` is only that with which an event is compared: "the worst attack in three years"."""
    return any("superlative" in word.cues for word in text.words[max(first, k - _COMPARED) : k])


def _spanned(text: Text, start: int, k: int, first: int) -> bool:
    """Whether a preposition of a span of time stands with the number: "in the past two weeks"."""
    return any("spans" in word.cues for word in text.words[max(first, start - 3) : k])


def _of_what_lasts(text: Text, k: int, last: int) -> bool:
    """Whether what follows the unit lasted for that time: "ten days of clashes"."""
    return any("lasting" in word.cues for word in text.words[k + 1 : min(last, k + 1 + _REACH)]) and (
        "cumulative" in text.words[k].cues or (k + 1 < last and "of" in text.words[k + 1].cues)
    )
