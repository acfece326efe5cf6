"""What is learned: how likely a candidate is a claim, and whether it is a running total.

Two logistic models over named features that no language owns; `tools/train_judgement.py` fits their weights
(weights.json) on gold documents. A probability is the logistic of the sum of the weights of the features that hold.
"""

from bisect import bisect_left
from datetime import timedelta
from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.candidate import Candidate
from tocsin.extraction.model import Both, Either, Feature, Model, Named
from tocsin.extraction.occasions import events, periods
from tocsin.extraction.signs import OF_SCOPE
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from topics.claims import When

_WINDOW: Final = 4  # words before and after that are looked at for cues
_CUES: Final = (
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
_WATCHED: Final = frozenset(_CUES)
_LONGER: Final = frozenset(("cumulative", "during"))
_COMPARED: Final = 12  # words from "the worst" to the longer time with which an event is compared
MAIN: Final = 3  # features of scope that are also taken together with each other one
_FEW: Final = 20  # fewer are few
_DAY: Final = timedelta(days=1)
_NEAR: Final = 60  # code points between a word of harm and a time near it
_PARAGRAPH: Final = 8  # sentences before that may be of the same paragraph


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
    for k in [k for k in range(first, last) if text.words[k].signs & signs.SCOPE]:
        word = text.words[k]
        if "superlative" in word.cues:
            compared = k
        if "months" in word.cues and not word.capital and text.lexicon.cased:
            continue  # "may"
        held = k - compared < _COMPARED
        found += [(k, cue) for cue in _ordered(word.cues) if not (held and cue in _LONGER)]
    return found


_orders: Final[dict[frozenset[str], list[str]]] = {}


def _ordered(cues: frozenset[str]) -> list[str]:
    """Those of a word's cues that are of scope, in order; words share their sets of cues."""
    known = _orders.get(cues)
    if known is None:
        known = _orders[cues] = sorted(cues & OF_SCOPE)
    return known


class _Among:
    """The features of the cues of a word that are wanted, in order, with `behind` written to the name of each."""

    def __init__(self, model: Model, wanted: frozenset[str], behind: str = "") -> None:
        self._model = model
        self._wanted = wanted
        self._behind = behind
        self._known: dict[frozenset[str], list[Feature]] = {}  # words share their sets of cues

    def of(self, cues: frozenset[str]) -> list[Feature]:
        known = self._known.get(cues)
        if known is None:
            made = [self._model.feature(cue + self._behind) for cue in sorted(cues & self._wanted)]
            known = self._known[cues] = made
        return known


class _Beside:
    """The features that the cues of the words beside a trigger or a quantity give a candidate."""

    def __init__(self, model: Model, what: str) -> None:
        self._before = _Among(model, _WATCHED, f" before {what}")
        self._just_before = _Among(model, _WATCHED, f" just before {what}")
        self._just_after = _Among(model, _WATCHED, f" just after {what}")

    def add(self, found: list[Feature], text: Text, at: int, around: Surroundings) -> None:
        """Adds those of the words beside token `at`."""
        words = text.words
        for k in range(max(around.first, at - _WINDOW), at):
            if words[k].cues:
                found += (self._before if at - k > 1 else self._just_before).of(words[k].cues)
        if at + 1 < around.last and words[at + 1].cues:
            found += self._just_after.of(words[at + 1].cues)


class _OfClaim:
    """The features by which a candidate is a claim."""

    def __init__(self, model: Model) -> None:
        self.effect = Named(model, "effect")
        self.target = Named(model, "target")
        self.effect_count = Both(model, "effect", "count")
        self.direction_count = Both(model, "direction", "count")
        self.active = Both(model, "voice", "direction", " passive=False")
        self.passive = Both(model, "voice", "direction", " passive=True")
        self.rule = Named(model, "rule")
        self.cost = Named(model, "cost")
        self.form = Both(model, "form", "numeral")
        self.definite = Both(model, "definite", "count")
        self.preposition = Named(model, "preposition")
        self.subset = Both(model, "subset", "count")
        self.sentence = Both(model, "sentence", "title")
        self.spoken = Named(model, "spoken")
        self.stance = Both(model, "stance", "zero")
        self.neighbours = Named(model, "neighbours")
        self.generic = model.feature("generic")
        self.others = model.feature("others")
        self.elliptical = model.feature("elliptical")
        self.narrowed = model.feature("narrowed")
        self.attacker = model.feature("attacker")
        self.retold = Named(model, "same effect before count")
        self.background = model.feature("background")
        self.beside_trigger = _Beside(model, "trigger")
        self.beside_quantity = _Beside(model, "quantity")


class _OfScope:
    """The features by which a candidate is a running total."""

    def __init__(self, model: Model) -> None:
        self.before = Named(model, "before")
        self.count = Named(model, "count", " digits")
        self.uncounted = model.feature("count=none")
        self.when = Named(model, "when")
        self.effect = Named(model, "effect")
        self.toll = Either(model, "toll")
        self.title = Either(model, "title")
        self.subset = Either(model, "subset")
        self.definite = Both(model, "definite", "counted")
        self.others = Either(model, "others")
        self.cue = {cue: model.feature(cue) for cue in OF_SCOPE}
        places = ("before near", "before far", "after near", "after far")
        self.placed = {cue: [model.feature(f"{cue} {place}") for place in places] for cue in OF_SCOPE}


_CLAIM: Final = Model("claim")
_TOTAL: Final = Model("cumulative")
_of_claim: Final = _OfClaim(_CLAIM)
_of_scope: Final = _OfScope(_TOTAL)


def threshold() -> float:
    """The probability below which a candidate is no claim."""
    return _CLAIM.threshold


def of_claim(text: Text, binding: Binding, around: Surroundings) -> float:
    """How likely a candidate is a claim, 0 to 1."""
    return _CLAIM.probability(claim_features(text, binding, around))


def of_total(text: Text, binding: Binding, around: Surroundings, before: str) -> float:
    """How likely a candidate is a running total, 0 to 1; `before` as for `scope_features`."""
    return _TOTAL.probability(scope_features(text, binding, around, before), MAIN)


def _said(holds: bool) -> str:
    return "True" if holds else "False"


def claim_features(text: Text, binding: Binding, around: Surroundings) -> list[Feature]:
    """What holds of a candidate, for the question whether it is a claim."""
    quantity, rule, known = binding.quantity, binding.rule, _of_claim
    if not quantity.counted:
        size = "none"
    elif quantity.minimum == 1:
        size = "one"
    else:
        size = "few" if (quantity.minimum or 0) < _FEW else "many"
    voice = known.passive if binding.trigger.passive else known.active
    numeral = quantity.number_first is not None and quantity.number_first != quantity.noun
    found = [
        known.effect.of(binding.effect),
        known.target.of(binding.target),
        known.effect_count.of(binding.effect, size),
        known.direction_count.of(binding.direction, size),
        voice.of(rule.voice, binding.direction),
        known.rule.of(rule.name),
        known.cost.of(str(min(12, round(binding.cost)))),
        known.form.of(str(quantity.form), _said(numeral)),
        known.definite.of(_said(quantity.definite), size),
        known.preposition.of(quantity.preposition),
        known.subset.of(_said(binding.subset), size),
        known.sentence.of(str(min(around.sentence, 4)), _said(around.title)),
        known.spoken.of(around.spoken),
        known.stance.of(around.stance, _said(around.zero)),
        known.neighbours.of(str(min(around.neighbours, 4))),
    ]
    if quantity.generic:
        found.append(known.generic)
    if quantity.others:
        found.append(known.others)
    if quantity.elliptical:
        found.append(known.elliptical)
    if quantity.narrowed:
        found.append(known.narrowed)
    if quantity.attacker:
        found.append(known.attacker)
    if around.retold:
        found.append(known.retold.of(size))
    if around.background:
        found.append(known.background)
    known.beside_trigger.add(found, text, binding.trigger.at, around)
    known.beside_quantity.add(found, text, quantity.first, around)
    return found


def scope_features(text: Text, binding: Binding, around: Surroundings, before: str) -> list[Feature]:
    """What holds of a candidate, for the question whether it is a running total; first the `MAIN` features, whose
    meaning depends on the others.

    `before` is the scope of the candidate before it and how near that stands, or "" where there is none.
    """
    quantity, known = binding.quantity, _of_scope
    at = min(binding.trigger.at, quantity.first)
    digits = str(len(str(quantity.minimum or quantity.maximum or 0)))
    found = [
        known.before.of(before),
        known.count.of(digits) if quantity.counted else known.uncounted,
        known.when.of(_length(around.when)),
        known.effect.of(binding.effect),
        known.toll.of(binding.rule.toll),
        known.title.of(around.title),
        known.subset.of(binding.subset),
        known.definite.of(_said(quantity.definite), _said(quantity.counted)),
        known.others.of(quantity.others),
    ]
    names = events(text, at, around.first, around.last)
    if text.signs[around.sentence] & signs.PERIOD and any(cue in _LONGER for _, cue in around.marks):
        names += periods(text, at, around.first, around.last)
    names += around.lately
    names += _spans(text, binding, around)
    found += [_TOTAL.feature(name) for name in names]
    seen: dict[Feature, None] = {}
    for k, cue in around.marks:
        gap = k - at
        seen[known.placed[cue][2 * (gap >= 0) + (abs(gap) > 8)]] = None
        seen[known.cue[cue]] = None
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
    days = (when.end - when.start) / _DAY
    return "a day" if days < 2 else "days" if days < 8 else "weeks" if days < 60 else "long"
