"""`tocsin extract` and `explain`: claims from articles in files, without Kafka."""

from collections.abc import Callable
from typing import Annotated

import msgspec
import typer

from tocsin.article_files import Unreadable
from tocsin.cli.options import AsJson, AsText, Inputs, articles_of, report, write_line
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


def explain(files: Inputs = None, text: AsText = False, as_json: AsJson = False) -> None:
    """Say why each word of harm in articles became a claim, or why it did not.

    Articles come as they do for `tocsin extract`. With --json a line has the id of
    the article and its words of harm.

    Example: tocsin explain examples/karabakh.json
    """
    from rich.console import Console

    from tocsin import pretty
    from tocsin.extraction import explain as explain_words

    console = Console(highlight=False)
    unreadable = 0
    for item in articles_of(files, as_text=text):
        if isinstance(item, Unreadable):
            unreadable += 1
            report(item)
        elif as_json:
            write_line(msgspec.json.encode({"id": item.id, "words": explain_words(item)}))
        else:
            for word in explain_words(item):
                console.print(pretty.explained(word))
    if unreadable:
        raise typer.Exit(ExitCode.INCOMPLETE)


def _printer() -> Callable[[EnrichedArticle], None]:
    encode = msgspec.json.Encoder().encode
    return lambda article: write_line(encode(Reading(article.id, article.language, article.claims, article.entities)))


def _show(article: EnrichedArticle) -> None:
    from rich.console import Console

    from tocsin import pretty

    Console(highlight=False).print(pretty.article(article))
