"""`tocsin dead-letters`: what could not be read, and sending it again."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.article_files import Unreadable
from tocsin.cli.options import AsJson, Bootstrap, opened, report, settings, write_line
from tocsin.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from tocsin.pipeline import Output
    from tocsin.settings import Settings
    from topics.dead_letters import DeadLetter

app = typer.Typer(
    help="Look at what could not be read, and send it again.\n\nExample: tocsin dead-letters list", no_args_is_help=True
)


@app.command("list")
def list_dead_letters(as_json: AsJson = False, bootstrap: Bootstrap = None) -> None:
    """List the dead letters: what could not be read, where it lies, and why.

    With --json a line holds the whole letter, its body as `record` (or as `text`
    where it is no JSON): repair that, and give the lines to `replay --repaired`.

    Example: tocsin dead-letters list --json > dead.jsonl
    """
    from rich.console import Console

    from tocsin import dead_letters, pretty

    found = _letters(settings(bootstrap)).values()
    if as_json:
        for letter in found:
            write_line(dead_letters.as_json(letter))
    elif found:
        Console(highlight=False).print(pretty.dead_letters_table(found))
    else:
        typer.echo("no dead letters")


@app.command("replay")
def replay(
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Send these again as they were.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Send all of them again as they were.")] = False,
    repaired: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE|-", help="JSON Lines of an `id` and the `record` to send instead.", show_default=False
        ),
    ] = None,
    bootstrap: Bootstrap = None,
) -> None:
    """Send dead letters to their topic once more, as they were or repaired.

    As they were: once the fault was Tocsin's, and is mended. Repaired: once the
    record is. A record that would be a dead letter again is refused, and the exit
    code is 1. Each message carries which attempt it is.

    Example: tocsin dead-letters replay articles-2-1432

    Example: tocsin dead-letters replay --repaired dead.jsonl
    """
    from tocsin import clients, feed

    if sum((bool(ids), everything, repaired is not None)) != 1:
        raise UsageError("say what to replay: either ids, or --all, or --repaired FILE")
    chosen = settings(bootstrap)
    letters = _letters(chosen)
    refused = 0

    def messages() -> "Iterator[Output]":
        nonlocal refused
        with _wanted(ids, repaired, letters, chosen) as wanted:
            for item in wanted:
                if isinstance(item, Unreadable):
                    refused += 1
                    report(item)
                else:
                    yield item

    sent: list[feed.Place] = []
    with clients.producer(chosen) as producer:
        feed.publish(producer, messages(), sent.append)
    typer.echo(f"sent {len(sent)} message{'s' * (len(sent) != 1)} again", err=True)
    if refused:
        raise typer.Exit(ExitCode.INCOMPLETE)


@contextmanager
def _wanted(
    ids: list[str] | None, repaired: Path | None, letters: "dict[str, DeadLetter]", chosen: "Settings"
) -> "Iterator[Iterator[Output | Unreadable]]":
    """What to send, or why not; all the letters where neither ids nor a file are given."""
    from tocsin import dead_letters

    if repaired is None:
        yield dead_letters.originals(ids or letters, letters)
    else:
        with opened(repaired) as lines:
            yield dead_letters.repaired(lines, str(repaired), letters, chosen.max_article_bytes)


def _letters(chosen: "Settings") -> "dict[str, DeadLetter]":
    from tocsin import clients, dead_letters
    from tocsin import tail as reading
    from topics.dead_letters import TOPIC

    with clients.reader(chosen, TOPIC.name, from_beginning=True) as consumer:
        return dead_letters.letters(reading.until_end(consumer))
