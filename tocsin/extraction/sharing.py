"""What numbers beside each other share: their class, or both effects of one phrase."""

import itertools
from dataclasses import replace
from typing import Final

from tocsin.extraction.quantity import Quantity, begins_with_and, head_is_last, is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding, Trigger, bind_one, names_harmed
from tocsin.extraction.words import PEOPLE

_DUAL: Final = 2
_BESIDE: Final = 2  # tokens from one number to the next of its pair


def share_class(text: Text, bindings: list[Binding]) -> list[Binding]:
    """Gives a number of unnamed people the class of those right after it ("8 قتلى و6 جرحى من المقاومة")."""
    if len(bindings) <= 1:
        return bindings
    ordered = sorted(bindings, key=lambda binding: binding.quantity.first)
    for one, two in itertools.pairwise(ordered):
        first, second = one.quantity, two.quantity
        near = second.first - first.last <= _BESIDE and not (one.subset or two.subset)
        if not near or not any(begins_with_and(text, k) for k in range(first.last + 1, second.first + 1)):
            continue
        plain = (
            one.target == "person" and first.counted and (first.elliptical or (first.generic and not first.narrowed))
        )
        told = second.counted and not second.elliptical and (second.narrowed or number_of(text, second))
        if plain and told and two.target in PEOPLE and not head_is_last(text):
            one.target = two.target
        bare = two.target == "person" and second.counted and second.generic and not second.narrowed
        if bare and one.target == "military" and not head_is_last(text):
            two.target = one.target  # "مقتل جنديين وعشرة جرحى"
        if one.rule.side and two.target == "person" and second.generic and not second.narrowed:
            two.target = one.target if one.target in PEOPLE else two.target  # "lost 30 dead and dozens hurt"
    return bindings


def tell_both(bindings: list[Binding]) -> list[Binding]:
    """Two claims of what says without a number that some were killed and some wounded ("بين قتيل وجريح")."""
    out: list[Binding] = []
    for binding in bindings:
        if binding.rule.both and not binding.quantity.counted:
            out += [replace(binding, effect="killed"), replace(binding, effect="injured")]
        else:
            out.append(binding)
    return out


def number_of(text: Text, quantity: Quantity) -> bool:
    """Whether "of" stands behind the number, so that all that "and" joins shares it ("1,110 من العاملين والمرضى")."""
    k = quantity.number_last
    return k is not None and k + 1 < len(text.words) and "of" in text.words[k + 1].cues and not head_is_last(text)


def _by_blows(text: Text, trigger: Trigger, partner: Trigger) -> bool:
    """Whether the first word only says how those were hurt whom the second says to be dead: "beaten and killed"."""
    if partner.rules[0].people != "killed":
        return False
    if trigger.rules[0].people == "captured" and trigger.rules[0].voice != "noun" and head_is_last(text):
        return True  # "was seized and shot dead"
    return trigger.rules[0].people == "injured" and (
        "deadly" in text.words[trigger.at].cues or partner.rules[0].voice == "passive"
    )


def share_numbers(text: Text, found: list[Trigger], bindings: list[Binding]) -> list[Binding]:
    """Two effects joined by "and" with one number are `casualties`; without a number they are both."""
    by_trigger = {id(b.trigger): b for b in bindings}
    out = list(bindings)
    for trigger in found:
        partner = trigger.partner
        if partner is None:
            continue
        one, two = by_trigger.get(id(trigger)), by_trigger.get(id(partner))
        if (
            one is not None
            and two is not None
            and one.quantity.generic
            and two.target in PEOPLE
            and not two.quantity.generic
        ):
            one.target = two.target if one.quantity.trigger is not None else one.target
        if (one is None) == (two is None):
            both = (
                one is not None
                and two is not None
                and one.direction == two.direction == "self"
                and two.target in PEOPLE
            )
            if (
                both
                and one
                and two
                and one.quantity.counted
                and (one.quantity.minimum or 0) > 1
                and (not two.quantity.counted or two.quantity.number_first == two.quantity.noun)
                and two.quantity.form != _DUAL  # "خمس وفيات وإصابتان": each has its own
                and not (two.quantity.definite and not two.quantity.counted)
            ):
                _merge(one)
                out.remove(two)
            if one is not None and two is not None and _vaguer(one, two):
                out.remove(one)
            continue
        have, lack = (one, partner) if one is not None else (two, trigger)
        if have is None or (names_harmed(lack) and is_definite(text, text.words[lack.at])):
            continue  # "70 dead and the wounded to 134"
        if have.quantity.counted and _by_blows(text, trigger, partner):
            have.effect = "killed"
        elif have.quantity.counted and any(rule.effect(have.target) != have.effect for rule in lack.rules):
            _merge(have)  # not "sustained cuts and bruises"
        elif have.quantity.counted:
            continue
        else:
            for rule in lack.rules:
                made = bind_one(lack, rule, have.quantity, have.direction)
                if made is not None:
                    made.target = have.target
                    out.append(made)
                    break
    return out


def _vaguer(one: Binding, two: Binding) -> bool:
    """Whether the first tells of damage to nothing named and the second says to what ("damage and destruction on
    shops").
    """
    return (
        one.direction == "self"
        and one.target == "infrastructure"
        and two.direction != "self"
        and two.target not in PEOPLE
    )


def _merge(binding: Binding) -> None:
    if binding.target in PEOPLE and binding.effect in ("killed", "injured"):
        binding.effect = "casualties"
