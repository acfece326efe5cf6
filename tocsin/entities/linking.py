"""Deciding what a name stands for in its text: evidence of countries, containment, neighbours and population."""

from bisect import bisect_left
from collections import Counter
from math import log10
from operator import itemgetter
from typing import Final

from tocsin.entities.built import Record
from tocsin.entities.gazetteer import MEDIUM, STRONG, WEAK, WELL_KNOWN, Reading
from tocsin.entities.matching import Match
from tocsin.entities.surroundings import Surroundings

STRENGTH: Final = MEDIUM | WEAK
NEIGHBOURHOOD: Final = 90
"""Characters within which another place tells where a name is."""
MARGIN: Final = 1.0
"""How much better the first candidate must be than the second: a factor of ten in population, or evidence."""

DIVISION_INHABITANTS: Final = {"region": 300_000, "district": 30_000}
"""What a division counts for against cities: the packages do not give its inhabitants."""


class Evidence:
    """What the sure names of a text say of where it plays."""

    def __init__(self) -> None:
        self.countries: Counter[str] = Counter()
        self.subdivisions: set[str] = set()
        self.places: list[tuple[int, Record]] = []
        self.ids: set[str] = set()
        self.senses: dict[tuple[int, bool], Record] = {}

    def add(self, record: Record, start: int, weight: int = 1) -> None:
        """Count a sure name at `start`."""
        self.ids.add(record.id)
        if record.country:
            self.countries[record.country] += weight
            if record.type == "place":
                self.places.append((start, record))
                if record.subdivision:
                    self.subdivisions.add(record.subdivision)

    def mainly_about(self, country: str) -> bool:
        """Whether the text speaks of the country more than of most others: it is among its two first."""
        count = self.countries[country]
        return count > 0 and sum(other > count for other in self.countries.values()) < 2

    @property
    def only_country(self) -> str | None:
        """The country that all evidence is of, or None."""
        return next(iter(self.countries)) if len(self.countries) == 1 else None

    def speaks_for(self, record: Record, start: int) -> float:
        """The evidence for a place: mentions of its country, its division, and both close by."""
        score = 0.0
        if record.country and (count := self.countries[record.country]):
            score += 1.5 + 2.0 * count / max(self.countries.values())
        if record.subdivision and record.subdivision in self.subdivisions:
            score += 1.0
        first = bisect_left(self.places, start - NEIGHBOURHOOD, key=itemgetter(0))
        for position, other in self.places[first:]:
            if position >= start + NEIGHBOURHOOD:
                break
            if other.country == record.country:
                score += 2.0 if other.subdivision and other.subdivision == record.subdivision else 0.5
        return score


Decision = tuple[Record | None, tuple[Record, ...]]
"""The record a name stands for, or None and the candidates left open; neither where it is no name here."""
NOTHING: Final[Decision] = (None, ())


def decide(match: Match, text: str, evidence: Evidence, follows_place: bool) -> Decision:
    """What a name that is not sure stands for in the folded `text`; `follows_place`: "and" joins it to a place.

    A name that was settled keeps its sense through the text, unless it is another word as well.
    """
    name = match.name
    readings = name.places
    for reading in readings:
        if reading.record.type != "place" and reading.flags & STRENGTH == STRONG:
            return reading.record, ()
    if all(reading.flags & WEAK and reading.record.country not in evidence.countries for reading in readings):
        return NOTHING
    around = Surroundings(text, match.start, match.end, match.clitics)
    sense = (name.number, name.divided and around.administrative)
    if (known := evidence.senses.get(sense)) is not None:
        return known, ()
    if len(readings) == 1:
        decision = _decide_one(readings[0], around, evidence, follows_place)
    else:
        decision = _decide_among(readings, match.start, around, evidence, follows_place)
    if decision[0] is not None and not any(reading.flags & WEAK for reading in readings):
        evidence.senses[sense] = decision[0]
    return decision


def _decide_one(reading: Reading, around: Surroundings, evidence: Evidence, follows_place: bool) -> Decision:
    record, strength = reading.record, reading.flags & STRENGTH
    supported = record.country is not None and evidence.countries[record.country] > 0
    if strength == STRONG and (supported or around.place_noun or around.locative):
        return record, ()
    if (around.title and not around.place_noun) or (
        not supported and (strength == WEAK or not (around.place_noun or around.locative))
    ):
        return NOTHING
    if strength == WEAK and not (around.locative or follows_place or around.place_noun):
        return NOTHING
    return (record, ()) if supported or record.population >= WELL_KNOWN else (None, (record,))


def _decide_among(
    readings: tuple[Reading, ...], start: int, around: Surroundings, evidence: Evidence, follows_place: bool
) -> Decision:
    administrative = around.administrative
    for reading in readings:
        if reading.record.kind == "state" and reading.flags & STRENGTH == STRONG and not administrative:
            return reading.record, ()
    seats = {(r.record.country, r.flags & STRENGTH) for r in readings if r.record.kind in ("city", "capital")}
    scored = sorted(
        ((_score(r, start, evidence, administrative, seats), r) for r in readings), key=lambda pair: -pair[0]
    )
    best_score, best = scored[0]
    strength = best.flags & STRENGTH
    if strength != STRONG and around.title and not around.place_noun:
        return NOTHING
    supported = best.record.country is not None and evidence.countries[best.record.country] > 0
    if not supported and strength != STRONG and not around.place_noun:
        return NOTHING
    if strength == WEAK and not (supported and (around.locative or follows_place or around.place_noun)):
        return NOTHING
    rival = next((score for score, r in scored[1:] if not _same_place(best.record, r.record)), None)
    located = around.place_noun or around.locative
    one_country = located and all(reading.record.country == best.record.country for reading in readings)
    certain = supported or (
        strength == STRONG and (one_country or not (evidence.countries and _needs_company(best.record)))
    )
    if certain and (rival is None or best_score - rival >= MARGIN):
        return best.record, ()
    return None, tuple(reading.record for _, reading in scored)


def _needs_company(record: Record) -> bool:
    """Whether even a strong name needs its country in the text: of a city that is neither a capital nor well known."""
    return record.kind == "city" and record.population < WELL_KNOWN


def _score(
    reading: Reading, start: int, evidence: Evidence, administrative: bool, seats: set[tuple[str | None, int]]
) -> float:
    """The weight of a reading; a division yields to its seat, unless the text calls it a division.

    `seats` holds the countries and strengths of the readings as cities.
    """
    record, strength = reading.record, reading.flags & STRENGTH
    inhabitants = record.population or DIVISION_INHABITANTS.get(record.kind, 0)
    score = evidence.speaks_for(record, start) + log10(inhabitants + 100)
    if administrative:
        score += {"region": 6.0, "district": 1.0}.get(record.kind, 0.0)
    elif record.kind in DIVISION_INHABITANTS and any((record.country, s) in seats for s in range(strength + 1)):
        score -= 6.0
    return score - strength * 0.5


def _same_place(one: Record, other: Record) -> bool:
    """Whether two records are one place kept twice, or a town and its division."""
    if one.country != other.country or one.subdivision != other.subdivision:
        return False
    if one.latitude is None or other.latitude is None or one.longitude is None or other.longitude is None:
        return True
    return abs(one.latitude - other.latitude) < 0.15 and abs(one.longitude - other.longitude) < 0.15
