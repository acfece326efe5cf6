"""People told by name before or after a word of harm, in languages that mark names by capitals."""

from dataclasses import replace
from typing import Final

from tocsin.extraction.individuals import is_minor
from tocsin.extraction.quantity import Quantity
from tocsin.extraction.referents import by_pronoun, them
from tocsin.extraction.text import Text
from tocsin.extraction.words import ENDS, PEOPLE, Rule

_POSSESSIVE: Final = ("'s", "’s")
_LONGEST: Final = 6  # words of a name
_ASIDE: Final = 3  # words from a name to what its bearer is: "Ali Hassan, a baker"
_FULL: Final = 2  # words of a full name
_HANGS: Final = frozenset(("place_in", "of", "actor_by", "determiner", "preposition", "says"))
_TOLD: Final = 14  # words between commas that tell of the bearer of a name
_TELLS_OF_NAME: Final = frozenset(("relative", "place_in", "of", "named_so"))
_AUXILIARIES: Final = frozenset(("passive", "perfect", "adverb", "negation"))


def with_names(
    text: Text, at: int, passive: bool, rules: tuple[Rule, ...], amounts: list[Quantity], first: int, last: int
) -> list[Quantity]:
    """The quantities of a sentence, and the one person whose name makes her what the word of harm at token `at` is
    about.
    """
    if not text.lexicon.cased or not any(
        rule.people and not rule.toll and "self" not in rule.patient for rule in rules
    ):
        return amounts
    suffers = passive or any(rule.voice == "passive" for rule in rules)
    amounts = [_with_name(text, amount, last) for amount in amounts]
    pronoun = (them(text, at, amounts, first) if suffers else None) or by_pronoun(text, at, suffers, rules, first, last)
    if pronoun is not None:
        return sorted([*amounts, pronoun], key=lambda amount: amount.first)
    owned = at > first and text.words[at - 1].text in _POSSESSIVE and any(rule.reach for rule in rules)
    span = _name_before(text, at - owned, first) if suffers or owned else None
    if span is None and suffers:
        span = _name_with_kin(text, at, amounts, first)
    counted = any(amount.last == at - 1 and amount.counted for amount in amounts)
    if span is None and not passive and not counted and any("after" in rule.patient for rule in rules):
        span = _name_after(text, at, last)
    if span is None:
        return amounts
    for k, amount in enumerate(amounts):
        if amount.first <= span[1] and span[0] <= amount.last:
            return amounts
        called = span[0] == amount.last + 2 and "named_so" in text.words[amount.last + 1].cues
        if (amount.last + 1 == span[0] or called) and amount.target in PEOPLE and amount.form == 1:
            target = "child" if is_minor(text, span[1] + 1) else amount.target
            named = replace(amount, last=span[1], definite=False, target=target)
            return [*amounts[:k], named, *amounts[k + 1 :]]
    name = Quantity(
        *span,
        "person",
        noun=span[0],
        noun_last=span[1],
        minimum=1,
        maximum=1,
        counted=True,
        generic=True,
        form=1,
        number_first=span[0],
        number_last=span[1],
    )
    if is_minor(text, span[1] + 1):
        name.target, name.generic = "child", False
    _join_names(text, name, first)
    before = next((a for a in amounts if 0 < span[0] - a.last <= _ASIDE + 1 and a.indefinite and a.form == 1), None)
    if before is not None and before.target in PEOPLE and _apposed(text, before.last + 1, span[0]):
        name.target, name.generic = before.target, before.generic
        amounts = [amount for amount in amounts if amount is not before]
    reach = span[1] + _ASIDE + ("relative" in text.words[min(span[1] + 2, last - 1)].cues)
    aside = next((a for a in amounts if span[1] < a.first <= reach and a.indefinite and a.form == 1), None)
    if aside is not None and aside.target in PEOPLE and text.words[span[1] + 1].text == ",":
        name.target, name.generic = aside.target, aside.generic
        amounts = [amount for amount in amounts if amount is not aside]
    return sorted([*amounts, name], key=lambda amount: amount.first)


def _with_name(text: Text, amount: Quantity, last: int) -> Quantity:
    """The phrase with the name of its bearer, where "and" goes on behind it: "Captain Ali Hassan and two others"."""
    k = amount.last + 1
    if amount.form != 1 or amount.generic or amount.target not in PEOPLE or amount.noun is None or k >= last:
        return amount
    while k < last and _in_name(text, k):
        k += 1
    named = k > amount.last + 1 and k < last and "and" in text.words[k].cues
    return replace(amount, last=k - 1) if named else amount


def _join_names(text: Text, name: Quantity, first: int) -> None:
    """Makes a name and those joined to it before one phrase for as many: "Ahmad Saleh, Omar Ali and Musa Said"."""
    words, many, k = text.words, 1, name.first - 1
    while k - 2 >= first and ("and" in words[k].cues or (many > 1 and words[k].text == ",")):
        low = k
        while low > first and _in_name(text, low - 1):
            low -= 1
        if k - low < _FULL or (low > first and words[low - 1].cues & _HANGS):
            break
        many, name.first, k = many + 1, low, low - 1
    if many > 1:
        name.minimum = name.maximum = many
        name.form = 0


def _apposed(text: Text, low: int, high: int) -> bool:
    """Whether a name follows what its bearer is: "a fisherman, 26-year-old Salem Ali"."""
    gap = text.words[low:high]
    return gap[0].text == "," and all(word.digits or word.text == "-" or "ages" in word.cues for word in gap[1:])


def _name_with_kin(text: Text, at: int, amounts: list[Quantity], first: int) -> tuple[int, int] | None:
    """The name before those who are told with it just before the word of harm: "Ahmad al-Ali and his two sons died"."""
    kin = next((a for a in reversed(amounts) if a.last < at and a.target in PEOPLE and a.counted), None)
    if kin is None or any(word.punctuation or word.rules for word in text.words[kin.last + 1 : at]):
        return None
    k = kin.first if "determiner" in text.words[kin.first].cues else kin.first - 1
    if kin.others and k > first and "and" in text.words[k].cues:
        return _name_before(text, k, first)
    if k - 2 <= first or "determiner" not in text.words[k].cues or "and" not in text.words[k - 1].cues:
        return None
    return _name_before(text, k - 1, first)


def _in_name(text: Text, k: int) -> bool:
    word = text.words[k]
    if word.known or word.punctuation or word.digits:
        return False
    joined = k + 1 < len(text.words) and text.document[text.end(k) : text.starts[k + 1]] == "-"
    return word.capital or (joined and text.words[k + 1].capital)  # "al-Fatah"


def _name_before(text: Text, at: int, first: int) -> tuple[int, int] | None:
    """The name that is the subject of the word of harm at token `at`: "Sims, 20, was shot", "Ahmad al-Ali died"."""
    words, k = text.words, at - 1
    while k >= first and words[k].cues & _AUXILIARIES:
        k -= 1
    k = _before_aside(text, k, first)
    if k - 2 >= first and words[k].text == "," and (words[k - 1].digits or words[k - 1].text == ")"):
        k -= 2
        while k >= first and words[k].text != "," and words[k].text != "(":
            k -= 1
        k -= 1
    elif k - 3 >= first and words[k].text == ")" and words[k - 1].digits and words[k - 2].text == "(":
        k -= 3  # "Sims (20) was shot"
    end = k
    while k >= first and end - k < _LONGEST and _in_name(text, k):
        k -= 1
    start = k + 1
    while k > first and words[k].capital and "speakers" in words[k].cues:
        k -= 1  # "of the Air Force Intelligence"
    if start > end or (k >= first and words[k].cues & {"place_in", "of", "actor_by", "determiner", "preposition"}):
        return None
    return start, end


def _before_aside(text: Text, k: int, first: int) -> int:
    """The token before what is said between commas, the last of them at `k`, of the bearer of a name: "Sims, who lived
    in Homs, was shot", "Sims, 20, of Ohio, died".
    """
    words = text.words
    if k <= first or words[k].text != ",":
        return k
    for j in range(k - 1, max(first, k - 1 - _TOLD), -1):
        if words[j].text == ",":
            told = words[j + 1].cues & _TELLS_OF_NAME
            if not told:
                return k
            aged = words[j - 1].digits or words[j - 1].text == ")"
            return j if aged else j - 1
        if words[j].text in ENDS or words[j].text == ";" or "says" in words[j].cues:
            return k
    return k


def _name_after(text: Text, at: int, last: int) -> tuple[int, int] | None:
    """The name that is the object of the word of harm at token `at`: "killing Ali Hassan, a baker"."""
    k = at + 1
    while k < last and k - at <= _LONGEST and _in_name(text, k):
        k += 1
    if k - at < 3 or (
        k < last and (text.words[k].noun is not None or not (text.words[k].known or text.words[k].punctuation))
    ):
        return None
    return at + 1, k - 1
