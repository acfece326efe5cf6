"""Topics on a real Kafka: created as their contracts say, drift found, reported and mended."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType

from tocsin import admin, clients
from tocsin.admin import Applied, Drift
from tocsin.broker import Broker
from tocsin.settings import Settings
from topics import ALL
from topics.contract import Topic

pytestmark = pytest.mark.broker


@pytest.fixture
def client(broker: Broker) -> Iterator[KafkaAdminClient]:
    with clients.admin(Settings(bootstrap=broker.bootstrap)) as client:
        yield client


@pytest.fixture
def contracts() -> tuple[Topic[Any], ...]:
    """The project's topics under names of their own, so that other tests see none of what is done to them."""
    prefix = uuid4().hex[:8]
    return tuple(replace(topic, name=f"{prefix}-{topic.name}") for topic in ALL)


def test_missing_topics_are_found_created_and_then_as_they_should_be(
    client: KafkaAdminClient, contracts: tuple[Topic[Any], ...]
) -> None:
    assert admin.check(client, contracts) == [Drift(topic.name, "topic", "present", "missing") for topic in contracts]
    applied = admin.apply(client, contracts, 1)
    assert applied == Applied(tuple(topic.name for topic in contracts), (), ())
    assert admin.check(client, contracts) == []
    assert admin.apply(client, contracts, 1) == Applied((), (), ())


def test_settings_that_differ_are_reported_and_set(client: KafkaAdminClient, contracts: tuple[Topic[Any], ...]) -> None:
    admin.apply(client, contracts, 1)
    topic = contracts[0]
    client.alter_configs(
        [ConfigResource(ConfigResourceType.TOPIC, topic.name, {"retention.ms": "1000", "cleanup.policy": "compact"})]
    )
    wanted = topic.settings()
    drift = [
        Drift(topic.name, "cleanup.policy", wanted["cleanup.policy"], "compact"),
        Drift(topic.name, "retention.ms", wanted["retention.ms"], "1000"),
    ]
    other = replace(topic, retention_ms=1000, cleanup_policy="compact")
    admin._await(client, [other])  # brokers take a change over after they have accepted it
    assert sorted(admin.check(client, contracts), key=str) == drift
    applied = admin.apply(client, contracts, 1)
    assert sorted(applied.changed, key=str) == drift
    assert applied.left == ()
    assert admin.check(client, contracts) == []


def test_partitions_are_reported_and_left(client: KafkaAdminClient, contracts: tuple[Topic[Any], ...]) -> None:
    admin.apply(client, contracts, 1)
    more = tuple(replace(topic, partitions=topic.partitions + 1) for topic in contracts[:1])
    drift = Drift(more[0].name, "partitions", str(more[0].partitions), str(more[0].partitions - 1))
    assert admin.apply(client, more, 1) == Applied((), (), (drift,))
    assert admin.check(client, more) == [drift]
    assert str(drift) == f"{more[0].name}: partitions is 4, the contract says 5"


def test_a_list_may_come_in_any_order() -> None:
    assert admin._same("delete,compact", "compact,delete")
    assert not admin._same("delete", "compact,delete")
    assert not admin._same(None, "delete")
