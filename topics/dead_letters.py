"""`dead-letters`: messages that could not be processed, with their original bytes and the reason.

The original is a field (base64 in the JSON) and not the message's raw value: every topic then has a schema, a copy of
the topic in a file or a database keeps the reason with the bytes, and no reader chokes on the bytes once more.
"""

from typing import Literal

import msgspec

from topics.contract import DAY_MS, Instant, Topic

Stage = Literal["decode", "extract", "alert", "deliver"]
Headers = tuple[tuple[str, bytes | None], ...]


class DeadLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A message that could not be processed, with what is needed to repair it and send it again.

    `topic`, `partition` and `offset` say where it lies; `key`, `body`, `headers` and `timestamp` are its own;
    `body` is null where the message had no value. `stage` says what failed: "decode" (the bytes are no valid
    record), "extract" (claims could not be read), "alert" (alerts could not be made) or "deliver" (Kafka does not
    take a result). `reason` is for people; `code_version` is the version of Tocsin that gave up.
    """

    id: str
    topic: str
    partition: int
    offset: int
    stage: Stage
    reason: str
    key: bytes | None
    body: bytes | None
    code_version: str
    timestamp: Instant | None = None
    headers: Headers = ()
    schema: int = 1


def key(letter: DeadLetter) -> bytes:
    """The dead letter's id, which its message's place in Kafka makes: reading a message twice gives one dead letter."""
    return letter.id.encode()


TOPIC = Topic(
    name="dead-letters",
    summary="Messages that could not be processed, with their original bytes and the reason.",
    record=DeadLetter,
    key=key,
    examples=(
        DeadLetter(
            id="articles-2-1432",
            topic="articles",
            partition=2,
            offset=1432,
            stage="decode",
            reason="Expected `datetime` with a timezone component - at `$.published_at`",
            key=b"coast-9",
            body=b'{"id":"coast-9","url":"https://news.example/9","source":"Coast","title":"Two hurt",'
            b'"text":"Two people were hurt.","published_at":"2026-03-03T08:15:00","fetched_at":"2026-03-03T08:20:00Z"}',
            code_version="0.1.0",
        ),
        DeadLetter(
            id="articles-0-7",
            topic="articles",
            partition=0,
            offset=7,
            stage="decode",
            reason="the message has no value (a tombstone); `articles` keeps no tombstones: withdraw an article with "
            '`"status": "cancelled"`',
            key=b"coast-9",
            body=None,
            code_version="0.1.0",
        ),
        DeadLetter(
            id="articles-1-90",
            topic="articles",
            partition=1,
            offset=90,
            stage="decode",
            reason="not UTF-8: byte 0xe3 at offset 11 (windows-1256 or another old encoding?); send UTF-8",
            key=None,
            body=b'{"title": "\xe3\xde\xca\xe1"}',
            code_version="0.1.0",
        ),
    ),
    retention_ms=90 * DAY_MS,
    max_message_bytes=4 * 1024 * 1024,
)
