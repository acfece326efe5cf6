"""`tocsin up`: the example from article to alerts, ended by what has happened and not by time."""

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import psutil
import pytest

from tocsin import settings, up
from tocsin.article_files import Unreadable, read
from tocsin.broker import Broker
from tocsin.errors import ExitCode

pytestmark = pytest.mark.broker
ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "karabakh.json"
TOCSIN = [sys.executable, "-m", "tocsin"]


@pytest.fixture
def environment(broker: Broker, tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(settings.PREFIX)}
    return {**kept, "TOCSIN_DATA_DIR": str(tmp_path), "TOCSIN_GROUP": f"up-{uuid4().hex}"}


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


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM])
def test_it_stays_up_until_it_is_stopped_and_takes_the_worker_along(
    broker: Broker, environment: dict[str, str], sign: signal.Signals
) -> None:
    process = subprocess.Popen(
        [*TOCSIN, "up", "--bootstrap", broker.bootstrap],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout
    while "Al Mayadeen" not in process.stdout.readline():  # ends with the pipe, too
        assert process.poll() is None
    children = psutil.Process(process.pid).children(recursive=True)
    assert any("worker" in child.cmdline() for child in children)
    process.send_signal(sign)
    _, error = process.communicate(timeout=60)
    assert process.returncode == ExitCode.OK
    assert error.endswith("; stopping\n")
    assert "Traceback" not in error
    assert psutil.wait_procs(children, timeout=0)[1] == []


def test_a_worker_does_not_outlive_a_parent_that_is_killed(broker: Broker, environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [*TOCSIN, "up", "--bootstrap", broker.bootstrap], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline()
    children = psutil.Process(process.pid).children(recursive=True)
    process.kill()
    process.wait()
    assert psutil.wait_procs(children, timeout=60)[1] == []


def test_a_worker_that_ends_is_told_with_the_end_of_its_log(
    broker: Broker, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in os.environ:
        if name.startswith(settings.PREFIX):
            monkeypatch.delenv(name)
    (tmp_path / "rules.toml").write_text("[[rules]\n")
    chosen = settings.load(bootstrap=broker.bootstrap, data_dir=tmp_path, alert_rules=tmp_path / "rules.toml")
    with EXAMPLE.open("rb") as stream:
        articles = [item for item in read(stream, "", "json", None) if not isinstance(item, Unreadable)]  # type: ignore[arg-type]
    with pytest.raises(up.WorkerStopped, match=r"exit code 2; the last lines of its log(.|\n)*rules\.toml"):
        list(up.alerts(chosen, articles, tmp_path / "worker.log", once=True))
