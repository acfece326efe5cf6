"""Reading articles: whatever the bytes, an article or a reason."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tocsin.articles import decode
from tocsin.ids import article_id, digest
from tocsin.records import Rejection
from topics.articles import TOPIC, Article

LIMIT = 1024 * 1024
FIELDS = {
    "id": "coast-9",
    "url": "https://news.example/9",
    "source": "Coast",
    "title": "قتيلان",
    "text": "Two people were killed.",
    "fetched_at": "2026-03-03T08:20:00Z",
}


def body(**changes: Any) -> bytes:
    """The JSON of an article with these fields changed; `...` leaves one out."""
    fields = {name: value for name, value in {**FIELDS, **changes}.items() if value is not ...}
    return json.dumps(fields, ensure_ascii=False).encode()


def reason(value: bytes | None) -> str:
    """Why these bytes are no article."""
    result = decode(value, LIMIT)
    assert isinstance(result, Rejection), result
    assert result.stage == "decode"
    return result.reason


def test_an_article_is_read() -> None:
    article = decode(body(published_at="2026-03-03T10:00:00+02:00", unknown={"a": [1]}), LIMIT)
    assert isinstance(article, Article)
    assert article.id == "coast-9"
    assert article.published_at is not None
    assert article.published_at.isoformat() == "2026-03-03T10:00:00+02:00"
    assert article.document == "قتيلان\n\nTwo people were killed."


def test_what_is_absent_stays_absent() -> None:
    article = decode(body(), LIMIT)
    assert isinstance(article, Article)
    assert (article.language, article.published_at, article.version, article.status) == (None, None, 1, "usable")


@pytest.mark.parametrize("article", TOPIC.examples)
def test_the_examples_are_read(article: Article) -> None:
    decoded = decode(msgspec.json.encode(article), LIMIT)
    assert isinstance(decoded, Article)
    assert TOPIC.key(decoded) == TOPIC.key(article) == decoded.id.encode()


def test_an_absent_id_is_a_hash_of_url_and_content() -> None:
    first, again = decode(body(id=...), LIMIT), decode(body(id="", fetched_at="2026-03-04T00:00:00Z"), LIMIT)
    assert isinstance(first, Article)
    assert isinstance(again, Article)
    assert first.id == again.id == article_id(first.url, first.title, first.text)
    for change in ({"url": "https://news.example/10"}, {"title": "قتيل"}, {"text": "One person was killed."}):
        other = decode(body(id=..., **change), LIMIT)
        assert isinstance(other, Article)
        assert other.id != first.id


def test_a_digest_tells_parts_apart() -> None:
    assert digest("ab", "") != digest("a", "b") != digest("ab")
    assert digest("ab", "c") == "d301c71d527a1a9ae0e1e1e5bee135f5"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, "no value (a tombstone)"),
        (b"", "not JSON"),
        (body()[:-5], "not JSON"),
        (body() + b"}", "not JSON"),
        (b"\xef\xbb\xbf" + body(), "not JSON"),
        (body().replace(b"Two", b"\xe3\xde\xca"), "not UTF-8: byte 0xe3 at offset"),
        (body().replace(b"Two", b"\xed\xa0\x80"), "not UTF-8: byte 0xed at offset"),
        (body(unknown="x").replace(b'"x"', b'"\xff"'), "not UTF-8: byte 0xff at offset"),
        (body().replace(b"Two", rb"\ud800"), "surrogate"),
        (body().replace(b"Two", rb"\udc00\ud800"), "surrogate"),
        (body().replace(b"Two", b"\x00"), "not JSON"),
        (body(version=1).replace(b"1}", b"NaN}"), "not JSON"),
        (body(version=1).replace(b"1}", b"1e400}"), "Number out of range - at `$.version`"),
        (body(version=10**400), "at `$.version`"),
        (body(version=2**63), "`int` <= 9007199254740991 - at `$.version`"),
        (body(version=0), "`int` >= 1 - at `$.version`"),
        (body(version=1.5), "Expected `int`, got `float` - at `$.version`"),
        (b"[" * 500_000, "Expected `object`, got `array`"),
        (body(unknown=1).replace(b"1}", b"[" * 400_000 + b"]" * 400_000 + b"}"), "nested too deeply"),
        (body(unknown=1).replace(b"1}", b'{"a":' * 100_000 + b"1" + b"}" * 100_000 + b"}"), "nested too deeply"),
        (b"null", "Expected `object`, got `null`"),
        (b'"article"', "Expected `object`, got `str`"),
        (body(url=...), "missing required field `url`"),
        (body(source=...), "missing required field `source`"),
        (body(title=...), "missing required field `title`"),
        (body(text=...), "missing required field `text`"),
        (body(fetched_at=...), "missing required field `fetched_at`"),
        (body(title=None), "Expected `str`, got `null` - at `$.title`"),
        (body(text=["Two", "killed"]), "Expected `str`, got `array` - at `$.text`"),
        (body(id=9), "Expected `str`, got `int` - at `$.id`"),
        (body(published_at="2026-03-03T08:15:00"), "timezone component - at `$.published_at`"),
        (body(published_at="2026-02-30T08:15:00Z"), "Invalid RFC3339 encoded datetime - at `$.published_at`"),
        (body(published_at="2026-03-03T25:15:00Z"), "Invalid RFC3339 encoded datetime - at `$.published_at`"),
        (body(published_at="yesterday"), "Invalid RFC3339 encoded datetime - at `$.published_at`"),
        (body(published_at="2026-03-03"), "Invalid RFC3339 encoded datetime - at `$.published_at`"),
        (body(published_at=1772526000), "Expected `datetime | null`, got `int` - at `$.published_at`"),
        (body(published_at="0001-01-01T00:00:00+14:00"), "outside the years 1 to 9999 in UTC - at `$.published_at`"),
        (body(fetched_at="9999-12-31T23:00:00-02:00"), "outside the years 1 to 9999 in UTC - at `$.fetched_at`"),
        (body(fetched_at="2026-03-03T08:20:00"), "timezone component - at `$.fetched_at`"),
        (body(fetched_at=None), "Expected `datetime`, got `null` - at `$.fetched_at`"),
        (body(status="withdrawn"), "Invalid enum value 'withdrawn' - at `$.status`"),
        (body(text="a" * LIMIT), "bytes are more than the 1,048,576 that are accepted"),
    ],
)  # fmt: skip
def test_what_is_no_article_has_a_reason(value: bytes | None, expected: str) -> None:
    assert expected in reason(value)


@pytest.mark.parametrize(
    "text",
    [
        "killed\x00two",
        "\u202eاثنان\u202c \u2066two\u2069",
        "a\u200bb\u200d\ufeffc",
        "قُتِلَ" + "\u0651" * 300,
        "two убитых قتيلان 二人 \U0001f6a8 \U00010400",
        "\u2028\u2029\x1b[31m\x7f\x85",
        "",
    ],
)
def test_odd_text_is_still_text(text: str) -> None:
    for value in (body(text=text), json.dumps({**FIELDS, "text": text}).encode()):
        article = decode(value, LIMIT)
        assert isinstance(article, Article)
        assert article.text == text


def test_the_size_limit_is_exact() -> None:
    value = body()
    assert isinstance(decode(value, len(value)), Article)
    assert isinstance(decode(value, len(value) - 1), Rejection)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(st.binary(max_size=200))
def test_any_bytes_give_an_article_or_a_reason(value: bytes) -> None:
    assert isinstance(decode(value, LIMIT), Rejection | Article)


@given(st.sampled_from([*FIELDS, "published_at", "version", "status", "language", "schema"]), JSON)
def test_any_value_of_a_field_gives_an_article_or_a_reason(field: str, value: Any) -> None:
    result = decode(json.dumps({**FIELDS, field: value}).encode(), LIMIT)
    assert isinstance(result, Rejection | Article)
    if isinstance(result, Article):
        msgspec.json.encode(result).decode()
