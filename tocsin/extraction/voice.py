"""Whether a word of harm that may be passive or active is the one or the other here."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.text import Text
from tocsin.extraction.words import Rule

_STATE: Final = 8  # words between "left" and the state it left somebody in


AFTER_PARTICIPLE: Final = frozenset(
    (
        "place_in",
        "actor_by",
        "and",
        "or",
        "clause_break",
        "incident",
        "cumulative",
        "so_far",
        "weekdays",
        "months",
        "says",
        "goes_on",
        "according_to",
        "subset",
        "part_of",
    )
)


def _left(text: Text, i: int, first: int) -> bool:
    """Whether the harmed stand between "left" and the word for their state ("left three others wounded")."""
    for k in range(i - 1, max(first, i - _STATE) - 1, -1):
        word = text.words[k]
        if not word.cues:
            if word.punctuation or word.rules:
                return False
            continue
        if word.signs & signs.LEAVES:
            return k < i - 1
        if (
            word.punctuation
            or (word.rules and "and" not in word.cues)
            or word.signs & signs.PRONOUN_SUBJECTS
            or word.signs & signs.CLAUSE_BREAK
            or word.signs & signs.COMPLEMENTISERS
        ):
            return False
    return False


def is_passive(text: Text, i: int, first: int) -> bool:
    if _left(text, i, first):
        return True
    k = i - 1
    while k >= max(first, i - 4):
        word = text.words[k]
        if word.signs & signs.PASSIVE:
            return True
        if word.punctuation or word.known:
            if word.signs & (signs.AND | signs.NEGATION) or word.rules or "adverb" in word.cues:
                k -= 1
                continue
            return _joined_to_passive(text, i, first)
        k -= 1
    return False


def _joined_to_passive(text: Text, i: int, first: int) -> bool:
    """Whether the participle goes on with a passive before it, of whatever verb: "was stopped at a bridge and shot"."""
    words, k = text.words, i - 1
    while k > first and "adverb" in words[k].cues:
        k -= 1
    if not text.lexicon.head_last or "and" not in words[k].cues or _has_object(text, i + 1):
        return False
    for j in range(k - 1, max(first, k - _JOINED), -1):
        word = words[j]
        if "passive" in word.cues:
            verb = words[j + 1]
            return verb.noun is None and verb.adjective is None and not verb.capital and verb.cues.isdisjoint(_NO_VERB)
        if word.punctuation or word.cues & _OTHER_CLAUSE or "and" in word.cues:
            return False
    return False


def _has_object(text: Text, k: int) -> bool:
    """Whether somebody or something harmed may begin at token `k`."""
    if k >= len(text.words):
        return False
    word = text.words[k]
    return bool(word.amount or word.noun or word.capital) or not word.cues.isdisjoint(_NO_VERB - {"place_in"})


_JOINED: Final = 10  # words from "was" to the second of two participles
_NO_VERB: Final = frozenset(("determiner", "place_in", "negation", "zero", "of", "object_pronouns", "among"))
_OTHER_CLAUSE: Final = frozenset(
    ("clause_break", "complementisers", "relative", "says", "denies", "pronoun_subjects", "perfect")
)


_TELLER: Final = 10  # words from a participle to the verb of the one who tells of it


def is_active(text: Text, i: int, first: int, last: int) -> bool:
    """Whether a form that may be past tense or participle has its object after it, or "has" before it: the subject did
    it.
    """
    words = text.words
    k = i - 1
    while k >= first and "adverb" in words[k].cues:
        k -= 1
    if k >= first and "perfect" in words[k].cues:
        alone = i + 1 >= last or words[i + 1].punctuation
        return not (alone and all(tells_of_things(rule) for rule in words[i].rules))  # "after two sheds had burnt"
    if i + 1 >= last:
        return False
    after = words[i + 1]
    if (
        after.rules
        or (after.number is not None and after.number.role != "article")
        or after.digits
        or after.modifier is not None
        or after.cues & AFTER_PARTICIPLE
    ):
        return False
    if not ("determiner" in after.cues or after.noun or after.adjective or after.party or after.capital):
        return False
    return not _told_by(text, i, first, last)


def _told_by(text: Text, i: int, first: int, last: int) -> bool:
    """Whether a number stands before the participle and who tells it after, in text without commas ("30 wounded a
    police source said").
    """
    before = text.words[i - 1] if i > first else None
    if before is None or not (before.digits or before.number is not None):
        return False
    for k in range(i + 2, min(last, i + _TELLER)):
        word = text.words[k]
        if "says" in word.cues:
            return any("speakers" in teller.cues for teller in text.words[i + 1 : k])
        if word.punctuation or word.rules or "relative" in word.cues:
            return False
    return False


def tells_of_things(rule: Rule) -> bool:
    """Whether the word is first one for things, and of people only where their class is told."""
    return rule.people is None or (bool(rule.only) and rule.things is None)


def is_attributive(text: Text, i: int, first: int) -> bool:
    """Whether a participle only describes the noun after it ("from a collapsed building", "the wounded girl")."""
    if i == first or "relative" in text.words[i - 1].cues:
        return False
    if i + 1 < len(text.words) and "determiner" in text.words[i + 1].cues:
        return False  # "another destroyed a bunker"
    things = all(tells_of_things(rule) for rule in text.words[i].rules)
    if things and any("footage" in word.cues for word in text.words[first:i]):
        return False  # "showed a burnt-out bus"
    return bool(text.words[i - 1].cues & {"determiner", "of", "among", "place_in", "actor_by", "preposition", "with"})
