"""One person told by a pronoun beside a word of harm: "killing him", "which led to her death", "she was killed"."""

from dataclasses import replace
from typing import Final

from tocsin.extraction.quantity import Quantity
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE, Rule

_BACK: Final = 40  # words before a pronoun in which the one whom it stands for may be named
_CAUSED: Final = 3  # words before "his death" in which the text says that something brought it about
_NEW: Final = 3  # words before a noun in which its article may stand
_AUXILIARIES: Final = frozenset(("passive", "perfect", "adverb", "negation"))
_BEFORE_VERB: Final = _AUXILIARIES | {"floats"}


def them(text: Text, at: int, amounts: list[Quantity], first: int) -> Quantity | None:
    """Those whom "they" before the word of harm at token `at` stands for: the last people counted in the sentence."""
    words, k = text.words, at - 1
    while k >= first and not words[k].cues.isdisjoint(_BEFORE_VERB):
        k -= 1
    if k < first or "they" not in words[k].cues:
        return None
    named = next((a for a in reversed(amounts) if a.last < k and a.target in PEOPLE and a.counted), None)
    if named is None or named.minimum == 1:
        return None
    return replace(named, first=k, last=k, noun=k, noun_last=k, preposition="", subject=False, pronoun=True)


def by_pronoun(text: Text, at: int, suffers: bool, rules: tuple[Rule, ...], first: int, last: int) -> Quantity | None:
    """The one whom a pronoun makes what the word of harm at token `at` is about."""
    subject = _subject(text, at, first) if suffers else None
    if subject is not None:
        return subject
    if suffers and at - 2 >= first and "object_pronouns" in text.words[at - 1].cues:
        return _told(text, at - 1, first)  # "shot him dead"
    if any("after" in rule.patient and rule.voice in ("active", "either") for rule in rules):
        k = at + 1
        if k < last and "object_pronouns" in text.words[k].cues and ends_phrase(text, k + 1, last):
            return _told(text, k, first)
    if any(rule.reach for rule in rules):
        return _owner(text, at, first)
    return None


def _subject(text: Text, at: int, first: int) -> Quantity | None:
    """ "She" in "she was killed"."""
    words, k = text.words, at - 1
    while k >= first and words[k].cues & _AUXILIARIES:
        k -= 1
    if k < first or not ("he" in words[k].cues or "she" in words[k].cues):
        return None
    return _one(k, "woman" if "she" in words[k].cues else last_new(text, k) or "person", True)


def last_new(text: Text, k: int) -> str | None:
    """The class of the last one person whom the words before token `k` speak of for the first time ("a cyclist")."""
    words = text.words
    for j in range(k - 1, max(0, k - _BACK), -1):
        noun = words[j].noun
        if noun is None or noun.number != 1 or noun.target not in PEOPLE:
            continue
        if any("indefinite" in word.cues for word in words[max(0, j - _NEW) : j]):
            return None if noun.generic else noun.target
    return None


def _owner(text: Text, at: int, first: int) -> Quantity | None:
    """ "His" in "which led to his immediate death", where the text says what brought it about."""
    words, k = text.words, at - 1
    if k > first and "owning_pronouns" not in words[k].cues and words[k].noun is None:
        k -= 1
    if k < first or "owning_pronouns" not in words[k].cues:
        return None
    caused = any("brings_about" in word.cues for word in words[max(first, k - _CAUSED) : k])
    return _told(text, k, first) if caused else None


def ends_phrase(text: Text, k: int, last: int) -> bool:
    """Whether no noun follows that a pronoun at the token before would own ("killing her two sons")."""
    if k >= last:
        return True
    word = text.words[k]
    return word.punctuation or bool(word.cues & _AFTER) or "and" in word.cues


_AFTER: Final = frozenset(("adverb", "place_in", "clause_break", "incident", "preposition", "weekdays", "with", "says"))


def _told(text: Text, k: int, first: int) -> Quantity:
    """The one whom the pronoun at token `k` stands for, of the class of the last person named before it."""
    for j in range(k - 1, max(-1, min(first, k) - _BACK, k - 2 * _BACK), -1):
        noun = text.words[j].noun
        if noun is not None and noun.number == 1 and noun.target in PEOPLE and not noun.generic:
            return _one(k, noun.target)
    return _one(k, "person")


def _one(k: int, target: str, definite: bool = False) -> Quantity:
    return Quantity(
        k,
        k,
        target,
        noun=k,
        noun_last=k,
        minimum=1,
        maximum=1,
        counted=True,
        form=1,
        number_first=k,
        number_last=k,
        definite=definite,
        pronoun=True,
    )
