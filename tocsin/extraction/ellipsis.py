"""Numbers of people whom the words before them name: "another", "a third", "four of them"."""

from tocsin.extraction.lexicon import ENDS, PEOPLE
from tocsin.extraction.quantity import Quantity
from tocsin.extraction.text import Text

_ASIDE = 5  # words from "a third" to the end of what is said of him between commas
_BACK = 60  # words back to the people of the sentence before


def single(text: Text, i: int, last: int) -> Quantity | None:
    """One more of those named before, where it is the subject of what follows: "and another was wounded"."""
    words, k = text.words, i + 1
    if "singles" not in words[i].cues or k >= last:
        return None
    if words[k].text == ",":
        k = next((j + 1 for j in range(k + 1, min(last, k + _ASIDE)) if words[j].text == ","), last)
    while k < last and words[k].cues & _AUXILIARIES:
        k += 1
    if k >= last or not any(rule.people and rule.voice in ("passive", "either") for rule in words[k].rules):
        return None
    if k == i + 1 and k + 1 < last and (words[k + 1].amount or "determiner" in words[k + 1].cues):
        return None  # "another killed two people"
    return Quantity(
        i, i, None, minimum=1, maximum=1, counted=True, form=1, others=True, generic=True, number_first=i, number_last=i
    )


_AUXILIARIES = frozenset(("passive", "perfect", "adverb"))


def crowd_before(text: Text, first: int) -> str | None:
    """The class of the last people of the sentence before token `first`, whom "four of them" may take up."""
    for k in range(first - 2, max(0, first - _BACK), -1):
        word = text.words[k]
        if word.text in ENDS:
            return None
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and not noun.generic and (noun.number == 0 or noun.collective):
            return noun.target
    return None
