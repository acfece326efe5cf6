"""Expressions of time with their intervals, what joins two of them, and which of them tells of an event."""

from datetime import datetime
from typing import Final

from tocsin.times import phrases
from tocsin.times.kinds import AGO_BEFORE, DAY, DAY_PART, EVENT, HIJRI_MONTH, LINK, MONTH, SUPERLATIVE, TO, WEEKDAY
from tocsin.times.values import Interval, interval
from tocsin.times.words import Row, TimePack, Word, load_times, words_of
from topics.claims import Span, When

_OLD_MONTHS: Final = 2  # what happened longer ago is history, by the guide to claims
_DATED: Final = MONTH | WEEKDAY | DAY | HIJRI_MONTH | AGO_BEFORE | DAY_PART
_CLAUSE: Final = 6  # tokens that tell since what event
_BEFORE: Final = 20  # code points by which an expression after the trigger may be farther than one before it
_BESIDE: Final = 25  # code points within which an expression goes with a word of saying


class Timed:
    """An expression of time; `when` is null where it depends on the date of an article that has none.

    `compares`: it tells no time of the event but what that is measured against ("the deadliest attack since 2011").
    """

    __slots__ = ("compares", "end", "span", "start", "when")

    def __init__(self, span: Span, when: When | None, compares: bool = False) -> None:
        self.span = span
        self.start = span.start
        self.end = span.end
        self.when = when
        self.compares = compares


def find_times(
    document: str, language: str, published_at: datetime | None, start: int = 0, end: int | None = None
) -> list[Timed]:
    """The expressions of time between two offsets of a document, in order. Linear in the length.

    A weekday or a date without its year is the most recent one up to `published_at`, whose zone is the text's; where
    that is null, only what names its own year is resolved. Raises TimesError for a language without words of time.
    """
    pack, row = load_times(language), Row()
    row.add(words_of(document[start:end], pack), start)
    return times_of(document, row, pack, published_at)


def times_of(document: str, row: Row, pack: TimePack, published_at: datetime | None) -> list[Timed]:
    """The expressions of time in a row of the document's words, as `find_times` gives them."""
    row.join_phrases()
    timed: list[Timed] = []
    last, of_event = 0, False
    for expression in phrases.expressions(row, pack):
        first, after = expression.first, expression.last
        if first < last:
            continue  # within the event since which the expression before it tells
        known = interval(expression, pack, published_at)
        since_event = expression.direction == "since" and not expression.several and (known is None or known.is_open)
        if since_event:
            event = _since_event(row, first + 1, pack)
            if event == first + 1:
                continue
            after = max(event, after)
        begin = row.starts[first]
        bare = known
        if expression.direction == "until" and timed:
            bare = interval(expression, pack, published_at, "")
        joined = _joined(timed[-1], row.words[last:first], expression.direction, bare, of_event) if timed else None
        if joined is not None:
            known, begin = joined, timed.pop().start
        end = row.end(after - 1)
        if after < len(row.words) and row.words[after].text == ")" and "(" in document[begin:end]:
            end = row.end(after)
            after += 1
        last, of_event = after, since_event
        span = Span(document[begin:end], begin, end)
        when = None if known is None else When(known.start, known.end, known.precision, span)
        timed.append(Timed(span, when, expression.direction == "since" and _compares(row, first)))
    return timed


def _joined(
    earlier: Timed, between: list[Word], direction: str, known: Interval | None, of_event: bool
) -> Interval | None:
    """What an expression (`direction`, `known`) makes together with the one before it; None where they stand apart."""
    if known is None or earlier.when is None:
        return None
    linked = all(word.kinds & LINK for word in between)
    if (
        of_event and linked and direction in ("", "ago") and all(word.text.isalpha() for word in between)
    ):  # "since it broke out in March 2011"
        return Interval(known.start, None, "open")
    goes_on = (
        (linked and len(between) < 2)
        if direction == "until"
        else (not direction and len(between) == 1 and between[0].kinds & TO != 0)
    )
    if goes_on and earlier.when.start is not None and not (known.end is not None and known.end < earlier.when.start):
        # "from Monday to Friday", but not "from tomorrow to March"
        return Interval(earlier.when.start, known.end, known.precision)
    return None


def _since_event(row: Row, first: int, pack: TimePack) -> int:
    """The token after an event of a few tokens ("since the fighting began"); `first` where there is none."""
    last, words, event = first, row.words, first
    while last < min(len(words), first + _CLAUSE) and _is_plain(words[last]):
        last += 1
        if words[last - 1].kinds & EVENT:
            event = last
    if event > first or not pack.since_is_time:
        return event
    while last > first and words[last - 1].text == "-":
        last -= 1
    return last


def _compares(row: Row, first: int) -> bool:
    """Whether a superlative stands before "since", in the same clause."""
    for word in reversed(row.words[max(0, first - _CLAUSE) : first]):
        if word.kinds & SUPERLATIVE:
            return True
        if not word.text.isalnum():
            return False
    return False


def _is_plain(word: Word) -> bool:
    return (word.text.isalpha() or word.text == "-") and not word.kinds & _DATED


def is_old(when: When | None, published_at: datetime | None) -> bool:
    """Whether it happened more than two months before the article: history, not news. False where that is unknown."""
    if when is None or when.end is None or published_at is None:
        return False
    end = when.end.astimezone(published_at.tzinfo)
    months = 12 * (published_at.year - end.year) + published_at.month - end.month
    return months > _OLD_MONTHS or (months == _OLD_MONTHS and end.day <= published_at.day)


def when_of(
    times: list[Timed], trigger: tuple[int, int], sentence: tuple[int, int], speech: list[tuple[int, int]]
) -> When | None:
    """When the event of the word at offsets `trigger` happened, by the expressions of its sentence; None if untold.

    `speech` are the offsets of the sentence's words of saying ("said", "وفقا"): an expression nearer to one of them
    than to the trigger, and beside it or on its far side, tells when it was said and is left out.
    """
    best: When | None = None
    least = -1
    for timed in times:
        if timed.compares or timed.start < sentence[0] or timed.end > sentence[1]:
            continue
        if timed.when is None or _is_of_speech(timed, trigger, speech):
            continue
        remoteness = _remoteness(timed, trigger)
        if best is None or remoteness < least:
            best, least = timed.when, remoteness
    return best


def _remoteness(timed: Timed, trigger: tuple[int, int]) -> int:
    """How far an expression is from the trigger; English and Arabic news put it after rather than before."""
    return _distance(timed, trigger) + (_BEFORE if timed.start < trigger[0] else 0)


def _is_of_speech(timed: Timed, trigger: tuple[int, int], speech: list[tuple[int, int]]) -> bool:
    to_trigger = _distance(timed, trigger)
    for word in speech:
        beside = _distance(timed, word)
        if beside < to_trigger and (
            beside <= _BESIDE or not (min(word[1], trigger[1]) <= timed.start and timed.end <= max(word[0], trigger[0]))
        ):
            return True
    return False


def _distance(timed: Timed, other: tuple[int, int]) -> int:
    """The number of code points between an expression and another stretch of text."""
    return max(0, max(timed.start - other[1], other[0] - timed.end))
