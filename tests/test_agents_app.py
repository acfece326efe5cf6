"""The settings and the shape of the Faust app that keep data; each of them has lost some where it was otherwise."""

import ssl
from pathlib import Path

import faust
import pytest
from faust.types.auth import AuthProtocol
from pydantic import SecretStr

from agents import app as agents_app
from agents.app import build
from agents.watchdog import Watchdog
from agents.wire import credentials, message_of, raw_topic
from tocsin.errors import UsageError
from tocsin.settings import Settings
from topics import ALL, articles, enriched_articles


@pytest.fixture
def app() -> faust.App:
    return build(Settings(bootstrap="one:9092,two:9093", group="readers"), Watchdog(60))


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("id", "readers"),
        ("processing_guarantee", faust.types.enums.ProcessingGuarantee.AT_LEAST_ONCE),
        ("stream_wait_empty", True),
        ("stream_buffer_maxsize", 128),
        ("stream_publish_on_commit", False),
        ("broker_commit_interval", 1.0),
        ("broker_commit_every", 500),
        ("broker_max_poll_records", 100),
        ("broker_max_poll_interval", 300.0),
        ("broker_session_timeout", 30.0),
        ("broker_rebalance_timeout", 30.0),
        ("broker_request_timeout", 60.0),
        ("consumer_auto_offset_reset", "earliest"),
        ("producer_acks", -1),
        ("producer_linger", 0.0),
        ("producer_request_timeout", 30.0),
        ("producer_threaded", False),
        ("topic_allow_declare", False),
        ("topic_disable_leader", True),
        ("table_standby_replicas", 0),
        ("web_enabled", False),
        ("worker_redirect_stdouts", False),
        ("autodiscover", False),
    ],
)
def test_the_settings_that_keep_data(app: faust.App, setting: str, value: object) -> None:
    assert getattr(app.conf, setting) == value


def test_all_brokers_are_known(app: faust.App) -> None:
    assert [str(url) for url in app.conf.broker] == ["kafka://one:9092", "kafka://two:9093"]


def test_the_producer_takes_what_every_topic_takes(app: faust.App) -> None:
    assert app.conf.producer_max_request_size >= max(topic.max_message_bytes for topic in ALL)


def test_a_dead_letter_of_the_largest_article_fits_its_topic() -> None:
    from topics import dead_letters

    assert dead_letters.TOPIC.max_message_bytes > articles.TOPIC.max_message_bytes * 4 / 3 + 100_000


@pytest.mark.parametrize(("name", "topic"), [("enrich", articles.TOPIC.name), ("watch", enriched_articles.TOPIC.name)])
def test_agents_read_bytes_with_one_instance_a_partition(app: faust.App, name: str, topic: str) -> None:
    agent = app.agents[name]
    assert agent.concurrency == 1
    assert agent.isolated_partitions is True
    assert agent.channel.topics == (topic,)
    assert (agent.channel.key_type, agent.channel.value_type) == (bytes, bytes)
    assert (agent.channel.schema.key_serializer, agent.channel.schema.value_serializer) == ("raw", "raw")
    assert agent.channel.schema.allow_empty is True


def test_there_are_no_other_agents(app: faust.App) -> None:
    assert set(app.agents) == {"enrich", "watch"}


def test_topics_send_without_attachments(app: faust.App) -> None:
    """Faust holds back what is attached to an event until its commit, and then does not wait for it."""
    assert app._attachments.enabled is False
    assert raw_topic(app, "alerts").value_type is bytes


@pytest.mark.parametrize("headers", [None, [], {}, [("a", b"1"), ("a", None)], {"a": b"1"}])
def test_headers_come_in_any_form(headers: object) -> None:
    class Received:
        topic, partition, offset, value, key, timestamp = "articles", 1, 2, b"body", None, 3.5

    Received.headers = headers
    message = message_of(Received)
    assert dict(message.headers) == dict(headers or ())
    assert (str(message), message.body) == ("articles-1@2", b"body")


def test_plaintext_needs_no_credentials() -> None:
    assert credentials(Settings()) is None


def test_a_login_is_passed_on() -> None:
    settings = Settings(security_protocol="SASL_SSL", sasl_username=SecretStr("reader"), sasl_password=SecretStr("key"))
    login = credentials(settings)
    assert isinstance(login, faust.SASLCredentials)
    assert (login.username, login.password, login.protocol) == ("reader", "key", AuthProtocol.SASL_SSL)
    assert login.mechanism.value == "SCRAM-SHA-512"
    assert isinstance(login.ssl_context, ssl.SSLContext)
    assert login.ssl_context.verify_mode is ssl.CERT_REQUIRED


def test_tls_alone_is_passed_on() -> None:
    login = credentials(Settings(security_protocol="SSL"))
    assert isinstance(login, faust.SSLCredentials)


def test_certificates_that_are_not_there_are_named() -> None:
    with pytest.raises(UsageError, match=r"ssl_ca_file, ssl_cert_file or ssl_key_file cannot be used: .*No such file"):
        credentials(Settings(security_protocol="SSL", ssl_ca_file=Path("absent.pem")))


def test_a_bad_rule_file_is_told_before_anything_starts(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text("[[rule]]\nnmae = 'x'\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"rules\.toml"):
        build(Settings(alert_rules=rules), Watchdog(60))


def test_topics_that_are_missing_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    from contextlib import nullcontext

    from tocsin.admin import Drift
    from tocsin.errors import KafkaUnavailable

    drift = [Drift("claims", "topic", "present", "missing"), Drift("alerts", "partitions", "4", "2")]
    monkeypatch.setattr(agents_app.clients, "admin", lambda settings: nullcontext())
    monkeypatch.setattr(agents_app.admin, "check", lambda client, topics: drift)
    with pytest.raises(KafkaUnavailable, match="has no topic claims; create the topics with `tocsin topics apply`"):
        agents_app.run(Settings())
