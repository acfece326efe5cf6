"""`enriched-articles`: articles with their language, claims and entities."""

from datetime import datetime
from typing import Literal

import msgspec

from topics.claims import Claim


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
    fetched_at: datetime
    published_at: datetime | None
    version: int
    status: Literal["usable", "cancelled"]
    claims: tuple[Claim, ...]
    entities: tuple[Entity, ...]
    schema: int = 1
