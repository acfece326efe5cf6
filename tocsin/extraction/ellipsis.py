"""Numbers of people whom the words before them name: "another", "a third", "four of them"."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.quantity import Quantity, harms_people, head_is_last, is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.words import ENDS, PEOPLE

_ASIDE: Final = 5  # words from "a third" to the end of what is said of him between commas
_PAIR: Final = 14  # words from "one of them" to "the other"
_BACK: Final = 60  # words back to the people of the sentence before


def single(text: Text, i: int, first: int, last: int) -> Quantity | None:
    """One more of those named before, where it is the subject of what follows: "and another was wounded"."""
    words, k = text.words, i + 1
    if not head_is_last(text):
        return _one(i) if _is_object(text, i) else None
    if "singles" not in words[i].cues or k >= last:
        return None
    if _ends_object(text, i, first):
        return _one(i)
    if words[k].text == ",":
        k = next((j + 1 for j in range(k + 1, min(last, k + _ASIDE)) if words[j].text == ","), last)
    while k < last and words[k].cues & _AUXILIARIES:
        k += 1
    if k >= last or not any(rule.people and rule.voice in ("passive", "either") for rule in words[k].rules):
        return None
    if k == i + 1 and k + 1 < last and (words[k + 1].amount or "determiner" in words[k + 1].cues):
        return None  # "another killed two people"
    return _one(i)


def _ends_object(text: Text, i: int, first: int) -> bool:
    """Whether a verb of harm stands just before and the phrase ends here: "wounded another", "damaged a third"."""
    if i == first or not any("after" in rule.patient and not rule.weak for rule in text.words[i - 1].rules):
        return False
    after = text.words[i + 1]
    return after.punctuation or bool(after.cues & {"and", "place_in", "clause_break", "alive"})


def _one(i: int) -> Quantity:
    """One of the class of those named before."""
    return Quantity(
        i, i, None, minimum=1, maximum=1, counted=True, form=1, others=True, generic=True, number_first=i, number_last=i
    )


def _is_object(text: Text, i: int) -> bool:
    """Whether "one of them" stands right after a word of harm, or "the other" after one a little before it ("وفاة
    أحدهما وإصابة الآخر").
    """
    words = text.words
    if i == 0 or not harms_people(words[i - 1]):
        return False
    return not is_definite(text, words[i]) or any("singles" in word.cues for word in words[max(0, i - _PAIR) : i])


_AUXILIARIES: Final = frozenset(("passive", "perfect", "adverb"))


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


def glosses_whole(text: Text, k: int, first: int, last: int) -> bool:
    """Whether brackets that tell of parts, and of no harm, open at token `k` just after what they are parts of."""
    words = text.words
    if k - 1 < first or words[k].text != "(" or words[k - 1].noun is None:
        return False
    close = next((j for j in range(k + 1, last) if words[j].text == ")"), None)
    return close is not None and not any(word.rules for word in words[k:close])


def shared(text: Text, quantity: Quantity, k: int, first: int) -> bool:
    """Makes a number that a fraction ends before, at token `k` or before a determiner there, that part of it ("half of
    the 4,000 houses").
    """
    words = text.words
    k -= "determiner" in words[k].cues
    share = words[k - 1].number if k > first and words[k].signs & signs.OF else None
    if share is None or share.role != "fraction" or not quantity.counted or quantity.number_first == quantity.noun:
        return False
    quantity.first = k - 1
    quantity.minimum = int((quantity.minimum or 0) * share.value)
    quantity.maximum = None if quantity.maximum is None else int(quantity.maximum * share.value)
    return True
