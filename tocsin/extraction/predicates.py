"""What the harmed, or a part of them, are said to be: "of the 12 killed, four were women", "who served as a guide"."""

from typing import Final

from tocsin.extraction.bodies import narrow_by_phrase
from tocsin.extraction.heads import head_after
from tocsin.extraction.quantity import Quantity, head_is_last, is_participle
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE

_WHOLE: Final = 7  # words between a number and "were" in which those are named that it is a part of


def take_predicate(text: Text, quantity: Quantity, first: int, last: int) -> int | None:
    """Gives a number that is a part of others the noun that its sentence says of it, and tells where that stands."""
    plain = quantity.noun is None or quantity.trigger is not None or quantity.generic
    if not head_is_last(text) or not plain or not quantity.counted or quantity.number_first == quantity.noun:
        return None
    copula = _copula(text, quantity, first, last)
    head = head_after(text, copula + 1, last) if copula is not None else None
    if copula is None or head is None:
        return None
    word = text.words[head[1]]
    if word.noun is None or word.noun.target not in PEOPLE or word.rules:
        return None
    target = _class_of(text, *head, last)
    if target is None:
        return None
    if word.noun.number == 1 and (quantity.minimum, quantity.maximum) != (1, 1):
        return None
    counted = any(word.digits or word.number is not None for word in text.words[quantity.last + 1 : copula])
    if quantity.noun is None and (counted or copula == quantity.last + 1):  # the whole stands elsewhere
        quantity.part, quantity.preposition = True, "subset"
    quantity.target, quantity.generic, quantity.said = target, False, True
    quantity.noun = quantity.noun if quantity.noun is not None else quantity.first
    quantity.noun_last = quantity.noun_last if quantity.noun_last is not None else quantity.first
    return head[1]


def _class_of(text: Text, at: int, head: int, last: int) -> str | None:
    """The class of those whom a noun names, of "members" that of their body."""
    noun = text.words[head].noun
    if noun is None or not noun.generic:
        return None if noun is None else noun.target
    members = Quantity(at, head, noun.target, noun=at, noun_last=head, generic=True, form=noun.number)
    narrow_by_phrase(text, members, head + 1, last)
    return None if members.generic else members.target


def _copula(text: Text, quantity: Quantity, first: int, last: int) -> int | None:
    """The "were" after a number that is a part: of those that it is written behind, or of those named before."""
    words, k = text.words, quantity.last + 1
    of_them = quantity.part and "part_of" in words[quantity.last].cues
    if k >= last:
        return None
    if "passive" in words[k].cues and (of_them or _of_those(text, quantity.first, first)):
        return k
    if quantity.noun is None and not of_them and "of" not in words[k].cues:
        return None
    harmed = quantity.trigger is not None
    for j in range(k, min(last, k + _WHOLE)):
        word = words[j]
        if word.punctuation:
            return None
        if "passive" in word.cues:
            return j if harmed else None
        harmed = harmed or any(rule.people and not rule.weak for rule in word.rules)
    return None


def _of_those(text: Text, i: int, first: int) -> bool:
    """Whether the clause before a number says what it is a part of: "of the 12 killed, four ..."."""
    if i > first and "part_of" in text.words[i - 1].cues:
        return True  # "of whom four were children"
    if i - 2 > first and "and" in text.words[i - 1].cues and text.words[i - 2].noun is not None:
        k = i - 3
        while k > first and (
            text.words[k].adjective is not None or text.words[k].party or text.words[k].noun is not None
        ):
            k -= 1
        return "passive" in text.words[k].cues  # "three were soldiers and two were civilians"
    if i - 2 < first or text.words[i - 1].text != ",":
        return False
    for k in range(i - 2, first - 1, -1):
        if text.words[k].punctuation:
            return False
        if ("of" in text.words[k].cues or "among" in text.words[k].cues or "part_of" in text.words[k].cues) and (
            k == first or text.words[k - 1].punctuation
        ):
            return True
    return False


def only_tells_which(text: Text, left: Quantity, quantity: Quantity) -> bool:
    """Whether the phrase is only the object of a participle that tells which one before it is meant ("the ambulance
    serving the town was burned").
    """
    k = quantity.first - 1
    k -= "determiner" in text.words[k].cues
    named = left.noun is not None and text.words[left.noun].noun is not None
    return named and k == left.last + 1 and is_participle(text, text.words[k])


def in_role(text: Text, found: list[Quantity], quantity: Quantity) -> bool:
    """Whether the phrase says only what those just named, of whom a relative clause tells, worked as: "a man who
    served as a guide died".
    """
    if not quantity.indefinite or "in_role" not in text.words[quantity.first - 1].cues:
        return False
    people = next((other for other in reversed(found) if other.target in PEOPLE), None)
    between = text.words[people.last + 1 : quantity.first - 1] if people is not None else []
    told = any("relative" in word.cues for word in between)
    return told and not any(word.punctuation or word.rules for word in between)
