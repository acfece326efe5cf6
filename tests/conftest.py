"""What several test modules share."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from broker_fakes import PATIENCE, READY, UNTIL_KILLED, Serve, fake_java, processes_of

from tocsin.broker import Broker
from tocsin.settings import PREFIX

# A job that a shell runs in the background ignores SIGINT, and so would the processes under test.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def broker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broker]:
    """A real Apache Kafka of this session alone, started when the first test asks for it."""
    with Broker.start(tmp_path_factory.mktemp("broker")) as running:
        yield running


@pytest.fixture
def serve(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Serve]:
    """Has brokers run the given Python in place of Kafka; fails if a process of theirs outlives the test."""

    def serve(serving: str) -> None:
        program = fake_java(tmp_path, serving)
        monkeypatch.setattr("tocsin.broker.java", lambda: program)
        monkeypatch.setattr("tocsin.broker.ensure_jars", lambda *_: ())

    serve(READY + UNTIL_KILLED)
    yield serve
    _, alive = psutil.wait_procs(list(processes_of(tmp_path)), PATIENCE)
    for process in alive:
        process.kill()
    assert not alive


@pytest.fixture
def own_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> pytest.MonkeyPatch:
    """None of the machine's settings: no variables, a working directory without a file of them, a data directory."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.setenv("TOCSIN_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    return monkeypatch
