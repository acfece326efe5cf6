"""An independent witness of a worker: it publishes and reads with kafka-python, and says what was lost."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from kafka import KafkaConsumer, TopicPartition
from kafka.admin import OffsetSpec
from kafka.structs import OffsetAndMetadata

from tocsin import admin, clients, pipeline
from tocsin.alerts.rules import default_rules
from tocsin.pipeline import Message, Output
from tocsin.settings import Settings, environment
from topics import ALL, alerts, articles, claims, dead_letters, enriched_articles
from topics.dead_letters import DeadLetter

INPUTS = (articles.TOPIC, enriched_articles.TOPIC)
RESULTS = (enriched_articles.TOPIC, claims.TOPIC, alerts.TOPIC, dead_letters.TOPIC)
Result = tuple[str, bytes | None, bytes | None]
"""Topic, key and value."""


@dataclass(frozen=True)
class Findings:
    """What differs between what should be read and what is, copies aside."""

    missing: set[Result]
    surplus: set[Result]

    @property
    def ids_missing(self) -> set[bytes | None]:
        return {key for _, key, _ in self.missing}


class Worker:
    """A worker process; `variant` names a fault that `faulty_worker` builds into it."""

    def __init__(self, settings: Settings, log: Path, variant: str | None = None) -> None:
        script = [str(Path(__file__).with_name("faulty_worker.py")), variant] if variant else ["-m", "agents"]
        self.log = log
        with log.open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *script],
                env={**{k: v for k, v in os.environ.items() if not k.startswith("TOCSIN_")}, **environment(settings)},
                stdout=output,
                stderr=output,
            )

    def kill(self) -> None:
        """As a crash or the kernel out of memory would end it."""
        self.process.kill()
        self.process.wait()

    def stop(self, with_signal: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end; gives its exit code."""
        self.process.send_signal(with_signal)
        return self.process.wait(60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()


@dataclass
class Witness:
    """Publishes to the topics and reads all results from where they ended when it was made."""

    settings: Settings
    inputs: list[Message] = field(default_factory=list)
    results: list[Result] = field(default_factory=list)

    def __post_init__(self) -> None:
        with clients.admin(self.settings) as client:
            admin.apply(client, ALL, 1)
        self._consumer = KafkaConsumer(**clients.options(self.settings), group_id=None, enable_auto_commit=False)
        self._consumer.assign([TopicPartition(topic.name, n) for topic in RESULTS for n in range(topic.partitions)])
        self._consumer.seek_to_end()
        for partition in self._consumer.assignment():
            self._consumer.position(partition)
        self._skip_what_is_there()

    def _skip_what_is_there(self) -> None:
        """The group starts at the end of its inputs."""
        consumer = KafkaConsumer(
            **clients.options(self.settings), group_id=self.settings.group, enable_auto_commit=False
        )
        ends = self._ends()
        consumer.assign(list(ends))
        consumer.commit({partition: OffsetAndMetadata(end, "", -1) for partition, end in ends.items()})
        consumer.close(autocommit=False)

    def publish(self, bodies: Iterable[tuple[bytes, bytes | None]], partition: int | None = None) -> None:
        """Publish keys and values to `articles`, each confirmed."""
        with clients.producer(self.settings) as producer:
            sent = [
                (key, body, producer.send(articles.TOPIC.name, key=key, value=body, partition=partition))
                for key, body in bodies
            ]
            for key, body, future in sent:
                place = future.get(30)
                self.inputs.append(
                    Message(place.topic, place.partition, place.offset, body, key, (), place.timestamp / 1000)
                )

    def wait_until(self, done: Callable[[], bool], seconds: float) -> bool:
        """Read results as they come until this holds; false where it does not within so many seconds."""
        deadline = time.monotonic() + seconds
        while not done():
            if time.monotonic() > deadline:
                return False
            for records in self._consumer.poll(timeout_ms=200).values():
                self.results += ((record.topic, record.key, record.value) for record in records)
        return True

    def committed(self) -> dict[TopicPartition, int]:
        """Up to where the group has committed its inputs."""
        with clients.admin(self.settings) as client:
            offsets = client.list_group_offsets({self.settings.group: None})
        return {partition: place.offset for partition, place in offsets[self.settings.group].items()}

    def lag(self) -> int:
        """How many messages of its inputs the group has not committed."""
        committed = self.committed()
        return sum(end - committed.get(partition, 0) for partition, end in self._ends().items())

    def _ends(self) -> dict[TopicPartition, int]:
        partitions = [TopicPartition(topic.name, n) for topic in INPUTS for n in range(topic.partitions)]
        with clients.admin(self.settings) as client:
            places = client.list_partition_offsets(dict.fromkeys(partitions, OffsetSpec.LATEST))
        return {partition: place.offset for partition, place in places.items()}

    def check(self) -> Findings:
        """What the inputs should have become, worked out by the core alone, against what was read."""
        expected, found = self.expected(), set(self.results)
        return Findings(expected - found, found - expected)

    def expected(self) -> set[Result]:
        """All that should be read, each once."""
        enrich, watch = pipeline.enrich(self.settings.max_article_bytes), pipeline.watch(default_rules())
        results: set[Result] = set()
        for message in self.inputs:
            outcome = outputs_of(pipeline.handle(message, enrich))
            results |= {(output.topic, output.key, output.value) for output in outcome}
            for output in outcome:
                if output.topic == enriched_articles.TOPIC.name:
                    enriched = Message(output.topic, 0, 0, output.value)
                    made = outputs_of(pipeline.handle(enriched, watch))
                    results |= {(output.topic, output.key, output.value) for output in made}
        return results

    def ids(self, topic: Any) -> set[bytes | None]:
        """The keys that were read on a topic."""
        return {key for name, key, _ in self.results if name == topic.name}

    def close(self) -> None:
        self._consumer.close(autocommit=False)


def outputs_of(outcome: tuple[Output, ...] | DeadLetter) -> tuple[Output, ...]:
    return pipeline.dead_letter_outputs(outcome) if isinstance(outcome, DeadLetter) else outcome
