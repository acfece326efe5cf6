"""The noun that a number counts, and what narrows its class."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.bodies import body_of, narrow_by_phrase
from tocsin.extraction.numbers import number_at
from tocsin.extraction.quantity import (
    REACH,
    STOPS,
    Quantity,
    begins_with_and,
    count_by,
    head_is_last,
    is_body,
    is_definite,
    may_go_on,
    nounlike,
    runs_into_name,
    self_rule,
    tells_of_noun,
)
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE, Word

_AFTER_NOUN: Final = 4  # words after a noun that are searched for what narrows its class


def head_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The noun (first and last token) that a number just before token `i` counts."""
    words, head_last = text.words, text.lexicon.head_last
    j, skipped, of = i, 0, False
    while j < last:
        word = words[j]
        if word.punctuation:
            if (
                word.text in "\"“”«»'‘’("
                and skipped <= REACH
                and (j > i or _quotes_word(text, j, last) or _quotes_number(text, i))
            ):
                j, skipped = j + 1, skipped + 1
                continue
            return None
        if nounlike(word) and not begins_with_and(text, j) and (of or word.noun is None or not word.noun.collective):
            if not head_last:
                return j, j
            k = j
            while (
                k + 1 < last
                and nounlike(words[k + 1])
                and not runs_into_name(text, k)
                and not words[k + 1].rules
                and words[k + 1].number is None
                and not is_body(words[k + 1])
            ):
                k += 1
            owned = of and k + 2 < last and words[k + 1].text in text.lexicon.possessive
            if owned and nounlike(words[k + 2]):
                k += 2  # "two of the ship's crew"
            if k + 2 < last and words[k + 1].text in "'’" and self_rule(words[k + 2]) is not None:
                return k + 2, k + 2  # "two soldiers' deaths"
            if (
                self_rule(words[k]) is None
                and k + 1 < last
                and self_rule(words[k + 1]) is not None
                and words[k].noun is not None
            ):
                return k + 1, k + 1
            return k, k
        if "with" in word.cues and head_last:
            return None  # "one of them with the markings of an army"
        if begins_with_and(text, j) or (word.number is not None and word.number.role != "article") or word.digits:
            return None
        if "of" in word.cues and not of:
            of, j = True, j + 1
            continue
        if "others" in word.cues and not head_last:
            return None
        if word.rules and not word.adjective:
            if j > i or not _describes(text, j, last):
                return None
            j, skipped = j + 1, skipped + 1
            continue
        if word.cues & STOPS and not (
            head_last and "adverb" in word.cues and j + 1 < last and (words[j + 1].noun or words[j + 1].adjective)
        ):
            return None
        if word.party and (j + 1 >= last or not may_go_on(text, j + 1)):
            return j, j
        if (
            "determiner" in word.cues
            or word.adjective is not None
            or word.party
            or word.capital
            or "others" in word.cues
            or head_last
            or of
        ):
            j, skipped = j + 1, skipped + 1
        else:
            return None
        if skipped > (REACH if head_last else 1):
            return None
    return None


def _describes(text: Text, j: int, last: int) -> bool:
    """Whether a participle of harm stands before the noun that it tells of: "six charred tanks"."""
    words = text.words
    if not head_is_last(text) or not any(tells_of_noun(rule) for rule in words[j].rules):
        return False
    k = j + 1
    while k < last and not words[k].rules and (_single(words[k]) or (words[k].adjective and not words[k].noun)):
        k += 1
    noun = words[k].noun if k < last and not words[k].rules else None
    if noun is None or noun.number != 0 or noun.collective:
        return False
    return k + 1 >= last or not ("says" in words[k + 1].cues or "denies" in words[k + 1].cues)


def _single(word: Word) -> bool:
    return word.noun is not None and word.noun.number == 1


def _quotes_word(text: Text, j: int, last: int) -> bool:
    """Whether the quotation mark at `j` holds a word or two, as in: two "SDF" fighters."""
    return text.words[j].text in '"“‘' and any(text.words[k].text in '"”’' for k in range(j + 2, min(last, j + 7)))


def _quotes_number(text: Text, i: int) -> bool:
    """Whether the mark at token `i` closes the quotation of a number before its noun ("over 70" militants)."""
    return text.words[i].text in '"”’' and any(word.text in '"“‘' for word in text.words[max(0, i - 3) : i])


def take_head(text: Text, quantity: Quantity, first: int, head: int, last: int) -> None:
    word = text.words[head]
    quantity.noun, quantity.noun_last = first, head
    quantity.last = max(quantity.last, head)
    rule = self_rule(word)
    if rule is not None:
        quantity.trigger, quantity.target, quantity.generic = head, rule.target or "person", rule.target is None
        quantity.form = rule.number
    if word.noun is None and rule is None:
        quantity.target, quantity.generic, quantity.party = "person", True, head
    if word.noun is not None and rule is None:
        quantity.target, quantity.generic, quantity.form = word.noun.target, word.noun.generic, word.noun.number
        quantity.other = word.other
    if word.signs & signs.AGES and _minor(text, first):
        quantity.target, quantity.generic = "child", False  # "a 12-year-old"
    quantity.attacker = "attacker" in word.cues
    quantity.others = any(text.words[k].signs & signs.OTHERS for k in range(quantity.first, head + 1))
    for k in range(quantity.first, head):
        narrow(text, quantity, k)
    k = head + 1
    while k < min(last, head + 1 + _AFTER_NOUN):
        after = text.words[k]
        if after.punctuation or begins_with_and(text, k) or after.number is not None or after.digits:
            break
        if after.adjective is None and not after.party and not after.signs & signs.OTHERS:
            break
        if after.noun is not None and not head_is_last(text) and is_definite(text, after) != is_definite(text, word):
            break  # another noun: "خطف مسلحون الصحفي"
        quantity.others = quantity.others or "others" in after.cues
        narrow(text, quantity, k)
        quantity.last = k
        k += 1
    if head_is_last(text) and rule is None and _unknown_head(text, k, last):
        quantity.last, k = k, k + 1
    if quantity.generic or "staff" in word.cues:
        narrow_by_phrase(text, quantity, k, last)
    elif rule is not None and rule.target == "infrastructure":
        _narrow_thing(text, quantity, k, last)
    elif word.signs & signs.THING_PARTS:
        _narrow_part(text, quantity, k, last)
    elif quantity.target == "person" and not head_is_last(text):
        quantity.target = body_of(text, k, last) or quantity.target


_MINOR: Final = 18  # years below which somebody is a child


def _minor(text: Text, i: int) -> bool:
    """Whether the age before token `i` is a child's."""
    before = text.words[i - 1]
    if before.digits:
        return before.text.isdigit() and int(before.text) < _MINOR
    told = before.number is not None and before.number.role in ("unit", "teen")
    return told and before.number is not None and before.number.value < _MINOR


def _unknown_head(text: Text, k: int, last: int) -> bool:
    """Whether the unknown word at `k` ends a noun phrase after the noun that the pack knows ("bridge section")."""
    if k >= last:
        return False
    word = text.words[k]
    if (
        word.punctuation
        or word.capital
        or word.digits
        or word.noun
        or word.rules
        or word.cues
        or word.number
        or word.party
        or word.adjective
    ):
        return False
    return k + 1 >= last or text.words[k + 1].punctuation or begins_with_and(text, k + 1)


def narrow(text: Text, quantity: Quantity, k: int) -> None:
    word = text.words[k]
    if word.party and quantity.party is None:
        quantity.party = k
    target = None
    if word.adjective is not None:
        target = word.adjective.target(quantity.target) or (word.adjective.target() if quantity.generic else None)
    elif (
        word.noun is not None
        and word.noun.target in PEOPLE
        and not word.noun.generic
        and quantity.generic
        and (quantity.trigger is not None or (quantity.noun is not None and _of_members(text, quantity, word)))
    ):
        target = word.noun.target
    if target is not None:
        quantity.target, quantity.generic = target, False


def _of_members(text: Text, quantity: Quantity, word: Word) -> bool:
    """Whether a body stands before the word for its members: "an SDF member"."""
    head = text.words[quantity.noun_last if quantity.noun_last is not None else quantity.last]
    if word.noun is None or not word.noun.collective:
        return False
    return "members" in head.cues or ("men" in head.cues and word.noun.target == "military")


def _narrow_thing(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """ "damage to a school", "أضرار في منازل": what damage with nothing named was done to, where it is said at once."""
    skipped = 0
    while k < last and skipped <= _AFTER_NOUN:
        word = text.words[k]
        if (
            word.punctuation
            or begins_with_and(text, k)
            or word.rules
            or word.cues & {"complementisers", "clause_break", "says", "actor_by"}
        ):
            return
        if word.digits or word.number is not None:
            phrase = number_at(text.words, k, last, text.lexicon.grammar)  # "damage to 20 houses"
            head = head_after(text, phrase.end, last) if phrase is not None and phrase.quantified else None
            noun = text.words[head[1]].noun if head is not None else None
            if phrase is not None and head is not None and noun is not None and noun.target not in PEOPLE:
                count_by(quantity, phrase)
                quantity.target, quantity.last = noun.target, head[1]
                quantity.number_first, quantity.number_last = k, phrase.end - 1
            return
        if word.noun is not None and word.noun.target not in PEOPLE:
            quantity.target = word.noun.target
            quantity.last = k
            if word.noun.number in (1, 2):
                quantity.minimum = quantity.maximum = word.noun.number
                quantity.counted, quantity.number_first, quantity.number_last = True, k, k
            return
        skipped += not ("of" in word.cues or "place_in" in word.cues or "determiner" in word.cues)
        k += 1


def _narrow_part(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """ "The roof of a school": a part of a thing is of the thing's class."""
    owned = k < last and not head_is_last(text) and text.words[k].noun is not None and quantity.last == k - 1
    if k >= last or not (owned or "of" in text.words[k].cues):
        return
    for j in range(k + (not owned), min(last, k + 1 + _AFTER_NOUN)):
        word = text.words[j]
        phrase = number_at(text.words, j, last, text.lexicon.grammar) if word.digits or word.number else None
        if phrase is not None and phrase.quantified and (phrase.min or 0) > 1 and quantity.number_first is None:
            count_by(quantity, phrase)  # "the windows of 14 flats"
            quantity.number_first, quantity.number_last = j, phrase.end - 1
        if word.noun is not None and word.noun.target not in PEOPLE:
            quantity.target, quantity.last, quantity.piece = word.noun.target, j, True
            if word.noun.number in (1, 2) and quantity.number_first in (None, quantity.noun):
                quantity.minimum = quantity.maximum = quantity.form = word.noun.number
                quantity.counted, quantity.number_first, quantity.number_last = True, j, j
            if owned:
                return
        elif word.punctuation or word.rules or word.cues & STOPS or begins_with_and(text, j):
            return
