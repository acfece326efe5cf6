"""Why a word of harm became a claim, or why it did not."""

import msgspec

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.text import Text, content
from topics.claims import Span


class Explained(msgspec.Struct, frozen=True, kw_only=True):
    """A word of harm at `trigger`: what the engine took it to mean, whether it is a `claim`, and `why` not where it is
    none.
    """

    trigger: Span
    sentence: Span
    claim: bool
    effect: str | None = None
    target: str | None = None
    count: tuple[int, int | None] | None = None
    stance: str | None = None
    confidence: float | None = None
    rules: tuple[str, ...] = ()
    why: str | None = None


def explained(text: Text, considered: list[Candidate]) -> list[Explained]:
    """Every candidate in the document's order, and every word of harm that names nobody and nothing."""
    found = [_candidate(text, candidate) for candidate in considered]
    bound = {candidate.binding.trigger.at for candidate in considered}
    own = set(content(text))
    for number, (first, last) in enumerate(text.sentences):
        for at in range(first, last):
            rules = text.words[at].rules
            if rules and at not in bound:
                why = (
                    "names nobody and nothing that was harmed"
                    if number in own
                    else "stands in a list of other articles"
                )
                names = tuple(rule.name for rule in rules)
                found.append(
                    Explained(
                        trigger=_span(text, at, at),
                        sentence=_span(text, first, last - 1),
                        claim=False,
                        rules=names,
                        why=why,
                    )
                )
    return sorted(found, key=lambda item: item.trigger.start)


def _span(text: Text, first: int, last: int) -> Span:
    return Span(text.quote(first, last), text.starts[first], text.end(last))


def _candidate(text: Text, candidate: Candidate) -> Explained:
    first, last = text.sentences[candidate.sentence]
    at = candidate.binding.trigger.at
    return Explained(
        trigger=_span(text, at, at),
        sentence=_span(text, first, last - 1),
        claim=candidate.against is None,
        effect=candidate.effect,
        target=candidate.target,
        count=candidate.interval,
        stance=candidate.stance,
        confidence=candidate.confidence,
        rules=tuple(candidate.rules),
        why=candidate.against,
    )
