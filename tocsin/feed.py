"""Publishing records to their topics, every one confirmed by Kafka."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from kafka import KafkaProducer

from tocsin.ids import article_id
from topics.articles import TOPIC as ARTICLES
from topics.articles import Article

_IN_FLIGHT = 500
"""How many messages may wait for their confirmation at once."""

Header = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Message:
    """A message to publish."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: tuple[Header, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where Kafka keeps a message."""

    topic: str
    partition: int
    offset: int


def message_of(article: Article) -> Message:
    """The article as a message of the `articles` topic; one without an id gets the id that its readers would give it."""
    if not article.id:
        identifier = article_id(article.url, article.title, article.text)
        article = msgspec.structs.replace(article, id=identifier)
    return Message(ARTICLES.name, ARTICLES.key(article), msgspec.json.encode(article))


def publish(
    client: KafkaProducer, messages: Iterable[Message], done: Callable[[Place], None] = lambda place: None
) -> list[Place]:
    """Send messages in order and wait until Kafka has confirmed each; `done` hears of each confirmation.

    Raises KafkaUnavailable at the first message that Kafka refuses; those before it have been confirmed.
    """
    places: list[Place] = []
    waiting: list[Any] = []

    def confirm() -> None:
        for future in waiting:
            metadata = future.get()
            places.append(Place(metadata.topic, metadata.partition, metadata.offset))
            done(places[-1])
        waiting.clear()

    for message in messages:
        future = client.send(message.topic, key=message.key, value=message.value, headers=list(message.headers))
        waiting.append(future)
        if len(waiting) == _IN_FLIGHT:
            confirm()
    confirm()
    return places
