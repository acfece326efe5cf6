"""Harmed who are told of in a roundabout way: the wounded who died, those whose number stands behind a relative clause,
what stands behind the arms that hit it, and what people "still are".
"""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.quantity import Quantity, begins_with_and, has_number, head_is_last, is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding, Trigger, bind_one
from tocsin.extraction.words import PEOPLE, Word

_FIRED: Final = 14  # words between arms and what they hit, in which may stand who fired them


_OWNER: Final = 2  # words between arms and what they hit, where nothing but whose they are stands between


_STILL: Final = 5  # words between people and what they "still are"


_BACK: Final = 10  # words from a verb to the number of those of whom it tells


_ARMS: Final = frozenset(("uav", "missile", "artillery", "aircraft", "ammunition"))


def of_known(text: Text, found: list[Trigger], amounts: list[Quantity]) -> list[Trigger]:
    """The triggers without those words that only say of whom a number is ("توفي خمسة من الجرحى": the verb tells)."""
    verbs = {trigger.at for trigger in found if trigger.rules[0].voice in ("passive", "active")}
    dropped = set()
    for amount in amounts:
        at = amount.trigger
        if at is not None and _died(text, amount, at, found):
            amount.trigger, amount.generic = None, True
            dropped.add(at)
            continue
        if at is None or not has_number(amount) or "of" not in text.words[at - 1].cues or at == amount.first:
            continue
        if amount.first - 1 in verbs and is_definite(text, text.words[at]):
            amount.trigger, amount.generic = None, True
            dropped.add(at)
    return [trigger for trigger in found if trigger.at not in dropped]


def _died(text: Text, amount: Quantity, at: int, found: list[Trigger]) -> bool:
    """Whether a word of death stands just before the wounded of whom it tells ("وفاة أربعة جرحى", "توفي مصاب")."""
    if head_is_last(text) or (amount.definite and not amount.counted) or begins_with_and(text, amount.first):
        return False
    deaths = (trigger for trigger in found if trigger.at == amount.first - 1)
    rules = [rule for trigger in deaths for rule in trigger.rules if rule.people == "killed" and not rule.only]
    kills = any("after" in rule.patient for rule in rules)
    return kills and any(rule.people == "injured" for rule in text.words[at].rules)


def sorted_out(text: Text, found: list[Trigger], amounts: list[Quantity]) -> list[Trigger]:
    """The triggers without those of losing people whose fates are told behind ("خسر 40 مقاتلا بين قتيل وأسير")."""
    both = {trigger.at for trigger in found if trigger.rules[0].both}
    if not both or head_is_last(text):
        return found
    fates = [amount for amount in amounts if has_number(amount) and amount.last + 1 in both]
    return [
        trigger
        for trigger in found
        if trigger.rules[0].both
        or trigger.rules[0].people != "killed"
        or not any(0 < amount.first - trigger.at <= _STILL for amount in fates)
    ]


def sufferer(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int], first: int) -> None:
    """What suffered damage that is told far behind it ("تعرضت منازل المدنيين في البلدة لأضرار")."""
    at = binding.trigger.at
    prepositions = text.lexicon.prepositions
    if binding.direction != "self" or binding.effect != "damaged" or head_is_last(text):
        return
    word = text.words[at]
    if not any(prepositions.get(clitic) == "of" for clitic in text.lexicon.clitics(word) or word.folded[:1]):
        return
    for k in range(at - 1, max(first, at - _SUFFERED) - 1, -1):
        word = text.words[k]
        if word.punctuation or word.rules or "says" in word.cues:
            return
        if "suffers" in word.cues:
            break
    else:
        return
    for q, amount in enumerate(amounts):
        if k < amount.first <= k + 2 and q not in taken and amount.target is not None and amount.trigger is None:
            made = bind_one(binding.trigger, binding.rule, amount, "before")
            if made is not None and made.effect == "damaged":
                binding.quantity, binding.target, binding.direction = amount, made.target, "before"
                taken.add(q)
            return


_SUFFERED: Final = 14  # words from a verb of suffering to what was suffered


def number_behind(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> None:
    """The number of "the number of passengers who lost their lives was 200", behind the verb."""
    at = binding.trigger.at
    of = next((a for a in amounts if a.last < at and text.words[a.first].signs & signs.NUMBER_OF), None)
    if of is None or of.counted or of.target not in PEOPLE or "relative" not in text.words[of.last + 1].cues:
        return
    if binding.quantity is not of:
        if binding.quantity.counted and binding.target == "person":
            binding.target = of.target
        return
    for q, amount in enumerate(amounts):
        if amount.first < at or q in taken or not has_number(amount) or amount.trigger is not None:
            continue
        gap = text.words[at + 1 : amount.first]
        if len(gap) > _BACK or any("says" in word.cues or "subset" in word.cues for word in gap):
            return
        if amount.elliptical or amount.target in (of.target, "person"):
            binding.quantity = amount
            taken.add(q)
            return


def toll_goes_on(text: Text, binding: Binding, tolls: list[int], amounts: list[Quantity], taken: set[int]) -> None:
    """The number that a toll goes on to for others of its harmed ("بلغ عدد القتلى 70 والجرحى 134")."""
    harmed = binding.quantity
    at = harmed.last
    if binding.direction != "self" or harmed.counted or not any(toll < at for toll in tolls):
        return
    if not begins_with_and(text, harmed.first):
        return
    for q, amount in enumerate(amounts):
        if amount.first <= at or q in taken:
            continue
        gap = text.words[at + 1 : amount.first]
        if amount.elliptical and amount.counted and all("toll_to" in word.cues for word in gap):
            amount.noun = amount.noun_last = harmed.noun
            amount.target, amount.generic = harmed.target, harmed.generic
            binding.quantity = amount
            taken.add(q)
        return


def strikes(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether arms behind a verb, and no more than who fired them, stand before what is counted ("أحرقت قذائف أطلقها
    الجيش عشرة منازل").
    """
    if head_is_last(text) or has_number(left) or left.definite or left.preposition or right.preposition:
        return False
    if left.counted and left.form != 1:
        return False
    gap = text.words[left.last + 1 : right.first]
    if len(gap) > (_FIRED if has_number(right) and not left.counted else _OWNER):
        return False
    if not has_number(right) and right.target in (left.target, None):
        return False
    armed = left.target in _ARMS or "weapon" in text.words[left.first].cues
    plain = not any(
        word.punctuation or word.rules or "and" in word.cues or "says" in word.cues or "subset" in word.cues
        for word in gap
    )
    return armed and plain and not begins_with_and(text, right.first)


def is_said(gap: list[Word]) -> bool:
    """Whether what stands between people and a word for what became of them is "are still" after no more than who they
    are.
    """
    if not 0 < len(gap) <= _STILL or "copula" not in gap[-1].cues:
        return False
    return not any(word.punctuation or word.rules or "says" in word.cues or "and" in word.cues for word in gap)
