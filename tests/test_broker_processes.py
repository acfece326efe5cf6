"""The processes around a broker: none is orphaned, none is stopped by mistake, and two never share a directory."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from broker_fakes import IGNORING_SIGTERM, PATIENCE, READY, UNTIL_KILLED, Serve

from tocsin import broker_process
from tocsin.broker import Broker, start_detached, status, stop_detached
from tocsin.broker_errors import DirectoryInUseError, StopFailedError
from tocsin.broker_files import BrokerDirectory, lock


def test_a_broker_that_does_not_stop_is_killed(tmp_path: Path, serve: Serve) -> None:
    serve(IGNORING_SIGTERM + READY + UNTIL_KILLED)
    broker = Broker.start(tmp_path)
    broker.stop(timeout=0.2)
    assert not psutil.pid_exists(broker.pid)


def test_a_detached_broker_that_does_not_stop_is_killed(tmp_path: Path, serve: Serve) -> None:
    serve(IGNORING_SIGTERM + READY + UNTIL_KILLED)
    pid = start_detached(tmp_path).pid
    assert stop_detached(tmp_path, timeout=0.2)
    assert pid
    assert not psutil.pid_exists(pid)


@pytest.mark.usefixtures("serve")
def test_a_second_broker_on_the_same_directory_is_refused(tmp_path: Path) -> None:
    with Broker.start(tmp_path) as broker:
        with pytest.raises(DirectoryInUseError, match=broker.bootstrap) as caught:
            Broker.start(tmp_path)
        assert caught.value.bootstrap == broker.bootstrap
        assert status(tmp_path).pid == broker.pid


@pytest.mark.usefixtures("serve")
def test_of_simultaneous_starts_one_wins(tmp_path: Path) -> None:
    barrier = threading.Barrier(4)

    def start(_: int) -> bool:
        barrier.wait()
        try:
            start_detached(tmp_path)
        except DirectoryInUseError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(start, range(4))) == [False, False, False, True]
    assert stop_detached(tmp_path)
    assert not stop_detached(tmp_path)


PARENT = """
from pathlib import Path
import tocsin.broker
tocsin.broker.java = lambda: Path({java!r})
tocsin.broker.ensure_jars = lambda *_: ()
broker = tocsin.broker.{call}(Path({data!r}))
print(broker.pid, flush=True)
{then}
"""


def parent(tmp_path: Path, call: str, then: str) -> tuple[subprocess.Popen[str], psutil.Process]:
    """A process that started a broker, and that broker."""
    code = PARENT.format(java=str(tmp_path / "java"), data=str(tmp_path), call=call, then=then)
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, psutil.Process(int(process.stdout.readline()))


def is_gone(process: psutil.Process) -> bool:
    return not psutil.wait_procs([process], PATIENCE)[1]


@pytest.mark.usefixtures("serve")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGSEGV])
def test_no_orphan_when_the_parent_dies(tmp_path: Path, how: signal.Signals) -> None:
    process, broker = parent(tmp_path, "Broker.start", UNTIL_KILLED)
    with process:
        process.send_signal(how)
    assert is_gone(broker)


def test_no_orphan_when_the_parent_dies_and_sigterm_is_ignored(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    serve(IGNORING_SIGTERM + READY + UNTIL_KILLED)
    monkeypatch.setattr(broker_process, "STOP_TIMEOUT", 0.2)
    broker = Broker.start(tmp_path)
    stdin = broker._process.watcher.stdin
    assert stdin is not None
    stdin.close()  # what the death of this process would do
    assert is_gone(psutil.Process(broker.pid))
    broker.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux can tie a process to its parent's life")
@pytest.mark.usefixtures("serve")
def test_no_orphan_when_the_watcher_is_killed(tmp_path: Path) -> None:
    broker = Broker.start(tmp_path)
    process = psutil.Process(broker.pid)
    broker._process.watcher.kill()
    assert is_gone(process)
    broker.stop()


@pytest.mark.usefixtures("serve")
def test_ctrl_c_in_the_terminal_does_not_reach_the_broker(tmp_path: Path) -> None:
    with Broker.start(tmp_path) as broker:
        assert os.getsid(broker.pid) != os.getsid(0)


@pytest.mark.usefixtures("serve")
def test_a_detached_broker_outlives_its_starter(tmp_path: Path) -> None:
    process, broker = parent(tmp_path, "start_detached", "")
    with process:
        assert process.wait(PATIENCE) == 0
    assert status(tmp_path).pid == broker.pid
    assert stop_detached(tmp_path)
    assert is_gone(broker)


@pytest.mark.usefixtures("serve")
def test_a_broker_without_its_watcher_can_be_stopped(tmp_path: Path) -> None:
    pid = start_detached(tmp_path).pid
    state = tmp_path / "broker" / "state.json"
    written = json.loads(state.read_text())
    watcher = psutil.Process(written["watcher"][0])
    state.write_text(json.dumps(written | {"watcher": [watcher.pid, 0.0]}))  # as if its pid were another's by now
    assert stop_detached(tmp_path)
    assert pid
    assert not psutil.pid_exists(pid)
    assert is_gone(watcher)


@pytest.fixture
def stranger() -> Iterator[psutil.Process]:
    """A living process that has nothing to do with any broker."""
    with subprocess.Popen([sys.executable, "-c", UNTIL_KILLED]) as process:
        yield psutil.Process(process.pid)
        process.kill()


@pytest.mark.usefixtures("serve")
def test_a_process_that_reuses_a_pid_is_left_alone(tmp_path: Path, stranger: psutil.Process) -> None:
    directory = BrokerDirectory(tmp_path / "broker")
    directory.root.mkdir()
    identity = [stranger.pid, stranger.create_time() - 60]
    state = {"bootstrap": "127.0.0.1:1", "ready": True, "broker": identity, "watcher": identity}
    directory.state.write_text(json.dumps(state))
    assert not stop_detached(tmp_path)
    descriptor = lock(directory)
    assert descriptor is not None
    with pytest.raises(StopFailedError, match="just starting"):
        stop_detached(tmp_path)
    os.close(descriptor)
    assert stranger.is_running()


@pytest.mark.usefixtures("serve")
def test_a_killed_predecessor_is_not_taken_for_the_broker_that_starts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stranger: psutil.Process
) -> None:
    seen = []

    def ensure_jars(*_: object) -> tuple[Path, ...]:
        seen.append(status(tmp_path))
        return ()

    monkeypatch.setattr("tocsin.broker.ensure_jars", ensure_jars)
    directory = BrokerDirectory(tmp_path / "broker")
    directory.root.mkdir()
    identity = [stranger.pid, stranger.create_time()]
    state = {"bootstrap": "127.0.0.1:1", "ready": True, "broker": identity, "watcher": identity}
    directory.state.write_text(json.dumps(state))
    with Broker.start(tmp_path):
        assert [(found.state, found.pid) for found in seen] == [("starting", None)]
