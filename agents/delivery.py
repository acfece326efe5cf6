"""Sends that are confirmed before the next event, retried in place, and never given up quietly.

Faust acknowledges an event whatever became of its sends, and never gives a failed one again. So an event ends here in
one of three ways: all its messages are confirmed; Kafka refuses one for good, and the caller makes a dead letter; or
neither happens in time, and the process stops hard, which alone leaves the offset uncommitted.
"""

import asyncio
import logging
import os
import sys
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, NoReturn

from aiokafka.errors import KafkaError, MessageSizeTooLargeError, RecordListTooLargeError
from faust.exceptions import NotReady

from tocsin.errors import ExitCode
from tocsin.pipeline import Output

Send = Callable[[Output], Awaitable[Awaitable[Any]]]
"""Hands a message to the producer; what it returns is done when the broker has confirmed."""
Stop = Callable[[ExitCode, str], NoReturn]

_PASSING = (KafkaError, OSError, TimeoutError, asyncio.CancelledError, NotReady)
_TOO_LARGE = (MessageSizeTooLargeError, RecordListTooLargeError)
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0
_log = logging.getLogger(__name__)


class Refused(Exception):
    """Kafka will not take one of these messages, however often it is sent."""


def stop_now(code: ExitCode, reason: str) -> NoReturn:
    """End the process at once, its offsets uncommitted: another worker, or the next start, reads them again."""
    _log.critical("%s; stopping with exit code %d, the offset uncommitted", reason, code)
    logging.shutdown()
    sys.stderr.flush()
    os._exit(code)


class Delivery:
    """Delivers the messages of one event at a time, for each partition."""

    def __init__(self, send: Send, timeout_seconds: float, stop: Stop) -> None:
        self._send = send
        self._timeout = timeout_seconds
        self._stop = stop

    async def deliver(self, outputs: Sequence[Output]) -> None:
        """Returns once the broker has confirmed all. Raises Refused where it never will."""
        pending, pause = list(outputs), FIRST_PAUSE
        try:
            async with asyncio.timeout(self._timeout):
                while pending := await self._attempt(pending):
                    await asyncio.sleep(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)
        except TimeoutError:
            topics = ", ".join(sorted({output.topic for output in pending}))
            self._stop(ExitCode.BUG, f"Kafka did not confirm messages to {topics} within {self._timeout:.0f} s")

    async def _attempt(self, outputs: list[Output]) -> list[Output]:
        """Send all together, wait for all, and give back those to send again."""
        results = await asyncio.gather(*map(self._confirmed, outputs), return_exceptions=True)
        failed = [(output, error) for output, error in zip(outputs, results, strict=True) if error is not None]
        for output, error in failed:
            if isinstance(error, _TOO_LARGE) or not isinstance(error, _PASSING):
                size = len(output.value)
                raise Refused(f"{output.topic} does not take a result of {size:,} bytes: {error!r}") from error
        if failed:
            _log.warning("sending %d of %d messages again: %r", len(failed), len(outputs), failed[0][1])
        return [output for output, _ in failed]

    async def _confirmed(self, output: Output) -> None:
        await asyncio.shield(await self._send(output))
