"""Commands that run things: `up` and `worker`."""

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.article_files import Unreadable
from tocsin.cli.options import Bootstrap, articles_of, report, settings
from tocsin.cli.progress import downloads, say
from tocsin.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from tocsin.settings import Settings
    from topics.articles import Article

EXAMPLE = Path(__file__).parents[2] / "examples" / "karabakh.json"


def up(
    bootstrap: Bootstrap = None,
    feed: Annotated[
        Path, typer.Option(metavar="FILE|-", help="Articles to publish.", show_default="the example")
    ] = EXAMPLE,
    once: Annotated[bool, typer.Option("--once", help="Stop when the alerts of the feed have come.")] = False,
) -> None:
    """Run everything: a Kafka, the topics, a worker, a feed; and print the alerts.

    Stays up until Ctrl-C; other terminals can publish more with `tocsin ingest`.
    With --bootstrap it uses that Kafka and starts none. With --once the embedded
    Kafka is a fresh one that leaves nothing behind.

    Example: tocsin up

    Example: tocsin up --once --feed examples/karabakh.json
    """
    from rich.console import Console

    from tocsin import pretty
    from tocsin.up import outcomes
    from topics.alerts import TOPIC as ALERTS

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    articles = list(_readable(feed))
    console = Console(highlight=False)
    shown = dead = 0
    with _kafka(bootstrap, fresh=once) as (chosen, directory):
        log = directory / "worker.log"
        say(f"publishing {len(articles)} article{'s' * (len(articles) != 1)}; the worker logs to {log}")
        try:
            for record in outcomes(chosen, articles, log, once=once):
                if record.topic == ALERTS.name:
                    shown += 1
                    console.print(pretty.alert_message(record.value))
                else:
                    dead += 1
                    report(pretty.dead_letter_message(record.value))
        except KeyboardInterrupt:
            if once:
                raise
        say(f"{shown} alert{'s' * (shown != 1)}; stopping")
    if once and dead:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _readable(feed: Path) -> "Iterator[Article]":
    if feed == EXAMPLE and not feed.exists():
        raise UsageError("the example feed is not installed here; name one with --feed FILE")
    for item in articles_of([feed]):
        if isinstance(item, Unreadable):
            report(item)
        else:
            yield item


@contextmanager
def _kafka(bootstrap: str | None, *, fresh: bool) -> "Iterator[tuple[Settings, Path]]":
    """The settings of a Kafka that answers, embedded unless `bootstrap` names one, and a folder for logs."""
    from tocsin.broker import Broker
    from tocsin.settings import load

    chosen = load(bootstrap=bootstrap)
    if bootstrap:
        yield chosen, chosen.data_dir
        return
    with tempfile.TemporaryDirectory(prefix="tocsin-") as scratch:
        directory = Path(scratch) if fresh else chosen.data_dir
        say("starting Apache Kafka")
        with downloads() as progress:
            embedded = Broker.start(directory, cache_dir=chosen.cache_dir, on_download=progress)
        with embedded:
            say(f"Kafka answers at {embedded.bootstrap}")
            yield load(bootstrap=embedded.bootstrap, data_dir=directory), directory


def worker(
    bootstrap: Bootstrap = None,
    check: Annotated[bool, typer.Option("--check", help="Only say whether a worker of this host works.")] = False,
    until_input_ends: Annotated[bool, typer.Option("--until-input-ends", hidden=True)] = False,
) -> None:
    """Run a worker: articles to claims, claims to alerts, until Ctrl-C or SIGTERM.

    It finishes what it has in hand, commits, and exits with 0. Run as many as you
    like: Kafka shares the partitions out. It exits with 65 when too much of its
    input is dead letters, and with 70 when Kafka does not confirm its results.
    With --check it exits with 1 where no worker of this host is in the group.

    Example: TOCSIN_BOOTSTRAP=kafka:9092 tocsin worker
    """
    chosen = settings(bootstrap)
    if check:
        _check_worker(chosen)
        return
    if until_input_ends:
        threading.Thread(target=_stop_when_input_ends, daemon=True).start()
    from agents.app import run

    run(chosen)


def _check_worker(chosen: "Settings") -> None:
    from tocsin import admin, clients

    with clients.admin(chosen) as client:
        here = admin.own_address(chosen.servers[0])
        found = here in admin.members(client, chosen.group)
    typer.echo(f"{'a' if found else 'no'} worker at {here} is in the group {chosen.group}")
    if not found:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _stop_when_input_ends() -> None:
    """Ask this process to stop when its parent has gone, or closed the pipe to it."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
