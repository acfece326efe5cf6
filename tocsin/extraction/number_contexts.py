"""Digits and numbers that count no things: dates, times of day, ages, measures, money, names."""

from collections.abc import Sequence

from tocsin.extraction.number_words import NumberGrammar, Word, digits_value


def kind_at(words: Sequence[Word], i: int) -> str:
    """What the hedge or context word at token `i` does; "" where there is none."""
    if not 0 <= i < len(words):
        return ""
    modifier = words[i].modifier
    if modifier is None:
        return ""
    if modifier.kind == "month" and words[i].text[:1].islower():  # "may", "march"
        return ""
    return modifier.kind


def not_counted(words: Sequence[Word], i: int, end: int, grammar: NumberGrammar) -> bool:
    """Whether the number of tokens `i` to `end` is a measure, money, a share, an age or a label."""
    if end < len(words) and (words[end].text in grammar.measure_signs or words[end].text in grammar.money_signs):
        return True
    if i > 0 and (words[i - 1].text in grammar.money_signs or kind_at(words, i - 1) == "label"):
        return True
    if end + 1 < len(words) and words[end].folded in grammar.links:
        end += 1
    if end >= len(words) or words[end].proclitics:
        return False
    kind = kind_at(words, end)
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
    if kind_at(words, i + 1) == "month":
        return True
    if grammar.day_after_month and kind_at(words, i - 2) != "in":
        first = i - 2 if i >= 3 and words[i - 1].text in grammar.range_signs and words[i - 2].digits else i
        if kind_at(words, first - 1) == "month":
            return True
    second = i + 1 if i + 1 < len(words) and words[i + 1].digits else i + 2
    return second < len(words) and words[second].digits and kind_at(words, second + 1) == "month"


def _is_year(words: Sequence[Word], i: int, number: int) -> bool:
    if sum(map(str.isdecimal, words[i].text)) != 4 or not words[i].text[-4:].isdecimal():
        return False
    before = kind_at(words, i - 1)
    if 1900 <= number <= 2099:
        return number % 100 != 0 or before in ("month", "year", "in", "since")
    return before == "year"
