"""What the gazetteer knows of resolved parties, claimants and places: names in English, and the sides they are on."""

from tocsin.entities.gazetteer import gazetteer


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
