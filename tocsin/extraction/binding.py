"""Which quantity each word of harm is about, within one sentence."""

from typing import Final

from tocsin.extraction.belonging import (
    at_work,
    carried,
    fronted,
    hit_before,
    kind_named_before,
    of_body,
    of_fellows,
    side,
    toll_of,
    whole_phrases,
)
from tocsin.extraction.class_by_context import class_around, own_people, whose
from tocsin.extraction.distance import cost_of, gap_between
from tocsin.extraction.individuals import are_minors
from tocsin.extraction.joining import extend, sum_up
from tocsin.extraction.preparing import prepare
from tocsin.extraction.pronouns import ends_clause, of_pronoun, resolve, says_again
from tocsin.extraction.quantity import Quantity, has_number, head_is_last
from tocsin.extraction.resumed import around_clauses, controlled, main_clauses, object_clauses, without_wounds
from tocsin.extraction.roundabout import is_said, number_behind, of_known, sorted_out, sufferer, toll_goes_on
from tocsin.extraction.sharing import share_class, share_numbers, tell_both
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import FAR, Binding, Trigger, and_written_on, bind_one, names_harmed
from tocsin.extraction.victims import with_names
from tocsin.extraction.words import PEOPLE, Rule

_NAMED: Final = 5  # words after the harmed, their name among them, within which a second verb may follow


_OF_ANY_AGE: Final = frozenset(("person", "civilian", "woman"))
_AGAIN: Final = 3  # words after the harmed within which a word for the harmed says the same


def bind(text: Text, found: list[Trigger], amounts: list[Quantity], first: int, last: int) -> list[Binding]:
    """Each trigger with what it harms, so that all stand as near as may be; then what "and" and "including" add."""
    found = of_known(text, found, amounts)
    at = {trigger.at for trigger in found}
    found = [trigger for trigger in found if not _carries(text, trigger, amounts, at)]
    for trigger in found:
        amounts = with_names(text, trigger.at, trigger.passive, trigger.rules, amounts, first, last)
    amounts = whole_phrases(text, amounts, last)
    prepare(text, amounts, first)
    own_people(text, amounts)
    amounts = [amount for k, amount in enumerate(amounts) if not k or amounts[k - 1].last < amount.last]
    found = [
        trigger for trigger in found if not (_of_part(trigger, found, amounts) or _restated(text, trigger, amounts))
    ]
    found = [trigger for trigger in found if not _of_whole(text, trigger, found, amounts)]
    found = sorted_out(text, found, amounts)
    told = _of_two(text, found, amounts)
    found = [trigger for trigger in found if trigger.at not in {amount.trigger for amount in told.values()}]
    amounts = [amount for amount in amounts if amount not in told.values()]
    table = [[_cheapest(text, trigger, amount) for amount in amounts] for trigger in found]
    bindings, taken = [], set()
    for t, q in _assign(table, len(amounts)):
        option = table[t][q]
        if option is not None:
            bindings.append(option[1])
            taken.add(q)
    for binding in bindings:
        if binding.rule.toll and binding.target == "person":
            own = told[binding.trigger.at].target if binding.trigger.at in told else None
            binding.target = (
                binding.rule.target
                or own
                or toll_of(text, binding.trigger.at + 1, last)
                or whose(text, binding.trigger.at, first)
                or binding.target
            )
        plain = binding.quantity.generic or binding.quantity.noun is None or not head_is_last(text)
        if binding.rule.side and binding.target == "person" and plain:
            found_side = side(text, binding.trigger.at, first, last, binding.rule.zero)
            binding.target = found_side or binding.target
        if binding.rule.toll and any(
            "exceeds" in text.words[k].cues and "negation" not in text.words[k - 1].cues
            for k in range(max(first, binding.trigger.at - 2), binding.quantity.first)
        ):
            binding.quantity.maximum = None
    ages = not head_is_last(text) and any("age_units" in word.cues for word in text.words[first:last])
    for binding in bindings:
        if binding.target == "person" and (binding.quantity.generic or binding.quantity.elliptical):
            own = fronted(text, binding.quantity, first) or of_body(text, binding.quantity, first)
            binding.target = own or binding.target
        if binding.target == "person":
            one = binding.quantity
            known = at_work(text, one, last) or carried(text, one, first) or of_fellows(text, one, first)
            binding.target = known or hit_before(text, one, amounts, binding.trigger.at) or binding.target
        binding.target = kind_named_before(text, binding.quantity) or binding.target
        if ages and binding.target in _OF_ANY_AGE and are_minors(text, binding.quantity, last):
            binding.target = "child"
    tolls = [trigger.at for trigger in found for rule in trigger.rules if rule.toll]
    for binding in bindings:
        number_behind(text, binding, amounts, taken)
        toll_goes_on(text, binding, tolls, amounts, taken)
        sufferer(text, binding, amounts, taken, first)
        _of_those_before(text, binding, amounts, taken)
        if binding.rule.counted and "subset" in text.words[binding.trigger.at].cues:
            binding.subset = True  # "among the dead are five women"
    bindings = [binding for binding in bindings if not _said_again(binding, bindings)]
    bindings = _again(text, found, share_numbers(text, found, bindings))
    bindings = around_clauses(text, found, main_clauses(text, found, bindings), amounts, taken)
    bindings = object_clauses(text, found, bindings, amounts)
    bindings = controlled(text, found, bindings, amounts, taken)
    bindings = without_wounds(resolve(text, found, bindings, amounts))
    bindings = [b for b in bindings if not _said_again(b, bindings) and not _outcome_told(b, bindings)]
    extended = extend(text, bindings, amounts, taken, last)
    return tell_both(class_around(text, share_class(text, sum_up(extended)), first, last))


def _of_two(text: Text, found: list[Trigger], amounts: list[Quantity]) -> dict[int, Quantity]:
    """The second phrases, without a number, of tolls of two kinds ("the number of dead and wounded rose to 900")."""
    told: dict[int, Quantity] = {}
    for trigger in found:
        if trigger.partner is None or not any(rule.toll for rule in trigger.rules):
            continue
        own = next((amount for amount in amounts if amount.trigger == trigger.partner.at), None)
        if own is None or own.counted:
            continue
        if any(a.counted and a is not own and _cheapest(text, trigger, a) is not None for a in amounts):
            told[trigger.at] = own
    return told


def _restated(text: Text, trigger: Trigger, amounts: list[Quantity]) -> bool:
    """Whether a word of losing is said anew of its object: "lost six men killed and 14 wounded"."""
    if "life_taking" not in text.words[trigger.at].cues or not head_is_last(text):
        return False
    lost = next((amount for amount in amounts if amount.first > trigger.at), None)
    if lost is None or lost.target not in PEOPLE or not lost.counted or lost.last + 1 >= len(text.words):
        return False
    near = lost.first - trigger.at <= 2
    return near and any(rule.people and rule.voice == "either" for rule in text.words[lost.last + 1].rules)


def _of_part(trigger: Trigger, found: list[Trigger], amounts: list[Quantity]) -> bool:
    """Whether a verb only says of a part what its toll says of all ("a toll of 40, among them 9 who fell")."""
    if trigger.rules[0].voice != "passive" or not any(
        rule.toll for other in found if other.at < trigger.at for rule in other.rules
    ):
        return False
    return any(amount.preposition == "subset" and amount.last == trigger.at - 1 for amount in amounts)


def _of_whole(text: Text, trigger: Trigger, found: list[Trigger], amounts: list[Quantity]) -> bool:
    """Whether a word of harm only says of whom a number is a part: "five of the 12 wounded died". The whole is not
    what the other word of harm is about.
    """
    words, k = text.words, trigger.at - 1
    if not head_is_last(text) or not any(other.at > trigger.at for other in found):
        return False
    ending = (amount for amount in amounts if amount.last == k and amount.elliptical and amount.counted)
    whole = next((amount for amount in ending if not amount.part), None)
    k = whole.first - 1 if whole is not None else k
    k -= "determiner" in words[k].cues
    part = next((amount for amount in amounts if amount.last in (k, k - 1)), None)
    if (
        whole is None
        or "of" not in words[k].cues
        or part is None
        or part.said
        or not (part.elliptical and part.counted)
    ):
        return False
    whole.preposition = "whole"
    return True


def _of_those_before(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> None:
    """A bare word for the harmed right after those harmed tells of them ("سقط ثلاثة متظاهرين قتلى")."""
    if binding.direction != "self" or has_number(binding.quantity) or binding.quantity.definite:
        return
    for q, amount in enumerate(amounts):
        gap = text.words[amount.last + 1 : binding.quantity.first]
        if q in taken or amount.first > binding.quantity.first or not amount.counted:
            continue
        if binding.quantity.form == 0 and amount.maximum == 1:
            continue  # "زار المحافظ جرحى الحادث"
        if not (len(gap) <= 1 and all(word.rules for word in gap)) and not is_said(gap):
            continue
        if amount.trigger is None and amount.target in PEOPLE and amount.noun is not None:
            binding.quantity, binding.target, binding.direction = amount, amount.target, "before"
            taken.add(q)
            return


def _said_again(binding: Binding, bindings: list[Binding]) -> bool:
    """Whether a bare word for the harmed says again what a verb just said of others ("took 21 sailors hostages")."""
    quantity = binding.quantity
    if binding.direction != "self" or has_number(quantity) or quantity.preposition not in ("", "with"):
        return False
    reach = _AGAIN if quantity.preposition != "with" else 2 * _AGAIN  # "was hit and wounded with ... injuries"
    return any(
        other is not binding
        and other.effect == binding.effect
        and (other.direction != "self" or (has_number(other.quantity) and quantity.first - other.quantity.last == 1))
        and 0 < quantity.first - max(other.quantity.last, other.trigger.at) <= reach
        for other in bindings
    )


def _outcome_told(binding: Binding, bindings: list[Binding]) -> bool:
    """Whether what is said of a blow or a wound goes on to tell that they died of it."""
    outcomes = {"casualties": ("killed", "injured"), "injured": ("killed",)}.get(binding.effect, ())
    return any(
        other.quantity is binding.quantity
        and other.effect in outcomes
        and (binding.effect == "casualties" or other.trigger.at > binding.trigger.at)
        for other in bindings
    )


def _again(text: Text, found: list[Trigger], bindings: list[Binding]) -> list[Binding]:
    """What a second verb, joined to the harmed of the first and with none of its own, says of the same ("was not
    killed nor captured").
    """
    out = list(bindings)
    bound = {id(binding.trigger) for binding in bindings} | {
        id(b.trigger.partner) for b in bindings if b.trigger.partner
    }
    for trigger in found:
        owned = of_pronoun(text, trigger, trigger.rules[0])
        if id(trigger) in bound or (trigger.rules[0].voice == "noun" and not owned) or names_harmed(trigger):
            continue
        before = [
            b
            for b in bindings
            if max(b.trigger.at, b.quantity.last) < trigger.at <= max(b.trigger.at, b.quantity.last) + _NAMED
        ]
        listed = before and _listed(text, before[-1].trigger, trigger)
        if not before or not (listed or and_written_on(text, trigger.at) or and_written_on(text, trigger.at - 1)):
            continue
        if text.lexicon.verb_first and not (owned or ends_clause(text, trigger.at)):
            continue  # "أصيب جنديان واستشهد المنفذ": another follows
        first = before[-1]
        between = text.words[max(first.trigger.at, first.quantity.last) + 1 : trigger.at]
        if not listed and any(
            word.punctuation or (word.known and not word.cues & {"negation", "adverb", "auxiliary", "passive"})
            for word in between
        ):
            continue
        denied = any("negation" in word.cues for word in between)
        for rule in trigger.rules:
            made = bind_one(trigger, rule, first.quantity, "before")
            if (
                made is not None
                and not says_again(first, made)
                and (denied or owned or listed or "captured" not in (made.effect, first.effect))
            ):
                out.append(made)
                break
    return out


def _listed(text: Text, one: Trigger, two: Trigger) -> bool:
    """Whether a comma only stands between two participles: "was kidnapped, beaten up and tortured"."""
    return head_is_last(text) and one.passive and two.at == one.at + 2 and text.words[one.at + 1].text == ","


def _carries(text: Text, trigger: Trigger, amounts: list[Quantity], at: set[int]) -> bool:
    """Whether a word of harm only carries one that names the harmed itself ("there fell 28 dead")."""
    if (
        trigger.passive
        or text.words[trigger.at].enclitic
        or names_harmed(trigger)
        or trigger.partner is not None
        or any(rule.toll for rule in trigger.rules)
        or all(rule.people is None for rule in trigger.rules)
    ):
        return False
    amount = next((amount for amount in amounts if amount.first > trigger.at), None)
    if amount is None or amount.trigger not in at or "after" not in trigger.rules[0].patient:
        return False
    if not amount.counted and any(
        0 <= trigger.at - a.last <= _AGAIN and a.counted and a.trigger is None for a in amounts
    ):
        return False
    return gap_between(text, trigger.at + 1, amount.first, trigger.rules[0], "after") < 1.5


def _cheapest(text: Text, trigger: Trigger, amount: Quantity) -> tuple[float, Binding] | None:
    best = _cheapest_of(text, trigger, trigger.rules, amount)
    if best is None and trigger.partner is not None:
        return _cheapest_of(text, trigger, trigger.partner.rules, amount)
    return best


def _cheapest_of(
    text: Text, trigger: Trigger, rules: tuple[Rule, ...], amount: Quantity
) -> tuple[float, Binding] | None:
    best: tuple[float, Binding] | None = None
    for rule in rules:
        for rank, direction in enumerate(() if of_pronoun(text, trigger, rule) else rule.patient):
            cost = cost_of(text, trigger, rule, amount, direction, rank)
            if cost < (best[0] if best else FAR):
                made = bind_one(trigger, rule, amount, direction)
                if made is not None:
                    made.cost = cost
                    best = cost, made
    return best


def _assign(table: list[list[tuple[float, Binding] | None]], width: int) -> list[tuple[int, int]]:
    """The pairs that keep the order of both sides and are the most and the nearest together."""
    height = len(table)
    best = [[0.0] * (width + 1) for _ in range(height + 1)]
    for t in range(height - 1, -1, -1):
        for q in range(width - 1, -1, -1):
            option = table[t][q]
            value = max(best[t + 1][q], best[t][q + 1])
            if option is not None:
                value = max(value, best[t + 1][q + 1] + FAR - option[0])
            best[t][q] = value
    pairs, t, q = [], 0, 0
    while t < height and q < width:
        if best[t][q] == best[t + 1][q]:
            t += 1
        elif best[t][q] == best[t][q + 1]:
            q += 1
        else:
            pairs.append((t, q))
            t, q = t + 1, q + 1
    return pairs
