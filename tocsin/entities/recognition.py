"""Recognising the persons, organisations and places that a text names."""

from collections.abc import Iterable
from functools import lru_cache
from operator import attrgetter
from typing import Final

from tocsin.entities import tagger
from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.linking import Evidence, decide
from tocsin.entities.lookup import first_from
from tocsin.entities.marks import LOCATIVE
from tocsin.entities.matching import Match, matches_in
from tocsin.entities.mentions import Mention
from tocsin.entities.normalise import Folded
from tocsin.entities.patterns import QUOTES, unlisted
from tocsin.entities.readings import Reading
from tocsin.entities.surroundings import before
from tocsin.entities.vocabulary import Fold, Form
from topics.enriched_articles import Entity

TANWIN: Final = "\u064b"
_AND: Final = "و"
_ARTICLE: Final = "ال"
_LL: Final = "لل"


class ReadText:
    """A text read for names: its mentions, in order, and the evidence that they gave."""

    def __init__(self, document: str, fold: Fold | None = None) -> None:
        """Reads the document; `fold` is what it is folded, where that is known."""
        self.document = document
        self.words: list[Form]
        self._folded: Folded | None = None
        self._dropped: list[int] = []  # offsets in the folded text behind which a letter was left out
        if fold is None or fold.dropped is None:
            self._folded = Folded(document)
            self.words = gazetteer().vocabulary.of(self._folded.text)
        else:
            self.words = fold.words
            for i, offset in enumerate(fold.dropped):
                self._dropped.append(offset - i)
        self._shifted = self._folded is not None or bool(self._dropped)
        self.evidence = Evidence()
        self.mentions: list[Mention] = []
        self._taken: list[Match] = []
        self._last_place = -1  # the offset behind the last place that is known
        self._reached, self._at = 0, 0  # a word, and its offset
        found = matches_in(self.words, gazetteer())
        self._settle(found)
        for match in found:
            self._read(match)
        self._add_unlisted()

    def _settle(self, found: list[Match]) -> None:
        """Settle the names that need no evidence, while all names that are certain add to the evidence."""
        evidence = self.evidence
        waiting: list[Match] = []
        for match in found:
            name = match.name
            reading = name.speaker
            if reading is None:
                continue
            if name.certainty == "sure":
                match.reading = reading
                evidence.add(reading, match.start, 2 if reading.kind == "state" else 1)
            elif name.silent:
                evidence.add(reading, match.start)
            else:
                waiting.append(match)
        if waiting:
            self._settle_cities(waiting)

    def _settle_cities(self, waiting: list[Match]) -> None:
        """Settle cities whose country the text speaks of, or that are two of one country; or where it names none."""
        evidence = self.evidence
        named = {match.name.speaker.id: match.name.speaker.country for match in waiting if match.name.speaker}
        countries = list(named.values())
        alone = not evidence.countries
        for match in waiting:
            reading = match.name.speaker
            if reading is None:
                continue
            if alone or evidence.tells_of(reading.country) or countries.count(reading.country) > 1:
                evidence.add(reading, match.start)
                if match.name.certainty == "in company":
                    match.reading = reading

    def _read(self, match: Match) -> None:
        """Add what a name stands for, by what is settled and by the evidence."""
        name, reading = match.name, match.reading
        candidates: list[Reading] = []
        if reading is None and not name.silent:
            reading, candidates = decide(match, self.words, self.evidence, self._follows_place(match))
        if name.is_state_too and self._is_state(match):
            reading = name.speaker
        if reading is not None or name.silent:
            self._taken.append(match)
        if reading is None:
            if candidates:
                made = self._mention(match.start, match.end, match.first, match.after, "place")
                made.candidates = candidates
                self.mentions.append(made)
        elif not (reading.kind == "state" and self._is_accusative(match)):
            if reading.is_place:
                self._last_place = match.end
            made = self._mention(match.start, match.end, match.first, match.after, reading.type)
            made.stands_for(reading, match.clitics.endswith(_LL))
            self.mentions.append(made)

    def _follows_place(self, match: Match) -> bool:
        """Whether "and" joins a name to a place that is known, right before it."""
        return match.clitics.startswith(_AND) and self._last_place == match.start - len(match.clitics) - 1

    def _is_state(self, match: Match) -> bool:
        """Whether an adjective that spells its country too stands for the country: behind a preposition, bare."""
        located = match.locative or before(self.words, match.first) & LOCATIVE != 0
        return located and _ARTICLE not in match.clitics

    def _is_accusative(self, match: Match) -> bool:
        """Whether a country's name is written as an adjective's accusative: تركيًا, not تركيا."""
        if not self._shifted:
            return False
        return TANWIN in self.document[self._original(match.start) : self._original(match.end - 1) + 1]

    def _mention(self, start: int, end: int, first: int, after: int, kind: str) -> Mention:
        """A mention at offsets of the folded text, of its words `first` up to `after`.

        A mark that closes a quotation in the words belongs to them.
        """
        if self._shifted:
            start, end = self._original(start), self._original(end - 1) + 1
        spaced = False
        for k in range(first + 1, after - 1):
            spaced = spaced or not self.words[k].length
        if spaced and self.document[end : end + 1] in QUOTES:
            end += 1
        return Mention(start, end, kind, spaced)

    def _original(self, offset: int) -> int:
        """The offset in the document of what stands at an offset of the folded text."""
        if self._folded is not None:
            return self._folded.original(offset)
        return offset + first_from(self._dropped, offset + 1) if self._dropped else offset

    def _add_unlisted(self) -> None:
        """Add the names that only patterns show."""
        found = unlisted(self.words, self._taken, gazetteer(), self._quoted)
        if not found:
            return
        listed, k = self.mentions, 0
        self.mentions = []
        for pattern in found:
            last = pattern.after - 1
            start, end = self._offset(pattern.first) + pattern.skip, self._offset(last) + self.words[last].length
            made = self._mention(start, end, pattern.first, pattern.after, pattern.type)
            while k < len(listed) and listed[k].start <= made.start:
                self.mentions.append(listed[k])
                k += 1
            self.mentions.append(made)
        self.mentions += listed[k:]

    def _quoted(self, number: int) -> bool:
        """Whether a quotation mark stands before a word."""
        at = self._original(self._offset(number) - 1)
        return at < len(self.document) and self.document[at] in QUOTES

    def _offset(self, number: int) -> int:
        """The offset of a word; asked mostly for words further on, it counts from the last one."""
        if number < self._reached:
            self._reached, self._at = 0, 0
        words, at = self.words, self._at
        for k in range(self._reached, number):
            at += words[k].length + 1
        self._reached, self._at = number, at
        return at


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
    listed = [mention.entity(text.document) for mention in text.mentions]
    if language in tagger.LANGUAGES:
        tagged = tagger.tagged(text.document, sentences)
        further = [name for name in tagged if not _touches(name, text.mentions)]
        if further:
            listed = sorted([*listed, *further], key=attrgetter("start"))
    return tuple(listed)


def _touches(name: Entity, others: list[Mention]) -> bool:
    return any(name.start < other.end and name.end > other.start for other in others)
