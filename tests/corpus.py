"""The corpora of the language packs: texts with the claims that must be read in them, and texts that look like it and
hold none.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import resources
from typing import Any

from tocsin.extraction import extract
from topics.articles import Article
from topics.claims import Claim, Span

DAY = datetime(2026, 3, 14, tzinfo=UTC)
FAMILY = {"destroyed": "loss", "downed": "loss", "lost": "loss"}
PLAIN = ("subset", "scope", "background")
SPANS = ("claimant", "party", "actor", "place")


@dataclass(frozen=True)
class Case:
    """A line of a corpus; an `open` one is not read right yet, and must lose that mark when it is."""

    language: str
    file: str
    line: int
    text: str
    claims: tuple[dict[str, Any], ...]
    title: str
    open: bool

    def __str__(self) -> str:
        return f"{self.language}-{self.file}-{self.line}"


def cases(language: str) -> Iterator[Case]:
    """Both corpora of a language."""
    for file in ("examples", "counter_examples"):
        text = resources.files("tocsin.languages").joinpath(language, f"{file}.jsonl").read_text("utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            known = json.loads(line)
            yield Case(
                language,
                file,
                number,
                known["text"],
                tuple(known["claims"]),
                known.get("title", ""),
                known.get("open", False),
            )


def read(case: Case) -> tuple[Claim, ...]:
    """What the engine reads in a case."""
    article = Article(
        id="case",
        url="",
        source="corpus",
        title=case.title,
        text=case.text,
        fetched_at=DAY,
        published_at=DAY,
        language=case.language,
    )
    return extract(article).claims


def differences(case: Case) -> list[str]:
    """What is missing, too much or different; empty where the case is read right."""
    found, problems = list(read(case)), []
    for wanted in case.claims:
        match = next((claim for claim in found if _core(claim) == _wanted(wanted)), None)
        if match is None:
            problems.append(f"missing: {_wanted(wanted)}")
            continue
        found.remove(match)
        problems += [
            f"{name}: {getattr(match, name)!r}, not {wanted[name]!r}"
            for name in PLAIN
            if wanted.get(name, getattr(match, name)) != getattr(match, name)
        ]
        problems += [
            f"{name}: {getattr(match, name)!r}, not {wanted[name]!r}"
            for name in SPANS
            if name in wanted and not _same(getattr(match, name), wanted[name])
        ]
    return problems + [f"too much: {_core(claim)} «{claim.evidence.text}»" for claim in found]


def _core(claim: Claim) -> tuple[Any, ...]:
    count = None if claim.count is None else (claim.count.min, claim.count.max)
    return FAMILY.get(claim.effect, claim.effect), claim.target, count, claim.stance


def _wanted(claim: dict[str, Any]) -> tuple[Any, ...]:
    count = None if claim["count"] is None else tuple(claim["count"])
    return FAMILY.get(claim["effect"], claim["effect"]), claim["target"], count, claim.get("stance", "asserts")


def _same(span: Span | None, wanted: str | None) -> bool:
    """Whether two names share half the words of the shorter."""
    if span is None or not wanted:
        return span is None and not wanted
    one, two = set(re.findall(r"\w+", span.text.lower())), set(re.findall(r"\w+", wanted.lower()))
    return 2 * len(one & two) >= min(len(one), len(two))
