"""The gazetteer: records of places, organisations and persons, and the names that they go by."""

from array import array
from functools import cache
from typing import Final, Literal

from tocsin.entities.built import Built, Record, read_gazetteer
from tocsin.entities.vocabulary import Vocabulary

STRONG: Final = 0
MEDIUM: Final = 1
WEAK: Final = 2
"""How far a name stands alone: always, with evidence of its country, with a cue beside it as well."""
LINK_ONLY: Final = 4
"""The name resolves parties and claimants ("Turkish", "رئيس أذربيجان") but is no mention of its own."""
AFTER_LL: Final = 8
"""The name without its article, good only behind لل."""
DEMONYM: Final = 16
"""The name is an adjective or a people of its country."""
SPELLING: Final = 32
"""The adjective is a spelling of its country as well: سورية."""
FLAGS: Final = 64
"""All flags are below this."""


class Reading:
    """One reading of a name; it holds only in texts about the country `context`, where that is given."""

    __slots__ = ("context", "flags", "record")

    def __init__(self, record: Record, flags: int, context: str | None) -> None:
        self.record = record
        self.flags = flags
        self.context = context


DIVISIONS: Final = frozenset({"region", "district"})
WELL_KNOWN: Final = 500_000
"""Inhabitants from which a city is meant even where nothing in the text speaks of its country."""
Certainty = Literal["sure", "in company", "adjective", "silent", "open"]
"""Of a name: good anywhere; good where its country is spoken of; a country's adjective or people; no mention of its
own, though it tells of its record; to be decided."""


class Name:
    """A name with its readings: those with a context first, then by population."""

    __slots__ = ("certainty", "divided", "is_state_too", "number", "places", "readings", "speaker")

    def __init__(self, number: int, readings: tuple[Reading, ...]) -> None:
        self.number = number
        self.readings = readings
        self.places = tuple(r for r in readings if r.context is None and not r.flags & LINK_ONLY)
        """The readings that may be a mention."""
        self.divided = any(r.record.kind in DIVISIONS for r in self.places)
        """Whether a reading is a division, which the words beside the name tell from its seat."""
        self.is_state_too = any(r.flags & SPELLING for r in readings)
        """Whether an adjective is its country's name behind a preposition."""
        self.certainty, self.speaker = self._judge()
        """How certain the name is, and the record that it is evidence of, if any."""

    def _judge(self) -> tuple[Certainty, Record | None]:
        first = self.readings[0]
        record = first.record
        if len(self.readings) == 1 and not first.flags & ~AFTER_LL and first.context is None:
            known = record.kind != "city" or record.population >= WELL_KNOWN
            return ("sure" if known else "in company"), record
        for reading in self.readings:
            if reading.flags & DEMONYM:
                return "adjective", reading.record
        if first.flags & LINK_ONLY:
            return ("silent" if not self.places else "open"), (None if first.context else record)
        if all(r.record.country == record.country and not r.flags & (MEDIUM | WEAK) for r in self.readings):
            return "open", record
        return "open", None


class Gazetteer:
    """The built gazetteer with the vocabulary that finds its names."""

    def __init__(self, built: Built) -> None:
        self.records = built.records
        self.by_id = {record.id: record for record in built.records}
        self.vocabulary = Vocabulary(built.names, frozenset(built.personal_names), frozenset(built.common_words))
        self._starts = array("I", built.starts)
        self._readings = array("I", built.readings)
        self._contexts = built.contexts
        self._names: dict[int, Name | None] = {}

    def name(self, number: int, contracted: bool) -> Name | None:
        """The name with that number; `contracted`: behind لل, where names stand without their article.

        None where the name is only good behind لل and does not stand there.
        """
        key = 2 * number + contracted
        if key not in self._names:
            readings = self._readings_of(number)
            fitting = tuple(r for r in readings if bool(r.flags & AFTER_LL) is contracted)
            if contracted and not fitting:
                fitting = readings
            self._names[key] = Name(number, fitting) if fitting else None
        return self._names[key]

    def _readings_of(self, number: int) -> tuple[Reading, ...]:
        return tuple(
            Reading(self.records[self._readings[i] // FLAGS], self._readings[i] % FLAGS, self._contexts.get(i))
            for i in sorted(
                range(self._starts[number], self._starts[number + 1]), key=lambda i: (i not in self._contexts, i)
            )
        )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer(read_gazetteer())
