"""The embedded broker as it is: Apache Kafka, fetched, checked and run."""

from __future__ import annotations

import itertools
from pathlib import Path

import psutil
import pytest
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient, NewTopic
from kafka.errors import KafkaTimeoutError

from tocsin.broker import Broker, start_detached, status, stop_detached

RECORDS = [b"record %d" % number for number in range(500)]
IDLE_MEMORY = 400 * 1024 * 1024  # bytes resident; 240 MB are measured


def write(bootstrap: str, topic: str, records: list[bytes]) -> None:
    producer = KafkaProducer(bootstrap_servers=bootstrap, acks="all")
    sent = [producer.send(topic, record) for record in records]
    for future in sent:
        future.get(timeout=30)
    producer.close()


def read(bootstrap: str, topic: str, group: str | None = None) -> list[bytes]:
    """As many records of the topic as were written, from its beginning; the group commits them."""
    consumer = KafkaConsumer(
        topic,
        bootstrap_servers=bootstrap,
        group_id=group,
        auto_offset_reset="earliest",
        enable_auto_commit=False,
        consumer_timeout_ms=10_000,
    )
    found = [message.value for message in itertools.islice(consumer, len(RECORDS))]
    if group:
        consumer.commit()
    consumer.close()
    return found


def committed(bootstrap: str, topic: str, group: str) -> int:
    """The records that the group has committed."""
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, group_id=group)
    offsets = [consumer.committed(TopicPartition(topic, number)) for number in consumer.partitions_for_topic(topic)]
    consumer.close()
    return sum(offset or 0 for offset in offsets)


def test_records_and_offsets_survive_kill_and_restart(tmp_path: Path) -> None:
    """In a directory whose name would need escaping in Kafka's configuration."""
    directory = tmp_path / "my news, Größe #1 = عربي"
    with Broker.start(directory) as broker:
        admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
        admin.create_topics([NewTopic("kept", 4, 1)])
        admin.close()
        write(broker.bootstrap, "kept", RECORDS)
        assert sorted(read(broker.bootstrap, "kept", "readers")) == sorted(RECORDS)
        broker.kill()
        assert not broker.is_running
    with Broker.start(directory) as broker:
        assert sorted(read(broker.bootstrap, "kept")) == sorted(RECORDS)
        assert committed(broker.bootstrap, "kept", "readers") == len(RECORDS)


def test_a_detached_broker_runs_until_it_is_stopped(tmp_path: Path) -> None:
    started = start_detached(tmp_path)
    try:
        assert started == status(tmp_path)
        admin = KafkaAdminClient(bootstrap_servers=started.bootstrap)
        assert admin.list_topics() == []
        admin.close()
    finally:
        assert stop_detached(tmp_path)
    assert status(tmp_path).state == "stopped"
    assert "ERROR" not in started.log.read_text()


def test_it_listens_on_loopback_alone(broker: Broker) -> None:
    connections = psutil.Process(broker.pid).net_connections("inet")
    listening = [connection.laddr for connection in connections if connection.status == psutil.CONN_LISTEN]
    assert len(listening) == 2
    assert {address.ip.removeprefix("::ffff:") for address in listening} == {"127.0.0.1"}


def test_java_holds_the_lock_of_its_directory(broker: Broker) -> None:
    """So that a broker that lost its watcher still keeps others off."""
    held = [file.path for file in psutil.Process(broker.pid).open_files()]
    assert str((broker.log.parent / "lock").resolve()) in held


def test_it_is_small(broker: Broker) -> None:
    assert psutil.Process(broker.pid).memory_info().rss < IDLE_MEMORY


def test_it_is_set_for_one_node(broker: Broker) -> None:
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    resource = ConfigResource(ConfigResourceType.BROKER, "1")
    found = admin.describe_configs([resource], config_filter="all")["broker"]["1"]
    admin.close()
    settings = {name: setting["value"] for name, setting in found.items()}
    assert settings["auto.create.topics.enable"] == "false"
    assert settings["group.initial.rebalance.delay.ms"] == "0"
    for kind in ("offsets.topic", "transaction.state.log", "share.coordinator.state.topic"):
        assert settings[f"{kind}.replication.factor"] == "1"
        assert int(settings[f"{kind}.num.partitions"]) <= 4
    for kind in ("transaction.state.log", "share.coordinator.state.topic"):
        assert settings[f"{kind}.min.isr"] == "1"


def test_no_topic_is_made_by_naming_it(broker: Broker) -> None:
    producer = KafkaProducer(bootstrap_servers=broker.bootstrap, max_block_ms=1000)
    with pytest.raises(KafkaTimeoutError):
        producer.send("never-created", b"lost")
    producer.close()
    admin = KafkaAdminClient(bootstrap_servers=broker.bootstrap)
    assert "never-created" not in admin.list_topics()
    admin.close()
