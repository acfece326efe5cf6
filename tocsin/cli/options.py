"""Options and helpers that several commands share."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from tocsin.article_files import Unreadable, form_of, read
from tocsin.errors import UsageError
from topics.articles import Article

if TYPE_CHECKING:
    from tocsin.settings import Settings

Bootstrap = Annotated[
    str | None,
    typer.Option(metavar="HOST:PORT", help="Kafka to use, instead of the setting `bootstrap`.", show_default=False),
]
Inputs = Annotated[
    list[Path] | None,
    typer.Argument(metavar="FILE|-", help="Articles; standard input for - or without any.", show_default=False),
]
AsText = Annotated[bool, typer.Option("--text", help="Read plain text: a title line, a blank line, the text.")]
AsJson = Annotated[bool, typer.Option("--json", help="One line of JSON each.")]


def settings(bootstrap: str | None = None) -> "Settings":
    """The settings in force. Where none names a Kafka and an embedded one runs, that one is used."""
    from tocsin.settings import load

    chosen = load(bootstrap=bootstrap)
    if "bootstrap" not in chosen.model_fields_set:
        from tocsin.broker import status

        chosen = load(bootstrap=status(chosen.data_dir).bootstrap)
    return chosen


def articles_of(files: list[Path] | None, *, as_text: bool = False) -> Iterator[Article | Unreadable]:
    """The articles of all files, in order; `-` is standard input. Raises UsageError where a file cannot be opened."""
    now = datetime.now(UTC)
    for file in files or [Path("-")]:
        with opened(file) as stream:
            name = "standard input" if stream is sys.stdin.buffer else str(file)
            yield from read(stream, name, "text" if as_text else form_of(file), now)


@contextmanager
def opened(file: Path) -> Iterator[BinaryIO]:
    """The file, or standard input for `-`. Raises UsageError where it cannot be opened."""
    if str(file) == "-":
        yield sys.stdin.buffer
        return
    try:
        stream = file.open("rb")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from None
    with stream:
        yield stream


def report(problem: object) -> None:
    """Tell a person of something that went wrong, on standard error."""
    typer.echo(f"tocsin: {problem}", err=True)


def write_line(line: bytes) -> None:
    """A line to standard output, at once, so that a program that reads it need not wait."""
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
