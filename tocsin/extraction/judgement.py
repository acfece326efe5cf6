"""What is learned: how likely a candidate is a claim, and whether it is a running total.

Two logistic models over named features that no language owns; `tools/train_judgement.py` fits their weights
(weights.json) on gold documents. A probability is the logistic of the sum of the weights of the features that hold.
"""

import functools
import json
import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib import resources

from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.times import Timed
from topics.claims import When

_WINDOW = 4  # words before and after that are looked at for cues
_CUES = (
    "subset",
    "of",
    "among",
    "place_in",
    "actor_by",
    "complementisers",
    "clause_break",
    "relative",
    "hypothetical",
    "negation",
    "zero",
    "determiner",
    "weapon",
    "passive",
    "perfect",
    "says",
    "cumulative",
    "incident",
    "background",
    "toll_verbs",
    "months",
    "weekdays",
    "year_word",
    "others",
    "any",
    "found",
    "fallen",
    "losing",
    "and",
    "speech_nouns",
    "responsibility",
    "adverb",
    "fear",
)
_WATCHED = frozenset(_CUES)
_MAIN = 3  # features of scope that are also taken together with each other one
_PARAGRAPH = 8  # sentences before that may be of the same paragraph
_OF_SCOPE = frozenset(
    (
        "during",
        "events",
        "cumulative",
        "incident",
        "background",
        "months",
        "weekdays",
        "year_word",
        "clause_break",
        "toll_verbs",
    )
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a candidate's features need beside its binding."""

    first: int
    last: int
    sentence: int
    title: bool
    spoken: str
    stance: str
    zero: bool
    background: bool
    when: When | None
    times: list[Timed]
    retold: bool
    neighbours: int
    marks: list[tuple[int, str]]
    lately: list[str]


def marks(text: Text, first: int, last: int) -> list[tuple[int, str]]:
    """The words of a sentence that tell over how long it counts, as (token, cue)."""
    return [
        (k, cue)
        for k, word in enumerate(text.words[first:last], first)
        if word.cues
        for cue in _among(word.cues, _OF_SCOPE)
    ]


@functools.cache
def _among(cues: frozenset[str], wanted: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(cues & wanted))


@functools.cache
def _weights() -> Mapping[str, Mapping[str, float]]:
    table: dict[str, dict[str, float]] = json.loads(
        resources.files("tocsin.extraction").joinpath("weights.json").read_text("utf-8")
    )
    return table


def threshold() -> float:
    """The probability below which a candidate is no claim."""
    return _weights()["claim"]["threshold"]


def probability(question: str, features: Iterator[str]) -> float:
    """How likely the answer to `question` ("claim", "cumulative") is yes, 0 to 1."""
    weights = _weights()[question]
    total = weights["bias"]
    for feature in features:
        total += weights.get(feature, 0.0)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def claim_features(text: Text, binding: Binding, around: Surroundings) -> Iterator[str]:
    """The names of what holds of a candidate, for the question whether it is a claim."""
    quantity, rule = binding.quantity, binding.rule
    size = (
        "none"
        if not quantity.counted
        else "one"
        if quantity.minimum == 1
        else "few"
        if (quantity.minimum or 0) < 20
        else "many"
    )
    yield f"effect={binding.effect}"
    yield f"target={binding.target}"
    yield f"effect={binding.effect} count={size}"
    yield f"direction={binding.direction} count={size}"
    yield f"voice={rule.voice} direction={binding.direction} passive={binding.trigger.passive}"
    yield f"rule={rule.name}"
    yield f"cost={min(12, round(binding.cost))}"
    yield f"form={quantity.form} numeral={quantity.number_first is not None and quantity.number_first != quantity.noun}"
    yield f"definite={quantity.definite} count={size}"
    yield f"preposition={quantity.preposition}"
    yield f"subset={binding.subset} count={size}"
    yield f"sentence={min(around.sentence, 4)} title={around.title}"
    yield f"spoken={around.spoken}"
    yield f"stance={around.stance} zero={around.zero}"
    yield f"neighbours={min(around.neighbours, 4)}"
    for name in ("generic", "others", "elliptical", "narrowed", "attacker"):
        if getattr(quantity, name):
            yield name
    if around.retold:
        yield f"same effect before count={size}"
    if around.background:
        yield "background"
    yield from _cues(text, "trigger", binding.trigger.at, around)
    yield from _cues(text, "quantity", quantity.first, around)


def scope_features(text: Text, binding: Binding, around: Surroundings, before: str) -> Iterator[str]:
    """The names of what holds of a candidate, for the question whether it is a running total.

    `before` is the scope of the candidate before it in the same or the last sentence, or "" where there is none.
    """
    found = list(_of_scope(text, binding, around, before))
    yield from found
    for main in found[:_MAIN]:
        for other in found:
            yield f"{main} & {other}"


def _of_scope(text: Text, binding: Binding, around: Surroundings, before: str) -> Iterator[str]:
    """The features of scope, first those whose meaning depends on the others."""
    yield f"before={before}"
    quantity = binding.quantity
    minimum = quantity.minimum or 0
    yield "count=none" if not quantity.counted else f"count={len(str(minimum))} digits"
    yield f"when={_length(around.when)}"
    yield f"effect={binding.effect}"
    yield f"toll={binding.rule.toll}"
    yield f"title={around.title}"
    yield f"subset={binding.subset}"
    yield from around.lately
    yield from _spans(text, binding, around)
    at = min(binding.trigger.at, quantity.first)
    seen = set()
    for k, cue in around.marks:
        gap = k - at
        where = ("before" if gap < 0 else "after") + (" near" if abs(gap) <= 8 else " far")
        seen.add(f"{cue} {where}")
        seen.add(cue)
    yield from seen


def lately(text: Text, sentence: int) -> list[str]:
    """Whether the title, the paragraph or the sentence before speaks of a longer time, as features."""
    found = []
    for number in {0, *range(max(0, sentence - _PARAGRAPH), sentence)} - {sentence}:
        first, last = text.sentences[number]
        if any("cumulative" in word.cues for word in text.words[first:last] if word.cues):
            if number == 0:
                found.append("cumulative in the title")
            if number == sentence - 1:
                found.append("cumulative one sentence before")
            if text.lines[number] == text.lines[sentence]:
                found.append("cumulative in the paragraph before")
                break
    return found


def _spans(text: Text, binding: Binding, around: Surroundings) -> Iterator[str]:
    """How long the times are that the sentence speaks of, and whether something lasted over them."""
    at = text.starts[binding.trigger.at]
    words = text.words
    for timed in around.times:
        if timed.when is None or timed.compares:
            continue
        k = bisect_left(text.starts, timed.span.start)
        lasting = any("during" in words[j].cues for j in range(max(around.first, k - 1), min(around.last, k + 2)))
        gap = timed.span.start - at
        where = "before" if gap < 0 else "after"
        yield f"time of {_length(timed.when)} lasting={lasting}"
        yield f"time of {_length(timed.when)} lasting={lasting} {where} near={abs(gap) < 60}"


def _length(when: When | None) -> str:
    """How long the time is that the claim tells of."""
    if when is None:
        return "untold"
    if when.start is None or when.end is None:
        return "open"
    days = (when.end - when.start) / timedelta(days=1)
    return "a day" if days < 2 else "days" if days < 8 else "weeks" if days < 60 else "long"


def _cues(text: Text, what: str, at: int, around: Surroundings) -> Iterator[str]:
    words = text.words
    for k in range(max(around.first, at - _WINDOW), at):
        for cue in _among(words[k].cues, _WATCHED):
            yield f"{cue} before {what}" if at - k > 1 else f"{cue} just before {what}"
    if at + 1 < around.last:
        for cue in _among(words[at + 1].cues, _WATCHED):
            yield f"{cue} just after {what}"
