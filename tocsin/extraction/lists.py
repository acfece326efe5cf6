"""Lists of the parts of a total, one to a line: "118 dead, who are:" and below it "- 36 of the army"."""

from typing import Final

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.parts import far_parts, part_of, told_at
from tocsin.extraction.quantities import quantities
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.extraction.words import PEOPLE

ITEM: Final = "an item of a list"  # the note on such a claim
_NAMED: Final = 5  # words before the colon in which it is named whose list it is


def heads_list(text: Text, number: int, last: int, found: list[Candidate]) -> Candidate | None:
    """The total whose parts the lines below tell of: the first of the sentence, or of those whom its end names."""
    if text.words[last - 1].text != ":":
        return None
    near = reversed(text.words[max(0, last - _NAMED) : last - 1])
    named = next(({rule.people for rule in word.rules} for word in near if word.rules), set[str | None]())
    told: Candidate | None = None
    for candidate in reversed(found):
        if number - candidate.sentence > 1 or (told is not None and candidate.sentence < told.sentence):
            break
        if candidate.against is not None or candidate.zero or not candidate.binding.quantity.counted:
            continue
        if candidate.effect in named or not (named or candidate.binding.subset):
            told = candidate  # of several the first, the dead
    return told if told is not None and told.target in PEOPLE else None


def is_item(text: Text, first: int, last: int) -> bool:
    """Whether a sentence begins as an item does: with a number, or a list sign before one."""
    start = _start(text, first, last)
    return start < last and (text.words[start].digits or text.words[start].number is not None)


def _start(text: Text, first: int, last: int) -> int:
    while first < last and text.words[first].punctuation:
        first += 1
    return first


def item(text: Text, whole: Candidate, told: list[Binding], first: int, last: int) -> list[Binding]:
    """The part of the total with which an item begins, and its own parts, where no word of harm has told of it."""
    amounts = quantities(text, first, last)
    start = _start(text, first, last)
    head = next((k for k, amount in enumerate(amounts) if amount.first == start), None)
    taken = {k for k, amount in enumerate(amounts) for binding in told if binding.quantity.first == amount.first}
    if head is None or head in taken:
        return []
    made = part_of(told_at(whole.binding, amounts[head]), amounts[head])
    if made is None:
        return []
    made.subset = False
    parts = far_parts(text, made, amounts, taken, head)
    made.subset = True
    made.notes.append(ITEM)
    return [made, *parts]
