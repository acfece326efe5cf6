"""Entities against careful readers: `python -m bench.entities` prints the tables of docs/entities.md.

The texts are not part of this repository: they stand beside it, in ../shared; the reference ids are in tests/data.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tocsin.entities import link_claims, recognise
from tocsin.entities.tagger import chunks, tagger
from topics.claims import Claim, Span

ROOT = Path(__file__).resolve().parent.parent
CLAIMS = ROOT.parent / "shared" / "claims" / "dev"
ANERCORP = ROOT.parent / "shared" / "entities" / "anercorp-train.txt"
REFERENCE = ROOT / "tests" / "data"
LANGUAGES = ("ar", "en")
FIELDS = ("party", "actor", "claimant")


def rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def documents(language: str) -> dict[str, str]:
    """The documents of a dev set by id."""
    return {row["id"]: f"{row['title']}\n\n{row['text']}" for row in rows(CLAIMS / f"{language}.docs.jsonl")}


def place_errors() -> tuple[Counter[tuple[str, str]], list[str]]:
    """Mentions by language and kind, and those linked otherwise than a reader does, told in a line each.

    A mention with no ids names a place that the packages have no id for: there any GeoNames or ISO id is wrong.
    """
    texts = {language: documents(language) for language in LANGUAGES}
    mentions: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    for row in rows(REFERENCE / "places.jsonl"):
        document = texts[row["set"]][row["document"]]
        kind = "unlisted" if not row["ids"] else "country" if row["ids"][0].startswith("iso3166:") else "GeoNames"
        mentions[row["set"], kind] += 1
        found = [
            entity.id
            for entity in recognise(document, row["set"])
            if entity.type == "place" and entity.id and entity.start < row["end"] and entity.end > row["start"]
        ]
        right = (
            found[:1] == [] or found[0].startswith("tocsin:")
            if not row["ids"]
            else found[:1] and found[0] in row["ids"]
        )
        if not right:
            mentions[row["set"], f"{kind} wrong"] += 1
            errors.append(f"{row['set']} {row['document']} {row['start']}: {found[:1]} for {row['ids']}")
    return mentions, errors


def claims_of(language: str) -> Iterator[tuple[str, str, tuple[Claim, ...]]]:
    """The gold claims of a dev set with their spans found in the document, near the evidence."""
    texts = documents(language)
    for row in rows(CLAIMS / f"{language}.gold.jsonl"):
        document = texts[row["id"]]
        yield row["id"], document, tuple(_claim(claim, document) for claim in row["claims"])


def _claim(gold: dict[str, Any], document: str) -> Claim:
    near = max(0, document.find(gold["evidence"]) - 300)

    def span(text: str | None) -> Span | None:
        if not text:
            return None
        start = document.find(text, near)
        start = start if start >= 0 else document.find(text)
        return Span(text, start, start + len(text))

    evidence = span(gold["evidence"])
    assert evidence is not None
    return Claim(
        id="", article_id="", effect=gold["effect"], target=gold["target"], target_text=None, count=None,
        party=span(gold["party"]), actor=span(gold["actor"]), claimant=span(gold["claimant"]), stance=gold["stance"],
        place=span(gold["place"]), scope=gold["scope"], background=False, subset=False, evidence=evidence,
        confidence=1.0, rules=(),
    )  # fmt: skip


def claim_errors() -> tuple[Counter[tuple[str, str]], list[str]]:
    """Claims' parties, actors and claimants by language, and those given another id than a reader gives."""
    expected = {(row["document"], row["claim"]): row for row in rows(REFERENCE / "claim_links.jsonl")}
    spans: Counter[tuple[str, str]] = Counter()
    errors: list[str] = []
    for language in LANGUAGES:
        for name, document, claims in claims_of(language):
            for index, claim in enumerate(link_claims(document, claims)):
                reference = expected.get((name, index), {})
                for field in FIELDS:
                    if field not in reference:
                        continue
                    spans[language, field] += 1
                    if (given := getattr(claim, f"{field}_id")) != reference[field]:
                        spans[language, f"{field} wrong"] += 1
                        errors.append(f"{language} {name} claim {index} {field}: {given} for {reference[field]}")
    return spans, errors


def accuracy(counts: Counter[tuple[str, str]], language: str, kinds: tuple[str, ...]) -> float:
    """The share of right ones among the kinds of a language."""
    total = sum(counts[language, kind] for kind in kinds)
    return 1 - sum(counts[language, f"{kind} wrong"] for kind in kinds) / total


def microseconds_an_article(characters: int = 1700) -> float:
    """Processor time of `recognise` for an article of so many characters, the best of six rounds."""
    from tocsin.entities.recognition import ReadText, with_tagged

    texts = [text for language in LANGUAGES for text in documents(language).values()]
    best = float("inf")
    for _ in range(6):
        start = time.process_time()
        for text in texts:
            with_tagged(ReadText(text), None, ())
        best = min(best, time.process_time() - start)
    return best * 1e6 * characters / sum(map(len, texts))


def tagger_figures() -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 of the tagger on the last sixth of ANERcorp's training split, which it has not seen."""
    sentences = tagged_sentences(ANERCORP)
    unseen = sentences[held_back(sentences) :]
    predicted = tagger().tag([[word for word, _ in sentence] for sentence in unseen])
    return score([[tag for _, tag in sentence] for sentence in unseen], predicted)


def tagged_sentences(path: Path) -> list[list[tuple[str, str]]]:
    """The sentences of a file with a word and its tag a line and an empty line between sentences."""
    blocks = path.read_text(encoding="utf-8").strip().split("\n\n")
    rows = [[line.rsplit(" ", 1) for line in block.splitlines() if line.strip()] for block in blocks]
    return [[(word, tag) for word, tag in row] for row in rows if row]


def held_back(sentences: list[list[tuple[str, str]]]) -> int:
    """The first sentence of the last sixth of the words, which training leaves out."""
    total, seen = sum(map(len, sentences)), 0
    for i, sentence in enumerate(sentences):
        seen += len(sentence)
        if seen >= total * 5 / 6:
            return i + 1
    raise ValueError("there are no sentences")


def score(gold: list[list[str]], predicted: list[list[str]]) -> dict[str, tuple[float, float, float]]:
    """Precision, recall and F1 over whole names of PERS, LOC and ORG, and of each."""
    counts: Counter[tuple[str, str]] = Counter()
    for right, given in zip(gold, predicted, strict=True):
        expected = {name for name in chunks(right) if name[0] != "MISC"}
        found = {name for name in chunks(given) if name[0] != "MISC"}
        for outcome, names in (("right", expected & found), ("wrong", found - expected), ("missed", expected - found)):
            for name in names:
                counts[outcome, name[0]] += 1
                counts[outcome, "all"] += 1
    figures = {}
    for kind in ("PERS", "LOC", "ORG", "all"):
        hits, wrong, missed = (counts[outcome, kind] for outcome in ("right", "wrong", "missed"))
        precision, recall = hits / max(1, hits + wrong), hits / max(1, hits + missed)
        figures[kind] = (precision, recall, 2 * precision * recall / max(1e-9, precision + recall))
    return figures


def table(title: str, counts: Counter[tuple[str, str]], kinds: tuple[str, ...]) -> str:
    lines = [f"| {title} | " + " | ".join(LANGUAGES) + " |", "|---|---|---|"]
    for kind in kinds:
        cells = (f"{accuracy(counts, language, (kind,)):.3f} of {counts[language, kind]}" for language in LANGUAGES)
        lines.append(f"| {kind} | " + " | ".join(cells) + " |")
    cells = (
        f"{accuracy(counts, language, kinds):.3f} of {sum(counts[language, k] for k in kinds)}"
        for language in LANGUAGES
    )
    lines.append("| all | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", action="store_true", help="name every mention that is linked wrongly")
    arguments = parser.parse_args()
    if not CLAIMS.is_dir():
        print(f"the texts are missing: {CLAIMS} holds them", file=sys.stderr)
        return 2
    places, place_lines = place_errors()
    links, link_lines = claim_errors()
    print(table("places", places, ("GeoNames", "country", "unlisted")), end="\n\n")
    print(table("claims", links, FIELDS), end="\n\n")
    print("| tagger | precision | recall | F1 |", "|---|---|---|---|", sep="\n")
    for kind, figures in tagger_figures().items():
        print(f"| {kind} | " + " | ".join(f"{figure:.3f}" for figure in figures) + " |")
    print(f"\nrecognise: {microseconds_an_article():.0f} µs of processor time an article of 1,700 characters")
    if arguments.errors:
        print("", *place_lines, *link_lines, sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
