"""The words beside a name that tell what it is: each language's `gazetteer/cues.tsv`."""

import csv
from functools import cache
from pathlib import Path

from tocsin.entities.normalise import fold

LANGUAGES = Path(__file__).parents[1] / "languages"
CATEGORIES = (
    "place_noun", "place_noun_after", "admin_noun", "admin_noun_after", "locative", "title",
    "settlement_noun", "settlement_noun_after", "compound_start", "name_connector", "organisation_noun",
    "organisation_head", "locative_clitic", "left_clitic", "left_clitic_with_article", "filler",
    "witness", "medic_source", "media_source", "unnamed_source",
)  # fmt: skip


@cache
def cues(category: str) -> frozenset[str]:
    """The folded words of a category, over all languages: scripts and spelling keep them apart.

    Raises ValueError for a category that is not one of CATEGORIES.
    """
    if category not in CATEGORIES:
        raise ValueError(f"no category of cues {category!r}: take one of {', '.join(CATEGORIES)}")
    words: set[str] = set()
    for path in sorted(LANGUAGES.glob("*/gazetteer/cues.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if row["category"] == category:
                    words.update(fold(word) for word in row["words"].split("|"))
    return frozenset(words)
