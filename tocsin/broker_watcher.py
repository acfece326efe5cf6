"""The process between Tocsin and the broker's Java: it keeps the log and sees to it that no broker is orphaned.

Started by `tocsin.broker` with an order, a JSON object, as its only argument. It stops the broker when its standard
input ends, which happens however the parent dies (a detached watcher does not look at it), and on SIGTERM. To its
standard output it writes one JSON object a line: `{"pid"}`, `{"ready"}` and `{"exited", "tail"}`, or `{"unusable"}`
for a Java that does not run here, or `{"error"}` for a file that cannot be written.
"""

from __future__ import annotations

import collections
import ctypes
import json
import logging
import logging.handlers
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, TypedDict

import psutil

READY_LINE = "Kafka Server started"
LOG_BYTES = 5 * 1024 * 1024
TAIL_LINES = 15
LINE_CHARACTERS = 300  # of a line told to the parent, so that the tail fits into a pipe nobody reads
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


class Order(TypedDict):
    """What the watcher is asked to run; paths are absolute, times in seconds."""

    command: list[str]
    directory: str
    log: str
    state: str
    bootstrap: str
    lock: int
    detached: bool
    stop_timeout: float


def main() -> int:
    order: Order = json.loads(sys.argv[1])
    try:
        _run(order, _log(order["log"]))
    except OSError as error:
        _tell(error=[error.errno, str(error)])
        return 1
    return 0


def _run(order: Order, log: logging.Logger) -> None:
    try:
        broker = _launch(order)
    except OSError as error:
        _tell(unusable=str(error))
        return
    try:
        _watch(broker, order, log)
    finally:
        broker.kill()
        Path(order["state"]).unlink(missing_ok=True)


def _watch(broker: subprocess.Popen[bytes], order: Order, log: logging.Logger) -> None:
    """Copies the broker's output to the log until it ends, and tells the parent what it needs to know."""
    _stop_when_asked(broker, order)
    _write_state(order, broker.pid, ready=False)
    _tell(pid=broker.pid)
    tail: collections.deque[str] = collections.deque(maxlen=TAIL_LINES)
    assert broker.stdout is not None
    for raw in broker.stdout:
        line = raw.decode("utf-8", "replace").rstrip()
        log.info("%s", line)
        if not line.startswith("\t"):  # a frame of a stack trace
            tail.append(line[:LINE_CHARACTERS])
        if READY_LINE in line:
            _write_state(order, broker.pid, ready=True)
            _tell(ready=True)
    _tell(exited=broker.wait(), tail=list(tail))


def _log(path: str) -> logging.Logger:
    """A file that the broker's output is appended to, rolled by size; a full disk does not stop the broker here."""
    logging.raiseExceptions = False
    handler = logging.handlers.RotatingFileHandler(path, maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8")
    log = logging.getLogger("broker")
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    return log


def _launch(order: Order) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        order["command"],
        cwd=order["directory"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[order["lock"]],
        preexec_fn=_die_with_watcher() if sys.platform == "linux" else None,
    )


def _die_with_watcher() -> Any:
    """A function for the child that has Linux kill it when the watcher's main thread, its parent, ends."""
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _stop_when_asked(broker: subprocess.Popen[bytes], order: Order) -> None:
    def stop(*_: object) -> None:
        broker.terminate()
        late = threading.Timer(order["stop_timeout"], broker.kill)
        late.daemon = True
        late.start()

    def stop_at_end_of_input() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        stop()

    signal.signal(signal.SIGTERM, stop)
    if not order["detached"]:
        threading.Thread(target=stop_at_end_of_input, daemon=True).start()


def _write_state(order: Order, pid: int, *, ready: bool) -> None:
    """Says who runs; a process is known by its pid and its creation time, so that a reused pid is told apart."""
    state = {
        "bootstrap": order["bootstrap"],
        "ready": ready,
        "broker": [pid, psutil.Process(pid).create_time()],
        "watcher": [os.getpid(), psutil.Process().create_time()],
    }
    path = Path(order["state"])
    scratch = path.with_suffix(".new")
    scratch.write_text(json.dumps(state), "utf-8")
    scratch.replace(path)


def _tell(**message: object) -> None:
    """Tells the parent, if it still listens."""
    try:
        os.write(sys.stdout.fileno(), json.dumps(message, ensure_ascii=False).encode() + b"\n")
    except OSError:
        return


if __name__ == "__main__":
    sys.exit(main())
