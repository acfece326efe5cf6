"""Expressions of time as intervals, against the article's own date."""

import os
import tomllib
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench import times as bench
from tocsin.times import Timed, find_times, is_old, phrases, when_of
from tocsin.times.words import Row, TimesError, load_times, words_of
from topics.claims import When

ZONE = timezone(timedelta(hours=3))
PUBLISHED = datetime(2020, 10, 4, 15, 30, tzinfo=ZONE)
CASES: dict[str, Any] = tomllib.loads(Path(__file__).with_name("time_cases.toml").read_text("utf-8"))
SENTENCE = {"ar": "وقتل ثلاثة جنود {} في القرية", "en": "Three soldiers were killed {} in the village"}
LANGUAGES = ("ar", "en")


def moment(when: datetime | None) -> str:
    if when is None:
        return ""
    text = when.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")
    return text.removesuffix("T00:00")


def reading(timed: Timed) -> str:
    when = timed.when
    return "-" if when is None else f"{moment(when.start)} .. {moment(when.end)} {when.precision}"


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(code, *case) for code in LANGUAGES for case in CASES[code].items()]
)
def test_expression(language: str, text: str, expected: str) -> None:
    for document in (text, SENTENCE[language].format(text)):
        assert [reading(timed) for timed in find_times(document, language, PUBLISHED)] == [expected]


@pytest.mark.parametrize(("language", "text"), [(code, text) for code in LANGUAGES for text in CASES["nothing"][code]])
def test_no_expression(language: str, text: str) -> None:
    assert find_times(text, language, PUBLISHED) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("ar", "اليوم الأحد", "-"),
        ("ar", "19 أيلول", "-"),
        ("ar", "قبل يومين", "-"),
        ("ar", "5 آذار 2020", "2020-03-05T03 .. 2020-03-06T03 day"),
        ("en", "last week", "-"),
        ("en", "in the last 24 hours", "-"),
        ("en", "since June 2011", "2011-06-01T03 ..  open"),
        ("en", "in 2014", "2014-01-01T03 .. 2015-01-01T03 year"),
    ],
)
def test_an_undated_article_is_not_of_today(language: str, text: str, expected: str) -> None:
    """Without the article's date, and so its zone, only what names its own year resolves, in UTC."""
    assert [reading(timed).replace(":00", "") for timed in find_times(text, language, None)] == [expected]


def test_months_of_every_arabic_family_are_the_same() -> None:
    families = (
        ("تموز", "يوليو", "جويلية", "يوليوز"),
        ("كانون الثاني", "يناير", "جانفي"),
        ("آب", "أغسطس", "أوت", "غشت"),
    )
    for names in families:
        assert len({reading(find_times(f"3 {name} 2019", "ar", PUBLISHED)[0]) for name in names}) == 1


def test_a_year_that_heads_a_line_is_that_of_its_dates() -> None:
    document = "2004: The dam burst on 26 December.\n2006 - Nine drowned."
    assert [reading(timed) for timed in find_times(document, "en", PUBLISHED)] == [
        "2004-01-01 .. 2005-01-01 year",
        "2004-12-26 .. 2004-12-27 day",
        "2006-01-01 .. 2007-01-01 year",
    ]


def test_spans_count_from_the_document() -> None:
    document = "Two died on Monday.\n\nThree died on Friday morning, he said."
    timed = find_times(document, "en", PUBLISHED, document.index("Three"))
    assert [(item.span.text, document[item.span.start : item.span.end]) for item in timed] == [("Friday morning",) * 2]


@pytest.mark.parametrize(
    ("sentence", "trigger", "speech", "expected"),
    [
        ("The ministry said on Sunday that three were killed on Friday.", "killed", ["said"], "Friday"),
        ("The ministry said on Sunday that three were killed.", "killed", ["said"], None),
        ("Three were killed on Friday, the ministry said on Sunday.", "killed", ["said"], "Friday"),
        ("Three were killed, the ministry said on Sunday.", "killed", ["said"], None),
        ("Shelling killed three on Monday and wounded five on Tuesday.", "wounded", [], "Tuesday"),
        ("A report of Friday told the killing of 63 children since March.", "killing", [], "since March"),
        ("He was killed in the deadliest attack since 2011.", "killed", [], None),
        ("Three were killed.", "killed", [], None),
    ],
)
def test_when_it_happened_is_apart_from_when_it_was_said(
    sentence: str, trigger: str, speech: list[str], expected: str | None
) -> None:
    def at(word: str) -> tuple[int, int]:
        return sentence.index(word), sentence.index(word) + len(word)

    timed = find_times(sentence, "en", PUBLISHED)
    when = when_of(timed, at(trigger), (0, len(sentence)), [at(word) for word in speech])
    assert (None if when is None or when.text is None else when.text.text) == expected


@pytest.mark.parametrize(
    ("text", "old"),
    [
        ("on Friday", False),
        ("in 2014", True),
        ("10 August", False),
        ("3 August", True),
        ("since 2011", False),
        ("years ago", True),
        ("this year", False),
    ],
)
def test_old_is_more_than_two_months_before(text: str, old: bool) -> None:
    assert is_old(find_times(text, "en", PUBLISHED)[0].when, PUBLISHED) == old


def test_old_is_not_guessed() -> None:
    ended = When(None, datetime(1990, 1, 1, tzinfo=UTC), "open", None)
    assert not is_old(ended, None)
    assert not is_old(None, PUBLISHED)


SIGNS = ["-", "/", ":", ".", ",", "(", ")", "3", "12", "31", "2014", "1436", "05", "\n"]
PIECES = {code: sorted([*load_times(code).words, *load_times(code).phrases, *SIGNS]) for code in LANGUAGES}
DATES = st.none() | st.datetimes(datetime(1, 1, 3), datetime(9998, 12, 1), timezones=st.just(ZONE))


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_words_resolve_or_do_not(language: str) -> None:
    @example(["غد", "لغايه", "اذار"], datetime(2000, 1, 1, tzinfo=ZONE))
    @example(["منذ", "منذ", "اثنتين"], None)
    @given(st.lists(st.sampled_from(PIECES[language]) | st.text(max_size=3), max_size=14), DATES)
    def check(pieces: list[str], published: datetime | None) -> None:
        document = " ".join(pieces)
        last = 0
        for timed in find_times(document, language, published):
            span, when = timed.span, timed.when
            assert document[span.start : span.end] == span.text
            assert last <= span.start < span.end
            last = span.end
            if when is not None and when.start is not None and when.end is not None:
                assert when.start.tzinfo is not None
                assert when.start <= when.end

    check()


@pytest.mark.parametrize("piece", ["since ", "7 ", "on Monday ", "early ", "12/5/", "( "])
def test_an_expression_looks_at_few_words(piece: str) -> None:
    """Linear time: twice the text reads twice the words."""
    reads = [0]

    class Counted(list[Any]):
        def __getitem__(self, i: Any) -> Any:
            reads[0] += 1
            return super().__getitem__(i)

    counts = []
    for size in (300, 600):
        row = Row()
        row.add(words_of(piece * size, load_times("en")), 0)
        row.words = Counted(row.words)
        reads[0] = 0
        phrases.expressions(row, load_times("en"))
        counts.append(reads[0])
    assert counts[1] <= 2.2 * counts[0] + 100


def test_a_language_without_words_of_time_is_told() -> None:
    with pytest.raises(TimesError, match=r"the language pack 'xx' lacks time.toml"):
        load_times("xx")


def test_times_of_the_dev_documents() -> None:
    """At least 92 of 100 expressions that were read in the dev documents resolve as they were read."""
    if not bench.DOCUMENTS.is_dir():
        assert os.environ.get("CI") != "true", "../shared/claims/dev must be there in CI"
        pytest.skip("the dev documents (../shared/claims/dev) are not beside this repository")
    assert len(bench.rows()) >= 150
    failed = list(bench.wrong(bench.documents()))
    assert len(failed) <= (1 - bench.LIMIT) * len(bench.rows()), failed
