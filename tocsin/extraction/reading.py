"""From an article to its record, or to why each word of harm in it became a claim or did not."""

import functools
from datetime import UTC, datetime
from typing import Final

from tocsin.entities import ReadText, linked, recognise, with_tagged
from tocsin.extraction.candidate import Candidate
from tocsin.extraction.claims import candidates
from tocsin.extraction.consolidation import consolidate
from tocsin.extraction.explanation import Explained, explained
from tocsin.extraction.judging import judge
from tocsin.extraction.language import language_of
from tocsin.extraction.loading import load
from tocsin.extraction.rendering import claims
from tocsin.extraction.sides import names
from tocsin.extraction.text import Text, read
from tocsin.languages import codes
from topics.articles import Article
from topics.enriched_articles import EnrichedArticle, enriched


@functools.cache
def _languages() -> frozenset[str]:
    return frozenset(codes())


def prepare() -> None:
    """Loads what reading needs, so that the first article is as fast as the next; raises PackError for a bad pack."""
    for code in codes():
        load(code)
        extract(Article(id="", url="", source="", title="", text=_BREATH, fetched_at=datetime.now(UTC), language=code))


_BREATH: Final = "Two were killed on Monday."
LONGEST: Final = 200_000
"""Code points of an article that are read; what stands beyond them is not. No news article is as long."""


def extract(article: Article) -> EnrichedArticle:
    """The article with its language, claims and entities. Total: no text makes it raise."""
    document = article.document[:LONGEST]
    language = article.language or language_of(document)
    if language is None or language not in _languages():
        return enriched(article, language, (), recognise(document, language))
    text, mentions, considered = _read(article, document, language)
    kept = consolidate(text, considered)
    entities = with_tagged(mentions, language, _unknown_speakers(text, kept))
    found = linked(mentions, tuple(claims(text, article.id, kept)))
    return enriched(article, language, found, entities)


def _unknown_speakers(text: Text, kept: list[Candidate]) -> list[tuple[int, int]]:
    """The offsets of the speakers of claims whom no list knows, with the words beside them: where the tagger pays."""
    speakers = sorted({candidate.claimant for candidate in kept if candidate.claimant is not None})
    spans: list[tuple[int, int]] = []
    for first, last in speakers:
        start, end = max(0, first - _BESIDE), min(len(text.words) - 1, last + _BESIDE)
        apart = not spans or text.starts[start] >= spans[-1][1]
        if apart and text.named.isdisjoint(range(first, last + 1)):
            spans.append((text.starts[start], text.end(end)))
    return spans


_BESIDE: Final = 3  # words on each side of a name by which the tagger tells what it is


def explain(article: Article) -> list[Explained]:
    """Each word of harm in the article, and why it became a claim or did not. Empty where the language has no pack."""
    document = article.document[:LONGEST]
    language = article.language or language_of(document)
    if language is None or language not in _languages():
        return []
    text, _, considered = _read(article, document, language)
    consolidate(text, considered)
    return explained(text, considered)


def _read(article: Article, document: str, language: str) -> tuple[Text, ReadText, list[Candidate]]:
    """The document read for claims, and for names, and its candidates."""
    text = read(document, len(article.title), load(language))
    mentions = ReadText(document, text.fold)
    considered = candidates(text, names(text, mentions.mentions), article.published_at)
    judge(text, considered)
    return text, mentions, considered
