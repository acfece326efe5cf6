"""The learned judgement of a document's candidates."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.candidate import Candidate
from tocsin.extraction.judgement import Surroundings, lately, marks, of_claim, of_total, threshold
from tocsin.extraction.lists import ITEM
from tocsin.extraction.parts import APART
from tocsin.extraction.signs import CUMULATIVE, SCOPE, SPELL
from tocsin.extraction.spells import spells, told_over
from tocsin.extraction.text import Text
from tocsin.extraction.words import BULLETS

_CLAUSE: Final = 4  # words from a relative pronoun to its verb of harm
_EVENT: Final = 6  # words from an attack to the relative clause about it
_PICKED: Final = 24  # words from "the deadliest of which" to the harm
_NEXT: Final = 2  # sentences over which a running total goes on


def judge(text: Text, found: list[Candidate]) -> None:
    """Gives each candidate its confidence and scope; one that is too doubtful is no claim."""
    last: Candidate | None = None
    beside, least = surroundings(text, found), threshold()
    for number, candidate in enumerate(found):
        around = beside[number]
        before = told_before(text, last.scope, last.sentence, candidate) if last is not None else ""
        summed = of_total(text, candidate.binding, around, before) >= 0.5
        summed = summed or told_over(text, candidate.binding.trigger.at, around.spells)
        summed = summed and not (_starting_point(text, candidate, around) or _foremost(text, candidate, around))
        if ITEM in candidate.rules and last is not None:
            candidate.scope = last.scope
        elif summed or (last is not None and _item_of_total(text, candidate, last)):
            candidate.scope = "cumulative"
            ended = candidate.when is not None and candidate.when.precision == "open"
            candidate.background = candidate.background and (candidate.recalled or ended)  # or else a total up to now
        last = candidate
        candidate.confidence = round(of_claim(text, candidate.binding, around), 3)
        if candidate.against is None and candidate.confidence < least and not _plain_part(text, candidate):
            candidate.against = f"doubtful: {candidate.confidence:.2f} of 1"


def _plain_part(text: Text, candidate: Candidate) -> bool:
    """Whether the text says outright that a number is a part: "including" stands before it, or it was told apart."""
    binding = candidate.binding
    if not (binding.subset and binding.quantity.counted):
        return binding.quantity.part and binding.quantity.counted and binding.quantity.elliptical  # "seven of them"
    return APART in binding.notes or "subset" in text.words[max(0, binding.quantity.first - 1)].cues


def _item_of_total(text: Text, candidate: Candidate, last: Candidate) -> bool:
    """Whether an item of a list, with no time of its own, goes on with a running total."""
    first, end = text.sentences[candidate.sentence]
    if last.scope != "cumulative" or text.words[first].text not in BULLETS or candidate.times:
        return False
    return goes_on(text, last.sentence, candidate.sentence) and not any(
        "incident" in word.cues for word in text.words[first:end]
    )


def _starting_point(text: Text, candidate: Candidate, around: Surroundings) -> bool:
    """Whether it is the event from which a longer time is counted ("since the attack that killed 12")."""
    at, words = candidate.binding.trigger.at, text.words
    relative = next(
        (k for k in range(at - 1, max(around.first, at - _CLAUSE), -1) if "relative" in words[k].cues), None
    )
    if relative is None:
        return False
    for k in range(relative - 1, max(around.first, relative - _EVENT) - 1, -1):
        if "single_events" in words[k].cues:
            return any(word.cues & {"cumulative", "during"} for word in words[max(around.first, k - 2) : k])
    return False


def _foremost(text: Text, candidate: Candidate, around: Surroundings) -> bool:
    """Whether it is the one event that a sentence about many picks out ("the deadliest of which was the attack on")."""
    words, at = text.words, candidate.binding.trigger.at
    return any(
        words[k].signs & signs.FOREMOST
        and any("single_events" in word.cues or word.rules for word in words[k + 1 : k + 4])
        for k in range(max(around.first, at - _PICKED), at)
    )


def told_before(text: Text, scope: str, last: int, candidate: Candidate) -> str:
    """The scope of the candidate before, of sentence `last`, with how near it stands and whether a statement begins
    between, for the features of the next one.
    """
    number = candidate.sentence
    if last == number:
        return f"{scope} same"
    anew = " told" if candidate.spoken in _ANEW else ""
    if goes_on(text, last, number):
        return f"{scope}{anew}"
    return f"{scope} apart{anew}" if number - last == 1 else ""


_ANEW: Final = frozenset(("says", "according to", "quoted"))


def goes_on(text: Text, last: int, number: int) -> bool:
    """Whether a sentence goes on with the count of an earlier one: in the same paragraph, or as an item of a list."""
    item = text.words[text.sentences[number][0]].text in BULLETS
    return number - last <= _NEXT and (item or text.lines[last] == text.lines[number])


def _marks(text: Text, number: int, over: list[int]) -> list[tuple[int, str]]:
    """The words of a sentence that tell over how long it counts."""
    first, last = text.sentences[number]
    return marks(text, first, last, over) if over or text.signs[number] & SCOPE else []


def _spells(text: Text, number: int) -> list[int]:
    """The tokens of a sentence that tell of a time of several days or more."""
    first, last = text.sentences[number]
    return spells(text, first, last) if text.signs[number] & SPELL else []


def surroundings(text: Text, found: list[Candidate]) -> list[Surroundings]:
    """What the learned judgement looks at around each candidate."""
    told: set[str] = set()
    together: dict[int, int] = {}
    for candidate in found:
        together[candidate.sentence] = together.get(candidate.sentence, 0) + 1
    longer = any(held & CUMULATIVE for held in text.signs)
    told_of = {number: _spells(text, number) for number in together}
    marked = {
        number: (_marks(text, number, over), lately(text, number) if longer else []) for number, over in told_of.items()
    }
    around = []
    for candidate in found:
        number, family = candidate.sentence, candidate.family
        scope, before = marked[number]
        span, beside = text.sentences[number], together[number] - 1
        around.append(Surroundings(candidate, span, family in told, beside, scope, before, told_of[number]))
        told.add(family)
    return around
