"""What the gazetteer knows of resolved parties, claimants and places: names in English, and the sides they are on."""

from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.matching import matches
from tocsin.entities.normalise import Folded


def name(identifier: str, code: str) -> str | None:
    """The name of an entity in a language; the gazetteer has English names only. Null where unknown."""
    record = gazetteer().by_id.get(identifier)
    return record.name if record is not None and code == "en" else None


def side(identifier: str | None) -> str | None:
    """The side that an entity is on: an army or ministry on its country's, an armed group on its own. Null: unknown."""
    record = None if identifier is None else gazetteer().by_id.get(identifier)
    if record is None:
        return None
    return record.side or country_side(record.country)


def country_side(country: str | None) -> str | None:
    """The side of a country, by its ISO 3166-1 code."""
    return None if country is None else f"iso3166:{country}"


def speaks_for_another(identifier: str, words: str) -> bool:
    """Whether a claimant's words name somebody who only speaks for a person or office ("an aide to the president").

    The spokesman of a ministry is the ministry, as news has it; that of a person is not that person.
    """
    record = gazetteer().by_id.get(identifier)
    if record is None or not (record.type == "person" or record.kind == "government"):
        return False
    folded = Folded(words)
    for match in matches(folded, gazetteer()):
        if any(reading.id == identifier for reading in match.name.readings):
            rest = folded.text[: match.start - len(match.clitics)] + folded.text[match.end :]
            return any(word not in cues("filler") for word in rest.split())
    return True
