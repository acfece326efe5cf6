"""Publishing messages, every one confirmed by Kafka."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import msgspec
from kafka import KafkaProducer

from tocsin.ids import article_id
from tocsin.pipeline import Output, outputs
from topics.articles import TOPIC as ARTICLES
from topics.articles import Article

_IN_FLIGHT = 500
"""How many messages may wait for their confirmation at once."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where Kafka keeps a message."""

    topic: str
    partition: int
    offset: int


def message_of(article: Article) -> Output:
    """The article as a message of `articles`; without an id it gets the one that its readers would give it."""
    if not article.id:
        identifier = article_id(article.url, article.title, article.text)
        article = msgspec.structs.replace(article, id=identifier)
    return outputs(ARTICLES, [article])[0]


def publish(client: KafkaProducer, messages: Iterable[Output], done: Callable[[Place], None]) -> None:
    """Send messages in order and wait until Kafka has confirmed each; `done` hears of each confirmation.

    Raises KafkaError at the first message that Kafka refuses; those that `done` heard of are safe.
    """
    waiting: deque[Any] = deque()

    def confirm_oldest() -> None:
        metadata = waiting.popleft().get()
        done(Place(metadata.topic, metadata.partition, metadata.offset))

    for message in messages:
        if len(waiting) == _IN_FLIGHT:
            confirm_oldest()
        future = client.send(message.topic, key=message.key, value=message.value, headers=list(message.headers))
        waiting.append(future)
    while waiting:
        confirm_oldest()
