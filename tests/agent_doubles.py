"""Doubles for tests of agents: a stream without Kafka, a producer that obeys, a stop that can be seen."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from types import SimpleNamespace
from typing import Any, NoReturn

import faust
import msgspec

from agents import app as agents_app
from agents.watchdog import Watchdog
from tocsin.errors import ExitCode
from tocsin.pipeline import Message, Output
from tocsin.settings import Settings
from topics.dead_letters import TOPIC as DEAD_LETTERS
from topics.dead_letters import DeadLetter

Fault = Callable[[Output], BaseException | None]


class Stopped(BaseException):
    """The process would have ended here."""

    def __init__(self, code: ExitCode, reason: str) -> None:
        super().__init__(code, reason)
        self.code = code
        self.reason = reason


def stop(code: ExitCode, reason: str) -> NoReturn:
    """Stands for the end of the process."""
    raise Stopped(code, reason)


class Producer:
    """Takes messages, and confirms each after `delay` turns of the loop unless `fault` names an error for it."""

    def __init__(self, fault: Fault = lambda output: None, delay: int = 3) -> None:
        self.confirmed: list[Output] = []
        self.attempts: list[Output] = []
        self.most_unconfirmed = 0
        self._unconfirmed = 0
        self._fault = fault
        self._delay = delay

    async def send(self, output: Output) -> Awaitable[None]:
        """As `agents.delivery.Send`."""
        self.attempts.append(output)
        self._unconfirmed += 1
        self.most_unconfirmed = max(self.most_unconfirmed, self._unconfirmed)
        return asyncio.ensure_future(self._confirm(output))

    async def _confirm(self, output: Output) -> None:
        for _ in range(self._delay):
            await asyncio.sleep(0)
        self._unconfirmed -= 1
        if error := self._fault(output):
            raise error
        self.confirmed.append(output)

    def values(self, topic: str) -> list[bytes]:
        """What was confirmed on a topic."""
        return [output.value for output in self.confirmed if output.topic == topic]


class Stream:
    """Events as Faust gives them; `finished` counts those after which the agent asked for the next."""

    def __init__(self, messages: Iterable[Message]) -> None:
        self._messages = messages
        self.finished = 0

    async def events(self) -> AsyncIterator[Any]:
        """One after the other, as an agent with a concurrency of one gets them."""
        for message in self._messages:
            fields = {name: getattr(message, name) for name in Message.__slots__ if name != "body"}
            yield SimpleNamespace(message=SimpleNamespace(value=message.body, **fields))
            self.finished += 1


def messages(topic: str, *bodies: bytes | None) -> list[Message]:
    """Messages of one partition."""
    return [Message(topic, 0, offset, body, b"key", (), 1_780_000_000.5) for offset, body in enumerate(bodies)]


def build(producer: Producer, monkeypatch: Any, **settings: Any) -> faust.App:
    """The app as a worker builds it, with this producer and a stop that raises `Stopped`."""
    monkeypatch.setattr(agents_app, "sender", lambda app, topics: producer.send)
    monkeypatch.setattr("agents.delivery.FIRST_PAUSE", 0.001)
    monkeypatch.setattr("agents.app.stop_now", stop)
    return agents_app.build(Settings(**settings), Watchdog(60))


def drive(app: faust.App, agent: str, given: Iterable[Message]) -> Stream:
    """Run the function of an agent on these messages to their end."""
    stream = Stream(given)
    asyncio.run(app.agents[agent].fun(stream))
    return stream


def dead_letters(producer: Producer) -> list[DeadLetter]:
    """The dead letters that were confirmed."""
    return [msgspec.json.decode(value, type=DeadLetter) for value in producer.values(DEAD_LETTERS.name)]
