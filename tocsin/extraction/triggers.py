"""Words of harm in a sentence, and what binds one to a quantity."""

import functools
from dataclasses import dataclass, replace
from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.quantity import Quantity, head_is_last, is_definite
from tocsin.extraction.signs import HARM
from tocsin.extraction.text import Text
from tocsin.extraction.voice import AFTER_PARTICIPLE, is_active, is_attributive, is_passive, tells_of_things
from tocsin.extraction.words import PEOPLE, Rule

NEVER: Final = 1000.0


FAR: Final = 14.0  # the cost above which a phrase is not what a trigger is about


_NEEDS: Final = 12  # words around a word of harm in which what its rule needs may stand


_PHRASE: Final = 6  # words before a verb of what stands before it within which its number may be


_SUBJECT: Final = 4  # words before a verb in which its subject may stand


_CROWD: Final = 10  # words from "the number of" to the word of harm that ends the name of a toll


@dataclass(slots=True, init=False)
class Trigger:
    """An occurrence of a word of harm at token `at`; `partner` is a second effect that shares its number."""

    at: int
    rules: tuple[Rule, ...]
    passive: bool
    active: bool
    partner: "Trigger | None"
    follows: bool

    def __init__(
        self,
        at: int,
        rules: tuple[Rule, ...],
        passive: bool = False,
        active: bool = False,
        partner: "Trigger | None" = None,
        follows: bool = False,
    ) -> None:
        self.at = at
        self.rules = rules
        self.passive = passive
        self.active = active
        self.partner = partner
        self.follows = follows


@dataclass(slots=True, init=False)
class Binding:
    """A quantity that a trigger harms; `subset` where it is a part of another."""

    trigger: Trigger
    rule: Rule
    quantity: Quantity
    effect: str
    target: str
    subset: bool
    direction: str
    cost: float
    notes: list[str]

    def __init__(
        self,
        trigger: Trigger,
        rule: Rule,
        quantity: Quantity,
        effect: str,
        target: str,
        subset: bool = False,
        direction: str = "after",
        cost: float = 0.0,
        notes: list[str] | None = None,
    ) -> None:
        self.trigger = trigger
        self.rule = rule
        self.quantity = quantity
        self.effect = effect
        self.target = target
        self.subset = subset
        self.direction = direction
        self.cost = cost
        self.notes = notes if notes is not None else []


def triggers(text: Text, first: int, last: int) -> list[Trigger]:
    """The words of harm among the tokens, those that share a number with the next one paired."""
    found: list[Trigger] = []
    for i in [i for i in range(first, last) if text.words[i].signs & HARM]:
        word = text.words[i]
        rules = word.rules
        if word.signs & signs.PARTICLES and _is_particle(text, i, first, last):
            continue
        if rules:
            usable = tuple(rule for rule in rules if _usable(text, i, rule, first, last))
            crowd = _number_of(text, i, first) if usable and usable[0].people and not usable[0].toll else None
            ends = usable and (usable[0].voice in ("either", "passive") or _names_toll(usable[0]))
            if crowd is not None and ends:
                usable = tuple(_as_toll(rule, crowd) for rule in usable if rule.people)
            if usable:
                passive = is_passive(text, i, first)
                active = not passive and usable[0].voice == "either" and is_active(text, i, first, last)
                plain = usable[0].voice == "either" and not passive and all(tells_of_things(rule) for rule in usable)
                if (active or (plain and _adjectival(text, i, first))) and is_attributive(text, i, first):
                    continue
                found.append(Trigger(i, usable, passive, active))
    alone: list[Trigger] = []
    for trigger in _alternatives(text, found):
        left = alone[-1] if alone else None
        third = left is not None and left.partner is not None and _joined(text, left.partner, trigger)
        if left is not None and third and not (names_harmed(left) or names_harmed(trigger)):
            left.partner = trigger  # "killed, wounded and captured dozens"
            continue
        if left is not None and left.partner is None and _joined(text, left, trigger):
            left.partner = trigger
            if not (names_harmed(left) or names_harmed(trigger)):
                continue
            trigger.follows = True
        alone.append(trigger)
    return alone


def _names_toll(rule: Rule) -> bool:
    """Whether the rule's word is a plural noun for the harmed, which ends "the number of regime fatalities"."""
    return rule.patient == ("self",) and rule.number == 0 and not rule.definite and not rule.both


def _alternatives(text: Text, found: list[Trigger]) -> list[Trigger]:
    """The triggers without the middle one of three that share a number: "killed, wounded or captured"."""
    at = {trigger.at: trigger for trigger in found}
    middle = set()
    for trigger in found:
        one, two, three = trigger, at.get(trigger.at + 2), at.get(trigger.at + 4)
        if two is None or three is None or text.words[one.at + 1].text not in ",،":
            continue
        if "or" in text.words[two.at + 1].cues and all(rule.people for rule in (one.rules[0], two.rules[0])):
            middle.add(two.at)
    return [trigger for trigger in found if trigger.at not in middle]


def _number_of(text: Text, i: int, first: int) -> str | None:
    """The class of those whose number is told of, where a clause about them ends with the word of harm at token `i`:
    "the number of fighters who have been killed".
    """
    crowd = "person"
    for k in range(i - 1, max(first, i - _CROWD) - 1, -1):
        word = text.words[k]
        if word.signs & signs.NUMBER_OF:
            known = k == first or not ("indefinite" in text.words[k - 1].cues or "any" in text.words[k - 1].cues)
            return crowd if known and not (k > first and text.words[k - 1].adjective) else None
        if word.punctuation or word.rules or word.digits or word.number is not None:
            return None
        if word.signs & (signs.SAYS | signs.CLAUSE_BREAK):
            return None
        if word.noun is not None and word.noun.target in PEOPLE and not word.noun.generic and crowd == "person":
            crowd = word.noun.target
    return None


@functools.cache
def _as_toll(rule: Rule, crowd: str) -> Rule:
    """The rule of a word of harm that ends the name of a toll."""
    return replace(
        rule, toll=True, voice="noun", patient=("after", "before"), target=None if crowd == "person" else crowd
    )


def _is_particle(text: Text, i: int, first: int, last: int) -> bool:
    """Whether the word is a particle here and no verb of harm: after a comma without a number behind it, or before
    another verb.
    """
    if i + 1 >= last:
        return False
    after = text.words[i + 1]
    if after.digits or after.number is not None or after.modifier is not None:
        return False
    if i > first and text.words[i - 1].punctuation:
        return True
    named = after.noun is not None or after.party or is_definite(text, after) or i + 1 in text.named
    return not (named or after.punctuation or after.cues & AFTER_PARTICIPLE or "preposition" in after.cues)


def _joined(text: Text, left: Trigger, right: Trigger) -> bool:
    gap = right.at - left.at
    if not _of_one_kind(left, right):
        return False  # "out of service and killed three"
    if text.words[left.at].enclitic and not names_harmed(left):
        return False  # "his death and the wounding of two"
    back = _PHRASE if left.rules[0].patient[0] == "before" or _of_several(text, left.at) else 1
    if (
        gap == 1
        and left.rules[0].voice != "noun"
        and (any(_counts(text, left.at - k) for k in range(1, back + 1)) or _has_subject(text, left.at))
        and _counts(text, right.at + 1)
    ):
        return False  # "a child was killed and wounded were two women": each has its own
    suffered = left.rules[0].patient == ("before",) or (head_is_last(text) and left.rules[0].patient[0] == "before")
    if suffered and right.rules[0].patient[0] == "after" and _has_object(text, right):
        return False  # "reduced a house to rubble and killed two people", "leaving 14 dead and wounding others"
    return (
        (gap == 1 and and_written_on(text, right.at))
        or (gap == 2 and bool("and" in text.words[left.at + 1].cues or "or" in text.words[left.at + 1].cues))
        or (gap == 3 and text.words[left.at + 1].text in ",،" and "or" in text.words[left.at + 2].cues)
        or (gap == 4 and text.words[left.at + 1].text in ",،" and "or" in text.words[left.at + 3].cues)
    )


def _has_object(text: Text, trigger: Trigger) -> bool:
    """Whether a number, a noun, or others behind an active verb, stand right behind the word of harm."""
    at = trigger.at + 1
    active = trigger.rules[0].voice == "active" and at < len(text.words)
    return _counts(text, at) or (active and "others" in text.words[at].cues)


def _of_several(text: Text, at: int) -> bool:
    """Whether the verb agrees with several, who then stand before it where verbs come first."""
    endings = tuple(ending for ending in text.lexicon.settings.get("plural_verbs", ()) if len(ending) > 1)
    return bool(endings) and text.words[at].folded.split(" ")[0].endswith(endings)


def _of_one_kind(left: Trigger, right: Trigger) -> bool:
    """Whether both tell of people, or both of things."""
    people = any(rule.people for rule in left.rules) and any(rule.people for rule in right.rules)
    return people or (any(rule.things for rule in left.rules) and any(rule.things for rule in right.rules))


def _counts(text: Text, i: int) -> bool:
    """Whether the token is a number, or a noun that says how many."""
    if not 0 <= i < len(text.words):
        return False
    word = text.words[i]
    if word.digits or word.number is not None or word.modifier is not None:
        return True
    return word.noun is not None and not word.noun.collective and not word.enclitic and not word.proclitics


def _has_subject(text: Text, at: int) -> bool:
    """Whether people who may be its subject stand just before the verb ("أن جنديا سعوديا قتل وأصيب ثلاثة")."""
    for k in range(at - 1, max(-1, at - _SUBJECT), -1):
        word = text.words[k]
        if word.noun is not None and word.noun.target in PEOPLE and not word.noun.collective:
            return not word.enclitic and word.noun.number != 0
        if word.punctuation or word.rules or not (word.party or word.adjective is not None):
            return False
    return False


def names_harmed(trigger: Trigger) -> bool:
    return any("self" in rule.patient for rule in trigger.rules)


def _usable(text: Text, i: int, rule: Rule, first: int, last: int) -> bool:
    if "self" in rule.patient and rule.number == 1 and rule.people and i > first and _of_thing(text, i):
        return False
    if rule.weak:
        return False
    if rule.voice == "active" and any(word.signs & signs.REFLEXIVE for word in text.words[i + 1 : min(last, i + 7)]):
        return False
    if rule.not_before and i + 1 < last:
        after = " ".join([word.folded for word in text.words[i + 1 : min(last, i + 4)]])
        if (after + " ").startswith(rule.not_before):
            return False
    if rule.not_after and i > first and _stands_after(text, i, rule.not_after, first):
        return False
    if rule.unless and _near(text, i, rule.unless, first, last):
        return False
    if i > first and rule.people == "injured" and "wounds" in text.words[i - 1].cues and not _counts(text, i + 1):
        return False  # "died of wounds suffered on Friday", not "shrapnel wounded three"
    if (
        "relative" in text.words[i - 1].cues
        and i - 2 >= first
        and ("those" in text.words[i - 2].cues or "part_of" in text.words[i - 2].cues)
        and not rule.toll
    ):
        return False  # "in honour of those who died"
    return not rule.needs or _near(text, i, rule.needs, first, last)


def _near(text: Text, i: int, cues: frozenset[str], first: int, last: int) -> bool:
    """Whether a word near token `i` has one of those cues."""
    for k in range(max(first, i - _NEEDS), min(last, i + _NEEDS)):
        own = text.words[k].cues
        if own and not own.isdisjoint(cues):
            return True
    return False


def _stands_after(text: Text, i: int, forms: tuple[str, ...], first: int) -> bool:
    """Whether one of the forms stands just before the token, or before its number ("the families of 35 martyrs")."""
    words, k = text.words, i
    while k > first and (words[k - 1].digits or words[k - 1].number is not None):
        k -= 1
    for end in {i, k}:
        before = words[max(first, end - 3) : end]
        told = " " + " ".join([word.folded for word in before])
        if told.endswith(forms):
            return True
    return False


def _of_thing(text: Text, i: int) -> bool:
    """Whether a word for one harmed person is an adjective of the thing before it ("الطائرة المفقودة")."""
    before, word = text.words[i - 1], text.words[i]
    return (
        before.noun is not None
        and before.noun.target not in PEOPLE
        and len(word.proclitics) in (0, 2)
        and not head_is_last(text)
    )


def and_written_on(text: Text, i: int) -> bool:
    """Whether "and" is written on to the token ("وأصيب"); `begins_with_and` counts one that stands alone as well."""
    word = text.words[i]
    return bool(word.proclitics and word.proclitics[0] in text.lexicon.conjunctions)


def _adjectival(text: Text, i: int, first: int) -> bool:
    """Whether a word is a participle before its noun: a preposition stands before it ("among burnt trees")."""
    before = text.words[i - 1].cues if i > first else frozenset[str]()
    return bool(before & {"among", "preposition", "with"}) and not before & {"and", "complementisers", "clause_break"}


def bind_one(trigger: Trigger, rule: Rule, amount: Quantity, direction: str) -> Binding | None:
    target = amount.target
    if target is None and rule.people is not None:
        target = amount.crowd
    if (target is None or (amount.others and amount.generic)) and rule.people is None:
        target = amount.like
    if (
        target is not None
        and rule.effect(target) is None
        and amount.other is not None
        and rule.effect(amount.other.target) is not None
    ):
        target = amount.other.target
        if amount.other.number == 0 and amount.number_first == amount.noun:
            amount.counted, amount.minimum, amount.maximum = False, None, None
    effect = rule.effect(target)
    if amount.piece and effect == "destroyed":
        effect = "damaged"
    told = amount.counted and (amount.number_first != amount.noun or (rule.part and amount.indefinite))
    if effect is None or (rule.counted is not None and rule.counted != told and not amount.none):
        return None
    target = target or ("person" if effect == rule.people else "")
    if not target:
        return None
    return Binding(trigger, rule, amount, effect, target, rule.part, direction)
