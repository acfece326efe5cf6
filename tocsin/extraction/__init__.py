"""Reading claims in articles: the engine, which knows no language (`tocsin.languages` does)."""

from tocsin.extraction.claims import candidates, claims, consolidate
from tocsin.extraction.lexicon import load
from tocsin.extraction.text import read
from topics.articles import Article
from topics.enriched_articles import EnrichedArticle

LANGUAGES = ("ar", "en")


def extract(article: Article) -> EnrichedArticle:
    """The article with its language, claims and entities. Total: no text makes it raise."""
    language = article.language
    found = ()
    if language in LANGUAGES:
        text = read(article.document, len(article.title), load(language))
        year = article.published_at.year if article.published_at else None
        found = tuple(claims(text, article.id, consolidate(text, candidates(text, year))))
    return EnrichedArticle(
        id=article.id,
        language=language,
        url=article.url,
        source=article.source,
        title=article.title,
        text=article.text,
        fetched_at=article.fetched_at,
        published_at=article.published_at,
        version=article.version,
        status=article.status,
        claims=found,
        entities=(),
    )
