"""Commands that talk to a Kafka: `ingest`, `tail` and `topics`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from tocsin.article_files import Unreadable
from tocsin.cli.options import AsJson, AsText, Bootstrap, Inputs, articles_of, report, settings, write_line
from tocsin.cli.progress import counting
from tocsin.errors import ExitCode

if TYPE_CHECKING:
    from tocsin.pipeline import Output

topics = typer.Typer(
    help="Create the topics, and find where they differ from their contracts.\n\nExample: tocsin topics check",
    no_args_is_help=True,
)


def ingest(files: Inputs = None, text: AsText = False, bootstrap: Bootstrap = None) -> None:
    """Publish articles to the topic `articles`, each confirmed by Kafka.

    Articles come as they do for `tocsin extract`; one without fetched_at counts as
    fetched now. What is no article is reported and left out, and the exit code
    is 1.

    Example: tocsin ingest examples/karabakh.json
    """
    from tocsin import clients, feed

    unreadable = published = 0

    def messages() -> "Iterator[Output]":
        nonlocal unreadable
        for item in articles_of(files, as_text=text):
            if isinstance(item, Unreadable):
                unreadable += 1
                report(item)
            else:
                yield feed.message_of(item)

    def done(place: feed.Place) -> None:
        nonlocal published
        published += 1
        advance()

    with clients.producer(settings(bootstrap)) as producer, counting("articles", files) as advance:
        try:
            feed.publish(producer, messages(), done)
        finally:
            typer.echo(f"published {published} article{'s' * (published != 1)}", err=True)
    if unreadable:
        raise typer.Exit(ExitCode.INCOMPLETE)


def tail(
    topic: Annotated[str, typer.Argument(help="articles, enriched-articles, claims, alerts, dead-letters or another.")],
    as_json: AsJson = False,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Start with the oldest message.")] = False,
    follow: Annotated[bool, typer.Option(help="Wait for more, or stop at the end of the topic.")] = True,
    maximum: Annotated[int | None, typer.Option("--max", min=1, help="Stop after so many.", show_default=False)] = None,
    bootstrap: Bootstrap = None,
) -> None:
    """Print the messages of a topic as they come, until Ctrl-C.

    With --json a line has the place of the message, its key, and its value, or its
    bytes in base64 where the value is no JSON.

    Example: tocsin tail alerts --from-beginning --json --max 10
    """
    from rich.console import Console
    from rich.text import Text

    from tocsin import clients, pretty
    from tocsin import tail as reading

    console = Console(highlight=False)
    shown = 0
    with clients.reader(settings(bootstrap), topic, from_beginning=from_beginning) as consumer:
        for record in reading.follow(consumer) if follow else reading.until_end(consumer):
            if record is None:
                continue
            if as_json:
                write_line(reading.as_json(record))
            else:
                shown_as = pretty.message(record)
                console.print(shown_as, soft_wrap=isinstance(shown_as, Text))
            shown += 1
            if shown == maximum:
                return


@topics.command("apply")
def apply_topics(bootstrap: Bootstrap = None) -> None:
    """Create the topics that are missing and set what differs from the contracts.

    A topic's number of partitions is never changed: keys would move, and their order
    break. Where it differs that is reported, and the exit code is 1.

    Example: tocsin topics apply --bootstrap kafka:9092
    """
    from tocsin import admin, clients
    from topics import ALL

    chosen = settings(bootstrap)
    with clients.admin(chosen) as client:
        applied = admin.apply(client, ALL, chosen.replication_factor)
    for name in applied.created:
        typer.echo(f"created {name}")
    for change in applied.changed:
        typer.echo(f"set {change.topic}: {change.setting} from {change.found} to {change.wanted}")
    for drift in applied.left:
        report(drift)
    if not (applied.created or applied.changed or applied.left):
        typer.echo("all topics are as their contracts say")
    if applied.left:
        raise typer.Exit(ExitCode.INCOMPLETE)


@topics.command("check")
def check_topics(bootstrap: Bootstrap = None) -> None:
    """Report how the topics differ from their contracts; the exit code is 1 if they do.

    Example: tocsin topics check && tocsin worker
    """
    from tocsin import admin, clients
    from topics import ALL

    with clients.admin(settings(bootstrap)) as client:
        drift = admin.check(client, ALL)
    for entry in drift:
        typer.echo(entry)
    if drift:
        raise typer.Exit(ExitCode.INCOMPLETE)
    typer.echo("all topics are as their contracts say")
