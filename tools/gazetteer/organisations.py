"""Organisations, persons, the institutions of every state, and names in further languages."""

import csv
import re
from collections.abc import Iterable

from tocsin.entities.built import Record
from tocsin.entities.readings import DEMONYM, LINK_ONLY, STRONG
from tools.gazetteer.builder import Builder
from tools.gazetteer.sources import LANGUAGES, fold, overlay, several
from tools.gazetteer.spelling import SLAVIC_ENDINGS, feminine, quoted_variants, script

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
