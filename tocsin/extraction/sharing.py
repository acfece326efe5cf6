"""What numbers beside each other share: their class, or both effects of one phrase."""

import itertools
from dataclasses import replace

from tocsin.extraction.lexicon import PEOPLE
from tocsin.extraction.quantity import Quantity, begins_with_and, head_is_last
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding

_BESIDE = 2  # tokens from one number to the next of its pair


def share_class(text: Text, bindings: list[Binding]) -> list[Binding]:
    """Gives a number of unnamed people the class of those right after it ("8 قتلى و6 جرحى من المقاومة")."""
    ordered = sorted(bindings, key=lambda binding: binding.quantity.first)
    for one, two in itertools.pairwise(ordered):
        first, second = one.quantity, two.quantity
        plain = (
            one.target == "person" and first.counted and (first.elliptical or (first.generic and not first.narrowed))
        )
        told = second.counted and not second.elliptical and (second.narrowed or number_of(text, second))
        near = second.first - first.last <= _BESIDE and not (one.subset or two.subset)
        joined = any(begins_with_and(text, k) for k in range(first.last + 1, second.first + 1))
        if plain and told and near and joined and two.target in PEOPLE and not head_is_last(text):
            one.target = two.target
        if one.rule.side and near and joined and two.target == "person" and second.generic and not second.narrowed:
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
