"""Claims as records, with their spans and ids."""

import hashlib
from collections.abc import Iterator
from typing import Literal, cast

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.text import Text
from topics.claims import Claim, Count, Effect, Span, Target


def claims(text: Text, article_id: str, kept: list[Candidate]) -> Iterator[Claim]:
    """The claims with their spans, ids and confidence."""
    seen: dict[str, int] = {}
    for candidate in kept:
        quantity, trigger = candidate.binding.quantity, candidate.binding.trigger
        first, last = min(quantity.first, trigger.at), max(quantity.last, trigger.at)
        evidence = _span(text, first, last)
        count = _count(text, candidate, evidence)
        interval = count and (count.min, count.max)
        kind = f"{candidate.effect}|{candidate.target}|{candidate.stance}"
        identity = f"{article_id}|{kind}|{interval}|{evidence.text}"
        seen[identity] = seen.get(identity, 0) + 1
        digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        noun = quantity.noun
        yield Claim(
            id=f"claim-{digest}",
            article_id=article_id,
            effect=cast(Effect, candidate.effect),
            target=cast(Target, candidate.target),
            target_text=None if noun is None else _span(text, noun, quantity.noun_last or noun),
            count=count,
            party=_name(text, candidate.party),
            actor=_name(text, candidate.actor),
            claimant=_name(text, candidate.claimant),
            stance=cast(Literal["asserts", "denies"], candidate.stance),
            place=_name(text, candidate.place),
            scope=cast(Literal["incident", "cumulative"], candidate.scope),
            background=candidate.background,
            subset=candidate.binding.subset,
            evidence=evidence,
            confidence=candidate.confidence,
            rules=tuple(candidate.rules),
            when=candidate.when,
        )


def _span(text: Text, first: int, last: int) -> Span:
    return Span(text.quote(first, last), text.starts[first], text.end(last))


def _name(text: Text, span: tuple[int, int] | None) -> Span | None:
    """The span of a name; of one that the gazetteer knows without what is written on to its front."""
    if span is None:
        return None
    first, last = span
    exact = text.exact.get(span)
    if exact is not None:
        start, end = exact
    else:
        start, end = text.starts[first], text.end(last)
        start += first == last and _hangs_on_clitic(text, first)
    return Span(text.document[start:end], start, end)


def _hangs_on_clitic(text: Text, i: int) -> bool:
    """Whether a preposition of one letter is written on to a name that is unknown ("وفقا لسليم")."""
    if "according_to" not in text.words[i - 1].cues:
        return False
    word = text.words[i]
    doubled = word.folded[1:2] == word.folded[:1]  # with the article
    return not doubled and text.lexicon.prepositions.get(word.folded[:1]) == "of"


def _count(text: Text, candidate: Candidate, evidence: Span) -> Count | None:
    quantity = candidate.binding.quantity
    interval = candidate.interval
    if interval is None:
        return None
    if candidate.zero or quantity.number_first is None:
        where = evidence
    else:
        where = _span(
            text,
            quantity.number_first,
            quantity.number_last if quantity.number_last is not None else quantity.number_first,
        )
    return Count(interval[0], interval[1], quantity.approx, where.text, where.start, where.end)
