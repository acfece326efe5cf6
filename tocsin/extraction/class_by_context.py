"""The class of harmed whom nothing but a number or a general noun names, where the words around tell it, in languages
whose noun phrases end with their head: "four of his men", "fired on protesters, killing six".
"""

import itertools
from typing import Final

from tocsin.extraction.quantity import Quantity, head_is_last
from tocsin.extraction.referents import last_new
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.extraction.words import ENDS, PEOPLE, Word

_BACK: Final = 30  # words before those harmed in which the ones they are of may be named
_LOOKS: Final = 5  # words after a noun in which what its bearers wore or carried may stand
_LOSSES: Final = 9  # words before a number in which the losses that it tells of may be named
_PHRASE: Final = 4  # words from a preposition or a blow to the head of what it governs
_FALLS_ON: Final = frozenset(("carries", "struck_at", "arrested"))
_WORK: Final = frozenset(("civilian", "military", "journalist", "medic"))  # what "the man" may be
_MANNED: Final = frozenset(("manned", "warcraft"))
_PASSIVE: Final = frozenset(("passive", "perfect", "adverb"))
_NO_VICTIM: Final = frozenset(("actor_by", "says", "denies", "according_to"))


def own_people(text: Text, amounts: list[Quantity]) -> None:
    """Gives men and members the class of the force that a possessive says they are of."""
    for amount in amounts if head_is_last(text) else ():
        if amount.target == "person" and amount.generic and amount.noun is not None and amount.trigger is None:
            owned = _owned(text, amount)
            if owned == "military":
                amount.target, amount.generic = owned, False


def class_around(text: Text, bindings: list[Binding], first: int, last: int) -> list[Binding]:
    """The bindings, those of people of no known class given the one that the words around tell."""
    if not head_is_last(text):
        return bindings
    for binding in bindings:
        quantity = binding.quantity
        if binding.target == "civilian" and quantity.noun is not None and "staff" in text.words[quantity.noun].cues:
            binding.target = _owned(text, quantity) or binding.target
        if binding.target == "person" and quantity.noun is not None and "fellows" in text.words[quantity.noun].cues:
            binding.target = _owned(text, quantity) or binding.target
        if binding.target == "ship" and quantity.noun is not None and not _afloat(text, quantity.noun_last):
            binding.target = "vehicle"
        if binding.target != "person" or quantity.pronoun or not (quantity.elliptical or quantity.generic):
            continue
        told = _owned(text, quantity) or _looks(text, quantity.last) or whose(text, binding.trigger.at, first)
        named = quantity.noun is not None or _touches(text, quantity.last, binding.trigger.at)
        if told is None and binding.trigger.at > quantity.last and named:
            told = _looks(text, binding.trigger.at)
        if told is None and quantity.generic and quantity.definite and quantity.form == 1 and not quantity.elliptical:
            new = last_new(text, quantity.first)
            told = new if new in _WORK else None
        if binding.rule.side and told is None:
            told = _speaker_side(text, binding.trigger.at) or _loser(text, binding, first)
        losses = quantity.elliptical or quantity.trigger is not None
        told = told or (_own_losses(text, quantity, first) if losses else None)
        told = told or (_had(text, quantity) if losses else None)
        told = told or _paid_by(text, binding) or (_fronted(text, quantity, first) if losses else None)
        bare = quantity.elliptical or (quantity.noun is not None and "others" in text.words[quantity.noun].cues)
        if told is None and bare and not quantity.part and quantity.crowd is None and not binding.rule.toll:
            told = _struck(text, binding, first) or _struck_behind(text, binding, last)
        binding.target = told or binding.target
    for one, two in itertools.pairwise(sorted(bindings, key=lambda binding: binding.quantity.first)):
        alone = one.target == "person" and one.quantity.elliptical and two.quantity.elliptical
        if alone and two.target in PEOPLE and 0 < two.quantity.first - one.trigger.at <= 2:
            one.target = two.target  # "12 killed and 20 wounded on the government side"
    return bindings


def _touches(text: Text, last: int, at: int) -> bool:
    """Whether nothing but what makes a passive stands between a number and its word of harm."""
    return all(word.cues & _PASSIVE for word in text.words[last + 1 : at])


def of_speaker(text: Text, binding: Binding, speaker: tuple[int, int] | None) -> str | None:
    """The class of those whom their speaker calls his own: "we lost two men, a rebel said", "one of our men"."""
    quantity, at = binding.quantity, binding.trigger.at
    if speaker is None or not head_is_last(text) or binding.target not in ("person", "civilian"):
        return None
    named = text.words[quantity.noun if quantity.noun is not None else quantity.last]
    if not (quantity.elliptical or quantity.generic or "staff" in named.cues):
        return None
    near = text.words[max(0, quantity.first - 2) : quantity.last + 1]
    own = any("ours" in word.cues or ("staff" in named.cues and "possessors" in word.cues) for word in near)
    own = own or (binding.rule.side and any("ours" in word.cues for word in text.words[max(0, at - _PHRASE) : at]))
    for word in reversed(text.words[speaker[0] : speaker[1] + 1]) if own else ():
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and (noun.target in _WORK - {"civilian"} or noun.collective):
            return noun.target
    return None


def _paid_by(text: Text, binding: Binding) -> str | None:
    """The class of the side that lost them, between the verb and their number: "cost the rebels 11 men"."""
    if "costing" not in text.words[binding.trigger.at].cues:
        return None
    side = text.words[binding.trigger.at + 1 : binding.quantity.first]
    nouns = [word.noun for word in side if word.noun is not None and word.noun.target in PEOPLE]
    return nouns[-1].target if nouns else None


def _afloat(text: Text, head: int | None) -> bool:
    """Whether what may be a lorry or a ship ("tanker") is a ship, as the article tells of the sea."""
    if head is None or "lorry_or_ship" not in text.words[head].cues:
        return True
    after = text.words[head + 1] if head + 1 < len(text.words) else None
    named = after is not None and after.capital and not after.known and text.lexicon.cased  # "the tanker Sounion"
    if text.at_sea is None:
        text.at_sea = any("at_sea" in word.cues for word in text.words)
    return named or text.at_sea


def _owned(text: Text, quantity: Quantity) -> str | None:
    """The class of the force whose they are: "his men", "the army's dead", "its members"."""
    words, noun = text.words, quantity.noun if quantity.noun is not None else quantity.last
    if quantity.noun is None and _of_their_own(text, quantity.last + 1):
        return _owner(text, quantity.first)
    for k in range(noun, max(0, quantity.first - 2), -1):
        if words[k].text in text.lexicon.possessive:
            owner = words[k - 1]
            force = owner.noun is not None and owner.noun.target in PEOPLE and owner.noun.collective
            return owner.noun.target if force and owner.noun else "military" if "forces" in owner.cues else None
        if "possessors" in words[k].cues and quantity.noun is not None:
            return _owner(text, quantity.first)
    return None


def _of_their_own(text: Text, k: int) -> bool:
    """Whether "of" and "their own" or "theirs" stand at token `k`: "three of its own were killed"."""
    words = text.words[k : k + 3]
    if len(words) < 3 or "of" not in words[0].cues:
        return False
    return "theirs" in words[1].cues or ("possessors" in words[1].cues and "own" in words[2].cues)


def whose(text: Text, at: int, first: int) -> str | None:
    """The class of the force whose dead they are: "the army's dead numbered 20"."""
    k = at - 1
    while (
        k > first
        and text.words[k].adjective is None
        and ("determiner" in text.words[k].cues or "adverb" in text.words[k].cues)
    ):
        if text.words[k].text in text.lexicon.possessive:
            noun = text.words[k - 1].noun
            return noun.target if noun is not None and noun.target == "military" else None
        k -= 1
    return None


def _speaker_side(text: Text, at: int) -> str | None:
    """The class of those who say that "they" lost somebody."""
    before = text.words[max(0, at - _PHRASE) : at]
    return _owner(text, at) if any("they" in word.cues or "force_pronouns" in word.cues for word in before) else None


def _had(text: Text, quantity: Quantity) -> str | None:
    """The class of those who tell that they had so many dead: "the rebels said they had six dead"."""
    before = text.words[quantity.first - 1]
    return _speaker_side(text, quantity.first - 1) if "had_losses" in before.cues else None


def _loser(text: Text, binding: Binding, first: int) -> str | None:
    """The class of the force that the sentence says lost them: "the fighters fell back, losing six of their number"."""
    before = range(binding.trigger.at - 1, first - 1, -1)
    nouns = (text.words[k].noun for k in before)
    people = next((noun for noun in nouns if noun is not None and noun.target in PEOPLE and not noun.generic), None)
    force = people is not None and people.target == "military" and (people.collective or people.number == 0)
    return people.target if people is not None and force else None


def _own_losses(text: Text, quantity: Quantity, first: int) -> str | None:
    """The class of those who tell of losses of their own: "the army put its losses at four dead"."""
    for k in range(quantity.first - 1, max(first, quantity.first - _LOSSES), -1):
        if "own_losses" in text.words[k].cues:
            owned = any("possessors" in word.cues for word in text.words[k - 2 : k])
            return _owner(text, k) if owned else whose(text, k, first) or _of_force(text.words[k - 1])
    return None


def _of_force(word: Word) -> str | None:
    """The class of the side whose losses an adjective or its name says they are: "rebel losses stood at 14 dead"."""
    told = word.adjective.target() if word.adjective is not None else None
    if told == "military" or "forces" in word.cues:
        return "military"
    return word.noun.target if word.noun is not None and word.noun.target == "military" else None


def _fronted(text: Text, quantity: Quantity, first: int) -> str | None:
    """The class of those of whom so many are told of at once: "among the rebels there were three dead"."""
    words = text.words
    if "armed_looks" in words[first].cues:
        return "military"  # "on the government side six died"
    if "among" not in words[first].cues or quantity.first - first > _LOSSES:
        return None
    for word in words[first + 1 : quantity.first]:
        noun = word.noun
        if word.punctuation or word.rules:
            return None
        if noun is not None and noun.target in PEOPLE and not noun.generic and (noun.number == 0 or noun.collective):
            return noun.target
    return None


def _owner(text: Text, before: int) -> str | None:
    """The class of the last people named before a possessive, who are of a force or a body."""
    for k in range(before - 1, max(-1, before - _BACK), -1):
        noun = text.words[k].noun
        if noun is not None and noun.target == "hospital":
            return "medic"
        if noun is not None and noun.target in PEOPLE and noun.target != "person":
            return noun.target if noun.target == "military" or noun.collective else None
        if text.words[k].text in ENDS:
            return None
    return None


def _looks(text: Text, at: int) -> str | None:
    """The class that arms, work or their force show right behind them: "men in army uniform", "two from the NDF"."""
    behind = text.words[at + 1 : at + 1 + _LOOKS]
    of_force = bool(behind) and "party_of" in behind[0].cues and "of" not in behind[0].cues
    for word in behind:
        noun = word.noun
        force = noun is not None and noun.target == "military" and (noun.collective or noun.number == 0)
        if "armed_looks" in word.cues or (of_force and force):
            return "military"
        if "civilian_looks" in word.cues:
            return "civilian"
        if word.punctuation or word.rules:
            return None
    return None


def _struck(text: Text, binding: Binding, first: int) -> str | None:
    """The class of those on whom the blow fell, as the sentence, or the one before a bare number, names them."""
    words, quantity = text.words, binding.quantity
    start = min(quantity.first, binding.trigger.at)
    floor = first if start > first + 1 else max(0, first - _BACK)
    behind = first < quantity.first < binding.trigger.at
    loses = behind and bool(words[quantity.first - 1].cues & {"suffering", "losing", "had_losses"})
    teller = start  # whoever stands from here on up to a verb of saying says it
    for k in range(start - 1, floor - 1, -1):
        word = words[k]
        if floor < first and k < first - 1 and word.text in ENDS:
            return None
        if "says" in word.cues or "denies" in word.cues:
            teller = k - _PHRASE
        if "manned" in word.cues and _governed(text, k, floor):
            return "military"
        noun = word.noun
        if k > teller or noun is None or noun.target not in PEOPLE or noun.generic or noun.target == "person":
            continue
        if (noun.number == 0 or noun.collective) and (
            (loses and noun.target == "military") or _governed(text, k, floor) or _suffers(text, k, start)
        ):
            return noun.target
    return None


def _struck_behind(text: Text, binding: Binding, last: int) -> str | None:
    """The class of those on whom a clause behind says that the blow fell: "five died when rebels ambushed a patrol"."""
    words, start = text.words, max(binding.trigger.at, binding.quantity.last) + 1
    opens = None
    for k in range(start, min(last, start + _BACK)):
        word = words[k]
        if word.text in ENDS or word.text == ";" or "says" in word.cues:
            return None
        if opens is None:
            if word.punctuation or (word.rules and not all(rule.weak for rule in word.rules)):
                return None
            opens = k if "circumstance" in word.cues else None
            continue
        own = "possessors" in words[k - 1].cues or "possessors" in words[k - 2].cues
        if word.cues & _MANNED and (own or _governed(text, k, opens)):
            return "military"
        noun = word.noun
        known = noun is not None and noun.target in PEOPLE and not noun.generic and noun.target != "person"
        if noun is not None and known and (noun.number == 0 or noun.collective) and _governed(text, k, opens):
            return noun.target
    return None


def _governed(text: Text, k: int, floor: int) -> bool:
    """Whether a blow, or what carried them, stands before the phrase that ends at token `k`."""
    for j in range(k - 1, max(floor - 1, k - 1 - _PHRASE), -1):
        word = text.words[j]
        if word.cues & _NO_VICTIM:
            return False
        if word.cues & _FALLS_ON or any(rule.weak for rule in word.rules):
            return True
        if word.punctuation or word.rules or "clause_break" in word.cues:
            return False
    return False


def _suffers(text: Text, k: int, start: int) -> bool:
    """Whether something is said to have been done to those at token `k`: "six miners were rescued"."""
    after = text.words[k + 1] if k + 1 < start else None
    return after is not None and ("passive" in after.cues or "comes_under" in after.cues)
