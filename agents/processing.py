"""One event: handled, its results confirmed, or its dead letter confirmed. An agent's body is this and nothing else."""

import asyncio
import logging
from typing import Any

import faust

from agents.delivery import Delivery, Refused, Stop
from agents.watchdog import Watchdog
from agents.wire import message_of
from tocsin.dead_share import DeadShare
from tocsin.errors import ExitCode
from tocsin.pipeline import Message, Step, dead_letter, dead_letter_outputs, handle
from tocsin.records import Rejection
from topics.dead_letters import DeadLetter

_log = logging.getLogger(__name__)


class Processor:
    """What an agent does with each event: never raises, and stops the process before it loses one."""

    def __init__(self, step: Step, delivery: Delivery, dead_share: DeadShare, watchdog: Watchdog, stop: Stop) -> None:
        self._step = step
        self._delivery = delivery
        self._dead_share = dead_share
        self._watchdog = watchdog
        self._stop = stop

    async def run(self, stream: faust.StreamT[bytes]) -> None:
        """Process a stream, one event after the other."""
        async for event in stream.events():
            await self._process(event.message)

    async def _process(self, received: Any) -> None:
        """Returns once all that becomes of a Faust message is confirmed."""
        try:
            message = message_of(received)
            with self._watchdog.watching(str(message)):
                letter = await self._deliver(message)
                too_many = self._dead_share.add(letter is not None)
                if letter and too_many:
                    self._stop(ExitCode.TOO_MANY_DEAD, self._too_many(letter))
                if letter:
                    _log.warning("%s is a dead letter (%s): %s", message, letter.stage, letter.reason)
                    await self._delivery.deliver(dead_letter_outputs(letter))
        except (Exception, asyncio.CancelledError, SystemExit, KeyboardInterrupt) as error:
            # Faust would acknowledge the event, also where it cancels the agent in the middle of it.
            place = f"{received.topic}-{received.partition}@{received.offset}"
            _log.exception("%s", place)
            self._stop(ExitCode.BUG, f"{place} could neither be processed nor put aside: {error!r}")

    async def _deliver(self, message: Message) -> DeadLetter | None:
        """Deliver the results of a message; a dead letter where there are none, or Kafka does not take them."""
        outcome = handle(message, self._step)
        if isinstance(outcome, DeadLetter):
            return outcome
        try:
            await self._delivery.deliver(outcome)
        except Refused as error:
            return dead_letter(message, Rejection("deliver", str(error)))
        return None

    def _too_many(self, letter: DeadLetter) -> str:
        return (
            f"{self._dead_share.share:.0%} of the recent messages of {letter.topic} could not be processed, the last "
            f"({letter.id}) because: {letter.reason}. Look at `tocsin dead-letters list`, then mend what feeds it "
            "before you start the worker again"
        )
