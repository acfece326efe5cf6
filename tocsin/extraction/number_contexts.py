"""Digits and numbers that count no things: dates, times of day, ages, measures, money, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tocsin.extraction.number_words import NumberGrammar, digits_value

if TYPE_CHECKING:
    from tocsin.extraction.words import Word


_AGES: Final = 6  # tokens back from one age to what says that ages follow


def kind_at(words: list[Word], i: int) -> str:
    """What the hedge or context word at token `i` does; "" where there is none."""
    if not 0 <= i < len(words):
        return ""
    modifier = words[i].modifier
    if modifier is None:
        return ""
    if modifier.kind == "month" and words[i].text[:1].islower():  # "may", "march"
        return ""
    return modifier.kind


def not_counted(words: list[Word], i: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether the number of tokens `i` to `end` is a measure, money, a share, an age, a label or a time of day."""
    if _text(words, end) in grammar.measure_signs or _text(words, end) in grammar.label_signs:
        return True
    before = i - 2 if _text(words, i - 1) and words[i - 1].folded in grammar.articles else i - 1
    if _text(words, before) in grammar.label_signs or kind_at(words, before) == "label":
        return True
    if words[i].digits and (_with_signs(words, i, grammar) or _is_age(words, i, end)):
        return True
    if _one_of_ages(words, i, grammar):
        return True
    return _is_measured(words, end, grammar) or _range_is_measured(words, i, end, grammar)


def _range_is_measured(words: list[Word], i: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether the number is the first of two that are measured: "5-8 years", "بين 20 و25 من العمر"."""
    if end + 1 >= len(words):
        return False
    if _text(words, end) in grammar.range_signs or kind_at(words, end) == "range":
        end += 1
    elif kind_at(words, i - 1) != "between":
        return False
    elif words[end].folded in grammar.conjunctions:
        end += 1
    return words[end].digits and _is_measured(words, end + 1, grammar)


def _text(words: list[Word], i: int) -> str:
    return words[i].text if 0 <= i < len(words) else ""


def _is_measured(words: list[Word], end: int, grammar: NumberGrammar) -> bool:
    """Whether a unit of measure stands at token `end`, perhaps after "of" or a slash."""
    if end + 1 < len(words) and (words[end].folded in grammar.links or words[end].text == "/"):
        end += 1
    if end >= len(words) or words[end].proclitics:
        return False
    kind = kind_at(words, end)
    if kind == "year":
        return not (end + 1 < len(words) and words[end + 1].digits)
    if kind or " " not in words[end].text:
        return kind == "measure"
    if words[end].noun is not None and "ages" not in words[end].cues:
        return False  # "seven day labourers"
    return words[end].text.lower().split(" ", 1)[0] in grammar.measures  # a phrase that begins with it: "years ago"


def _is_age(words: list[Word], i: int, end: int) -> bool:
    """Whether the number stands alone beside a name: "Nadia Khalil, 13, was", "Adam Jamal (31)"."""
    signs = _text(words, i - 1) + _text(words, end)
    return signs in (",,", ",.", "()") and len(words[i].text) < 3 and _text(words, i - 2)[:1].isupper()


def _one_of_ages(words: list[Word], i: int, grammar: NumberGrammar) -> bool:
    """Whether the number goes on with ages: the "nine" of "aged six and nine"."""
    k = i - 1
    if k < 2 or not (words[k].text == "," or words[k].folded in grammar.conjunctions):
        return False
    for k in range(i - 2, max(-1, i - 2 - _AGES), -1):
        if not (words[k].amount or words[k].text == "," or words[k].folded in grammar.conjunctions):
            return "aged" in words[k].cues
    return False


def looks_like_date(words: list[Word], i: int, grammar: NumberGrammar) -> bool:
    """Whether the digits at token `i` are of a date, a year or a time of day."""
    word = words[i]
    if not word.digits:
        return False
    value = digits_value(word.text)
    if value is None or value[0] is None:
        return value is None
    return looks_like_day(words, i, grammar) or _is_year(words, i, value[0])


def looks_like_day(words: list[Word], i: int, grammar: NumberGrammar) -> bool:
    """Whether the digits at token `i` are of a day of a month, or of a date or time in numbers."""
    value = digits_value(words[i].text) if words[i].digits else None
    if value is None or value[0] is None:
        return False
    return _with_signs(words, i, grammar) or (value[0] <= 31 and _is_day(words, i, grammar))


def _with_signs(words: list[Word], i: int, grammar: NumberGrammar) -> bool:
    """ "03:25", "12/5", "12-5-2014"."""
    sign = _text(words, i + 1) if i + 2 < len(words) and words[i + 2].digits else ""
    sign_before = _text(words, i - 1) if i >= 2 and words[i - 2].digits else ""
    if sign in (":", "/") or sign_before in (":", "/"):
        return True
    if sign in grammar.range_signs:
        return sign == sign_before or _text(words, i + 3) == sign
    return sign_before in grammar.range_signs and _text(words, i - 3) == sign_before


def _is_day(words: list[Word], i: int, grammar: NumberGrammar) -> bool:
    """Whether a month stands beside the number, or beside the second of two: "7-8 September"."""
    after = i + 2 if i + 2 < len(words) and words[i + 1].folded in grammar.links else i + 1
    if kind_at(words, after) == "month":
        return True
    if grammar.day_after_month and kind_at(words, i - 2) != "in":
        first = i - 2 if i >= 3 and _text(words, i - 1) in grammar.range_signs and words[i - 2].digits else i
        first -= _text(words, first - 1) == "."  # "Sept. 7"
        if kind_at(words, first - 1) == "month":
            return True
    second = i + 1 if i + 1 < len(words) and words[i + 1].digits else i + 2
    return second < len(words) and words[second].digits and kind_at(words, second + 1) == "month"


def _is_year(words: list[Word], i: int, number: int) -> bool:
    if sum(map(str.isdecimal, words[i].text)) != 4 or not words[i].text[-4:].isdecimal():
        return False
    before = kind_at(words, i - 1)
    if 1900 <= number <= 2099:
        return number % 100 != 0 or before in ("month", "year", "in", "since")
    return before == "year"
