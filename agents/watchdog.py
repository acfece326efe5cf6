"""Notices events that take too long, also where one blocks the event loop: Faust's own detection never fires."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_log = logging.getLogger(__name__)


class Watchdog:
    """Logs each event that has been worked on for more than `seconds`, and again each `seconds` until it is done."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._started: dict[str, float] = {}
        self._stopped = threading.Event()

    def start(self) -> None:
        """Watch from a thread of its own, which ends with the process."""
        threading.Thread(target=self._run, name="watchdog", daemon=True).start()

    def stop(self) -> None:
        """End the thread."""
        self._stopped.set()

    @contextmanager
    def watching(self, event: str) -> Iterator[None]:
        """Watch this event while the block runs."""
        self._started[event] = time.monotonic()
        try:
            yield
        finally:
            self._started.pop(event, None)

    def _run(self) -> None:
        while not self._stopped.wait(self._seconds):
            now = time.monotonic()
            for event, started in list(self._started.items()):
                if now - started > self._seconds:
                    _log.warning(
                        "%s has been worked on for %.0f s; its partition waits. A broker that does not confirm, or a "
                        "text that is slow to read?",
                        event,
                        now - started,
                    )
