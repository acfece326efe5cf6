"""Everything at once: topics, a worker process, a feed, and what becomes of it."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from kafka import KafkaAdminClient, KafkaConsumer, TopicPartition
from kafka.errors import RetriableError

from tocsin import admin, clients, feed
from tocsin.errors import ExitCode, TocsinError
from tocsin.settings import Settings, environment
from tocsin.tail import Record, follow
from topics import ALL
from topics.alerts import TOPIC as ALERTS
from topics.articles import Article
from topics.dead_letters import TOPIC as DEAD_LETTERS
from topics.enriched_articles import TOPIC as ENRICHED

STOP_SECONDS = 30.0
"""How long a worker may take to finish what it has in hand."""
_TAIL_LINES = 12


class WorkerStopped(TocsinError):
    """The worker process ended by itself."""

    def __init__(self, exit_code: int, log: Path) -> None:
        lines = log.read_text(errors="replace").splitlines()[-_TAIL_LINES:]
        shown = "".join(f"\n  {line}" for line in lines)
        super().__init__(f"the worker ended with exit code {exit_code}; the last lines of its log, {log}:{shown}")
        self.exit_code = ExitCode.BUG


class Worker:
    """A worker in a process of its own. It stops when its standard input ends, so it never outlives this process."""

    def __init__(self, settings: Settings, log: Path) -> None:
        log.parent.mkdir(parents=True, exist_ok=True)
        self._log = log
        with log.open("wb") as output:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tocsin", "worker", "--until-input-ends"],
                env=environment(settings),
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,  # Ctrl-C is for this process, which then stops the worker in order
            )

    def check(self) -> None:
        """Raises WorkerStopped if the process has ended."""
        if (exit_code := self._process.poll()) is not None:
            raise WorkerStopped(exit_code, self._log)

    def stop(self) -> None:
        """Let it finish what it has in hand, commit, and end."""
        standard_input: IO[bytes] | None = self._process.stdin
        assert standard_input is not None
        standard_input.close()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def outcomes(settings: Settings, articles: Iterable[Article], log: Path, *, once: bool) -> Iterator[Record]:
    """Create the topics, start a worker, publish the articles, and give the alerts and dead letters as they come.

    With `once` it ends when the worker has committed everything that came of the articles, and all alerts and dead
    letters up to there have been given. Raises KafkaUnavailable and WorkerStopped.
    """
    with clients.admin(settings) as client:
        admin.apply(client, ALL, settings.replication_factor)
        with (
            clients.reader(settings, ALERTS.name, DEAD_LETTERS.name, from_beginning=False) as consumer,
            _running(Worker(settings, log)) as worker,
        ):
            progress = _Progress(client, consumer, settings.group, _publish(settings, articles))
            for record in follow(consumer):
                if record is not None:
                    yield record
                    continue
                worker.check()
                if once and progress.done():
                    return


@contextmanager
def _running(worker: Worker) -> Iterator[Worker]:
    try:
        yield worker
    finally:
        worker.stop()


def _publish(settings: Settings, articles: Iterable[Article]) -> dict[TopicPartition, int]:
    """Publish, and say for each partition which offset comes after the last."""
    after: dict[TopicPartition, int] = {}

    def done(place: feed.Place) -> None:
        partition = TopicPartition(place.topic, place.partition)
        after[partition] = max(after.get(partition, 0), place.offset + 1)

    with clients.producer(settings) as producer:
        feed.publish(producer, map(feed.message_of, articles), done)
    return after


class _Progress:
    """How far the worker has come with what was published, stage by stage.

    A worker commits an offset only once all that came of it is confirmed. So when the articles are committed, the
    ends of `enriched-articles` include them, and when those are committed, the ends of `alerts` and `dead-letters` do.
    """

    def __init__(
        self, client: KafkaAdminClient, consumer: KafkaConsumer, group: str, published: dict[TopicPartition, int]
    ) -> None:
        self._client = client
        self._consumer = consumer
        self._group = group
        self._stages: list[Callable[[], dict[TopicPartition, int]]] = [
            lambda: self._ends([TopicPartition(ENRICHED.name, number) for number in range(ENRICHED.partitions)]),
            lambda: self._ends(self._consumer.assignment()),
        ]
        self._goal = published

    def done(self) -> bool:
        """Whether all alerts and dead letters have been read."""
        while self._reached():
            if not self._stages:
                return True
            self._goal = self._stages.pop(0)()
        return False

    def _reached(self) -> bool:
        if not self._stages:
            return all(self._consumer.position(partition) >= end for partition, end in self._goal.items())
        try:
            committed = self._client.list_group_offsets({self._group: list(self._goal)})[self._group]
        except RetriableError:  # a new Kafka has no coordinator of groups until the first one comes
            return False
        return all(
            partition in committed and committed[partition].offset >= end for partition, end in self._goal.items()
        )

    def _ends(self, partitions: Iterable[TopicPartition]) -> dict[TopicPartition, int]:
        """The ends of the partitions that have held anything."""
        ends = self._consumer.end_offsets(list(partitions))
        return {partition: end for partition, end in ends.items() if end > 0}
