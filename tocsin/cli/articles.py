"""`tocsin extract`: claims from articles in files, without Kafka."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
import typer

from tocsin.article_files import Form, Unreadable, form_of, read
from tocsin.errors import ExitCode, UsageError
from topics.articles import Article
from topics.claims import Claim
from topics.enriched_articles import EnrichedArticle, Entity

Inputs = Annotated[
    list[Path] | None,
    typer.Argument(metavar="[FILE|-]...", help="Articles; standard input without any, or for -.", show_default=False),
]
AsText = Annotated[bool, typer.Option("--text", help="Read standard input as plain text: title, blank line, text.")]


class Reading(msgspec.Struct, frozen=True):
    """What `tocsin extract` prints of an article."""

    id: str
    language: str | None
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def extract(
    files: Inputs = None,
    text: AsText = False,
    pretty: Annotated[bool, typer.Option("--pretty", help="Show each article with its claims highlighted.")] = False,
) -> None:
    """Read the claims in articles; no Kafka needed.

    Articles come as JSON Lines (`text`, and where known `id`, `title`, `source`, `url`, `language`, `published_at`), as one
    .json document, or as a .txt with a title line. One line of JSON an article goes to standard output, in the order
    of the input: `id`, `language`, `claims`, `entities`. A line that is no article is reported on standard error; the rest is
    read all the same, and the exit code is 1.

    Example: tocsin extract articles.jsonl | jq .claims
    """
    from tocsin.extraction import extract as extract_claims

    encoder = msgspec.json.Encoder()
    out = sys.stdout.buffer
    unreadable = 0
    for item in articles_of(files or [Path("-")], as_text=text):
        if isinstance(item, Unreadable):
            unreadable += 1
            typer.echo(f"tocsin: {item}", err=True)
            continue
        enriched = extract_claims(item)
        out.write(encoder.encode(_reading(enriched)) + b"\n")
        out.flush()
    if unreadable:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _reading(article: EnrichedArticle) -> Reading:
    return Reading(article.id, article.language, article.claims, article.entities)


def articles_of(files: list[Path], *, as_text: bool = False) -> Iterator[Article | Unreadable]:
    """The articles of all files, in order; `-` is standard input. Raises UsageError where a file cannot be opened."""
    now = datetime.now(UTC)
    for file in files:
        if str(file) == "-":
            yield from read(sys.stdin.buffer, "standard input", "text" if as_text else "jsonl", now)
        else:
            with open_file(file) as stream:
                yield from read(stream, str(file), _form(file, as_text), now)


def _form(file: Path, as_text: bool) -> Form:
    return "text" if as_text else form_of(file)


def open_file(file: Path) -> BinaryIO:
    """The file opened for reading. Raises UsageError where it cannot be."""
    try:
        return file.open("rb")
    except OSError as error:
        raise UsageError(f"cannot read {file}: {error.strerror}") from None
