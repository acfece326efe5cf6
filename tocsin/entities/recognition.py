"""Recognising the persons, organisations and places that a text names."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import attrgetter, itemgetter
from typing import Final, Literal, cast

from tocsin.entities import tagger
from tocsin.entities.built import Record
from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.linking import Evidence, decide
from tocsin.entities.matching import Match, matches_in
from tocsin.entities.normalise import Folded
from tocsin.entities.patterns import QUOTES, unlisted
from tocsin.entities.surroundings import Surroundings
from tocsin.entities.vocabulary import Fold
from topics.enriched_articles import Entity

"""Marks that open a quotation."""
TANWIN: Final = "\u064b"
Type = Literal["person", "organisation", "place"]


class ReadText:
    """A text read for names: its mentions, and the evidence that they gave."""

    def __init__(self, document: str, fold: Fold | None = None) -> None:
        """Reads the document; `fold` is what it is folded, where that is known."""
        self.document = document
        if fold is None or fold.dropped is None:
            self.folded = Folded(document)
            self.words = gazetteer().vocabulary.of(self.folded.text)
        else:
            self.words = fold.words
            self.folded = Folded(document, " ".join([word.text for word in fold.words]), fold.dropped)
        self.evidence = Evidence()
        listed = list(self._entities(matches_in(self.words, gazetteer())))
        self.entities = self._with_unlisted(listed)

    def _entities(self, found: list[Match]) -> Iterator[Entity]:
        """Settle the sure names first, then those that need the others' evidence."""
        settled = self._settle(found)
        self._taken: list[tuple[int, int]] = []
        last_place = -1
        for match in found:
            record = settled.get(match.start)
            candidates: tuple[Record, ...] = ()
            silent = match.name.certainty in ("silent", "adjective")
            if record is None and not silent:
                follows = match.clitics[:1] == "و" and last_place == match.start - len(match.clitics) - 1
                record, candidates = decide(match, self.folded.text, self.evidence, follows)
            if match.name.is_state_too and self._is_state(match):
                record = match.name.speaker
            if record is not None or silent:
                self._taken.append((match.first, match.after))
            if record is not None and not (record.kind == "state" and self._is_accusative(match)):
                if record.type == "place":
                    last_place = match.end
                yield self._entity(match, record)
            elif candidates:
                yield self._new(match.start, match.end, "place", tuple(candidate.id for candidate in candidates))

    def _is_state(self, match: Match) -> bool:
        """Whether an adjective that spells its country too stands for the country: behind a preposition, bare."""
        return (
            "ال" not in match.clitics and Surroundings(self.folded.text, match.start, match.end, match.clitics).locative
        )

    def _is_accusative(self, match: Match) -> bool:
        """Whether a country's name is written as an adjective's accusative: تركيًا, not تركيا."""
        return TANWIN in self.document[self.folded.original(match.start) : self.folded.original_end(match.end)]

    def _settle(self, found: list[Match]) -> dict[int, Record]:
        """The names that need no evidence, by start, while all names that are certain add to the evidence."""
        add = self.evidence.add
        settled: dict[int, Record] = {}
        waiting: list[Match] = []
        for match in found:
            name = match.name
            record = name.speaker
            if record is None:
                continue
            if name.certainty == "sure":
                settled[match.start] = record
                add(record, match.start, 2 if record.kind == "state" else 1)
            elif name.certainty in ("adjective", "silent"):
                add(record, match.start)
            else:
                waiting.append(match)
        if waiting:
            self._settle_cities(waiting, settled)
        return settled

    def _settle_cities(self, waiting: list[Match], settled: dict[int, Record]) -> None:
        """Settle cities whose country the text speaks of, or that are two of one country; or where it names none."""
        evidence = self.evidence
        records = {match.name.speaker for match in waiting}
        companies = Counter(record.country for record in records if record is not None)
        alone = not evidence.countries
        for match in waiting:
            record = match.name.speaker
            if record and (alone or record.country in evidence.countries or companies[record.country] > 1):
                evidence.add(record, match.start)
                if match.name.certainty == "in company":
                    settled[match.start] = record
        evidence.places.sort(key=itemgetter(0))

    def _with_unlisted(self, listed: list[Entity]) -> tuple[Entity, ...]:
        """The entities with the names that only patterns show, in order."""
        document, original = self.document, self.folded.original

        def quoted(offset: int) -> bool:
            at = original(offset)
            return at < len(document) and document[at] in QUOTES

        found = [
            self._new(pattern.start, pattern.end, cast(Type, pattern.type))
            for pattern in unlisted(self.words, self._taken, gazetteer(), quoted)
        ]
        return tuple(sorted(listed + found, key=attrgetter("start"))) if found else tuple(listed)

    def _span(self, start: int, end: int) -> tuple[str, int, int, str]:
        """The words at offsets of the folded text, their own offsets, and the words without quotation marks.

        A mark that closes a quotation in the words belongs to them.
        """
        begin, stop = self.folded.original(start), self.folded.original_end(end)
        text = name = self.document[begin:stop]
        if "  " in self.folded.text[start:end]:
            if self.document[stop : stop + 1] in QUOTES:
                stop += 1
                text = self.document[begin:stop]
            name = "".join(character for character in text if character not in QUOTES)
        return text, begin, stop, name

    def _new(self, start: int, end: int, kind: Type, candidates: tuple[str, ...] = ()) -> Entity:
        """An entity that no id is known for, at offsets of the folded text."""
        text, begin, stop, name = self._span(start, end)
        return Entity(text=text, start=begin, end=stop, type=kind, id=None, name=name, candidates=candidates)

    def _entity(self, match: Match, record: Record) -> Entity:
        text, start, end, name = self._span(match.start, match.end)
        return Entity(
            text=text,
            start=start,
            end=end,
            type=cast(Type, record.type),
            id=record.id,
            name="ال" + name if match.clitics.endswith("لل") and not name.startswith("ال") else name,
            kind=record.kind,
            country=record.country,
            subdivision=record.subdivision,
            latitude=record.latitude,
            longitude=record.longitude,
        )


@lru_cache(maxsize=2)
def read(document: str) -> ReadText:
    """The document read; the last ones are kept, for `recognise` and `link_claims` ask for the same."""
    return ReadText(document)


def recognise(document: str, language: str | None, sentences: Iterable[tuple[int, int]] = ()) -> tuple[Entity, ...]:
    """The persons, organisations and places that a document names, in order, in its code point offsets.

    Total: no text makes it raise. `language` is the document's, or null where unknown. In the `sentences`, given as
    spans, the tagger looks for further names, where it knows the language; that costs about a millisecond a sentence.
    """
    return with_tagged(read(document), language, sentences)


def with_tagged(text: ReadText, language: str | None, sentences: Iterable[tuple[int, int]]) -> tuple[Entity, ...]:
    """The entities of a text that was read, as `recognise` gives them."""
    listed = text.entities
    if language not in tagger.LANGUAGES:
        return listed
    further = [name for name in tagger.tagged(text.document, sentences) if not _touches(name, listed)]
    return tuple(sorted((*listed, *further), key=attrgetter("start"))) if further else listed


def _touches(name: Entity, others: Iterable[Entity]) -> bool:
    return any(name.start < other.end and name.end > other.start for other in others)
