"""Launching the broker's watcher, and hearing from it how the broker does."""

from __future__ import annotations

import contextlib
import json
import os
import re
import selectors
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tocsin.broker_errors import (
    DiskSpaceError,
    PortTakenError,
    StartFailedError,
    StartTimeoutError,
    UnsupportedPlatformError,
)
from tocsin.broker_files import DISK_FULL, BrokerDirectory, configure, java_environment

if TYPE_CHECKING:
    from tocsin.broker_watcher import Order

STOP_TIMEOUT = 20.0  # seconds that the broker gets to stop cleanly before it is killed
KILL_TIMEOUT = 5.0  # seconds for processes to be gone after SIGKILL
PORT_ATTEMPTS = 3
PORT_IN_USE = "Address already in use"
WATCHER = Path(__file__).with_name("broker_watcher.py")


@dataclass(frozen=True, slots=True)
class BrokerProcess:
    """A broker that answers at `bootstrap`, by its pid and by its watcher, a child of this process."""

    watcher: subprocess.Popen[bytes]
    bootstrap: str
    pid: int

    def stop(self, timeout: float) -> None:
        """Stops the broker cleanly, or kills it after `timeout` seconds; does nothing if it has ended."""
        if self.watcher.stdin:
            self.watcher.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.watcher.wait(timeout)
        self.kill()

    def kill(self) -> None:
        """Kills the broker with SIGKILL, and waits until its watcher has ended too."""
        _kill(self.watcher, self.pid)

    def release(self) -> None:
        """Leaves a detached broker to itself."""
        assert self.watcher.stdout is not None
        self.watcher.stdout.close()
        self.watcher.returncode = 0  # else Python warns that nobody waits for it


class _PortLostError(Exception):
    """A port that was free when it was chosen is taken by now."""


def launch(
    command: list[str],
    directory: BrokerDirectory,
    wished_port: int | None,
    descriptor: int,
    timeout: float,
    *,
    detached: bool,
) -> BrokerProcess:
    """Launches the broker; a free port that is lost to another program meanwhile is replaced by another."""
    for _ in range(PORT_ATTEMPTS):
        port, controller_port = _ports(wished_port)
        order: Order = {
            "command": [*command, configure(directory, port, controller_port)],
            "directory": str(directory.root),
            "log": str(directory.log),
            "state": str(directory.state),
            "bootstrap": f"127.0.0.1:{port}",
            "lock": descriptor,
            "detached": detached,
            "stop_timeout": STOP_TIMEOUT,
        }
        watcher = subprocess.Popen(
            [sys.executable, "-P", str(WATCHER), json.dumps(order)],
            stdin=subprocess.DEVNULL if detached else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=java_environment(),
            pass_fds=[descriptor],
            start_new_session=True,  # so that Ctrl-C reaches the broker only through whoever runs it
        )
        try:
            pid = _wait_until_ready(watcher, directory, wished_port, timeout)
        except _PortLostError:
            continue
        return BrokerProcess(watcher, order["bootstrap"], pid)
    raise PortTakenError(port, f"{PORT_ATTEMPTS} free ports were taken while the broker started")


def _wait_until_ready(
    watcher: subprocess.Popen[bytes], directory: BrokerDirectory, wished_port: int | None, timeout: float
) -> int:
    """The broker's pid once it answers; its processes are gone when this raises, whatever happened."""
    pid = 0
    try:
        for message in _messages(watcher, time.monotonic() + timeout):
            pid = int(message.get("pid", pid))
            if "ready" in message:
                return pid
            if "unusable" in message:
                raise UnsupportedPlatformError(message["unusable"])
            if "error" in message:
                raise OSError(*message["error"])
            if "exited" in message:
                raise _failure(message["exited"], message["tail"], directory, wished_port)
        raise StartFailedError(watcher.wait(), directory.log, [])
    except TimeoutError:
        raise StartTimeoutError(timeout, directory.log, _kill(watcher, pid)) from None
    except BaseException:
        _kill(watcher, pid)
        raise


def _failure(exit_code: int, tail: list[str], directory: BrokerDirectory, wished_port: int | None) -> Exception:
    """The error that the last lines of the log tell of."""
    text = "\n".join(tail)
    if DISK_FULL in text:
        return DiskSpaceError(directory.root, "it ran full while the broker started")
    if PORT_IN_USE in text:
        if wished_port and re.search(rf":{wished_port}\b", text):
            return PortTakenError(wished_port, PORT_IN_USE)
        return _PortLostError()
    return StartFailedError(exit_code, directory.log, tail)


def _messages(watcher: subprocess.Popen[bytes], deadline: float) -> Iterator[dict[str, Any]]:
    """What the watcher tells, until its output ends. Raises TimeoutError at the deadline (monotonic seconds)."""
    assert watcher.stdout is not None
    descriptor = watcher.stdout.fileno()
    buffer = b""
    with selectors.DefaultSelector() as selector:
        selector.register(descriptor, selectors.EVENT_READ)
        while selector.select(max(0.0, deadline - time.monotonic())):
            chunk = os.read(descriptor, 65536)
            if not chunk:
                return
            *lines, buffer = (buffer + chunk).split(b"\n")
            yield from map(json.loads, lines)
    raise TimeoutError


def _kill(watcher: subprocess.Popen[bytes], pid: int) -> list[str]:
    """Kills the broker, waits for its watcher, and returns the last lines of the log; pid 0 is not yet known."""
    tail: list[str] = []
    if watcher.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid or watcher.pid, signal.SIGKILL)
        with contextlib.suppress(TimeoutError):
            for message in _messages(watcher, time.monotonic() + KILL_TIMEOUT):
                tail = message.get("tail", tail)
        watcher.kill()
    with watcher:  # closes its pipes and waits for it
        return tail


def _ports(wished: int | None) -> tuple[int, int]:
    """The broker's port and the controller's, both free just now."""
    with socket.socket() as first, socket.socket() as second:
        first.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Kafka does, so that a restart gets its port
        try:
            first.bind(("127.0.0.1", wished or 0))
        except (OSError, OverflowError) as error:
            raise PortTakenError(wished or 0, getattr(error, "strerror", None) or str(error)) from error
        second.bind(("127.0.0.1", 0))
        return first.getsockname()[1], second.getsockname()[1]
