"""What every topic declares: its record, key, partitions and retention, and payloads that show it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

import msgspec

Record = TypeVar("Record", bound=msgspec.Struct)
Instant = Annotated[datetime, msgspec.Meta(tz=True)]  # a time without a zone is refused where it is read
DAY_MS = 24 * 60 * 60 * 1000


@dataclass(frozen=True, slots=True)
class Topic(Generic[Record]):
    """A Kafka topic as Tocsin uses it; `key` gives the bytes that choose a record's partition."""

    name: str
    summary: str
    record: type[Record]
    key: Callable[[Record], bytes]
    examples: tuple[Record, ...]
    partitions: int = 4
    retention_ms: int = 14 * DAY_MS
    cleanup_policy: Literal["delete", "compact", "compact,delete"] = "delete"
    content_type: str = "application/json"
    max_message_bytes: int = 2 * 1024 * 1024

    def settings(self) -> dict[str, Any]:
        """The topic's settings by their Kafka names."""
        return {
            "cleanup.policy": self.cleanup_policy,
            "retention.ms": str(self.retention_ms),
            "max.message.bytes": str(self.max_message_bytes),
        }
