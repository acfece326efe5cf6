"""The class that a weak head takes of the body or people named behind it."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.quantity import STOPS, Quantity, begins_with_and, head_is_last, is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.words import JOINERS, PEOPLE

_MARKS: Final = frozenset('"“”«»')
_EMPLOYS: Final = frozenset(("of", "with", "place_in", "works_for"))
_AFTER_NOUN: Final = 4  # words after a noun that are searched for what narrows its class


def narrow_by_phrase(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """ "dead among civilians", "قتلى من الجنود": what follows a weak head with "of" or "among" gives its class."""
    if k >= last or begins_with_and(text, k):
        return
    j = k + 1
    if not quantity.generic:
        if "works_for" not in text.words[k].cues:
            quantity.target = _employer(text, k, last) or quantity.target
        return
    if "works_for" in text.words[k].cues:
        employed = _employer(text, k, last)
        if employed is not None:
            quantity.target, quantity.generic = employed, False
        return
    ranks = text.words[k].noun
    if ranks is not None and "among" in text.words[k].cues:
        quantity.target, quantity.generic, quantity.narrowed, quantity.last = ranks.target, False, True, k
        return  # "قتلى في صفوفهم"
    if not text.words[k].signs & (signs.OF | signs.AMONG):
        in_body = body_of(text, k, last) is not None and quantity.trigger is None
        if head_is_last(text) or not (in_body or _owned(text, quantity, k)):
            return
        j = k + in_body
    while j < min(last, k + 5):
        word = text.words[j]
        if word.text in '"“”«»(':
            j += 1
            continue
        if j > k and word.noun is None and ("determiner" in word.cues or _age(text, j)):
            j += 1
            continue
        if word.noun is not None and (not begins_with_and(text, j) or j == k):
            if (
                (word.noun.number != 1 or j == k or quantity.form == 1)
                and not word.noun.generic
                and word.noun.target in PEOPLE
            ):
                other = _other_class(text, j, last)
                if other is not None:
                    quantity.last = other  # "61 dead among civilians and members of the force": no class is all of them
                    return
                quantity.target, quantity.generic, quantity.narrowed = word.noun.target, False, True
                if quantity.trigger is None or quantity.noun == quantity.trigger:
                    quantity.last = j + _closes_mark(text, k, j, last)
                if quantity.form == 0 and not quantity.counted and j == k and _is_one(text, j):
                    quantity.minimum = quantity.maximum = quantity.form = 1  # "the bodies of a man and two girls"
                    quantity.counted, quantity.number_first, quantity.number_last = True, quantity.noun, quantity.noun
            return
        one = word.number is not None and word.number.value == 1
        if word.punctuation or word.rules or (word.number and not one) or word.digits or word.cues & STOPS:
            return
        j += 1


def body_of(text: Text, k: int, last: int) -> str | None:
    """The class of the force or service that "of" or "in" at token `k` says people to be of ("شاب من الجيش", "عضو في
    حزب الله").
    """
    if head_is_last(text) or k + 1 >= last or not text.words[k].signs & (signs.OF | signs.PLACE_IN):
        return None
    j = k + 1 + (text.words[k + 1].text in _MARKS)
    body = text.words[j].noun if j < last and not begins_with_and(text, j) else None
    if body is None or not body.collective or body.target not in ("military", "medic"):
        return None
    return body.target


def _closes_mark(text: Text, k: int, j: int, last: int) -> bool:
    """Whether the mark after token `j` closes one that opened behind token `k`: member of the "SDF"."""
    marked = any(word.text in _MARKS for word in text.words[k + 1 : j])
    return marked and j + 1 < last and text.words[j + 1].text in _MARKS


def _other_class(text: Text, j: int, last: int) -> int | None:
    """The noun of people of another class that "and" joins without a number to the one at token `j`."""
    words, noun = text.words, text.words[j].noun
    if not head_is_last(text) or j + 1 >= last or "and" not in words[j + 1].cues or noun is None:
        return None
    for k in range(j + 2, min(last, j + 2 + _AFTER_NOUN)):
        word = words[k]
        if word.punctuation or word.rules or word.number is not None or word.digits or word.cues & STOPS:
            return None
        if word.noun is not None:
            wanted = word.noun.target in PEOPLE and word.noun.target not in ("person", noun.target)
            wanted = wanted or "members" in word.cues
            return k if wanted and word.noun.number == 0 else None
    return None


def _is_one(text: Text, k: int) -> bool:
    """Whether the token is one person who is spoken of for the first time."""
    noun = text.words[k].noun
    return noun is not None and noun.number == 1 and not is_definite(text, text.words[k])


def _employer(text: Text, k: int, last: int) -> str | None:
    """The class of those who work for what follows: "two employees of the clinic"."""
    if "party_of" not in text.words[k].cues and not (text.words[k].cues & _EMPLOYS):
        return None
    for word in text.words[k + 1 : min(last, k + 1 + _AFTER_NOUN + 2)]:
        if word.noun is not None:
            if word.noun.target == "hospital":
                return "medic"
            if word.noun.collective and (word.noun.target in ("medic", "journalist") or not head_is_last(text)):
                return word.noun.target
        if word.punctuation or word.rules or "clause_break" in word.cues:
            return None
    return None


def _age(text: Text, j: int) -> bool:
    """Whether token `j` is of an age before a noun: "a 19-year-old woman"."""
    word = text.words[j]
    near = text.words[j : j + 3]
    return (word.digits or word.text in JOINERS or "ages" in word.cues) and any("ages" in w.cues for w in near)


def _owned(text: Text, quantity: Quantity, k: int) -> bool:
    """Whether token `k` is the owner of a weak head just before it: "قتلى الجيش", "أفراد القوة", "جثة جندي", "قتلى
    للجيش".
    """
    if k + 1 < len(text.words) and text.words[k].text in '«“"':
        k, gap = k + 1, 2
    else:
        gap = 1
    word = text.words[k]
    if word.noun is None or quantity.last != k - gap or text.words[k - gap].enclitic:
        return False
    prepositions = text.lexicon.prepositions
    owned = all(prepositions.get(clitic, "of") == "of" for clitic in text.lexicon.clitics(word))
    return owned and not begins_with_and(text, k) and word.noun.target in PEOPLE and not word.rules
