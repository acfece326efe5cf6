"""Harm told item by item under a heading that ends with a colon: "The fatalities are as follows:"."""

from dataclasses import replace

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.joining import extend
from tocsin.extraction.lexicon import BULLETS, PEOPLE
from tocsin.extraction.parts import APART
from tocsin.extraction.quantities import quantities
from tocsin.extraction.quantity import has_number
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding

_TITLE = 12  # words before the colon in which the heading says what befell those of the list
_OF_PARTS = 4  # words before "as follows" in which the word of harm may stand
ITEM = "an item of a list"  # the note on such a claim


def heading(text: Text, first: int, last: int, number: int, found: list[Candidate]) -> Candidate | None:
    """What the last word of harm of a sentence says of people, where a list of them follows its colon."""
    if text.words[last - 1].text != ":" or not found or found[-1].sentence != number:
        return None
    told = found[-1]
    if told.stance != "asserts" or told.zero:
        return None
    low = max(first, last - _TITLE)
    for k in range(last - 2, low - 1, -1):
        word = text.words[k]
        if "subset" in word.cues:
            low = max(low, k - _OF_PARTS)  # "and the dead are:" tells of those of the first number
        if k < low or (word.punctuation and low > last - _TITLE):
            return None
        rule = next((rule for rule in word.rules if rule.people and not rule.weak), None)
        if rule is not None and rule.people is not None:
            trigger = replace(told.binding.trigger, at=k, partner=None)
            return replace(told, binding=replace(told.binding, trigger=trigger, rule=rule, effect=rule.people))
    return None


def item(text: Text, head: Candidate, first: int, last: int) -> list[Binding]:
    """What a line of the list says: its number of people, and what it adds to them."""
    amounts = quantities(text, first, last)
    if not amounts or not has_number(amounts[0]) or amounts[0].trigger is not None:
        return []
    amount, whole = amounts[0], head.binding
    if amount.target not in PEOPLE or any(word.text not in BULLETS for word in text.words[first : amount.first]):
        return []
    trigger = replace(whole.trigger, at=amount.first, partner=None)
    told = Binding(trigger, whole.rule, amount, whole.effect, amount.target or "person", True, notes=[APART])
    return extend(text, [told], amounts, {0}, first, last)
