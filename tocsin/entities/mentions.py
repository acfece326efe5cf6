"""A mention of a person, organisation or place, as reading handles it; the record of it is made at the end."""

from typing import Final, Literal, cast

from tocsin.entities.patterns import QUOTES
from tocsin.entities.readings import Reading
from topics.enriched_articles import Entity

_ARTICLE: Final = "ال"


class Mention:
    """A name at `start` to `end` of a document: its `reading`, or the `candidates` left open.

    `spaced`: signs stand in it, of which its name lacks quotation marks; `bare`: its article is written with the
    preposition before it; `tokens`: the first and the last that it covers, filled where the text is read for claims.
    """

    __slots__ = (
        "bare", "candidates", "end", "id", "is_place", "kind", "reading", "spaced", "start", "tokens", "type",
    )  # fmt: skip

    def __init__(self, start: int, end: int, type: str, spaced: bool) -> None:
        self.start = start
        self.end = end
        self.type = type
        self.is_place = type == "place"
        self.spaced = spaced
        self.bare = False
        self.id: str | None = None
        self.kind = ""
        self.tokens = (0, 0)
        self.reading: Reading | None = None
        self.candidates: list[Reading] | None = None

    def stands_for(self, reading: Reading, bare: bool) -> None:
        """Tells what it stands for."""
        self.reading = reading
        self.id = reading.id
        self.kind = reading.kind
        self.bare = bare

    def entity(self, document: str) -> Entity:
        """The record of the mention."""
        text = name = document[self.start : self.end]
        if self.spaced:
            name = "".join([character for character in text if character not in QUOTES])
        if self.bare and not name.startswith(_ARTICLE):
            name = _ARTICLE + name
        kind = cast(Literal["person", "organisation", "place"], self.type)
        reading = self.reading
        if reading is None:
            ids = tuple([candidate.id for candidate in self.candidates or ()])
            return Entity(text=text, start=self.start, end=self.end, type=kind, id=None, name=name, candidates=ids)
        return Entity(
            text=text,
            start=self.start,
            end=self.end,
            type=kind,
            id=self.id,
            name=name,
            kind=reading.kind,
            country=reading.country,
            subdivision=reading.subdivision,
            latitude=reading.latitude,
            longitude=reading.longitude,
        )
