"""Articles that the examples of the language packs make, for what needs texts of an article's length and has none."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources

from topics.articles import Article

LANGUAGES = ("ar", "en")
MEDIAN = 1_700  # code points of an article
DAY = datetime(2026, 3, 14, tzinfo=UTC)


def article(text: str, language: str, title: str = "", name: str = "a") -> Article:
    """An article of that text."""
    return Article(
        id=name, url="", source="bench", title=title, text=text, fetched_at=DAY, published_at=DAY, language=language
    )


def example_articles() -> Iterator[Article]:
    """The examples and counter-examples of each language, joined."""
    for language in LANGUAGES:
        folder, text = resources.files("tocsin.languages").joinpath(language), ""
        for name in ("examples.jsonl", "counter_examples.jsonl"):
            for line in folder.joinpath(name).read_text("utf-8").splitlines():
                text += json.loads(line)["text"] + "\n"
                if len(text) > MEDIAN:
                    yield article(text, language)
                    text = ""
