"""Records for people: numbers in words, sides of a line, nothing that commands a terminal."""

import io
from datetime import UTC, datetime

import msgspec
import pytest
from rich.console import Console, RenderableType

from tocsin import pretty
from tocsin.tail import Record
from topics import alerts, articles, claims, dead_letters, enriched_articles
from topics.claims import Count


def shown(renderable: RenderableType) -> str:
    out = io.StringIO()
    Console(file=out, width=100, highlight=False).print(renderable)
    return out.getvalue()


@pytest.mark.parametrize(
    ("low", "high", "approximate", "words"),
    [
        (4, None, False, "4 or more"),
        (20, None, True, "20 or more"),
        (30, 30, True, "about 30"),
        (30, 30, False, "30"),
        (0, 12, False, "up to 12"),
        (3, 5, False, "3 to 5"),
        (0, 0, False, "0"),
    ],
)
def test_counts_in_words(low: int, high: int | None, approximate: bool, words: str) -> None:
    assert pretty.count(Count(low, high, approximate, "", 0, 0)) == words


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("قتيلان", True),
        ("“قتيلان”", True),
        ("3 قتلى", True),
        ("two killed", False),
        ("\u2068غنجه\u2069: one airport", False),
        ("\u2069 غنجه", True),
        ("12", False),
        ("", False),
    ],
)
def test_the_first_letter_outside_isolates_gives_the_side(text: str, right: bool) -> None:
    assert pretty.right_to_left(text) == right


def test_what_could_command_a_terminal_is_replaced_one_by_one() -> None:
    text = "a\x1b[2Jb\u202ec\x9bd\x00\ne\u2068f\u2069\u200dg"
    assert pretty.visible(text) == "a\ufffd[2Jb\ufffdc\ufffdd\ufffd\ne\u2068f\u2069\u200dg"


@pytest.mark.parametrize("topic", [articles, enriched_articles, claims, dead_letters])
def test_every_example_is_shown_by_what_it_is(topic: object) -> None:
    for example in topic.TOPIC.examples:  # type: ignore[attr-defined]
        text = shown(pretty.message(record(topic.TOPIC.name, msgspec.json.encode(example))))  # type: ignore[attr-defined]
        named = getattr(example, "title", None) or getattr(example, "reason", None) or example.effect
        assert named[:20] in text


def test_an_alert_shows_who_says_so_and_where_it_stands() -> None:
    from tocsin.alerts.cloudevent import encode

    for example in alerts.TOPIC.examples:
        text = shown(pretty.message(record("alerts", encode(example))))
        assert f"{example.category} · {example.kind} · {example.certainty}" in text
        for claim in example.claims:
            assert ("denied by" if claim.stance == "denies" else "said by") in text
            assert claim.evidence.text[:40] in text


@pytest.mark.parametrize("topic", ["alerts", "claims", "articles", "dead-letters", "another"])
@pytest.mark.parametrize("value", [None, b"", b"{}", b"\xff\x00", b'{"title": 3}'])
def test_any_value_is_shown(topic: str, value: bytes | None) -> None:
    assert f"{topic}-0@7" in shown(pretty.message(record(topic, value)))


def record(topic: str, value: bytes | None) -> Record:
    return Record(topic, 0, 7, datetime(2026, 1, 1, tzinfo=UTC), None, value, ())
