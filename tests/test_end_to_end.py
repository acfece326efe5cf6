"""A real broker, real worker processes, and a witness that reads with another client: nothing is lost.

The last tests run workers with a fault built in and see the witness report the loss; without them, silence would prove
nothing.
"""

import json
import random
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from generated_articles import generated
from kafka.admin import ConfigResource, ConfigResourceType
from kafka_checker import Witness, Worker

from tocsin import clients
from tocsin.article_files import read
from tocsin.broker import Broker
from tocsin.settings import Settings
from topics import alerts, articles, claims, dead_letters, enriched_articles
from topics.alerts import Alert
from topics.articles import TOPIC, Article
from topics.claims import Claim
from topics.dead_letters import DeadLetter

pytestmark = pytest.mark.broker

SEED = Path(__file__).parent.parent / "examples" / "karabakh.json"
PATIENCE = 120.0
"""Seconds in which a worker must have done what is asked of it."""


@pytest.fixture
def settings(broker: Broker, tmp_path: Path) -> Settings:
    """A group of its own, whose dead members are noticed as soon as Kafka allows."""
    return Settings(
        bootstrap=broker.bootstrap, group=f"test-{uuid4()}", data_dir=tmp_path, session_timeout=6, delivery_timeout=30
    )


@pytest.fixture
def witness(settings: Settings) -> Iterator[Witness]:
    witness = Witness(settings)
    yield witness
    witness.close()


def wire(*published: Article) -> list[tuple[bytes, bytes]]:
    return [(TOPIC.key(article), msgspec.json.encode(article)) for article in published]


def assert_nothing_lost(witness: Witness) -> None:
    """Waits for all that is expected, then for what is not, until the worker has committed everything."""
    expected = witness.expected()
    assert witness.wait_until(lambda: expected <= set(witness.results), PATIENCE), witness.check().ids_missing
    assert witness.wait_until(lambda: witness.lag() == 0, PATIENCE)
    findings = witness.check()
    assert findings.missing == set()
    assert findings.surplus == set()


def test_a_thousand_articles_survive_a_worker_that_is_killed(
    settings: Settings, witness: Witness, tmp_path: Path
) -> None:
    own = articles.EXAMPLES[0]
    with SEED.open("rb") as file:
        [seed] = read(file, SEED.name, "json", datetime(2026, 3, 1, tzinfo=UTC))
    assert isinstance(seed, Article)
    bodies = (b"{", b"\xff", b"null", b'{"title":"\\ud800"}', b'{"a":' * 5000, b'"' + b"x" * 2_000_000 + b'"')
    broken = [(b"odd", body) for body in bodies]
    sent = wire(own, seed, *generated(1000, "storm"))
    witness.publish([*sent[:500], *broken, (b"odd", None), *sent[500:]])
    with Worker(settings, tmp_path / "first.log") as worker:
        assert witness.wait_until(lambda: len(witness.ids(enriched_articles.TOPIC)) > 300, PATIENCE)
        worker.kill()
    assert witness.lag() > 100
    with Worker(settings, tmp_path / "second.log") as worker:
        assert_nothing_lost(witness)
        assert worker.stop() == 0
    assert witness.lag() == 0
    assert len(witness.ids(enriched_articles.TOPIC)) == 1002
    assert len(witness.ids(dead_letters.TOPIC)) == 7
    for key, value in [(key, value) for name, key, value in witness.results if name == claims.TOPIC.name]:
        claim = msgspec.json.decode(value, type=Claim)
        assert key == claim.article_id.encode()
    of_own = [claim for claim in decoded(witness, claims.TOPIC, Claim) if claim.article_id == own.id]
    assert ("downed", "uav", 6) in {(claim.effect, claim.target, claim.count and claim.count.min) for claim in of_own}
    assert any(own.id in event["data"]["article_ids"] for event in events(witness))
    of_seed = {event["data"]["category"] for event in events(witness) if seed.id in event["data"]["article_ids"]}
    assert of_seed >= {"drone-loss", "armour-loss", "airport-destroyed", "civilian-casualties"}


def decoded(witness: Witness, topic: Any, record: type[Any]) -> list[Any]:
    return [msgspec.json.decode(value, type=record) for name, _, value in set(witness.results) if name == topic.name]


def events(witness: Witness) -> list[dict[str, Any]]:
    found = [json.loads(value or b"") for name, _, value in set(witness.results) if name == alerts.TOPIC.name]
    assert all(msgspec.convert(event["data"], Alert).id == event["data"]["id"] for event in found)
    return found


def test_reading_everything_again_changes_nothing(settings: Settings, witness: Witness, tmp_path: Path) -> None:
    sent = wire(*generated(40, "again", seed=2))
    witness.publish(sent)
    witness.publish(sent)
    with Worker(settings, tmp_path / "worker.log"):
        assert_nothing_lost(witness)
    once = {key for key, _ in sent}
    assert witness.ids(enriched_articles.TOPIC) == once
    assert sum(name == enriched_articles.TOPIC.name for name, _, _ in witness.results) == 80
    assert sum(name == enriched_articles.TOPIC.name for name, _, _ in set(witness.results)) == 40


@pytest.mark.parametrize("with_signal", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_a_worker_that_is_told_to_stop_finishes_and_commits(
    with_signal: signal.Signals, settings: Settings, witness: Witness, tmp_path: Path
) -> None:
    witness.publish(wire(*generated(300, "stop", seed=3)))
    with Worker(settings, tmp_path / "worker.log") as worker:
        assert witness.wait_until(lambda: len(witness.ids(enriched_articles.TOPIC)) > 20, PATIENCE)
        assert worker.stop(with_signal) == 0
    done = sum(witness.committed().get(partition, 0) for partition in witness.committed())
    assert done
    with Worker(settings, tmp_path / "worker.log"):
        assert_nothing_lost(witness)
    copies = sum(name == enriched_articles.TOPIC.name for name, _, _ in witness.results)
    assert copies == 300


def test_too_much_dead_input_stops_the_worker_and_the_rest_stays(
    settings: Settings, witness: Witness, tmp_path: Path
) -> None:
    strict = settings.model_copy(update={"dead_window": 20})
    witness.publish([(b"odd", b"not JSON")] * 100, partition=0)
    with Worker(strict, tmp_path / "worker.log") as worker:
        assert worker.process.wait(PATIENCE) == 65
    assert "Look at `tocsin dead-letters list`" in (tmp_path / "worker.log").read_text()
    assert witness.wait_until(lambda: len(witness.ids(dead_letters.TOPIC)) == 19, PATIENCE)
    assert witness.lag() >= 81


def test_a_result_that_kafka_refuses_is_a_dead_letter(settings: Settings, witness: Witness, tmp_path: Path) -> None:
    with small_results(settings), Worker(settings, tmp_path / "worker.log"):
        large = publish_one_too_large(witness)
        assert witness.wait_until(lambda: bool(witness.ids(dead_letters.TOPIC)), PATIENCE)
    [letter] = decoded(witness, dead_letters.TOPIC, DeadLetter)
    assert (letter.stage, letter.body) == ("deliver", large)
    assert "MessageSizeTooLargeError" in letter.reason


def test_a_send_that_nobody_awaits_is_seen_to_lose(settings: Settings, witness: Witness, tmp_path: Path) -> None:
    with small_results(settings), Worker(settings, tmp_path / "worker.log", "unconfirmed"):
        publish_one_too_large(witness)
        assert witness.wait_until(lambda: witness.lag() == 0, PATIENCE)
        assert b"large" in witness.check().ids_missing
    assert witness.ids(dead_letters.TOPIC) == set()


def publish_one_too_large(witness: Witness) -> bytes:
    [(_, small)] = wire(*generated(1, "small"))
    text = random.Random(1).randbytes(40_000).hex()  # what cannot be compressed
    article = msgspec.structs.replace(next(generated(1, "large")), id="large", text=text)
    large = msgspec.json.encode(article)
    witness.publish([(b"small-0", small), (b"large", large)], partition=1)
    return large


class small_results:
    """Has Kafka refuse enriched articles of more than some kilobytes."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def __enter__(self) -> None:
        self._limit(20_000)

    def __exit__(self, *_: object) -> None:
        self._limit(enriched_articles.TOPIC.max_message_bytes)

    def _limit(self, size: int) -> None:
        limit = {"max.message.bytes": str(size)}
        with clients.admin(self._settings) as client:
            client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, enriched_articles.TOPIC.name, limit)])


def test_a_broker_that_stays_away_stops_the_worker_and_one_that_comes_back_costs_nothing(tmp_path: Path) -> None:
    with Broker.start(tmp_path) as broker:
        settings = Settings(bootstrap=broker.bootstrap, group="away", data_dir=tmp_path, session_timeout=6)
        witness = Witness(settings)
        witness.publish(wire(*generated(800, "away", seed=6)))
        hasty = settings.model_copy(update={"delivery_timeout": 5})
        with Worker(hasty, tmp_path / "first.log") as worker:
            assert witness.wait_until(lambda: len(witness.ids(enriched_articles.TOPIC)) > 100, PATIENCE)
            broker.kill()
            assert worker.process.wait(PATIENCE) == 70
    assert "Kafka did not confirm messages to" in worker.log.read_text()
    port = int(settings.bootstrap.rpartition(":")[2])
    with Broker.start(tmp_path, port) as broker, Worker(settings, tmp_path / "second.log") as worker:
        assert witness.wait_until(lambda: len(witness.ids(enriched_articles.TOPIC)) > 400, PATIENCE)
        broker.kill()
        with Broker.start(tmp_path, port):
            assert_nothing_lost(witness)
            assert worker.stop() == 0
            witness.close()


def killed(worker: Worker) -> None:
    worker.kill()


def interrupted_twice(worker: Worker) -> None:
    worker.process.send_signal(signal.SIGINT)
    with pytest.raises(subprocess.TimeoutExpired):
        worker.process.wait(2)  # it waits for what it has in hand
    assert worker.stop(signal.SIGINT) == 130


def hold_one_and_end(
    settings: Settings, witness: Witness, tmp_path: Path, variant: str, left: int, end: Callable[[Worker], None]
) -> None:
    """A worker holds the first article of a partition. When it has committed all but `left` messages, it ends."""
    first = msgspec.structs.replace(next(generated(1, "held")), url="https://news.example/hold", id="held")
    others = list(generated(30, "others", seed=5))
    witness.publish(wire(first, *others[:10]), partition=2)
    witness.publish(wire(*others[10:]), partition=3)
    with Worker(settings, tmp_path / "faulty.log", variant) as worker:
        assert witness.wait_until(lambda: len(witness.ids(enriched_articles.TOPIC)) >= 31 - max(left, 1), PATIENCE)
        assert witness.wait_until(lambda: witness.lag() == left, PATIENCE)
        end(worker)
    with Worker(settings, tmp_path / "sound.log"):
        assert witness.wait_until(lambda: witness.lag() == 0, PATIENCE)


@pytest.mark.parametrize("end", [killed, interrupted_twice])
def test_an_article_in_hand_when_the_worker_ends_is_read_again(
    end: Callable[[Worker], None], settings: Settings, witness: Witness, tmp_path: Path
) -> None:
    hold_one_and_end(settings, witness, tmp_path, "held", 11, end)
    assert_nothing_lost(witness)


def test_concurrency_within_a_partition_is_seen_to_lose(settings: Settings, witness: Witness, tmp_path: Path) -> None:
    hold_one_and_end(settings, witness, tmp_path, "concurrent", 0, killed)
    assert b"held" in witness.check().ids_missing
