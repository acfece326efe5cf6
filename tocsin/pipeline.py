"""What becomes of one message: the results to publish, or a dead letter. Pure and total: no message makes it raise.

The steps run in the worker's event loop, and its other partitions wait meanwhile; so `max_article_bytes` is a limit on
time too. On a slow core an article of 10 kB takes some tens of milliseconds, one of 1 MiB with a claim in every
sentence four seconds; a worker must be done well within its session timeout (30 s unless set).
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from typing import TypeVar

import msgspec

from tocsin import articles
from tocsin.alerts import alerts_of
from tocsin.alerts.cloudevent import encode
from tocsin.alerts.rules import Rules
from tocsin.extraction import extract
from tocsin.ids import dead_letter_id
from tocsin.records import Rejection, decode
from topics import alerts, claims, dead_letters, enriched_articles
from topics.contract import Topic
from topics.dead_letters import DeadLetter, Headers, Stage

CODE_VERSION = version("tocsin")
Record = TypeVar("Record", bound=msgspec.Struct)
_ENRICHED = msgspec.json.Decoder(enriched_articles.EnrichedArticle)
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as Kafka gave it. `timestamp` is in seconds since 1970, None where it has none."""

    topic: str
    partition: int
    offset: int
    body: bytes | None
    key: bytes | None = None
    headers: Headers = ()
    timestamp: float | None = None

    def __str__(self) -> str:
        return f"{self.topic}-{self.partition}@{self.offset}"


@dataclass(frozen=True, slots=True)
class Output:
    """A message to publish."""

    topic: str
    key: bytes | None
    value: bytes
    headers: Headers


@dataclass(frozen=True, slots=True)
class Step:
    """What an agent does with a message's value; `stage` names it in the dead letters of its own faults."""

    stage: Stage
    work: Callable[[bytes | None], tuple[Output, ...] | Rejection]


def enrich(max_bytes: int) -> Step:
    """Articles to enriched articles and claims. An article of more than `max_bytes` is refused."""

    def work(body: bytes | None) -> tuple[Output, ...] | Rejection:
        article = articles.decode(body, max_bytes)
        if isinstance(article, Rejection):
            return article
        enriched = extract(article)
        return (*outputs(enriched_articles.TOPIC, [enriched]), *outputs(claims.TOPIC, enriched.claims))

    return Step("extract", work)


def watch(rules: Rules) -> Step:
    """Enriched articles to alerts."""

    def work(body: bytes | None) -> tuple[Output, ...] | Rejection:
        enriched = decode(body, _ENRICHED, enriched_articles.TOPIC.max_message_bytes)
        if isinstance(enriched, Rejection):
            return enriched
        return outputs(alerts.TOPIC, alerts_of(enriched, rules), encode)

    return Step("alert", work)


def handle(message: Message, step: Step) -> tuple[Output, ...] | DeadLetter:
    """The results of a message, or the dead letter that it becomes."""
    try:
        result = step.work(message.body)
    except Exception as error:
        _log.exception("%s: a fault of Tocsin", message)
        result = Rejection(
            step.stage,
            f"{type(error).__name__}: {error} (a fault of Tocsin, not of the message; report it, and replay this dead "
            "letter once it is mended)",
        )
    return dead_letter(message, result) if isinstance(result, Rejection) else result


def dead_letter(message: Message, rejection: Rejection) -> DeadLetter:
    """The dead letter of a message; reading the message again gives the same one."""
    return DeadLetter(
        id=dead_letter_id(message.topic, message.partition, message.offset),
        topic=message.topic,
        partition=message.partition,
        offset=message.offset,
        stage=rejection.stage,
        reason=rejection.reason,
        key=message.key,
        body=message.body,
        headers=message.headers,
        timestamp=_time(message.timestamp),
        code_version=CODE_VERSION,
    )


def outputs(
    topic: Topic[Record], records: Iterable[Record], encode: Callable[[Record], bytes] = msgspec.json.encode
) -> tuple[Output, ...]:
    """The messages that carry these records to their topic."""
    headers: Headers = (("content-type", topic.content_type.encode()),)
    return tuple(Output(topic.name, topic.key(record), encode(record), headers) for record in records)


def dead_letter_outputs(letter: DeadLetter) -> tuple[Output, ...]:
    """The message that carries a dead letter to its topic."""
    return outputs(dead_letters.TOPIC, [letter])


def _time(timestamp: float | None) -> datetime | None:
    """Producers may set any timestamp; one outside the calendar is as good as none."""
    try:
        return None if timestamp is None or timestamp < 0 else datetime.fromtimestamp(timestamp, UTC)
    except (OverflowError, ValueError, OSError):
        return None
