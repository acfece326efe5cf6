"""The embedded broker's directory: its lock, its configuration, its formatting, and who runs on it."""

from __future__ import annotations

import base64
import errno
import json
import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tocsin.broker_errors import (
    DirectoryDamagedError,
    DirectoryUnusableError,
    DiskSpaceError,
    StartFailedError,
    UnsupportedPlatformError,
)

SPACE_FOR_RECORDS = 256 * 1024 * 1024  # bytes that must be free to start
LOCK_PATIENCE = 0.5  # seconds; a reader of the status holds the lock for an instant
FORMAT_TIMEOUT = 120.0  # seconds
DISK_FULL = "No space left on device"

# After a kill, Kafka lets a broker in again only when the session of the killed one has ended (9 s by default).
_CONFIGURATION = """\
process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:{controller_port}
listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}
advertised.listeners=PLAINTEXT://127.0.0.1:{port}
controller.listener.names=CONTROLLER
log.dirs={log_directory}
auto.create.topics.enable=false
num.partitions=4
offsets.topic.num.partitions=4
offsets.topic.replication.factor=1
transaction.state.log.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
share.coordinator.state.topic.num.partitions=4
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
broker.heartbeat.interval.ms=500
broker.session.timeout.ms=3000
num.network.threads=2
num.io.threads=4
log.cleaner.dedupe.buffer.size=16777216
"""

_LOGGING = """\
<?xml version="1.0" encoding="UTF-8"?>
<Configuration status="ERROR">
  <Appenders>
    <Console name="console" target="SYSTEM_OUT">
      <PatternLayout pattern="%d{ISO8601} %-5level %logger{1}: %message%n"/>
    </Console>
  </Appenders>
  <Loggers>
    <Logger name="kafka.server.KafkaRaftServer" level="info"/>
    <Root level="warn"><AppenderRef ref="console"/></Root>
  </Loggers>
</Configuration>
"""


@dataclass(frozen=True, slots=True)
class BrokerDirectory:
    """Where the broker keeps everything; `root` is the folder `broker` of Tocsin's data directory.

    Java runs inside `root` and is told relative names only, so that no character of the path needs escaping.
    """

    root: Path

    @property
    def records(self) -> Path:
        return self.root / "kafka"

    @property
    def log(self) -> Path:
        return self.root / "broker.log"

    @property
    def state(self) -> Path:
        return self.root / "state.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"


@dataclass(frozen=True, slots=True)
class State:
    """Who runs on a directory: pid and creation time of each process, and where the broker answers."""

    bootstrap: str
    ready: bool
    broker: tuple[int, float]
    watcher: tuple[int, float]


def require_platform() -> None:
    """Raises UnsupportedPlatformError on anything but Linux and macOS."""
    if sys.platform not in ("linux", "darwin"):
        raise UnsupportedPlatformError(f"it runs {sys.platform}")


def lock(directory: BrokerDirectory) -> int | None:
    """Takes the directory for one broker; None if another has it.

    The lock is the open file description: the broker and its watcher inherit it, so it is held for just as long as
    one of them lives, however they end.
    """
    import fcntl  # absent on Windows, where require_platform has spoken first

    descriptor = os.open(directory.lock, os.O_RDWR | os.O_CREAT, 0o644)
    patience_ends = time.monotonic() + LOCK_PATIENCE
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return descriptor
        except BlockingIOError:
            if time.monotonic() > patience_ends:
                os.close(descriptor)
                return None
            time.sleep(0.02)
        except OSError:
            os.close(descriptor)
            raise


def is_locked(directory: BrokerDirectory) -> bool:
    """Whether a broker runs on the directory, or is about to."""
    import fcntl

    try:
        descriptor = os.open(directory.lock, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def read_state(directory: BrokerDirectory) -> State | None:
    """What the watcher wrote; None if it has not, or not whole. It is true only while the directory is locked."""
    try:
        found = json.loads(directory.state.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return None
    return State(found["bootstrap"], found["ready"], tuple(found["broker"]), tuple(found["watcher"]))


def prepare(directory: BrokerDirectory, java: Path, jars: Sequence[Path]) -> None:
    """Makes the directory ready for a broker, formatting it if it is new; the caller holds its lock.

    A directory without a whole `meta.properties` is formatted anew if it holds no records, and left untouched
    otherwise. Raises DirectoryDamagedError, DiskSpaceError, UnsupportedPlatformError or StartFailedError.
    """
    free = shutil.disk_usage(directory.root).free
    if free < SPACE_FOR_RECORDS:
        raise DiskSpaceError(directory.root, f"{free >> 20} MB are free, {SPACE_FOR_RECORDS >> 20} MB are needed")
    temporary = directory.root / "temporary"
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    (directory.root / "log4j2.xml").write_text(_LOGGING, "ascii")
    if _is_formatted(directory.records):
        return
    if _holds_records(directory.records):
        raise DirectoryDamagedError(directory.records, "its meta.properties is missing or broken")
    shutil.rmtree(directory.records, ignore_errors=True)
    _format(directory, java, jars)


def configure(directory: BrokerDirectory, port: int, controller_port: int) -> str:
    """Writes the configuration for these ports and returns its name, relative to the root."""
    return _write_configuration(directory, "server.properties", "kafka", port, controller_port)


def java_command(java: Path, jars: Sequence[Path], *, heap: str, main: str) -> list[str]:
    """The command that runs a class of Kafka in the root, without the class's own arguments."""
    return [
        str(java),
        f"-Xmx{heap}",
        "-XX:+UseSerialGC",
        "-XX:-UsePerfData",
        "-XX:+ExitOnOutOfMemoryError",
        "-XX:ErrorFile=java-error.log",
        "--sun-misc-unsafe-memory-access=allow",
        "--enable-native-access=ALL-UNNAMED",
        "-Djava.awt.headless=true",
        "-Djava.io.tmpdir=temporary",
        "-Dlog4j2.configurationFile=log4j2.xml",
        "-classpath",
        os.pathsep.join(map(str, jars)),
        main,
    ]


def java_environment() -> dict[str, str]:
    """The environment without options meant for other Java programs, and with UTF-8 file names."""
    foreign = {"CLASSPATH", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS"}
    return {name: value for name, value in os.environ.items() if name not in foreign} | {"LC_ALL": "C.UTF-8"}


def _is_formatted(records: Path) -> bool:
    try:
        properties = (records / "meta.properties").read_text("latin-1")
    except FileNotFoundError:
        return False
    return all(re.search(rf"^{name}=\S", properties, re.MULTILINE) for name in (r"cluster\.id", r"node\.id", "version"))


def _holds_records(records: Path) -> bool:
    return any(segment.stat().st_size for segment in records.glob("*/*.log"))


def _format(directory: BrokerDirectory, java: Path, jars: Sequence[Path]) -> None:
    """Formats beside the final place and moves there, so that a formatting cut short leaves nothing behind."""
    scratch = directory.root / "formatting"
    shutil.rmtree(scratch, ignore_errors=True)
    configuration = _write_configuration(directory, "format.properties", scratch.name, 1, 2)
    command = [
        *java_command(java, jars, heap="128m", main="kafka.tools.StorageTool"),
        *("format", "--cluster-id", _new_cluster_id(), "--config", configuration),
    ]
    try:
        done = subprocess.run(
            command,
            cwd=directory.root,
            env=java_environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=FORMAT_TIMEOUT,
            check=False,
        )
    except OSError as error:
        raise UnsupportedPlatformError(str(error)) from error
    output = done.stdout.decode("utf-8", "replace")
    if DISK_FULL in output:
        raise DiskSpaceError(directory.root, "it ran full while it was formatted")
    if done.returncode != 0:
        directory.log.write_text(output, "utf-8")
        raise StartFailedError(done.returncode, directory.log, output.splitlines()[-20:])
    scratch.replace(directory.records)


def _write_configuration(
    directory: BrokerDirectory, name: str, log_directory: str, port: int, controller_port: int
) -> str:
    text = _CONFIGURATION.format(log_directory=log_directory, port=port, controller_port=controller_port)
    (directory.root / name).write_text(text, "ascii")
    return name


def _new_cluster_id() -> str:
    """A random cluster id as Kafka makes them; one that starts with a dash would read as an option."""
    while (identifier := base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")).startswith("-"):
        pass
    return identifier


def make_directory(path: Path) -> None:
    """Makes a directory that can be written to. Raises DirectoryUnusableError or DiskSpaceError."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskSpaceError(path, "the disk is full") from error
        raise DirectoryUnusableError(path, str(error)) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise DirectoryUnusableError(path, "it is not writable")
