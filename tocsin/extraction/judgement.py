"""What is learned: how likely a candidate is a claim, and whether it is a running total.

Two logistic models over named features that no language owns; `tools/train_judgement.py` fits their weights
(weights.json) on gold documents. A probability is the logistic of the sum of the weights of the features that hold.
"""

import functools
import json
import math
from bisect import bisect_left
from datetime import timedelta
from importlib import resources

from tocsin.extraction import signs
from tocsin.extraction.candidate import Candidate
from tocsin.extraction.occasions import events, periods
from tocsin.extraction.signs import OF_SCOPE
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
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
_LONGER = frozenset(("cumulative", "during"))
_COMPARED = 12  # words from "the worst" to the longer time with which an event is compared
_MAIN = 3  # features of scope that are also taken together with each other one
_AND = " & "  # between two features that are taken together
_NEAR = 60  # code points between a word of harm and a time near it
_PARAGRAPH = 8  # sentences before that may be of the same paragraph


class Surroundings:
    """What a candidate's features need beside its binding, as it was before it was judged.

    `retold`: its effect was told of before; `neighbours` are the other candidates of its sentence, at tokens `span`.
    """

    def __init__(
        self,
        candidate: Candidate,
        span: tuple[int, int],
        retold: bool,
        neighbours: int,
        marks: list[tuple[int, str]],
        lately: list[str],
        spells: list[int],
    ) -> None:
        self.first, self.last = span
        self.sentence = candidate.sentence
        self.title = candidate.title
        self.spoken = candidate.spoken
        self.stance = candidate.stance
        self.zero = candidate.zero
        self.background = candidate.background
        self.when = candidate.when
        self.times = candidate.times
        self.retold = retold
        self.neighbours = neighbours
        self.marks = marks
        self.lately = lately
        self.spells = spells


def marks(text: Text, first: int, last: int, told: list[int]) -> list[tuple[int, str]]:
    """The words of a sentence that tell over how long it counts, as (token, cue); `told` are the longer times that it
    tells by their number.
    """
    found: list[tuple[int, str]] = [(k, "cumulative") for k in told]
    compared = first - _COMPARED
    for k, word in enumerate(text.words[first:last], first):
        if not word.signs & signs.SCOPE:
            continue
        if "superlative" in word.cues:
            compared = k
        if "months" in word.cues and not word.capital and text.lexicon.cased:
            continue  # "may"
        held = k - compared < _COMPARED
        found += [(k, cue) for cue in _of_scope.of(word.cues) if not (held and cue in _LONGER)]
    return found


class _Among:
    """The cues of a word that are wanted, in order, with `behind` written to each; words share their sets of cues."""

    def __init__(self, wanted: frozenset[str], behind: str = "") -> None:
        self._wanted = wanted
        self._behind = behind
        self._known: dict[frozenset[str], tuple[str, ...]] = {}

    def of(self, cues: frozenset[str]) -> tuple[str, ...]:
        known = self._known.get(cues)
        if known is None:
            known = self._known[cues] = tuple(cue + self._behind for cue in sorted(cues & self._wanted))
        return known


class _Beside:
    """The features that the cues of the words beside a trigger or a quantity give a candidate."""

    def __init__(self, what: str) -> None:
        self._before = _Among(_WATCHED, f" before {what}")
        self._just_before = _Among(_WATCHED, f" just before {what}")
        self._just_after = _Among(_WATCHED, f" just after {what}")

    def add(self, found: list[str], text: Text, at: int, around: Surroundings) -> None:
        """Adds those of the words beside token `at`."""
        words = text.words
        for k in range(max(around.first, at - _WINDOW), at):
            if words[k].cues:
                found += (self._before if at - k > 1 else self._just_before).of(words[k].cues)
        if at + 1 < around.last and words[at + 1].cues:
            found += self._just_after.of(words[at + 1].cues)


_beside_trigger = _Beside("trigger")
_beside_quantity = _Beside("quantity")
_of_scope = _Among(OF_SCOPE)
_PLACED = {
    cue: (f"{cue} before near", f"{cue} before far", f"{cue} after near", f"{cue} after far") for cue in OF_SCOPE
}


class _Model:
    """The weights of the features of one question, and those of two features that hold together."""

    def __init__(self, weights: dict[str, float]) -> None:
        self.bias = weights["bias"]
        self.threshold = weights.get("threshold", 0.5)
        self.alone: dict[str, float] = {}
        self.together: dict[str, dict[str, float]] = {}
        for feature, weight in weights.items():
            main, both, other = feature.partition(_AND)
            if both:
                self.together.setdefault(main, {})[other] = weight
            else:
                self.alone[feature] = weight

    def probability(self, features: list[str], main: int = 0) -> float:
        """How likely the answer is yes, 0 to 1, the first `main` features taken with each other one as well."""
        total, alone = self.bias, self.alone
        for feature in features:
            total += alone.get(feature, 0.0)
        for first in features[:main]:
            together = self.together.get(first)
            if together is not None:
                for feature in features:
                    total += together.get(feature, 0.0)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@functools.cache
def _models() -> tuple[_Model, _Model]:
    """Whether a candidate is a claim, and whether it is a running total."""
    table = json.loads(resources.files("tocsin.extraction").joinpath("weights.json").read_text("utf-8"))
    return _Model(table["claim"]), _Model(table["cumulative"])


def threshold() -> float:
    """The probability below which a candidate is no claim."""
    return _models()[0].threshold


def of_claim(text: Text, binding: Binding, around: Surroundings) -> float:
    """How likely a candidate is a claim, 0 to 1."""
    return _models()[0].probability(claim_features(text, binding, around))


def of_total(text: Text, binding: Binding, around: Surroundings, before: str) -> float:
    """How likely a candidate is a running total, 0 to 1; `before` as for `scope_features`."""
    return _models()[1].probability(_alone(text, binding, around, before), _MAIN)


def claim_features(text: Text, binding: Binding, around: Surroundings) -> list[str]:
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
    found = [
        f"effect={binding.effect}",
        f"target={binding.target}",
        f"effect={binding.effect} count={size}",
        f"direction={binding.direction} count={size}",
        f"voice={rule.voice} direction={binding.direction} passive={binding.trigger.passive}",
        f"rule={rule.name}",
        f"cost={min(12, round(binding.cost))}",
        f"form={quantity.form} numeral={quantity.number_first is not None and quantity.number_first != quantity.noun}",
        f"definite={quantity.definite} count={size}",
        f"preposition={quantity.preposition}",
        f"subset={binding.subset} count={size}",
        f"sentence={min(around.sentence, 4)} title={around.title}",
        f"spoken={around.spoken}",
        f"stance={around.stance} zero={around.zero}",
        f"neighbours={min(around.neighbours, 4)}",
    ]
    for name in ("generic", "others", "elliptical", "narrowed", "attacker"):
        if getattr(quantity, name):
            found.append(name)
    if around.retold:
        found.append(f"same effect before count={size}")
    if around.background:
        found.append("background")
    _beside_trigger.add(found, text, binding.trigger.at, around)
    _beside_quantity.add(found, text, quantity.first, around)
    return found


def scope_features(text: Text, binding: Binding, around: Surroundings, before: str) -> list[str]:
    """The names of what holds of a candidate, for the question whether it is a running total.

    `before` is the scope of the candidate before it and how near that stands, or "" where there is none.
    """
    found = _alone(text, binding, around, before)
    together = [main + _AND + other for main in found[:_MAIN] for other in found]
    return found + together


def _alone(text: Text, binding: Binding, around: Surroundings, before: str) -> list[str]:
    """The features of scope one by one, first those whose meaning depends on the others."""
    quantity = binding.quantity
    at = min(binding.trigger.at, quantity.first)
    found = [
        f"before={before}",
        f"count={len(str(quantity.minimum or quantity.maximum or 0))} digits" if quantity.counted else "count=none",
        f"when={_length(around.when)}",
        f"effect={binding.effect}",
        f"toll={binding.rule.toll}",
        f"title={around.title}",
        f"subset={binding.subset}",
        f"definite={quantity.definite} counted={quantity.counted}",
        f"others={quantity.others}",
        *events(text, at, around.first, around.last),
        *periods(text, at, around.first, around.last, any(cue in _LONGER for _, cue in around.marks)),
        *around.lately,
        *_spans(text, binding, around),
    ]
    seen: dict[str, None] = {}
    for k, cue in around.marks:
        gap = k - at
        seen[_PLACED[cue][2 * (gap >= 0) + (abs(gap) > 8)]] = None
        seen[cue] = None
    found += seen
    return found


def lately(text: Text, sentence: int) -> list[str]:
    """Whether the title, the paragraph or the sentence before speaks of a longer time, as features."""
    found = []
    for number in {0, *range(max(0, sentence - _PARAGRAPH), sentence)} - {sentence}:
        if text.signs[number] & signs.CUMULATIVE:
            if number == 0:
                found.append("cumulative in the title")
            if number == sentence - 1:
                found.append("cumulative one sentence before")
            if text.lines[number] == text.lines[sentence]:
                found.append("cumulative in the paragraph before")
                break
    return found


def _spans(text: Text, binding: Binding, around: Surroundings) -> list[str]:
    """How long the times are that the sentence speaks of, and whether something lasted over them, as features."""
    at = text.starts[binding.trigger.at]
    found = []
    for timed in around.times:
        if timed.when is None or timed.compares:
            continue
        k = bisect_left(text.starts, timed.span.start)
        near = text.words[max(around.first, k - 1) : min(around.last, k + 2)]
        length = f"time of {_length(timed.when)} lasting={any('during' in word.cues for word in near)}"
        gap = timed.span.start - at
        found += [length, f"{length} {'before' if gap < 0 else 'after'} near={abs(gap) < _NEAR}"]
    return found


def _length(when: When | None) -> str:
    """How long the time is that the claim tells of."""
    if when is None:
        return "untold"
    if when.start is None or when.end is None:
        return "open"
    days = (when.end - when.start) / timedelta(days=1)
    return "a day" if days < 2 else "days" if days < 8 else "weeks" if days < 60 else "long"
