"""Creating the topics as their contracts say, and finding where a cluster differs from them."""

import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import CoordinatorNotAvailableError, GroupIdNotFoundError, KafkaTimeoutError

from topics.contract import Topic

AnyTopic = Topic[Any]
_SETTLE_SECONDS = 10.0
_POLL_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Drift:
    """One way in which a topic on the cluster is not what its contract says."""

    topic: str
    setting: str
    wanted: str
    found: str

    def __str__(self) -> str:
        return f"{self.topic}: {self.setting} is {self.found}, the contract says {self.wanted}"


@dataclass(frozen=True, slots=True)
class Applied:
    """What `apply` did: topics created, settings changed, and drift that it leaves to a person."""

    created: tuple[str, ...]
    changed: tuple[Drift, ...]
    left: tuple[Drift, ...]


def check(client: KafkaAdminClient, topics: Iterable[AnyTopic]) -> list[Drift]:
    """How the cluster differs from the contracts. Topics that no contract names are not looked at."""
    found = _partitions(client)
    drift = []
    for topic in topics:
        if topic.name not in found:
            drift.append(Drift(topic.name, "topic", "present", "missing"))
            continue
        if found[topic.name] != topic.partitions:
            drift.append(Drift(topic.name, "partitions", str(topic.partitions), str(found[topic.name])))
        actual = _settings(client, topic)
        for name, wanted in topic.settings().items():
            if not _same(actual.get(name), wanted):
                drift.append(Drift(topic.name, name, wanted, str(actual.get(name))))
    return drift


def apply(client: KafkaAdminClient, topics: Iterable[AnyTopic], replication_factor: int) -> Applied:
    """Create what is missing and set what differs.

    The number of partitions of a topic that exists is left alone: changing it moves keys to other partitions and breaks
    their order, which is for a person to decide.
    """
    topics = tuple(topics)
    present = _partitions(client)
    missing = [topic for topic in topics if topic.name not in present]
    if missing:
        client.create_topics({topic.name: _creation(topic, replication_factor) for topic in missing})
        client.wait_for_topics([topic.name for topic in missing])
    drift = check(client, [topic for topic in topics if topic.name in present])
    changed = tuple(entry for entry in drift if entry.setting != "partitions")
    for name in {entry.topic for entry in changed}:
        settings = {entry.setting: entry.wanted for entry in changed if entry.topic == name}
        client.alter_configs([ConfigResource(ConfigResourceType.TOPIC, name, settings)])
    _await(client, [topic for topic in topics if topic.name in {entry.topic for entry in changed}])
    left = tuple(entry for entry in drift if entry.setting == "partitions")
    return Applied(tuple(topic.name for topic in missing), changed, left)


def _await(client: KafkaAdminClient, topics: list[AnyTopic]) -> None:
    """Wait until the brokers show the settings of these topics: they take them over after they have accepted them.

    Raises KafkaTimeoutError where they do not.
    """
    deadline = time.monotonic() + _SETTLE_SECONDS
    while any(entry.setting != "partitions" for entry in check(client, topics)):
        if time.monotonic() > deadline:
            raise KafkaTimeoutError(f"the settings of {', '.join(topic.name for topic in topics)} do not take effect")
        time.sleep(_POLL_SECONDS)


def members(client: KafkaAdminClient, group: str) -> set[str]:
    """The addresses of the workers that the consumer group has: those that join it and send their heartbeats."""
    try:
        described = client.describe_groups([group])[group]
    except (GroupIdNotFoundError, CoordinatorNotAvailableError):  # no worker has ever joined it, or any group
        return set()
    return {member["client_host"].lstrip("/") for member in described["members"]}


def own_address(server: str) -> str:
    """The address of this host as a server, HOST:PORT, sees it. Raises OSError for one that cannot be resolved."""
    host, _, port = server.rpartition(":")
    family, kind, protocol, _, address = socket.getaddrinfo(host.strip("[]"), int(port), type=socket.SOCK_DGRAM)[0]
    with socket.socket(family, kind, protocol) as probe:
        probe.connect(address)  # sends nothing: it only chooses the way there
        return str(probe.getsockname()[0])


def _creation(topic: AnyTopic, replication_factor: int) -> dict[str, Any]:
    return {
        "num_partitions": topic.partitions,
        "replication_factor": replication_factor,
        "configs": topic.settings(),
    }


def _partitions(client: KafkaAdminClient) -> dict[str, int]:
    return {entry["name"]: len(entry["partitions"]) for entry in client.describe_topics()}


def _settings(client: KafkaAdminClient, topic: AnyTopic) -> dict[str, str]:
    resource = ConfigResource(ConfigResourceType.TOPIC, topic.name, list(topic.settings()))
    described = client.describe_configs([resource], config_filter="all")
    return {name: entry["value"] for name, entry in described["topic"][topic.name].items()}


def _same(found: str | None, wanted: str) -> bool:
    """Whether two values of a setting mean the same; the order of a list does not matter."""
    return found is not None and sorted(found.split(",")) == sorted(wanted.split(","))
