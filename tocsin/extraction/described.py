"""What stands beside the harmed and says who they are: "twelve people, all of them villagers,", "the three dead were
farmers", "a fisherman, 26-year-old Salem Ali,", "two brothers, aged six and nine".
"""

from typing import Final

from tocsin.extraction.quantity import Quantity, has_number, head_is_last
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE

_ADULT: Final = 18  # years
_OF_THEM: Final = frozenset(("all_of_them", "part_of"))
_OWNER: Final = 5  # words from an owner's determiner to its possessive
_AGES: Final = 9  # tokens of the ages of several


def describe(text: Text, left: Quantity, right: Quantity) -> None:
    """Gives the first of two phrases the class that the second says it is of, and takes the second for no other one."""
    if not head_is_last(text) or right.target not in PEOPLE or has_number(right) or right.trigger is not None:
        return
    gap = text.words[left.last + 1 : right.first]
    told = _all_are(text, left, right) or _is_aged(text, left, right) or _dead_were(text, left, right)
    if gap and told:
        one, other = (left, right) if not _is_aged(text, left, right) else (right, left)
        one.target, one.generic = other.target, other.generic
        other.preposition = "whole"


def _all_are(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether the second phrase says between commas what all of the first are: ", all of them villagers,"."""
    gap = text.words[left.last + 1 : right.first + 1]
    if len(gap) < 2 or gap[0].text not in ",(" or right.form != 0 or right.generic or not has_number(left):
        return False
    several = left.target in PEOPLE and left.generic and (left.minimum or 0) > 1
    plain = all(word.adjective or word.party or word.cues & _OF_THEM or word.noun for word in gap[2:])
    after = text.words[right.last + 1 : right.last + 2]
    return several and plain and "all_of_them" in gap[1].cues and all(word.punctuation for word in after)


def _is_aged(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether the second phrase is the age and name of the one just told of: "a fisherman, 26-year-old Salem Ali"."""
    if left.target not in PEOPLE or left.form != 1 or left.generic or right.noun is None:
        return False
    gap = text.words[left.last + 1 : right.noun]
    aged = "ages" in text.words[right.noun].cues and right.generic
    return aged and bool(gap) and gap[0].text == "," and all(w.digits or w.number is not None for w in gap[1:])


def _dead_were(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether the sentence says who those were whom it counts as dead: "the three dead were farmers"."""
    gap = text.words[left.last + 1 : right.first]
    if not left.elliptical or not left.counted or right.form != 0 or right.generic or right.preposition:
        return False
    said = 2 <= len(gap) <= 4 and any(rule.people for rule in gap[0].rules) and "passive" in gap[1].cues
    after = text.words[right.last + 1 : right.last + 2]
    plain = all("floats" in word.cues or not (word.cues or word.known or word.punctuation) for word in gap[2:])
    return said and plain and not any(word.rules for word in after)


def are_minors(text: Text, k: int) -> bool:
    """Whether ages that are all children's follow somebody told of before token `k`: ", aged six and nine,"."""
    words = text.words
    k += k < len(words) and words[k].text in (",", "(")
    if k >= len(words) or "aged" not in words[k].cues:
        return False
    ages: list[int] = []
    for word in words[k + 1 : k + 1 + _AGES]:
        if word.text.isdecimal():
            ages.append(int(word.text))
        elif word.number is not None and word.number.role in ("unit", "teen", "ten"):
            ages.append(int(word.number.value))
        elif not ("and" in word.cues or word.text == ","):
            break
    return bool(ages) and max(ages) < _ADULT


def has_losses(text: Text, i: int, first: int, last: int) -> bool:
    """Whether losses of a body are told of ("inflicted losses on the group", "the army took heavy losses")."""
    k = i - 1
    while k > first and ("determiner" in text.words[k].cues or text.words[k].party):
        k -= 1
    told = (text.words[k], "after"), (text.words[i + 1] if i + 1 < last else text.words[k], "before")
    return any(rule.people == "casualties" and way in rule.patient for word, way in told for rule in word.rules)


def of_named(text: Text, i: int, head: int, last: int) -> bool:
    """Whether a body is that of one told by name ("Ahmad Saleh's body") or not told of ("the body of a woman")."""
    words = text.words
    if not head_is_last(text):
        return False
    if i > 1 and words[i - 1].text in text.lexicon.possessive:
        return words[i - 2].capital and not words[i - 2].known
    if head + 3 >= last or "of" not in words[head + 1].cues:
        return False
    one = any(rule.number == 1 for rule in words[head].rules)
    return (one and "indefinite" in words[head + 2].cues) or all(
        word.capital and not word.known for word in words[head + 2 : head + 4]
    )


def joined_owner(text: Text, k: int, first: int) -> int:
    """The first token of a thing whose owner "and" joins to what stands before, else the token `k` of the possessive:
    "eight houses and the village's school".
    """
    words, j = text.words, k - 1
    if j <= first or words[k].text not in text.lexicon.possessive:
        return k
    while (
        j > first
        and k - j < _OWNER
        and not (words[j].punctuation or words[j].rules or (words[j].amount and not words[j].noun))
    ):
        if "determiner" in words[j].cues or "and" in words[j - 1].cues:
            return j if "and" in words[j - 1].cues else k
        j -= 1
    return k
