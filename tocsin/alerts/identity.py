"""Whether two mentions in an article mean the same place, side, speaker or time."""

import re
import unicodedata
from functools import cache

from tocsin.alerts.directory import country_side, side
from topics.claims import Claim, Span, When
from topics.enriched_articles import Entity

_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه", "ـ": ""})
_WORD = re.compile(r"\w+")
_SHORT = 3
_BEGINNING = 5


def words_key(text: str) -> str:
    """Words as they compare: case, vowel signs, hamza and other spelling variants and punctuation do not count."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_LETTERS))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.casefold()))


class Identities:
    """What the mentions in the claims of one article stand for; each is worked out once."""

    def __init__(self, entities: tuple[Entity, ...]) -> None:
        self._entities = entities
        self._by_id: dict[str, list[Entity]] = {}
        for entity in entities:
            if entity.id is not None:
                self._by_id.setdefault(entity.id, []).append(entity)
        self.place = cache(self._place)
        self.party = cache(self._party)
        self.speaker = cache(self._speaker)
        self.speaks_for = cache(self._speaks_for)

    def entity(self, span: Span | None, identifier: str | None) -> Entity | None:
        """The resolved entity that a span of a claim names: inside its words and with its id, else with its id."""
        if span is None or identifier is None:
            return None
        same = self._by_id.get(identifier, [])
        here = (entity for entity in same if span.start <= entity.start and entity.end <= span.end)
        return next(here, same[0] if same else None)

    def _place(self, claim: Claim) -> str | None:
        """What places compare by: the canonical id where resolved, else the words; null where no place is named."""
        if claim.place is None:
            return None
        return claim.place_id or words_key(claim.place.text)

    def _party(self, claim: Claim) -> str | None:
        """What harmed sides compare by: the side where known, else the canonical id, else the words."""
        if claim.party is None:
            return None
        return self._side(claim.party, claim.party_id) or claim.party_id or words_key(claim.party.text)

    def _speaker(self, claim: Claim) -> str | None:
        """What claimants compare by; null is the article's own voice."""
        if claim.claimant is None:
            return None
        return claim.claimant_id or words_key(claim.claimant.text)

    def _speaks_for(self, claim: Claim) -> str | None:
        """The side that the claimant is on, null where the article does not show it."""
        return None if claim.claimant is None else self._side(claim.claimant, claim.claimant_id)

    def _side(self, span: Span, identifier: str | None) -> str | None:
        """The side of an entity, else the country of the first one inside the words ("aide to Yemen's president")."""
        if (known := side(identifier)) is not None:
            return known
        inside = (e.country for e in self._entities if e.country and span.start <= e.start and e.end <= span.end)
        return country_side(next(inside, None))

    def independent(self, one: Claim, other: Claim) -> bool:
        """Whether two claims have named claimants with nothing to do with each other, as far as the article shows.

        Claimants on different sides are independent. On the same side, or with a long word in common ("the
        ministry", "a spokeswoman of the ministry"), they are not. The article's own voice is no independent claimant.
        """
        if one.claimant is None or other.claimant is None or self.speaker(one) == self.speaker(other):
            return False
        sides = [self.speaks_for(claim) for claim in (one, other)]
        if None not in sides:
            return sides[0] != sides[1]
        stems = [{_stem(word) for word in words_key(span.text).split()} for span in (one.claimant, other.claimant)]
        return not any(_akin(a, b) for a in stems[0] for b in stems[1])


def _akin(one: str, other: str) -> bool:
    """Whether two words are one, or begin so alike that they may be forms of one ("military", "militaries")."""
    return min(len(one), len(other)) > _SHORT and one[:_BEGINNING] == other[:_BEGINNING]


def _stem(word: str) -> str:
    """A word without the Arabic particles and article before it ("لوزارة", "الوزارة" and "وزارة" are one)."""
    return re.sub(r"^(?:[وفبكل]?ال|لل|[لب](?=\w{4}))", "", word)


def same_time(one: When | None, other: When | None) -> bool:
    """Whether two times can be one: they overlap, or one of them is unknown."""
    if one is None or other is None:
        return True
    starts_before_end = one.start is None or other.end is None or one.start < other.end
    return starts_before_end and (other.start is None or one.end is None or other.start < one.end)
