"""Whether two mentions in an article mean the same place, side, speaker or time."""

import re
import unicodedata

from topics.claims import Claim, Span, When
from topics.enriched_articles import Entity

_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ؤ": "و", "ئ": "ي", "ة": "ه", "ـ": ""})
_WORD = re.compile(r"\w+")
_SHORT = 3


def words_key(text: str) -> str:
    """Words as they compare: case, vowel signs, hamza and other spelling variants and punctuation do not count."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).translate(_LETTERS))
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return " ".join(_WORD.findall(bare.casefold()))


def entity_at(span: Span | None, identifier: str | None, entities: tuple[Entity, ...]) -> Entity | None:
    """The resolved entity that a span of a claim names: at its place and with its id, else with its id."""
    if span is None or identifier is None:
        return None
    same = [entity for entity in entities if entity.id == identifier]
    here = [entity for entity in same if span.start <= entity.start and entity.end <= span.end]
    return next(iter(here or same), None)


def country(span: Span | None, identifier: str | None, entities: tuple[Entity, ...]) -> str | None:
    """The country of a claim's party, claimant or place: of its entity, else of one named inside its words."""
    if span is None:
        return None
    if (entity := entity_at(span, identifier, entities)) is not None and entity.country is not None:
        return entity.country
    inside = (e.country for e in entities if e.country and span.start <= e.start and e.end <= span.end)
    return next(inside, None)


def place_key(claim: Claim) -> str | None:
    """What places compare by: the canonical id where resolved, else the words; null where no place is named."""
    if claim.place is None:
        return None
    return claim.place_id or words_key(claim.place.text)


def party_key(claim: Claim, entities: tuple[Entity, ...]) -> str | None:
    """What harmed sides compare by. A state and its forces are one side (their country); an armed group is its own."""
    if claim.party is None:
        return None
    entity = entity_at(claim.party, claim.party_id, entities)
    if entity is not None and entity.kind == "armed_group":
        return entity.id
    return country(claim.party, claim.party_id, entities) or claim.party_id or words_key(claim.party.text)


def speaker_key(claim: Claim) -> str | None:
    """What claimants compare by; null is the article's own voice."""
    if claim.claimant is None:
        return None
    return claim.claimant_id or words_key(claim.claimant.text)


def independent(one: Claim, other: Claim, entities: tuple[Entity, ...]) -> bool:
    """Whether two claims have named claimants with nothing to do with each other, as far as the article shows.

    Claimants of different countries are independent. Of the same country, or with a long word in common ("the
    ministry", "a spokeswoman of the ministry"), they are not. The article's own voice is no independent claimant.
    """
    if one.claimant is None or other.claimant is None or speaker_key(one) == speaker_key(other):
        return False
    sides = [country(claim.claimant, claim.claimant_id, entities) for claim in (one, other)]
    if None not in sides:
        return sides[0] != sides[1]
    stems = [{_stem(word) for word in words_key(span.text).split()} for span in (one.claimant, other.claimant)]
    return not any(len(stem) > _SHORT for stem in stems[0] & stems[1])


def _stem(word: str) -> str:
    """A word without the Arabic particles and article before it ("لوزارة", "الوزارة" and "وزارة" are one)."""
    return re.sub(r"^(?:[وفبكل]?ال|لل|[لب](?=\w{4}))", "", word)


def same_time(one: When | None, other: When | None) -> bool:
    """Whether two times can be one: they overlap, or one of them is unknown."""
    if one is None or other is None:
        return True
    starts_before_end = one.start is None or other.end is None or one.start < other.end
    return starts_before_end and (other.start is None or one.end is None or other.start < one.end)
