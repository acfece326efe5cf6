"""Each agent on a stream without Kafka, and with each of its dependencies raising everything it could raise."""

import asyncio
import logging
import queue
from logging.handlers import QueueHandler
from typing import Any

import msgspec
import pytest
from agent_doubles import Producer, Stopped, build, dead_letters, drive, messages
from aiokafka.errors import KafkaTimeoutError, MessageSizeTooLargeError

from tocsin import pipeline
from topics import alerts, articles, claims, enriched_articles

FAULTS = (
    AssertionError(),
    AttributeError("no such thing"),
    KeyError("claims"),
    MemoryError(),
    OSError("disk"),
    RecursionError(),
    RuntimeError("odd"),
    StopIteration(),
    StopAsyncIteration(),
    TimeoutError(),
    TypeError("NoneType"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    ValueError("bad"),
    ZeroDivisionError(),
    msgspec.ValidationError("Expected `str`"),
)
ARTICLES = [msgspec.json.encode(article) for article in articles.TOPIC.examples]
ENRICHED = [msgspec.json.encode(article) for article in enriched_articles.TOPIC.examples]
CASES = {"enrich": (articles.TOPIC.name, ARTICLES), "watch": (enriched_articles.TOPIC.name, ENRICHED)}


def raising(error: BaseException) -> Any:
    def fails(*_: Any, **__: Any) -> Any:
        raise error

    return fails


def read(article: articles.Article) -> enriched_articles.EnrichedArticle:
    """Stands for the extraction: the examples of the topic, whatever the language packs read in them."""
    [example] = [
        each for each in enriched_articles.TOPIC.examples if (each.url, each.version) == (article.url, article.version)
    ]
    return example


@pytest.fixture(autouse=True)
def examples_as_extraction(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "extract", read)


def test_enrich_publishes_the_article_and_its_claims(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = Producer()
    drive(build(producer, monkeypatch), "enrich", messages("articles", ARTICLES[0]))
    [enriched] = producer.values("enriched-articles")
    article = msgspec.json.decode(enriched, type=enriched_articles.EnrichedArticle)
    assert [msgspec.json.decode(value, type=claims.Claim) for value in producer.values("claims")] == [*article.claims]
    assert {output.key for output in producer.confirmed} == {b"marsa-2026-0611"}
    assert {output.headers for output in producer.confirmed} == {(("content-type", b"application/json"),)}


def test_watch_publishes_alerts_by_their_ids(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = Producer()
    drive(build(producer, monkeypatch), "watch", messages("enriched-articles", *ENRICHED))
    assert producer.confirmed
    assert {output.topic for output in producer.confirmed} == {alerts.TOPIC.name}
    for output in producer.confirmed:
        event = msgspec.json.decode(output.value)
        assert event["specversion"] == "1.0"
        assert event["data"]["id"].encode() == output.key
        assert dict(output.headers)["content-type"].startswith(b"application/cloudevents+json")


def test_version_and_withdrawal_pass_through(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = Producer()
    withdrawn = next(body for body in ARTICLES if b"cancelled" in body)
    drive(build(producer, monkeypatch), "enrich", messages("articles", withdrawn))
    [enriched] = producer.values("enriched-articles")
    article = msgspec.json.decode(enriched, type=enriched_articles.EnrichedArticle)
    assert (article.id, article.version, article.status) == ("north-valley-77", 2, "cancelled")


@pytest.mark.parametrize("agent", CASES)
def test_the_next_event_waits_for_all_confirmations(agent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    topic, bodies = CASES[agent]
    producer = Producer(delay=20)
    sent_by_then: list[tuple[int, int]] = []

    def watched() -> Any:
        for message in messages(topic, *bodies):
            sent_by_then.append((len(producer.attempts), len(producer.confirmed)))
            yield message

    drive(build(producer, monkeypatch), agent, watched())
    assert all(attempts == confirmed for attempts, confirmed in sent_by_then)
    assert sent_by_then[-1][0] > 0


@pytest.mark.parametrize("agent", CASES)
@pytest.mark.parametrize("body", [None, b"", b"{", b"\xff", b'{"text":"\\ud800"}', b"[]", b"null", b'{"a":' * 90_000])
def test_what_cannot_be_read_is_a_dead_letter_and_the_agent_goes_on(
    agent: str, body: bytes | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, bodies = CASES[agent]
    producer = Producer()
    stream = drive(build(producer, monkeypatch), agent, messages(topic, body, bodies[0]))
    assert stream.finished == 2
    [letter] = dead_letters(producer)
    assert (letter.id, letter.topic, letter.partition, letter.offset) == (f"{topic}-0-0", topic, 0, 0)
    assert (letter.body, letter.key, letter.stage) == (body, b"key", "decode")
    assert letter.timestamp is not None
    assert letter.timestamp.isoformat() == "2026-05-28T20:26:40.500000+00:00"
    assert letter.reason
    assert letter.code_version == pipeline.CODE_VERSION
    assert len(producer.confirmed) > 1


@pytest.mark.parametrize("error", FAULTS, ids=repr)
@pytest.mark.parametrize(
    ("agent", "dependency", "stage"),
    [
        ("enrich", "tocsin.articles.decode", "extract"),
        ("enrich", "tocsin.pipeline.extract", "extract"),
        ("enrich", "tocsin.pipeline.outputs", "extract"),
        ("watch", "tocsin.pipeline.decode", "alert"),
        ("watch", "tocsin.pipeline.alerts_of", "alert"),
        ("watch", "tocsin.pipeline.encode", "alert"),
    ],
)
def test_a_fault_of_the_core_is_a_dead_letter(
    agent: str, dependency: str, stage: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, bodies = CASES[agent]
    producer = Producer()
    outputs = pipeline.outputs
    monkeypatch.setattr(dependency, raising(error))
    monkeypatch.setattr(pipeline, "dead_letter_outputs", lambda letter: outputs(pipeline.dead_letters.TOPIC, [letter]))
    monkeypatch.setattr("agents.processing.dead_letter_outputs", pipeline.dead_letter_outputs)
    stream = drive(build(producer, monkeypatch), agent, messages(topic, bodies[0], bodies[0]))
    assert stream.finished == 2
    assert [letter.stage for letter in dead_letters(producer)] == [stage, stage]
    assert dead_letters(producer)[0].body == bodies[0]
    assert type(error).__name__ in dead_letters(producer)[0].reason
    assert {output.topic for output in producer.confirmed} == {"dead-letters"}


@pytest.mark.parametrize("error", [*FAULTS, asyncio.CancelledError(), SystemExit(1), KeyboardInterrupt()], ids=repr)
@pytest.mark.parametrize("agent", CASES)
@pytest.mark.parametrize("dependency", ["handle", "message_of", "dead_letter_outputs"])
def test_a_fault_of_the_shell_stops_the_worker_before_the_next_event(
    agent: str, dependency: str, error: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, bodies = CASES[agent]
    monkeypatch.setattr(f"agents.processing.{dependency}", raising(error))
    stream = messages(topic, b"not JSON", bodies[0])
    events = []

    def given() -> Any:
        for message in stream:
            events.append(message)
            yield message

    with pytest.raises(Stopped) as stopped:
        drive(build(Producer(), monkeypatch), agent, given())
    assert stopped.value.code == 70
    assert len(events) == 1


@pytest.mark.parametrize("agent", CASES)
def test_a_result_that_kafka_refuses_makes_the_message_a_dead_letter(
    agent: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, bodies = CASES[agent]
    producer = Producer(lambda output: None if output.topic == "dead-letters" else MessageSizeTooLargeError())
    stream = drive(build(producer, monkeypatch), agent, messages(topic, bodies[0]))
    assert stream.finished == 1
    [letter] = dead_letters(producer)
    assert (letter.stage, letter.body) == ("deliver", bodies[0])
    assert "does not take a result" in letter.reason


@pytest.mark.parametrize("agent", CASES)
@pytest.mark.parametrize("error", [MessageSizeTooLargeError(), KafkaTimeoutError()], ids=repr)
def test_a_dead_letter_that_cannot_be_written_stops_the_worker(
    agent: str, error: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic, _ = CASES[agent]
    producer = Producer(lambda output: error)
    with pytest.raises(Stopped) as stopped:
        drive(build(producer, monkeypatch, delivery_timeout=0.05), agent, messages(topic, b"not JSON"))
    assert stopped.value.code == 70
    assert producer.confirmed == []


@pytest.mark.parametrize("agent", CASES)
def test_a_broker_that_is_away_for_a_while_costs_nothing(agent: str, monkeypatch: pytest.MonkeyPatch) -> None:
    topic, bodies = CASES[agent]
    failures = 25

    def away(_: object) -> Exception | None:
        nonlocal failures
        failures -= 1
        return KafkaTimeoutError() if failures > 0 else None

    interrupted, calm = Producer(away), Producer()
    monkeypatch.setattr("agents.delivery.LONGEST_PAUSE", 0.001)
    for producer in (interrupted, calm):
        drive(build(producer, monkeypatch), agent, messages(topic, *bodies, b"not JSON"))
    assert sorted(interrupted.confirmed, key=repr) == sorted(calm.confirmed, key=repr)
    assert len(interrupted.attempts) > len(calm.attempts)


def test_too_much_dead_input_stops_the_worker_with_the_last_message_in_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = Producer()
    bodies = [ARTICLES[3], b"1", b"2", ARTICLES[3], b"4", b"5", b"6", ARTICLES[3]]
    with pytest.raises(Stopped) as stopped:
        drive(build(producer, monkeypatch, dead_window=5, dead_share=0.7), "enrich", messages("articles", *bodies))
    assert stopped.value.code == 65
    assert "80% of the recent messages of articles" in stopped.value.reason
    assert "the last (articles-0-5) because: Expected `object`, got `int`" in stopped.value.reason
    assert [letter.offset for letter in dead_letters(producer)] == [1, 2, 4]


def test_some_dead_input_does_not_stop_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [b"1", ARTICLES[3]] * 20
    stream = drive(
        build(Producer(), monkeypatch, dead_window=5, dead_share=0.7), "enrich", messages("articles", *bodies)
    )
    assert stream.finished == 40


def test_an_article_over_the_set_size_is_a_dead_letter(monkeypatch: pytest.MonkeyPatch) -> None:
    producer = Producer()
    long = msgspec.json.encode(msgspec.structs.replace(articles.TOPIC.examples[3], text="a" * 2000))
    drive(build(producer, monkeypatch, max_article_bytes=2000), "enrich", messages("articles", long, ARTICLES[3]))
    [letter] = dead_letters(producer)
    assert "bytes are more than the 2,000 that are accepted" in letter.reason
    assert len(producer.values("enriched-articles")) == 1


@pytest.mark.parametrize("timestamp", [None, -0.001, 1e18, float("nan")])
def test_an_odd_timestamp_is_as_good_as_none(timestamp: float | None) -> None:
    message = pipeline.Message("articles", 0, 0, b"", None, (), timestamp)
    assert pipeline.dead_letter(message, pipeline.Rejection("decode", "empty")).timestamp is None


def test_an_event_that_takes_long_is_reported() -> None:
    from agents.watchdog import Watchdog

    reports: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler = QueueHandler(reports)
    logger = logging.getLogger("agents.watchdog")
    logger.addHandler(handler)
    watchdog = Watchdog(0.05)
    watchdog.start()
    try:
        with watchdog.watching("articles-0@7"):
            assert "articles-0@7 has been worked on for" in reports.get(timeout=10).getMessage()
    finally:
        watchdog.stop()
        logger.removeHandler(handler)
