"""kafka-python clients, as every edge of Tocsin uses them, with failures as sentences."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, TopicPartition
from kafka.errors import (
    AuthorizationError,
    KafkaConfigurationError,
    KafkaConnectionError,
    KafkaError,
    KafkaTimeoutError,
    UnknownTopicOrPartitionError,
)
from pydantic import SecretStr

from tocsin.errors import KafkaUnavailable
from tocsin.settings import Settings

_CONNECT_MS = 10_000
_MAX_REQUEST_BYTES = 64 * 1024 * 1024

logging.getLogger("kafka").setLevel(logging.CRITICAL)  # what goes wrong is raised; its log repeats it many times


def options(settings: Settings) -> dict[str, Any]:
    """The arguments that every client connects with."""
    chosen: dict[str, Any] = {
        "bootstrap_servers": settings.servers,
        "bootstrap_timeout_ms": _CONNECT_MS,
        "security_protocol": settings.security_protocol,
        "client_id": "tocsin",
    }
    if settings.security_protocol.startswith("SASL"):
        chosen |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": _reveal(settings.sasl_username),
            "sasl_plain_password": _reveal(settings.sasl_password),
        }
    if settings.security_protocol.endswith("SSL"):
        chosen |= {
            "ssl_cafile": settings.ssl_ca_file and str(settings.ssl_ca_file),
            "ssl_certfile": settings.ssl_cert_file and str(settings.ssl_cert_file),
            "ssl_keyfile": settings.ssl_key_file and str(settings.ssl_key_file),
            "ssl_password": _reveal(settings.ssl_key_password),
        }
    return chosen


@contextmanager
def admin(settings: Settings) -> Iterator[KafkaAdminClient]:
    """An admin client, closed at the end. Raises KafkaUnavailable."""
    with _reaching(settings):
        client = KafkaAdminClient(**options(settings))
        try:
            yield client
        finally:
            client.close()


@contextmanager
def producer(settings: Settings) -> Iterator[KafkaProducer]:
    """A producer whose sends are acknowledged by all replicas and never duplicated by its own retries."""
    with _reaching(settings):
        client = KafkaProducer(
            **options(settings),
            acks="all",
            enable_idempotence=True,
            allow_auto_create_topics=False,
            max_request_size=_MAX_REQUEST_BYTES,
            max_block_ms=_CONNECT_MS,
        )
        try:
            yield client
        finally:
            client.close(timeout=_CONNECT_MS / 1000)


@contextmanager
def reader(settings: Settings, *topics: str, from_beginning: bool) -> Iterator[KafkaConsumer]:
    """A consumer of all partitions of these topics, outside any group, that commits nothing."""
    with _reaching(settings):
        client = KafkaConsumer(
            **options(settings), group_id=None, enable_auto_commit=False, allow_auto_create_topics=False
        )
        try:
            client.assign([partition for topic in topics for partition in _partitions(client, topic)])
            client.seek_to_beginning() if from_beginning else client.seek_to_end()
            for partition in client.assignment():
                client.position(partition)  # the end is where it is now, not where it will be at the first poll
            yield client
        finally:
            client.close(autocommit=False)


def _partitions(client: KafkaConsumer, topic: str) -> list[TopicPartition]:
    numbers = client.partitions_for_topic(topic)
    if not numbers:
        raise UnknownTopicOrPartitionError(topic)
    return [TopicPartition(topic, number) for number in sorted(numbers)]


@contextmanager
def _reaching(settings: Settings) -> Iterator[None]:
    try:
        yield
    except KafkaError as error:
        raise KafkaUnavailable(_sentence(error, settings.bootstrap)) from error
    except OSError as error:  # the TLS files, read when a client is made
        if isinstance(error, BrokenPipeError):
            raise
        raise KafkaUnavailable(f"cannot connect to Kafka at {settings.bootstrap}: {error}") from error


def _sentence(error: KafkaError, bootstrap: str) -> str:
    detail = str(error.args[0]) if error.args else type(error).__name__
    if isinstance(error, UnknownTopicOrPartitionError):
        return f"Kafka at {bootstrap} has no topic {detail}; create the topics with `tocsin topics apply`"
    if isinstance(error, AuthorizationError):
        return f"Kafka at {bootstrap} does not permit this: {error}"
    if isinstance(error, KafkaConfigurationError):
        return f"the settings do not make a connection to Kafka: {detail}"
    if isinstance(error, KafkaConnectionError | KafkaTimeoutError):
        return (
            f"Kafka does not answer at {bootstrap} ({detail}); start one with `tocsin broker start`, "
            "or set TOCSIN_BOOTSTRAP to one that runs"
        )
    return f"Kafka at {bootstrap} failed: {error}"


def _reveal(secret: SecretStr | None) -> str | None:
    return secret.get_secret_value() if secret else None
