"""Sends are confirmed together, retried in place, put aside where Kafka refuses them, and never given up quietly."""

import asyncio
from collections.abc import Callable

import pytest
from agent_doubles import Producer, Stopped, stop
from aiokafka.errors import (
    KafkaConnectionError,
    KafkaTimeoutError,
    LeaderNotAvailableError,
    MessageSizeTooLargeError,
    NotEnoughReplicasError,
    ProducerClosed,
    RecordListTooLargeError,
    TopicAuthorizationFailedError,
    UnknownTopicOrPartitionError,
)
from faust.exceptions import NotReady

from agents import delivery
from agents.delivery import Delivery, Refused
from tocsin.errors import ExitCode
from tocsin.pipeline import Output

PASSING = (
    KafkaConnectionError(),
    KafkaTimeoutError(),
    LeaderNotAvailableError(),
    NotEnoughReplicasError(),
    ProducerClosed(),
    TopicAuthorizationFailedError("alerts"),
    UnknownTopicOrPartitionError("alerts"),
    ConnectionResetError(),
    TimeoutError(),
    NotReady(),
    asyncio.CancelledError(),
)
FOR_GOOD = (
    MessageSizeTooLargeError(),
    RecordListTooLargeError(),
    TypeError("not bytes"),
    ValueError("no such header"),
    AssertionError(),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    MemoryError(),
)


def outputs(number: int) -> list[Output]:
    return [Output("alerts", b"key", str(index).encode(), ()) for index in range(number)]


def deliver(producer: Producer, number: int, timeout: float = 60) -> None:
    asyncio.run(Delivery(producer.send, timeout, stop).deliver(outputs(number)))


def fails(error: BaseException, times: int, value: bytes = b"1") -> Callable[[Output], BaseException | None]:
    """The confirmation of this value fails so many times."""
    left = [error] * times
    return lambda output: left.pop() if output.value == value and left else None


@pytest.fixture(autouse=True)
def no_long_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.001)


def test_nothing_to_deliver_is_delivered() -> None:
    producer = Producer()
    deliver(producer, 0)
    assert producer.attempts == []


def test_all_are_confirmed_before_it_returns() -> None:
    producer = Producer(delay=50)
    deliver(producer, 3)
    assert producer.confirmed == outputs(3)


def test_all_sends_of_an_event_are_in_flight_together() -> None:
    producer = Producer()
    deliver(producer, 20)
    assert producer.most_unconfirmed == 20


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_a_passing_failure_is_sent_again_and_only_what_failed(error: BaseException) -> None:
    producer = Producer(fails(error, 3))
    deliver(producer, 3)
    assert sorted(output.value for output in producer.confirmed) == [b"0", b"1", b"2"]
    assert [output.value for output in producer.attempts] == [b"0", b"1", b"2", b"1", b"1", b"1"]


@pytest.mark.parametrize("error", FOR_GOOD, ids=repr)
def test_what_kafka_never_takes_is_refused_at_once(error: BaseException) -> None:
    producer = Producer(fails(error, 9))
    with pytest.raises(Refused, match="alerts does not take a result of 1 bytes"):
        deliver(producer, 3)
    assert len(producer.attempts) == 3


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_a_send_that_cannot_even_start_is_sent_again(error: BaseException) -> None:
    failures = [error, error]
    producer = Producer()

    async def send(output: Output) -> object:
        if failures:
            raise failures.pop()
        return await producer.send(output)

    asyncio.run(Delivery(send, 60, stop).deliver(outputs(2)))
    assert sorted(output.value for output in producer.confirmed) == [b"0", b"1"]


@pytest.mark.parametrize("error", PASSING, ids=repr)
def test_what_is_not_confirmed_in_time_stops_the_worker(error: BaseException) -> None:
    with pytest.raises(Stopped) as stopped:
        deliver(Producer(fails(error, 10_000)), 2, timeout=0.05)
    assert stopped.value.code == 70
    assert "did not confirm messages to alerts within" in stopped.value.reason


def test_a_confirmation_that_never_comes_stops_the_worker() -> None:
    async def send(output: Output) -> object:
        return asyncio.get_running_loop().create_future()

    with pytest.raises(Stopped) as stopped:
        asyncio.run(Delivery(send, 0.05, stop).deliver(outputs(1)))
    assert stopped.value.code == ExitCode.BUG


def test_pauses_grow_up_to_a_cap(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    sleep = asyncio.sleep

    async def pause(seconds: float) -> None:
        if seconds:
            pauses.append(seconds)
        await sleep(0)

    monkeypatch.setattr(delivery, "FIRST_PAUSE", 0.1)
    monkeypatch.setattr(delivery.asyncio, "sleep", pause)
    deliver(Producer(fails(KafkaTimeoutError(), 9)), 2)
    assert pauses == [0.1, 0.2, 0.4, 0.8, 1.6, 3.2, 5.0, 5.0, 5.0]


def test_cancellation_is_not_taken_for_a_failure() -> None:
    async def cancelled() -> None:
        producer = Producer(delay=1_000_000)
        task = asyncio.ensure_future(Delivery(producer.send, 60, stop).deliver(outputs(2)))
        while len(producer.attempts) < 2:
            await asyncio.sleep(0)
        task.cancel()
        await task

    with pytest.raises(asyncio.CancelledError):
        asyncio.run(cancelled())


def test_stopping_ends_the_process_hard_with_its_code_and_reason() -> None:
    import subprocess
    import sys

    script = """
import atexit
from agents.delivery import stop_now
from tocsin.errors import ExitCode
atexit.register(print, "an orderly exit would commit the offset")
stop_now(ExitCode.TOO_MANY_DEAD, "too many")
"""
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert ended.returncode == 65
    assert "too many; stopping with exit code 65" in ended.stderr
    assert ended.stdout == ""
