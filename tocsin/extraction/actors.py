"""Who is said to have done it, where subjects stand before their verbs."""

from typing import Final

from tocsin.extraction.names_before import phrase_before
from tocsin.extraction.signs import ACCUSES, ATTACK, BY
from tocsin.extraction.speakers import phrase_after
from tocsin.extraction.text import Phrase, Text
from tocsin.extraction.triggers import Binding
from tocsin.extraction.words import PEOPLE, Word

Places = list[Phrase]
_REACH: Final = 10  # words after the harm in which its "by" may stand
_OWNER: Final = 4  # words before an attack that may say whose it is


def actor_before_verb(text: Text, binding: Binding, places: Places, first: int, last: int) -> Phrase | None:
    """After "by", the subject of the verb, or the side whose attack the sentence names; `places` are no states."""
    at, quantity = binding.trigger.at, binding.quantity
    near = max(at, quantity.last) if binding.direction != "before" else at
    for k in range(at, min(last, near + _REACH)):
        if text.words[k].signs & BY:
            found = phrase_after(text, k + 1, last)
            doer = None if found is None else _doer(text, found, places)
            if doer is not None:
                return doer
    if binding.direction == "after" and not binding.trigger.passive and binding.rule.voice in ("active", "either"):
        subject = phrase_before(text, at, first)
        if subject is not None and subject[0] - 2 >= first and "place_in" in text.words[subject[0] - 1].cues:
            attack = subject[0] - 2  # "an American strike in southern Somalia killed ..."
            owner = _owner(text, attack, first) if _attack(text.words[attack]) else None
            if owner is not None:
                return owner
        doer = None if subject is None else _doer(text, subject, places)
        if doer is not None:
            return doer
    for k in range(first, at):
        if text.words[k].signs & ACCUSES:
            found = phrase_after(text, k + 1, last)
            return None if found is None else _doer(text, (found[0], _without_charge(text, *found)), places)
    return _owner_of_attack(text, at, first, last)


def _without_charge(text: Text, first: int, last: int) -> int:
    """The last token of the accused, before what they are accused of."""
    return next((k - 1 for k in range(first + 1, last + 1) if "party_of" in text.words[k].cues), last)


def _doer(text: Text, span: Phrase, places: Places) -> Phrase | None:
    """The side in a phrase: all of it, or of an attack the words that say whose it is."""
    words = text.words
    first, last = span
    end = next((k - 1 for k in range(first + 1, last + 1) if _ends_name(words[k])), last)
    head = words[end]
    if _attack(head):
        return _owner(text, end, first)
    if "place_kinds" in head.cues or any(place[0] <= end <= place[1] for place in places):
        return None
    named = any(word.party or (word.capital and not word.known) for word in words[first : end + 1])
    people = head.noun is not None and head.noun.target in PEOPLE and not head.noun.generic
    thing = head.noun is not None and head.noun.target not in PEOPLE
    if not (named or (people and not thing) or "speakers" in head.cues):
        return None
    if words[last].modifier is not None:
        last = end  # "by the rebels over 24 hours"
    while first < last and "determiner" in words[first].cues:
        first += 1
    return first, last


def _ends_name(word: Word) -> bool:
    return bool("of" in word.cues or "place_in" in word.cues or "party_of" in word.cues) or word.modifier is not None


def _attack(word: Word) -> bool:
    return bool(word.signs & ATTACK or "not_counted" in word.cues)


def _owner(text: Text, at: int, first: int) -> Phrase | None:
    """The words before an attack that say whose it is: "an alleged Israeli airstrike"."""
    words = text.words
    for k in range(at - 1, max(first, at - _OWNER) - 1, -1):
        if words[k].party or "forces" in words[k].cues:
            start = k
            while start > first and (
                words[start - 1].party or (words[start - 1].capital and not words[start - 1].known)
            ):
                start -= 1
            return start, k
        if (
            words[k].punctuation
            or "place_in" in words[k].cues
            or "of" in words[k].cues
            or "clause_break" in words[k].cues
        ):
            return None
    return None


def _owner_of_attack(text: Text, at: int, first: int, last: int) -> Phrase | None:
    """Whose attack the sentence names, the nearest to the word of harm."""
    places = [k for k in range(first, last) if text.words[k].signs & ATTACK]
    for k in sorted(places, key=lambda k: abs(k - at)) if len(places) > 1 else places:
        owner = _owner(text, k, first)
        if owner is not None:
            return owner
    return None


def actor_told_elsewhere(text: Text, binding: Binding, claimant: Phrase | None, before: Phrase | None) -> Phrase | None:
    """The force that reports its own strikes, else whoever did what was told just before."""
    if not text.lexicon.subject_first or binding.effect == "lost":
        return None
    if claimant is None or binding.direction != "after" or binding.rule.things is None:
        return before
    fights = any("forces" in word.cues for word in text.words[claimant[0] : claimant[1] + 1])
    return claimant if fights else before
