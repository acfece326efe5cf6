"""One person whom neither a number nor a listed noun tells of, but a name or a nation."""

from typing import Final

from tocsin.extraction.number_contexts import kind_at
from tocsin.extraction.quantity import Quantity, head_is_last
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE

_BEHIND_ONE: Final = frozenset(
    ("passive", "perfect", "place_in", "and", "actor_by", "relative", "clause_break", "subset")
)
_NAME: Final = 4  # words of a name
_TITLE: Final = 4  # words after a name in which its bearer's office stands
_CLOSES: Final = frozenset(",).;")
_ADULT: Final = 18  # years
_TEN: Final = 10
_AGED: Final = 10  # words from somebody to the unit of her age
_SAID: Final = 4  # words from "aged" to the number
_NO_AGE: Final = frozenset(("says", "subset", "clause_break", "actor_by"))


def of_nation(text: Text, i: int, last: int) -> Quantity | None:
    """One person told of by a nation alone: "a Palestinian was killed"."""
    at = i + 1
    if not head_is_last(text) or at >= last or not text.words[at].party or text.words[at].noun is not None:
        return None
    if at + 1 < last:
        after = text.words[at + 1]
        ends = after.punctuation or after.rules or not after.cues.isdisjoint(_BEHIND_ONE)
        if not ends or after.noun is not None or after.adjective is not None:
            return None
        beyond = text.words[at + 2] if at + 2 < last else None
        if beyond is not None and i > 0 and text.words[i - 1].text == after.text == "," and "passive" in beyond.cues:
            return None  # "a second, an Iraqi, was captured"
    quantity = Quantity(i, at, "person", noun=at, noun_last=at, minimum=1, maximum=1, counted=True, generic=True)
    quantity.form, quantity.number_first, quantity.number_last, quantity.party = 1, at, at, at
    quantity.indefinite = True
    return quantity


def by_name(text: Text, i: int, first: int, last: int) -> Quantity | None:
    """One person told by name just after a word of harm or "including": "مقتل محمد خلف الراوي", "بينهم أبو عمر"."""
    words, j = text.words, i + 1
    if (
        i == first
        or words[i].proclitics
        or not ("subset" in words[i - 1].cues or any(r.people and not r.weak for r in words[i - 1].rules))
    ):
        return None
    while (
        j < min(last, i + _NAME)
        and (not words[j].known or "given_names" in words[j].cues or "kunya" in words[j].cues)
        and not words[j].punctuation
        and not words[j].digits
    ):
        j += 1
    if j - i < 2:
        return None
    quantity = Quantity(
        i,
        j - 1,
        "military" if "kunya" in words[i].cues else "person",  # a nom de guerre
        noun=i,
        noun_last=j - 1,
        minimum=1,
        maximum=1,
        counted=True,
        form=1,
        number_first=i,
        number_last=j - 1,
    )
    for k in range(j, min(last, j + _TITLE)):
        word = words[k]
        if word.punctuation or word.rules or word.number is not None or word.digits:
            break
        if word.noun is not None and word.noun.number == 1 and word.noun.target in PEOPLE and not word.noun.generic:
            quantity.target = word.noun.target
            break
    return quantity


def is_minor(text: Text, k: int) -> bool:
    """Whether a child's age follows somebody told of before token `k`: "Omar Khalil, 5,", "his son (5)", "aged 9"."""
    words = text.words
    if k + 1 >= len(words):
        return False
    opened = words[k].text in (",", "(")
    k += opened
    labelled = kind_at(words, k) == "label"
    k += labelled
    if k + 1 >= len(words) or not (opened or labelled) or not words[k].text.isdecimal():
        return False
    return int(words[k].text) < _ADULT and (labelled or words[k + 1].text in _CLOSES)


def are_minors(text: Text, quantity: Quantity, last: int) -> bool:
    """Whether an age below eighteen stands behind people whose nouns come first ("شاب (16 عاما)", "شقيقان أعمارهما 9
    و11 عاما").
    """
    words = text.words
    for k in range(quantity.last + 1, min(last, quantity.last + 1 + _AGED)):
        word = words[k]
        if "age_units" in word.cues:
            said = range(k - 1, max(quantity.last, k - 1 - _SAID), -1)
            known = any(words[j].text == "(" or "aged" in words[j].cues for j in said)
            return known and 0 < _years(text, k - 1) < _ADULT
        people = word.noun is not None and word.noun.target in PEOPLE and not word.noun.generic
        if people or word.text in ".;؛:" or not word.cues.isdisjoint(_NO_AGE):
            return False
        if word.rules and "aged" not in word.cues:
            return False
    return False


def _years(text: Text, k: int) -> int:
    """The number that ends at token `k`; 0 where none does."""
    word, before = text.words[k], text.words[k - 1]
    if word.digits:
        return int(word.text) if word.text.isdecimal() else int(word.stem) if word.stem.isdecimal() else 0
    value = int(word.number.value or 0) if word.number is not None else 0
    ones = int(before.number.value or 0) if value == _TEN and before.number is not None else 0
    return value + (ones if ones < _TEN else 0)
