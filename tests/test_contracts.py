"""Each topic's examples are what its contract says, and go through its agent twice with equal results."""

from typing import Any

import msgspec
import pytest
from agent_doubles import Producer, build, dead_letters, drive, messages

from tocsin.extraction import extract
from topics import ALL, alerts, articles, enriched_articles
from topics.claims import Claim
from topics.contract import Topic

EXAMPLES = [(topic, example) for topic in ALL for example in topic.examples]
CONSUMERS = {articles.TOPIC.name: "enrich", enriched_articles.TOPIC.name: "watch"}


def wire(topic: Topic[Any], example: Any) -> bytes:
    """An example as its topic carries it."""
    return msgspec.json.encode(example)


@pytest.mark.parametrize("topic", ALL, ids=lambda topic: topic.name)
def test_a_topic_shows_three_to_ten_examples(topic: Topic[Any]) -> None:
    assert 3 <= len(topic.examples) <= 10
    assert all(type(example) is topic.record for example in topic.examples)


def test_every_topic_has_its_own_name() -> None:
    assert [topic.name for topic in ALL] == ["articles", "enriched-articles", "claims", "alerts", "dead-letters"]


@pytest.mark.parametrize(("topic", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_an_example_survives_its_json(topic: Topic[Any], example: Any) -> None:
    encoded = wire(topic, example)
    assert msgspec.json.decode(encoded, type=topic.record) == example
    assert 0 < len(topic.key(example)) <= 255
    assert len(encoded) < topic.max_message_bytes


@pytest.mark.parametrize(("topic", "example"), EXAMPLES, ids=lambda value: getattr(value, "name", ""))
def test_records_evolve(topic: Topic[Any], example: Any) -> None:
    """Fields that a later version adds are ignored, and every record says which version it is."""
    fields = msgspec.to_builtins(example)
    assert fields["schema"] == 1
    assert msgspec.json.decode(msgspec.json.encode({**fields, "added_later": {"a": [1]}}), type=topic.record) == example


@pytest.mark.parametrize("topic", [topic for topic in ALL if topic.name in CONSUMERS], ids=lambda topic: topic.name)
def test_reading_the_examples_twice_changes_nothing(topic: Topic[Any], monkeypatch: pytest.MonkeyPatch) -> None:
    bodies = [wire(topic, example) for example in topic.examples]
    first, again = Producer(), Producer()
    drive(build(first, monkeypatch), CONSUMERS[topic.name], messages(topic.name, *bodies))
    drive(build(again, monkeypatch), CONSUMERS[topic.name], messages(topic.name, *bodies, *bodies))
    assert first.confirmed
    assert dead_letters(first) == []
    assert set(again.confirmed) == set(first.confirmed)
    assert len(again.confirmed) == 2 * len(first.confirmed)


def test_reading_an_article_with_the_same_content_later_gives_the_same_ids() -> None:
    article = articles.TOPIC.examples[0]
    assert identities(extract(article)) == identities(extract(article))


def identities(enriched: enriched_articles.EnrichedArticle) -> list[str]:
    return [enriched.id, *(claim.id for claim in enriched.claims)]


@pytest.mark.parametrize("article", enriched_articles.TOPIC.examples, ids=lambda article: article.language)
def test_spans_of_the_examples_say_where_their_words_stand(article: enriched_articles.EnrichedArticle) -> None:
    document = f"{article.title}\n\n{article.text}"
    assert all(document[entity.start : entity.end] == entity.text for entity in article.entities)
    for claim in article.claims:
        for span in spans(claim):
            assert document[span["start"] : span["end"]] == span["text"]


def spans(claim: Claim) -> list[dict[str, Any]]:
    fields = msgspec.to_builtins(claim)
    found = [
        value for value in fields.values() if isinstance(value, dict) and "start" in value and "precision" not in value
    ]
    return [*found, *([fields["when"]["text"]] if fields["when"] and fields["when"]["text"] else [])]


def test_alerts_are_cloud_events_on_the_wire() -> None:
    assert alerts.TOPIC.content_type == "application/cloudevents+json"
