"""`tocsin extract`: claims from articles in files, without Kafka."""

from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from tocsin.article_files import Unreadable
from tocsin.cli.options import AsText, Inputs, articles_of, report, write_line
from tocsin.cli.progress import counting
from tocsin.errors import ExitCode
from topics.claims import Claim
from topics.enriched_articles import EnrichedArticle, Entity

AsPretty = Annotated[bool, typer.Option("--pretty", help="Show each article with its claims highlighted.")]


class Reading(msgspec.Struct, frozen=True):
    """What `tocsin extract` prints of an article."""

    id: str
    language: str | None
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]


def extract(files: Inputs = None, text: AsText = False, pretty: AsPretty = False) -> None:
    """Read the claims in articles. Needs no Kafka.

    Articles come as JSON Lines, as one .json document, or as a .txt with a title
    line. An article needs a text; title, id, source, url, language, published_at
    and fetched_at are read where they are given.

    Standard output gets one line of JSON an article, in the order of the input:
    id, language, claims and entities. What is no article is reported on standard
    error, the rest is read all the same, and the exit code is 1.

    Example: tocsin extract articles.jsonl | jq -c .claims
    """
    from tocsin.extraction import extract as read_claims

    show = _show if pretty else _printer()
    unreadable = 0
    with counting("articles", files) as advance:
        for item in articles_of(files, as_text=text):
            if isinstance(item, Unreadable):
                unreadable += 1
                report(item)
            else:
                show(read_claims(item))
            advance()
    if unreadable:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _printer() -> Callable[[EnrichedArticle], None]:
    encode = msgspec.json.Encoder().encode
    return lambda article: write_line(encode(Reading(article.id, article.language, article.claims, article.entities)))


def _show(article: EnrichedArticle) -> None:
    from rich.console import Console

    from tocsin import pretty

    Console(highlight=False).print(pretty.article(article))
