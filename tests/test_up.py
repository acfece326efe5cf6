"""`tocsin up`: the example from article to alerts, ended by what has happened and not by time."""

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import psutil
import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.structs import OffsetAndMetadata

from tocsin import admin, clients, settings, up
from tocsin.article_files import Unreadable, read
from tocsin.broker import Broker
from tocsin.errors import ExitCode
from tocsin.settings import Settings
from topics import ALL

pytestmark = pytest.mark.broker
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "karabakh.json"
TIMEOUT = 60.0
TOCSIN = [sys.executable, "-m", "tocsin"]


@pytest.fixture
def environment(own_settings: pytest.MonkeyPatch, broker: Broker) -> dict[str, str]:
    """Settings of a group that has read all that other tests left in the topics."""
    group = f"up-{uuid4().hex}"
    chosen = Settings(bootstrap=broker.bootstrap)
    with clients.admin(chosen) as client:
        admin.apply(client, ALL, 1)
    consumer = KafkaConsumer(**clients.options(chosen), group_id=group, enable_auto_commit=False)
    topics = ("articles", "enriched-articles")
    consumer.assign([TopicPartition(topic, n) for topic in topics for n in consumer.partitions_for_topic(topic)])
    consumer.seek_to_end()
    consumer.commit({tp: OffsetAndMetadata(consumer.position(tp), "", -1) for tp in consumer.assignment()})
    consumer.close()
    return {**os.environ, "TOCSIN_GROUP": group}


def test_once_prints_the_alerts_of_the_example_and_ends(broker: Broker, environment: dict[str, str]) -> None:
    """On a Kafka that holds other records already; a second run reads them no more than its own."""
    for _ in range(2):
        found = subprocess.run(
            [*TOCSIN, "up", "--once", "--bootstrap", broker.bootstrap],
            env=environment, capture_output=True, text=True, timeout=120, check=False,
        )  # fmt: skip
        assert found.returncode == ExitCode.OK, found.stderr
        for rule in ("drone-loss", "armour-loss", "airport-destroyed", "civilian-casualties"):
            assert f"{rule} · new" in found.stdout
        assert re.search(r"airport-destroyed.* · contested", found.stdout)
        assert "Al Mayadeen · 2020-10-04" in found.stdout


def test_once_ends_where_an_article_gives_no_alert(broker: Broker, environment: dict[str, str], tmp_path: Path) -> None:
    feed = tmp_path / "feed.jsonl"
    article = {"source": "Weather Bureau", "title": "Weather", "text": "It will rain on Monday."}
    feed.write_text(json.dumps(article) + "\nno article\n")
    found = subprocess.run(
        [*TOCSIN, "up", "--once", "--bootstrap", broker.bootstrap, "--feed", str(feed)],
        env=environment, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert found.returncode == ExitCode.OK, found.stderr
    assert "Weather Bureau" not in found.stdout
    assert "line 2: not JSON" in found.stderr


def test_a_dead_letter_is_told(broker: Broker, environment: dict[str, str]) -> None:
    """An article above the size that the worker accepts."""
    found = subprocess.run(
        [*TOCSIN, "up", "--once", "--bootstrap", broker.bootstrap],
        env={**environment, "TOCSIN_MAX_ARTICLE_BYTES": "1024"},
        capture_output=True, text=True, timeout=TIMEOUT, check=False,
    )  # fmt: skip
    assert found.returncode == ExitCode.INCOMPLETE, found.stderr
    assert re.search(r"tocsin: articles-\d-\d+  [\d,]+ bytes are more than the 1,024", found.stderr)
    assert found.stdout == ""


@contextmanager
def running(broker: Broker, environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    """`tocsin up` once it has printed the first line of an alert; killed where it does not end within its time."""
    process = subprocess.Popen(
        [*TOCSIN, "up", "--bootstrap", broker.bootstrap],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    late = threading.Timer(TIMEOUT, process.kill)
    late.start()
    assert process.stdout
    try:
        assert process.stdout.readline(), process.communicate()
        yield process
    finally:
        late.cancel()
        process.kill()
        process.communicate()


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stays_up_until_it_is_stopped_and_takes_the_worker_along(
    broker: Broker, environment: dict[str, str], sign: signal.Signals
) -> None:
    with running(broker, environment) as process:
        children = psutil.Process(process.pid).children(recursive=True)
        assert any("worker" in child.cmdline() for child in children)
        process.send_signal(sign)
        _, error = process.communicate(timeout=TIMEOUT)
    assert process.returncode == ExitCode.OK
    assert error.endswith("; stopping\n")
    assert "Traceback" not in error
    assert psutil.wait_procs(children, timeout=0)[1] == []


def test_a_worker_does_not_outlive_a_parent_that_is_killed(broker: Broker, environment: dict[str, str]) -> None:
    with running(broker, environment) as process:
        children = psutil.Process(process.pid).children(recursive=True)
        assert children
        process.kill()
        assert psutil.wait_procs(children, timeout=TIMEOUT)[1] == []


def test_a_worker_that_ends_is_told_with_the_end_of_its_log(
    own_settings: pytest.MonkeyPatch, broker: Broker, tmp_path: Path
) -> None:
    (tmp_path / "rules.toml").write_text("[[rules]\n")
    chosen = settings.load(bootstrap=broker.bootstrap, data_dir=tmp_path, alert_rules=tmp_path / "rules.toml")
    with EXAMPLE.open("rb") as stream:
        articles = [item for item in read(stream, "", "json", None) if not isinstance(item, Unreadable)]  # type: ignore[arg-type]
    with pytest.raises(up.WorkerStopped, match=r"exit code 2; the last lines of its log(.|\n)*rules\.toml"):
        list(up.outcomes(chosen, articles, tmp_path / "worker.log", once=True))
