"""Commands that run things: `up`, `worker`, `broker` and `config`."""

import os
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tocsin.article_files import Unreadable
from tocsin.cli.options import Bootstrap, articles_of, report, settings
from tocsin.errors import UsageError

if TYPE_CHECKING:
    from tocsin.settings import Settings
    from topics.articles import Article

EXAMPLE = Path(__file__).parents[2] / "examples" / "karabakh.json"
PORT = 9092

broker = typer.Typer(help="Start and stop an embedded Kafka that runs on its own.", no_args_is_help=True)


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
    from tocsin.up import alerts

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    articles = list(_readable(feed))
    console = Console(highlight=False)
    shown = 0
    with _kafka(bootstrap, fresh=once) as (chosen, directory):
        log = directory / "worker.log"
        _say(f"publishing {len(articles)} article{'s' * (len(articles) != 1)}; the worker logs to {log}")
        try:
            for record in alerts(chosen, articles, log, once=once):
                shown += 1
                console.print(pretty.alert_message(record.value))
        except KeyboardInterrupt:
            if once:
                raise
        _say(f"{shown} alert{'s' * (shown != 1)}; stopping")


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
        _say("starting Apache Kafka")
        with _downloads() as progress:
            embedded = Broker.start(directory, cache_dir=chosen.cache_dir, on_download=progress)
        with embedded:
            _say(f"Kafka answers at {embedded.bootstrap}")
            yield load(bootstrap=embedded.bootstrap, data_dir=directory), directory


@contextmanager
def _downloads() -> Iterator[Callable[[int, int], None]]:
    """Shows the first download of Kafka: a bar on a terminal, one line elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("fetching Apache Kafka, once", total=None, visible=False)

        def show(done: int, total: int) -> None:
            if done == 0 and not console.is_terminal:
                _say(f"fetching Apache Kafka, {total} files, once")
            progress.update(task, completed=done, total=total, visible=True)

        yield show


def _say(text: str) -> None:
    """Tell a person how things go, on standard error."""
    typer.secho(text, err=True, dim=True)


def worker(
    bootstrap: Bootstrap = None,
    until_input_ends: Annotated[bool, typer.Option("--until-input-ends", hidden=True)] = False,
) -> None:
    """Run a worker: articles to claims, claims to alerts, until Ctrl-C or SIGTERM.

    It finishes what it has in hand, commits, and exits with 0. Run as many as you
    like: Kafka shares the partitions out. It exits with 65 when too much of its
    input is dead letters, and with 70 when Kafka does not confirm its results.

    Example: TOCSIN_BOOTSTRAP=kafka:9092 tocsin worker
    """
    chosen = settings(bootstrap)
    if until_input_ends:
        threading.Thread(target=_stop_when_input_ends, daemon=True).start()
    from agents.app import run

    run(chosen)


def _stop_when_input_ends() -> None:
    """Ask this process to stop when its parent has gone, or closed the pipe to it."""
    while os.read(sys.stdin.fileno(), 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


@broker.command("start")
def start_broker(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens, on loopback.")] = PORT,
) -> None:
    """Start the embedded Kafka and leave it running.

    Example: tocsin broker start && tocsin topics apply && tocsin worker
    """
    from tocsin.broker import start_detached

    chosen = settings()
    with _downloads() as progress:
        status = start_detached(chosen.data_dir, port, cache_dir=chosen.cache_dir, on_download=progress)
    typer.echo(f"Kafka answers at {status.bootstrap}; its log is {status.log}")


@broker.command("stop")
def stop_broker() -> None:
    """Stop the embedded Kafka; its records are kept.

    Example: tocsin broker stop
    """
    from tocsin.broker import stop_detached

    typer.echo("stopped" if stop_detached(settings().data_dir) else "no broker was running")


@broker.command("status")
def broker_status() -> None:
    """Say whether the embedded Kafka runs; the exit code is 3 where it does not.

    Example: tocsin broker status
    """
    from tocsin.broker import status
    from tocsin.errors import ExitCode

    found = status(settings().data_dir)
    if found.state == "running":
        typer.echo(f"running at {found.bootstrap}, process {found.pid}; its log is {found.log}")
    else:
        typer.echo(f"{found.state}; its log is {found.log}")
        raise typer.Exit(ExitCode.KAFKA)


def config(bootstrap: Bootstrap = None) -> None:
    """Print the settings in force, as a TOML file; secrets are masked.

    Example: tocsin config > tocsin.toml
    """
    from tocsin.settings import Settings, load, variable

    chosen = load(bootstrap=bootstrap)
    for name, field in Settings.model_fields.items():
        value = getattr(chosen, name)
        typer.echo(f"# {field.description} ({variable(name)})")
        typer.echo(f"{'# ' if value is None or _is_secret(value) else ''}{name} = {_toml(value)}")


def _is_secret(value: Any) -> bool:
    return hasattr(value, "get_secret_value")


def _toml(value: Any) -> str:
    import json

    if value is None:
        return ""
    return str(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)
