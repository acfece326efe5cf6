"""Workers with one fault each, which prove that the tests would see it: `python faulty_worker.py VARIANT`.

`held` is no fault by itself: a worker that cannot finish an article whose URL ends with "hold". The others lose data.
"""

import asyncio
import sys
from collections.abc import Awaitable, Sequence
from typing import Any

import faust

from agents import app as agents_app
from agents.delivery import Delivery
from agents.wire import sender
from tocsin.pipeline import Output
from tocsin.settings import load


def hold() -> None:
    """Never finish the results of an article that says so."""
    deliver = Delivery.deliver

    async def held(self: Delivery, outputs: Sequence[Output]) -> None:
        if any(b'"url":"https://news.example/hold"' in output.value for output in outputs):
            await asyncio.get_running_loop().create_future()
        await deliver(self, outputs)

    Delivery.deliver = held  # type: ignore[method-assign]


def declare_agents_with(**changes: Any) -> None:
    """Declare the agents with other options than theirs."""
    agent = faust.App.agent

    def declared(self: faust.App, *arguments: Any, **options: Any) -> Any:
        return agent(self, *arguments, **{**options, **changes})

    faust.App.agent = declared  # type: ignore[method-assign]


def send_without_confirmation() -> None:
    """Take a message for sent as soon as the producer has it."""

    def careless(app: faust.App, topics: Any) -> Any:
        send = sender(app, topics)

        async def sent(output: Output) -> Awaitable[Any]:
            await send(output)
            done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            done.set_result(None)
            return done

        return sent

    agents_app.sender = careless


def main(variant: str) -> None:
    if variant in ("held", "concurrent"):
        hold()
    if variant == "concurrent":
        declare_agents_with(concurrency=4, isolated_partitions=False)
    if variant == "unconfirmed":
        send_without_confirmation()
    agents_app.run(load())


if __name__ == "__main__":
    main(sys.argv[1])
