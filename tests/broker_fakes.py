"""A stand-in for Java, so that what can go wrong with a broker goes wrong in milliseconds."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil

Serve = Callable[[str], None]
"""Has brokers run the given Python in place of Kafka."""

PATIENCE = 10.0  # seconds for processes to be gone
READY = 'print("INFO KafkaRaftServer: Kafka Server started", flush=True)\n'
UNTIL_KILLED = "import threading; threading.Event().wait()\n"
IGNORING_SIGTERM = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN)\n"

_FORMATS = """\
import pathlib, sys
if "kafka.tools.StorageTool" in sys.argv:
    pathlib.Path("formatting").mkdir()
    pathlib.Path("formatting/meta.properties").write_text("version=1\\ncluster.id=fresh\\nnode.id=1\\n")
    sys.exit()
ports = pathlib.Path("server.properties").read_text().split("listeners=PLAINTEXT://127.0.0.1:")[1]
port = ports.split(",")[0]
"""


def fake_java(directory: Path, serving: str) -> Path:
    """A program that formats like Kafka's tool, and serves by running `serving`, Python that knows its `port`."""
    program = directory / "java"
    program.write_text(f"#!{sys.executable}\n{_FORMATS}{serving}", "utf-8")
    program.chmod(0o755)
    return program


def processes_of(directory: Path) -> Iterator[psutil.Process]:
    """The living processes whose command line names the directory, or that run inside it."""
    for process in psutil.process_iter():
        try:
            named = any(str(directory) in word for word in process.cmdline())
            if process.status() != psutil.STATUS_ZOMBIE and (named or process.cwd().startswith(str(directory))):
                yield process
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            continue
