"""Reading topics for people and for programs."""

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import orjson

if TYPE_CHECKING:
    from kafka import KafkaConsumer

_POLL_MS = 500


@dataclass(frozen=True, slots=True)
class Record:
    """A message as Kafka keeps it."""

    topic: str
    partition: int
    offset: int
    time: datetime
    key: bytes | None
    value: bytes | None
    headers: tuple[tuple[str, bytes | None], ...]


def follow(consumer: "KafkaConsumer") -> Iterator[Record | None]:
    """Messages as they come, for ever; None when all that were fetched have been given, at least every half second."""
    while True:
        for records in consumer.poll(timeout_ms=_POLL_MS).values():
            yield from map(_record, records)
        yield None


def until_end(consumer: "KafkaConsumer") -> Iterator[Record]:
    """The messages up to where the partitions end now; then it stops."""
    ends = consumer.end_offsets(list(consumer.assignment()))
    while any(consumer.position(partition) < end for partition, end in ends.items()):
        for partition, records in consumer.poll(timeout_ms=_POLL_MS).items():
            yield from (_record(record) for record in records if record.offset < ends[partition])


def as_json(record: Record) -> bytes:
    """One line of JSON: where the message lies, its key, and its `value`, or its `bytes` in base64 if it is no JSON."""
    line: dict[str, Any] = {
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "time": record.time,
        "key": None if record.key is None else record.key.decode(errors="backslashreplace"),
    }
    if record.headers:
        line["headers"] = {name: (value or b"").decode(errors="backslashreplace") for name, value in record.headers}
    if record.value is None:
        line["value"] = None
    elif _is_json(record.value):
        line["value"] = msgspec.Raw(record.value)
    else:
        line["bytes"] = base64.b64encode(record.value).decode()
    return msgspec.json.encode(line)


def _is_json(value: bytes) -> bool:
    """Whether the value is JSON that can stand in a line."""
    try:
        orjson.loads(value)
    except orjson.JSONDecodeError:
        return False
    return b"\n" not in value


def _record(record: Any) -> Record:
    time = datetime.fromtimestamp(record.timestamp / 1000, UTC)
    headers = tuple((name, value) for name, value in record.headers)
    return Record(record.topic, record.partition, record.offset, time, record.key, record.value, headers)
