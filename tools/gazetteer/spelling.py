"""Spellings of names: scripts, articles, adjectives and quotation marks."""

import re
from collections.abc import Iterator

from tools.gazetteer.sources import fold, several

SEMITIC_ARTICLE = re.compile(r"(?:Al|El|Ad|Ar|As|Ash|At|Az|An|Adh|Ath)[ -](?=\w)")
SPELLINGS = (
    ("Kafr", ("Kafr", "Kafar", "Kafer", "Kefr")),
    ("Tall", ("Tall", "Tal", "Tel", "Tell")),
    ("Dayr", ("Dayr", "Deir", "Der")),
    ("Khan", ("Khan",)),
)
SLAVIC_ENDINGS = (
    "ий", "ая", "ое", "ие", "ого", "ой", "ому", "им", "ых", "ими", "ую", "ом",
    "их", "ою", "ій", "і", "ої", "у",
)  # fmt: skip
"""Of Russian and Ukrainian adjectives on -ск and -цк."""


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


def quoted_variants(name: str) -> Iterator[str]:
    """A name of several words as it stands, and with an opening quotation mark or bracket before each further word."""
    words = fold(name).split()
    yield name
    for i in range(1, min(len(words), 5)):
        yield " ".join(words[:i]) + "  " + " ".join(words[i:])


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
