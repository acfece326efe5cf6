"""`enriched-articles`: articles with their language, claims and entities."""

from typing import Literal

import msgspec

from topics.articles import EXAMPLES as ARTICLES
from topics.articles import Article
from topics.articles import key as key_of
from topics.claims import EXAMPLES as CLAIMS
from topics.claims import Claim
from topics.contract import Instant, Topic


class Entity(msgspec.Struct, frozen=True, kw_only=True):
    """A mention of a person, organisation or place; `name` is the mention without clitics.

    `id` is canonical (geonames:…, wikidata:…, iso3166:…, tocsin:…), null where unresolved; `candidates` holds the ids
    that the text leaves open.
    """

    text: str
    start: int
    end: int
    type: Literal["person", "organisation", "place"]
    id: str | None
    name: str
    kind: str | None = None
    country: str | None = None
    subdivision: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    candidates: tuple[str, ...] = ()


class EnrichedArticle(msgspec.Struct, frozen=True, kw_only=True):
    """An article and what was read in it."""

    id: str
    language: str | None
    url: str
    source: str
    title: str
    text: str
    fetched_at: Instant
    published_at: Instant | None
    version: int
    status: Literal["usable", "cancelled"]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    schema: int = 1


def key(article: EnrichedArticle) -> bytes:
    """The article's id: all versions of an article stay in order."""
    return article.id.encode()


def enriched(
    article: Article, language: str | None, claims: tuple[Claim, ...], entities: tuple[Entity, ...]
) -> EnrichedArticle:
    """The article with what was read in it."""
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
        claims=claims,
        entities=entities,
    )


def _example(article: Article, language: str, *entities: Entity) -> EnrichedArticle:
    claims = tuple(claim for claim in CLAIMS if article.version == 1 and claim.article_id == article.id)
    return enriched(msgspec.structs.replace(article, id=key_of(article).decode()), language, claims, entities)


TOPIC = Topic(
    name="enriched-articles",
    summary="Articles with their language, claims and entities; all that was read in an article is one message.",
    record=EnrichedArticle,
    key=key,
    examples=(
        _example(
            ARTICLES[0],
            "ar",
            Entity(text="ميناء المرسى", start=39, end=51, type="place", id=None, name="ميناء المرسى", kind="port"),
            Entity(text="وزارة الدفاع", start=0, end=12, type="organisation", id=None, name="وزارة الدفاع"),
        ),
        _example(
            ARTICLES[1],
            "en",
            Entity(text="Tarn", start=94, end=98, type="place", id=None, name="Tarn", candidates=("geonames:2973362",)),
        ),
        _example(ARTICLES[2], "ru"),
        _example(ARTICLES[3], "en"),
    ),
    max_message_bytes=8 * 1024 * 1024,
)
