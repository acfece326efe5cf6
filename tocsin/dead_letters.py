"""Dead letters for a person to look at, and messages sent again once what was wrong has been repaired."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec
import orjson

from tocsin import articles
from tocsin.article_files import Unreadable
from tocsin.pipeline import Output
from tocsin.records import Rejection, decode
from tocsin.tail import Record
from topics import ALL
from topics.articles import TOPIC as ARTICLES
from topics.dead_letters import DeadLetter

ATTEMPT = "tocsin-attempt"
REPLAY_OF = "tocsin-dead-letter"
_TOPICS = {topic.name: topic for topic in ALL}


class Repaired(msgspec.Struct, frozen=True):
    """A line of a file of repaired messages: the dead letter's id, and the record to send instead."""

    id: str
    record: msgspec.Raw


_LETTERS = msgspec.json.Decoder(DeadLetter)
_REPAIRED = msgspec.json.Decoder(Repaired)


def letters(records: Iterable[Record]) -> dict[str, DeadLetter]:
    """The dead letters by id, oldest first; of one that was written twice, the last. What is none is left out."""
    found: dict[str, DeadLetter] = {}
    for record in sorted(records, key=lambda record: record.time):
        letter = decode(record.value, _LETTERS, len(record.value or b""))
        if isinstance(letter, DeadLetter):
            found.pop(letter.id, None)
            found[letter.id] = letter
    return found


def attempt(letter: DeadLetter) -> int:
    """How many times the message has been tried: 1 unless it has been replayed."""
    value = dict(letter.headers).get(ATTEMPT) or b"1"
    return int(value) if value.isdigit() else 1


def as_json(letter: DeadLetter) -> bytes:
    """One line of JSON: the letter, its attempt, and its body as `record` where that is JSON, else as `text`."""
    fields: dict[str, Any] = {name: getattr(letter, name) for name in letter.__struct_fields__}
    fields["attempt"] = attempt(letter)
    body = letter.body or b""
    try:
        fields["record"] = orjson.loads(body)
    except orjson.JSONDecodeError:
        fields["text"] = body.decode(errors="backslashreplace")
    return msgspec.json.encode(fields)


def originals(ids: Iterable[str], letters: Mapping[str, DeadLetter]) -> Iterator[Output | Unreadable]:
    """The original messages of these dead letters, to be sent to their topics once more as they were."""
    for identifier in ids:
        if (letter := letters.get(identifier)) is None:
            yield Unreadable(identifier, "no dead letter has this id")
        elif letter.body is None:
            yield Unreadable(identifier, "the message had no body that could be sent again")
        else:
            yield Output(letter.topic, letter.key, letter.body, _headers(letter))


def repaired(
    lines: Iterable[bytes], name: str, letters: Mapping[str, DeadLetter], max_article_bytes: int
) -> Iterator[Output | Unreadable]:
    """The messages to send in place of the originals, from JSON Lines of `Repaired`.

    One that would become a dead letter again is refused with the reason.
    """
    for number, line in enumerate(lines, 1):
        if line.strip():
            message = _repaired(line, letters, max_article_bytes)
            yield Unreadable(f"{name}, line {number}", message.reason) if isinstance(message, Rejection) else message


def _repaired(line: bytes, letters: Mapping[str, DeadLetter], max_article_bytes: int) -> Output | Rejection:
    repair = decode(line, _REPAIRED, len(line))
    if isinstance(repair, Rejection):
        return repair
    letter = letters.get(repair.id)
    if letter is None or letter.topic not in _TOPICS:
        return Rejection("decode", f"no dead letter of a topic of Tocsin has the id {repair.id}")
    topic = _TOPICS[letter.topic]
    if topic is ARTICLES:
        record: Any = articles.decode(bytes(repair.record), max_article_bytes)
    else:
        record = decode(bytes(repair.record), msgspec.json.Decoder(topic.record), topic.max_message_bytes)
    if isinstance(record, Rejection):
        return record
    return Output(topic.name, topic.key(record), msgspec.json.encode(record), _headers(letter))


def _headers(letter: DeadLetter) -> tuple[tuple[str, bytes | None], ...]:
    kept = tuple(header for header in letter.headers if header[0] not in (ATTEMPT, REPLAY_OF))
    return (*kept, (ATTEMPT, str(attempt(letter) + 1).encode()), (REPLAY_OF, letter.id.encode()))
