"""Linking a claim's claimant, party, actor and place to canonical ids."""

from functools import lru_cache
from typing import Final

from msgspec.structs import replace

from tocsin.entities.built import Record
from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.linking import Evidence, decide
from tocsin.entities.marks import forms
from tocsin.entities.matching import Match, matches_in
from tocsin.entities.normalise import Folded
from tocsin.entities.readings import Reading
from tocsin.entities.recognition import ReadText, read
from tocsin.entities.vocabulary import Form
from topics.claims import Claim, Span

PARTY_KINDS: Final = frozenset(
    {"state", "army", "armed_group", "coalition", "government", "ministry", "police", "leader"}
)
"""Kinds of records that are, or speak for, a party to a conflict; monitors, medics and media are none."""
INSTITUTION: Final = "institution:"
"""What the ids of armies and ministries begin with that are named without a country."""


class _Words:
    """The words of a claim, folded: one by one, and the names in them."""

    __slots__ = ("forms", "matches", "text", "words")

    def __init__(self, text: str) -> None:
        known = gazetteer()
        self.text = Folded(text).text
        self.words = self.text.split()
        self.forms: list[Form] = known.vocabulary.of(self.text)
        self.matches: list[Match] = matches_in(self.forms, known)


@lru_cache(maxsize=8192)
def _words(text: str) -> _Words:
    return _Words(text)


def _holds(reading: Reading, evidence: Evidence) -> bool:
    """Whether a reading is good in this text: it needs no context, or the text is about its context."""
    if reading.context is None:
        return True
    return reading.context in evidence.ids or evidence.mainly_about(reading.context)


def _readings(span: _Words, evidence: Evidence) -> list[tuple[Match, Reading]]:
    """The first reading that holds of every name in a span."""
    found: list[tuple[Match, Reading]] = []
    for match in span.matches:
        for reading in match.name.readings:
            if _holds(reading, evidence):
                found.append((match, reading))
                break
    return found


def _is_alone(span: _Words, match: Match) -> bool:
    """Whether a span says nothing but this name."""
    rest = span.text[: match.start - len(match.clitics)] + span.text[match.end :]
    return all(word in cues("filler") for word in rest.split())


def _state_of_capital(match: Match) -> str | None:
    """The state that its capital's name stands for ("Moscow denies")."""
    for reading in match.name.readings:
        if reading.kind == "capital":
            return f"iso3166:{reading.country}"
    return None


def _of_country(reading: Reading, named: list[tuple[Match, Reading]], evidence: Evidence) -> Record | None:
    """The army or ministry that "the navy command in Ankara" or a text about one country alone means by its bare name.

    A name with a country of its own is that record; `named` is all that stands beside it.
    """
    if not reading.id.startswith(INSTITUTION):
        return reading.record
    country = next((other.country for _, other in named if other.country), None)
    if country is None and reading.kind in ("army", "ministry"):
        country = evidence.only_country
    slug = reading.id.removeprefix(INSTITUTION)
    return gazetteer().by_id.get(f"tocsin:{country.lower()}-{slug}") if country else None


def side_id(span: Span | None, evidence: Evidence) -> str | None:
    """The id of the side that a party or actor belongs to; of two sides the one named first.

    An organisation that is no side (aid workers, the United Nations) stands for itself where no side is named.
    """
    if span is None:
        return None
    words = _words(span.text)
    organisation: str | None = None
    found = _readings(words, evidence)
    for match, reading in found:
        if (record := _of_country(reading, found, evidence)) is None:
            continue
        if record.side is not None:
            return record.side
        if _is_alone(words, match) and (state := _state_of_capital(match)):
            return state
        if organisation is None and record.type == "organisation":
            organisation = record.id
    return organisation


def claimant_id(span: Span | None, evidence: Evidence) -> str | None:
    """The id of who speaks: a person, else the organisation spoken for, else a state where nothing else is said.

    Witnesses stay unnamed whatever outlet shows them.
    """
    if span is None:
        return None
    words = _words(span.text)
    if not words.matches or not cues("witness").isdisjoint(words.words):
        return None
    found = _readings(words, evidence)
    records = [_of_country(reading, found, evidence) for _, reading in found]
    for wanted in ("person", "organisation"):
        for record in records:
            if record is not None and record.type == wanted:
                return record.id
    for match, reading in found:
        if _is_alone(words, match):
            return reading.id if reading.kind == "state" else _state_of_capital(match)
    return None


def claimant_kind(claimant: Span | None, linked_id: str | None) -> str | None:
    """What kind of source a claimant is.

    The kind of its record (army, ministry, monitor, media, ...) where it is linked, else witness, medic, media or
    unnamed by its words; null for others, such as persons of whom nothing is known, and where there is no claimant.
    """
    if linked_id is not None and (record := gazetteer().by_id.get(linked_id)) is not None:
        return record.kind
    if claimant is None:
        return None
    words = {form for word in _words(claimant.text).words for form in forms(word)}
    for kind in ("witness", "medic_source", "media_source", "unnamed_source"):
        if not cues(kind).isdisjoint(words):
            return kind.removesuffix("_source")
    return None


def place_id(span: Span | None, text: ReadText) -> str | None:
    """The id of the first resolved place in a span, by the whole text's evidence."""
    if span is None:
        return None
    start, end = span.start, span.end
    for mention in text.mentions:
        if mention.start >= end:
            break
        if mention.end > start and mention.is_place and mention.id is not None:
            return mention.id
    words = _words(span.text)
    for match in words.matches:
        reading, candidates = decide(match, words.forms, text.evidence, True)
        if reading is None and not text.evidence.countries and len(candidates) == 1:
            reading = candidates[0]
        if reading is None and match.name.certainty == "adjective":
            reading = match.name.speaker
        if reading is not None and reading.is_place:
            return reading.id
    return None


def link_claims(document: str, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims with `party_id`, `actor_id`, `claimant_id` and `place_id` filled where they can be known."""
    return linked(read(document), claims)


def linked(text: ReadText, claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """The claims on a text that was read, as `link_claims` gives them."""
    if not claims:
        return claims
    evidence = text.evidence
    return tuple(
        replace(
            claim,
            party_id=side_id(claim.party, evidence),
            actor_id=side_id(claim.actor, evidence),
            claimant_id=claimant_id(claim.claimant, evidence),
            place_id=place_id(claim.place, text),
        )
        for claim in claims
    )
