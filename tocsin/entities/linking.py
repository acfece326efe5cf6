"""Deciding what a name stands for in its text: evidence of countries, containment, neighbours and population."""

from typing import Final

from tocsin.entities.lookup import first_from
from tocsin.entities.marks import ADMIN, LOCATIVE, PLACE, TITLE
from tocsin.entities.matching import Match
from tocsin.entities.readings import STRONG, WEAK, WELL_KNOWN, Name, Reading
from tocsin.entities.surroundings import after, before
from tocsin.entities.vocabulary import Form

NEIGHBOURHOOD: Final = 90
"""Characters within which another place tells where a name is."""
MARGIN: Final = 1.0
"""How much better the first candidate must be than the second: a factor of ten in population, or evidence."""
_LOCATED: Final = ADMIN | PLACE
"""The bits of surroundings by which a name is said to be a place: "the town of", "refugee camp", "governorate"."""


class Evidence:
    """What the sure names of a text say of where it plays."""

    def __init__(self) -> None:
        self.countries: dict[str, int] = {}
        self.ids: set[str] = set()
        self.senses: dict[int, Reading] = {}
        self._most = 0
        self._subdivisions: set[str] = set()
        self._places: list[Reading] = []
        self._starts: list[int] = []

    def add(self, reading: Reading, start: int, weight: int = 1) -> None:
        """Count a sure name at `start`."""
        self.ids.add(reading.id)
        country = reading.country
        if not country:
            return
        count = self.countries[country] = self.countries.get(country, 0) + weight
        self._most = max(self._most, count)
        if reading.is_place:
            self._place(reading, start)
            if reading.subdivision:
                self._subdivisions.add(reading.subdivision)

    def _place(self, reading: Reading, start: int) -> None:
        """Keep a place in order."""
        starts = self._starts
        if starts and starts[-1] > start:
            k = first_from(starts, start)
            starts.insert(k, start)
            self._places.insert(k, reading)
        else:
            starts.append(start)
            self._places.append(reading)

    def tells_of(self, country: str | None) -> bool:
        """Whether a sure name is of that country."""
        return country is not None and country in self.countries

    def mainly_about(self, country: str) -> bool:
        """Whether the text speaks of the country more than of most others: it is among its two first."""
        count = self.countries.get(country, 0)
        return count > 0 and sum(other > count for other in self.countries.values()) < 2

    @property
    def only_country(self) -> str | None:
        """The country that all evidence is of, or None."""
        return next(iter(self.countries)) if len(self.countries) == 1 else None

    def speaks_for(self, reading: Reading, start: int) -> float:
        """The evidence for a place: mentions of its country, its division, and both close by."""
        score = 0.0
        country, subdivision = reading.country, reading.subdivision
        if country:
            count = self.countries.get(country, 0)
            if count:
                score += 1.5 + 2.0 * count / self._most
        if subdivision and subdivision in self._subdivisions:
            score += 1.0
        for k in range(first_from(self._starts, start - NEIGHBOURHOOD), len(self._starts)):
            if self._starts[k] >= start + NEIGHBOURHOOD:
                break
            other = self._places[k]
            if other.country == country:
                score += 2.0 if other.subdivision and other.subdivision == subdivision else 0.5
        return score


Decision = tuple[Reading | None, list[Reading]]
"""What a name stands for, or None and the candidates left open; neither where it is no name here."""


def decide(match: Match, words: list[Form], evidence: Evidence, follows_place: bool) -> Decision:
    """What a name that is not sure stands for in a text of these words; `follows_place`: "and" joins it to a place.

    A name that was settled keeps its sense through the text, unless it is another word as well.
    """
    name = match.name
    if name.speaking is not None:
        return name.speaking, []
    if not _possible(name, evidence):
        return None, []
    around = before(words, match.first) | after(words, match.after) | LOCATIVE * match.locative
    sense = 2 * name.number + (name.divided and around & ADMIN != 0)
    known = evidence.senses.get(sense)
    if known is not None:
        return known, []
    if len(name.places) == 1:
        decision = _decide_one(name.places[0], around, evidence, follows_place)
    else:
        decision = _decide_among(name, match.start, around, evidence, follows_place)
    if decision[0] is not None and not name.weak:
        evidence.senses[sense] = decision[0]
    return decision


def _possible(name: Name, evidence: Evidence) -> bool:
    """Whether a reading is more than another word, or of a country that the text names."""
    return any(not reading.flags & WEAK or evidence.tells_of(reading.country) for reading in name.places)


def _decide_one(reading: Reading, around: int, evidence: Evidence, follows_place: bool) -> Decision:
    supported, strength = evidence.tells_of(reading.country), reading.strength
    place_noun = around & _LOCATED != 0
    located = place_noun or around & LOCATIVE != 0
    if strength == STRONG and (supported or located):
        return reading, []
    if (around & TITLE and not place_noun) or (not supported and (strength == WEAK or not located)):
        return None, []
    if strength == WEAK and not (located or follows_place):
        return None, []
    return (reading, []) if supported or reading.record.population >= WELL_KNOWN else (None, [reading])


def _decide_among(name: Name, start: int, around: int, evidence: Evidence, follows_place: bool) -> Decision:
    administrative = around & ADMIN != 0
    if name.state is not None and not administrative:
        return name.state, []
    readings = name.places
    scores: list[float] = []
    first = 0
    for k, reading in enumerate(readings):
        scores.append(_score(reading, evidence.speaks_for(reading, start), administrative))
        if scores[k] > scores[first]:
            first = k
    best = readings[first]
    supported, strength = evidence.tells_of(best.country), best.strength
    place_noun = around & _LOCATED != 0
    located = place_noun or around & LOCATIVE != 0
    if strength != STRONG and not place_noun and (around & TITLE or not supported):
        return None, []
    if strength == WEAK and not (supported and (located or follows_place)):
        return None, []
    certain = supported or (strength == STRONG and _stands_alone(best, readings, located, evidence))
    if certain and not _rivalled(readings, scores, first):
        return best, []
    order = sorted(range(len(readings)), key=lambda k: -scores[k])
    return None, [readings[k] for k in order]


def _stands_alone(best: Reading, readings: list[Reading], located: bool, evidence: Evidence) -> bool:
    """Whether a strong name needs no evidence: all its readings are of one country and it is said to be a place, or
    nothing tells of another country, or it is a capital or well known.
    """
    if located and all(reading.country == best.country for reading in readings):
        return True
    return not (evidence.countries and best.kind == "city" and best.record.population < WELL_KNOWN)


def _rivalled(readings: list[Reading], scores: list[float], first: int) -> bool:
    """Whether the best reading is not much better than one of another place."""
    best = readings[first]
    for k, reading in enumerate(readings):
        if k != first and scores[first] - scores[k] < MARGIN and not best.same_place(reading):
            return True
    return False


def _score(reading: Reading, evidence: float, administrative: bool) -> float:
    """The weight of a reading; a division yields to its seat, unless the text calls it a division."""
    score = evidence + reading.size
    if administrative:
        score += reading.division
    elif reading.yields:
        score -= 6.0
    return score - reading.strength * 0.5
