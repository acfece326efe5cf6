"""What a word of harm is about far behind it: what "along with" adds, and whom a main clause resumes."""

from typing import Final

from tocsin.extraction.distance import of_subject
from tocsin.extraction.quantity import Quantity, begins_with_and, head_is_last
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding, Trigger, bind_one
from tocsin.extraction.words import PEOPLE

_CLAUSE: Final = 14  # words of a relative clause and up to the verb of the main one
_AUXILIARIES: Final = frozenset(("perfect", "adverb"))
_APART: Final = frozenset(("says", "denies", "complementisers", "clause_break"))


def added_after(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> list[Binding]:
    """Those whom "along with" adds behind the verb or its object: "53 have died, along with three civilians"."""
    out: list[Binding] = []
    end = max(binding.trigger.at, binding.quantity.last)
    for k, amount in enumerate(amounts):
        if amount.first <= end:
            continue
        at = amount.first - 1
        at -= "determiner" in text.words[at].cues  # "and their three children"
        before = text.words[at]
        if out and not (begins_with_and(text, at) or before.text in ",،"):
            break
        if not out:
            between = text.words[end + 1 : amount.first]
            if any(word.rules or (word.cues and word.cues & _APART) for word in between):
                break
            if "joined_by" not in before.cues:
                continue
        if k in taken or not amount.counted or amount.elliptical or amount.target is None:
            break
        effect = binding.rule.effect(amount.target)
        if effect is None:
            break
        effect = binding.effect if amount.target in PEOPLE and binding.target in PEOPLE else effect
        out.append(Binding(binding.trigger, binding.rule, amount, effect, amount.target, False, binding.direction))
        taken.add(k)
        end = amount.last
    return out


def main_clauses(text: Text, found: list[Trigger], bindings: list[Binding]) -> list[Binding]:
    """What a main clause says of those of whom a relative clause or a participle told before: "three who were abducted
    were killed", "two men wounded on Friday died".
    """
    told = {id(binding.trigger) for binding in bindings}
    out = list(bindings)
    for trigger in found:
        if id(trigger) in told or not (trigger.passive or trigger.rules[0].voice == "passive"):
            continue
        for binding in bindings:
            first = binding.quantity
            if not (first.last < binding.trigger.at < trigger.at <= first.last + _CLAUSE) or first.pronoun:
                continue
            opens = first.last + 1 + (text.words[first.last + 1].text == ",")
            told_of = "relative" in text.words[opens].cues or _tells_which(text, binding, trigger)
            if not told_of or not _resumes(text, binding.trigger.at, trigger):
                continue
            made = next((b for rule in trigger.rules if (b := bind_one(trigger, rule, first, "before"))), None)
            if made is not None and made.effect != binding.effect:
                out.append(made)
                break
    return out


def _tells_which(text: Text, binding: Binding, trigger: Trigger) -> bool:
    """Whether a word of harm is a participle right behind those of whom another verb tells in the same breath."""
    if not head_is_last(text) or binding.direction != "before" or binding.trigger.passive:
        return False
    if binding.trigger.at != binding.quantity.last + 1 or binding.rule.voice != "either":
        return False
    between = text.words[binding.trigger.at + 1 : trigger.at]
    return not any(word.punctuation or (word.amount and word.noun is None) for word in between)


def without_wounds(bindings: list[Binding]) -> list[Binding]:
    """The bindings without the wounds of those of whom a later verb says that they died."""
    died = {id(b.quantity): b.trigger.at for b in bindings if b.effect == "killed" and b.direction == "before"}
    return [
        b
        for b in bindings
        if b.effect != "injured" or b.quantity.pronoun or died.get(id(b.quantity), -1) <= b.trigger.at
    ]


def around_clauses(
    text: Text, found: list[Trigger], bindings: list[Binding], amounts: list[Quantity], taken: set[int]
) -> list[Binding]:
    """What a main clause says of those before a thing of whom a relative clause tells: "all on the plane that crashed
    were killed".
    """
    told = {id(binding.trigger) for binding in bindings}
    out = list(bindings)
    for trigger in found:
        if id(trigger) in told or not (trigger.passive or trigger.rules[0].voice == "passive"):
            continue
        inner = next((b for b in bindings if _encloses(text, b, trigger)), None)
        if inner is None:
            continue
        for q, amount in enumerate(amounts):
            if q in taken or amount.last >= inner.quantity.first or not amount.counted or amount.target not in PEOPLE:
                continue
            made = next((b for rule in trigger.rules if (b := bind_one(trigger, rule, amount, "before"))), None)
            if made is not None and not any(word.punctuation for word in text.words[amount.last : trigger.at]):
                out.append(made)
                taken.add(q)
            break
    return out


def object_clauses(text: Text, found: list[Trigger], bindings: list[Binding], amounts: list[Quantity]) -> list[Binding]:
    """What a clause without its object says of those right before it: "freed six soldiers (whom) they had captured"."""
    told, out = {id(binding.trigger) for binding in bindings}, list(bindings)
    for trigger in found if head_is_last(text) else ():
        k = trigger.at - 1
        while k > 0 and text.words[k].cues & _AUXILIARIES:
            k -= 1
        if id(trigger) in told or trigger.passive or "pronoun_subjects" not in text.words[k].cues:
            continue
        k -= 1 + ("relative" in text.words[k - 1].cues)
        harmed = next((amount for amount in amounts if amount.last == k and amount.noun is not None), None)
        if harmed is None or any(amount.first - trigger.at in (1, 2) for amount in amounts):
            continue
        rules = (rule for rule in trigger.rules if "after" in rule.patient and not rule.weak)
        made = next((b for rule in rules if (b := bind_one(trigger, rule, harmed, "after"))), None)
        if made is not None and not any(b.quantity is harmed for b in bindings):
            out.append(made)
    return out


def controlled(
    text: Text, found: list[Trigger], bindings: list[Binding], amounts: list[Quantity], taken: set[int]
) -> list[Binding]:
    """What befell the subject of the sentence: "a gunman shot two worshippers before being killed"."""
    out = list(bindings)
    if not amounts or amounts[0].target not in PEOPLE or not amounts[0].counted or 0 in taken:
        return out
    told = {id(binding.trigger) for binding in bindings}
    for trigger in found:
        if id(trigger) in told or not of_subject(text, trigger.at):
            continue
        made = next((b for rule in trigger.rules if (b := bind_one(trigger, rule, amounts[0], "before"))), None)
        if made is not None and amounts[0].last < trigger.at:
            taken.add(0)
            out.append(made)
            break
    return out


def _encloses(text: Text, inner: Binding, trigger: Trigger) -> bool:
    """Whether a clause about a thing stands before the verb of the main clause."""
    thing = inner.quantity
    if thing.target in PEOPLE or not (thing.last < inner.trigger.at < trigger.at <= thing.last + _CLAUSE):
        return False
    return "relative" in text.words[thing.last + 1].cues and _resumes(text, inner.trigger.at, trigger)


def _resumes(text: Text, low: int, trigger: Trigger) -> bool:
    """Whether nothing between two verbs may be the subject of the second."""
    between = text.words[low + 1 : trigger.at]
    said = trigger.rules[0].voice == "passive" or any("passive" in word.cues for word in between)
    return said and not any(
        (word.noun is not None and word.noun.target in PEOPLE) or word.cues & _APART or word.rules or "and" in word.cues
        for word in between
    )
