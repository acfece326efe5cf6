"""What a name of the gazetteer may stand for, and what that tells before any text does."""

from math import log10
from typing import Final, Literal

from tocsin.entities.built import Record

STRONG: Final = 0
MEDIUM: Final = 1
WEAK: Final = 2
"""How far a name stands alone: always, with evidence of its country, with a cue beside it as well."""
STRENGTH: Final = MEDIUM | WEAK
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
WELL_KNOWN: Final = 500_000
"""Inhabitants from which a city is meant even where nothing in the text speaks of its country."""
INHABITANTS: Final = {"region": 300_000, "district": 30_000}
"""What a division counts for against cities: the packages do not give its inhabitants."""
NAMED_DIVISION: Final = {"region": 6.0, "district": 1.0}
"""What speaks for a division where the text calls it one."""


class Reading:
    """One reading of a name; it holds only in texts about the country `context`, where that is given.

    What is asked of its record often stands here as well. `size`: the weight of its inhabitants; `yields`: another
    reading of its name is the seat of this division.
    """

    __slots__ = (
        "context", "country", "division", "flags", "id", "is_place", "kind", "record", "size", "strength",
        "subdivision", "type", "yields",
    )  # fmt: skip

    def __init__(self, record: Record, flags: int, context: str | None) -> None:
        self.record = record
        self.flags = flags
        self.context = context
        self.strength = flags & STRENGTH
        self.id = record.id
        self.type = record.type
        self.is_place = record.type == "place"
        self.kind = record.kind
        self.country = record.country
        self.subdivision = record.subdivision
        self.size = log10((record.population or INHABITANTS.get(record.kind, 0)) + 100)
        self.division = NAMED_DIVISION.get(record.kind, 0.0)
        self.yields = False

    def same_place(self, other: "Reading") -> bool:
        """Whether two records are one place kept twice, or a town and its division."""
        if self.country != other.country or self.subdivision != other.subdivision:
            return False
        one, two = self.record, other.record
        if one.latitude is None or two.latitude is None or one.longitude is None or two.longitude is None:
            return True
        return abs(one.latitude - two.latitude) < 0.15 and abs(one.longitude - two.longitude) < 0.15


Certainty = Literal["sure", "in company", "adjective", "silent", "open"]
"""Of a name: good anywhere; good where its country is spoken of; a country's adjective or people; no mention of its
own, though it tells of its record; to be decided."""


class Name:
    """A name with its readings: those with a context first, then by population."""

    __slots__ = (
        "certainty", "divided", "is_state_too", "number", "places", "readings", "silent", "speaker", "speaking",
        "state", "weak",
    )  # fmt: skip

    def __init__(self, number: int, readings: tuple[Reading, ...]) -> None:
        self.number = number
        self.readings = list(readings)
        self.places = [r for r in readings if r.context is None and not r.flags & LINK_ONLY]
        """The readings that may be a mention."""
        self.divided = any(r.kind in INHABITANTS for r in self.places)
        """Whether a reading is a division, which the words beside the name tell from its seat."""
        self.is_state_too = any(r.flags & SPELLING for r in readings)
        """Whether an adjective is its country's name behind a preposition."""
        self.weak = any(r.flags & WEAK for r in self.places)
        """Whether it is another word as well."""
        strong = [r for r in self.places if r.strength == STRONG]
        self.speaking = next((r for r in strong if not r.is_place), None)
        """The person or organisation that it is before all places."""
        self.state = next((r for r in strong if r.kind == "state"), None)
        """The country that it is, unless the text calls it a division."""
        self.certainty, self.speaker = self._judge()
        """How certain the name is, and the reading that it is evidence of, if any."""
        self.silent = self.certainty in ("adjective", "silent")
        """Whether it is no mention of its own."""
        for reading in self.places:
            reading.yields = reading.kind in INHABITANTS and any(
                r.kind in ("city", "capital") and r.country == reading.country and r.strength <= reading.strength
                for r in self.places
            )

    def _judge(self) -> tuple[Certainty, Reading | None]:
        first = self.readings[0]
        if len(self.readings) == 1 and not first.flags & ~AFTER_LL and first.context is None:
            known = first.kind != "city" or first.record.population >= WELL_KNOWN
            return ("sure" if known else "in company"), first
        for reading in self.readings:
            if reading.flags & DEMONYM:
                return "adjective", reading
        if first.flags & LINK_ONLY:
            return ("silent" if not self.places else "open"), (None if first.context else first)
        if all(r.country == first.country and not r.flags & (MEDIUM | WEAK) for r in self.readings):
            return "open", first
        return "open", None
