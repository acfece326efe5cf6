"""The embedded Apache Kafka: fetched, checked, formatted, run on loopback and stopped again.

It needs the optional extra (`pip install 'tocsin[embedded]'`), neither Docker nor an installed Java. Every function
takes `data_dir`, Tocsin's data directory (the user's own, or TOCSIN_DATA_DIR, where it is None); records survive a
restart, also after the broker was killed. Everything raised on purpose is a `BrokerError`.
"""

from __future__ import annotations

import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Self

from platformdirs import user_cache_path, user_data_path

from tocsin.broker_errors import (
    DirectoryInUseError,
    DirectoryUnusableError,
    DiskSpaceError,
    MissingExtraError,
    StopFailedError,
)
from tocsin.broker_files import (
    BrokerDirectory,
    is_locked,
    java_command,
    lock,
    make_directory,
    prepare,
    read_state,
    require_platform,
)
from tocsin.broker_jars import Progress, ensure_jars, java, resolve_jars, write_jar_list
from tocsin.broker_process import KILL_TIMEOUT, STOP_TIMEOUT, BrokerProcess, launch

START_TIMEOUT = 60.0  # seconds from the launch of Java, downloads not counted
CREATION_TOLERANCE = 2.0  # seconds; the clock may be set between two readings of a creation time
HEAP = "512m"


@dataclass(frozen=True, slots=True)
class BrokerStatus:
    """What runs on a data directory; `bootstrap` and `pid` are None when nothing runs, or not yet."""

    state: Literal["stopped", "starting", "running"]
    log: Path
    bootstrap: str | None = None
    pid: int | None = None


def default_data_dir() -> Path:
    """TOCSIN_DATA_DIR, or the user's data directory as the platform has it."""
    return _named_by("TOCSIN_DATA_DIR") or user_data_path("tocsin", appauthor=False)


def default_cache_dir() -> Path:
    """TOCSIN_CACHE_DIR, or the user's cache directory as the platform has it."""
    return _named_by("TOCSIN_CACHE_DIR") or user_cache_path("tocsin", appauthor=False)


class Broker:
    """A running broker. Leaving its context stops it; so does the death of this process, even by SIGKILL."""

    def __init__(self, process: BrokerProcess, log: Path) -> None:
        """Use `Broker.start`."""
        self._process = process
        self.bootstrap = process.bootstrap
        self.pid = process.pid
        self.log = log

    @staticmethod
    def start(
        data_dir: Path | None = None,
        port: int | None = None,
        *,
        cache_dir: Path | None = None,
        timeout: float = START_TIMEOUT,
        on_download: Progress | None = None,
    ) -> Broker:
        """Starts a broker and returns when it answers; without a port, on a free one."""
        process, directory = _start(data_dir, port, cache_dir, timeout, on_download, detached=False)
        return Broker(process, directory.log)

    @property
    def is_running(self) -> bool:
        return self._process.watcher.poll() is None

    def stop(self, timeout: float = STOP_TIMEOUT) -> None:
        """Stops the broker cleanly, or kills it after `timeout` seconds; does nothing if it has ended."""
        self._process.stop(timeout)

    def kill(self) -> None:
        """Kills the broker with SIGKILL, as a crash would."""
        self._process.kill()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start_detached(
    data_dir: Path | None = None,
    port: int | None = None,
    *,
    cache_dir: Path | None = None,
    timeout: float = START_TIMEOUT,
    on_download: Progress | None = None,
) -> BrokerStatus:
    """Starts a broker that outlives this process, and returns when it answers."""
    process, _ = _start(data_dir, port, cache_dir, timeout, on_download, detached=True)
    process.release()
    return status(data_dir)


def stop_detached(data_dir: Path | None = None, timeout: float = STOP_TIMEOUT) -> bool:
    """Stops the broker that runs on the directory, whoever started it; False if none runs.

    Raises StopFailedError if the broker is just starting, or does not even end when killed.
    """
    directory = _broker_directory(data_dir)
    if not is_locked(directory):
        return False
    psutil = _psutil()
    state = read_state(directory)
    processes = [process for process in map(_process, (state.watcher, state.broker)) if process] if state else []
    if not processes:
        raise StopFailedError(f"{directory.root} is in use by a broker that is just starting: stop it when it answers")
    try:
        processes[0].terminate()  # the watcher, which stops the broker, or the broker if its watcher was killed
        _, alive = psutil.wait_procs(processes, timeout)
        for process in reversed(alive):
            process.kill()
        _, alive = psutil.wait_procs(alive, KILL_TIMEOUT)
    except psutil.AccessDenied as error:
        raise StopFailedError(f"process {error.pid}, a broker on {directory.root}, is another user's") from error
    if alive:
        raise StopFailedError(f"process {alive[0].pid}, a broker on {directory.root}, does not end when killed")
    return True


def status(data_dir: Path | None = None) -> BrokerStatus:
    """What runs on the directory."""
    directory = _broker_directory(data_dir)
    if not is_locked(directory):
        return BrokerStatus("stopped", directory.log)
    state = read_state(directory)
    if state is None or not state.ready:
        return BrokerStatus("starting", directory.log)
    return BrokerStatus("running", directory.log, state.bootstrap, state.broker[0])


def _start(
    data_dir: Path | None,
    port: int | None,
    cache_dir: Path | None,
    timeout: float,
    on_download: Progress | None,
    *,
    detached: bool,
) -> tuple[BrokerProcess, BrokerDirectory]:
    require_platform()
    _psutil()
    program = java()
    directory = _broker_directory(data_dir)
    make_directory(directory.root)
    try:
        with _locked(directory) as descriptor:
            jars = ensure_jars(cache_dir or default_cache_dir(), on_download)
            prepare(directory, program, jars)
            command = java_command(program, jars, heap=HEAP, main="kafka.Kafka")
            return launch(command, directory, port, descriptor, timeout, detached=detached), directory
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskSpaceError(directory.root, "it ran full") from error
        raise DirectoryUnusableError(directory.root, str(error)) from error


@contextmanager
def _locked(directory: BrokerDirectory) -> Iterator[int]:
    """The lock of the directory, as a descriptor for the broker to inherit. Raises DirectoryInUseError."""
    descriptor = lock(directory)
    if descriptor is None:
        state = read_state(directory)
        raise DirectoryInUseError(directory.root, state.bootstrap if state and state.ready else None)
    try:
        directory.state.unlink(missing_ok=True)  # of a broker that was killed together with its watcher
        yield descriptor
    finally:
        os.close(descriptor)


def _process(identity: tuple[int, float]) -> Any:
    """The living process of a pid and creation time; None if it is gone, or the pid is another's by now."""
    psutil = _psutil()
    pid, created = identity
    try:
        process = psutil.Process(pid)
        return process if abs(process.create_time() - created) < CREATION_TOLERANCE else None
    except psutil.NoSuchProcess:
        return None


def _psutil() -> Any:
    try:
        import psutil
    except ImportError as error:
        raise MissingExtraError("psutil") from error
    return psutil


def _broker_directory(data_dir: Path | None) -> BrokerDirectory:
    return BrokerDirectory((data_dir or default_data_dir()).absolute() / "broker")


def _named_by(variable: str) -> Path | None:
    return Path(value).expanduser() if (value := os.environ.get(variable)) else None


def _main(arguments: list[str]) -> int:
    """`python -m tocsin.broker lock` remakes the committed list of jars; look at its difference before you commit."""
    if arguments != ["lock"]:
        print(_main.__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory() as repository:
        write_jar_list(resolve_jars(Path(repository)))
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1:]))
