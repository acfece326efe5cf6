"""Which quantity each word of harm is about, within one sentence."""

from dataclasses import dataclass, field

from tocsin.extraction.lexicon import PEOPLE, Rule, Word
from tocsin.extraction.quantities import Quantity, head_is_last
from tocsin.extraction.text import Text
from tocsin.extraction.victims import with_names

_BACK = 20  # words before a verbal noun in which what it is of may stand
_NEEDS = 12  # words around a word of harm in which what its rule needs may stand
_ADJECTIVES = 4  # words that may stand after a noun before "and", where nouns come first
_LINKED = 0.45  # the distance within which a preposition of the rule's own ties what it is written on to
_PHRASE = 6  # words before a verb of what stands before it within which its number may be
_LOOSE_THING = 2  # words between things that "and" joins where the second has no number
_NAMED = 5  # words after the harmed, their name among them, within which a second verb may follow
_AGAIN = 3  # words after the harmed within which a word for the harmed says the same
_FAR = 14.0  # the cost above which a phrase is not what a trigger is about
_NEAR = 0.3  # the cost of what may stand between a verb and its object
_KNOWN = 3.0  # the cost of harmed who are spoken of as known
_STATE = 8  # words between "left" and the state it left somebody in
_NEVER = 1000.0
_LOOSE = 6  # words that may stand between a total and the "including" of its parts


@dataclass(slots=True)
class Trigger:
    """An occurrence of a word of harm at token `at`; `partner` is a second effect that shares its number."""

    at: int
    rules: tuple[Rule, ...]
    passive: bool = False
    active: bool = False
    partner: "Trigger | None" = None
    follows: bool = False


@dataclass(slots=True)
class Binding:
    """A quantity that a trigger harms; `subset` where it is a part of another."""

    trigger: Trigger
    rule: Rule
    quantity: Quantity
    effect: str
    target: str
    subset: bool = False
    direction: str = "after"
    cost: float = 0.0
    notes: list[str] = field(default_factory=list)


def triggers(text: Text, first: int, last: int) -> list[Trigger]:
    """The words of harm among the tokens, those that share a number with the next one paired."""
    found: list[Trigger] = []
    for i, word in enumerate(text.words[first:last], first):
        rules = word.rules
        if rules:
            usable = tuple(rule for rule in rules if _usable(text, i, rule, first, last))
            if usable:
                passive = _passive(text, i, first)
                active = not passive and usable[0].voice == "either" and _active(text, i, first, last)
                if active and _attributive(text, i, first):
                    continue
                found.append(Trigger(i, usable, passive, active))
    alone: list[Trigger] = []
    for trigger in found:
        left = alone[-1] if alone else None
        if left is not None and left.partner is None and _joined(text, left, trigger):
            left.partner = trigger
            if not (_itself(left) or _itself(trigger)):
                continue
            trigger.follows = True
        alone.append(trigger)
    return alone


def _joined(text: Text, left: Trigger, right: Trigger) -> bool:
    gap = right.at - left.at
    back = _PHRASE if left.rules[0].patient[0] == "before" else 1
    if (
        gap == 1
        and left.rules[0].voice != "noun"
        and any(_counts(text, left.at - k) for k in range(1, back + 1))
        and _counts(text, right.at + 1)
    ):
        return False  # "a child was killed and wounded were two women": each has its own
    return (gap == 1 and _and(text, right.at)) or (gap == 2 and bool(text.words[left.at + 1].cues & {"and", "or"}))


def _counts(text: Text, i: int) -> bool:
    """Whether the token is a number, or a noun that says how many."""
    if not 0 <= i < len(text.words):
        return False
    word = text.words[i]
    if word.digits or word.number is not None or word.modifier is not None:
        return True
    return word.noun is not None and not word.noun.collective and not word.enclitic and not word.proclitics


def _itself(trigger: Trigger) -> bool:
    return any("self" in rule.patient for rule in trigger.rules)


def _usable(text: Text, i: int, rule: Rule, first: int, last: int) -> bool:
    word = text.words[i]
    if "self" in rule.patient and rule.number == 1 and rule.people and i > first and _of_thing(text, i):
        return False
    if rule.weak or (rule.voice == "active" and word.enclitic):
        return False  # "they killed him": the harmed is a pronoun
    if rule.voice == "active" and any("reflexive" in word.cues for word in text.words[i + 1 : min(last, i + 7)]):
        return False
    if rule.not_before and i + 1 < last:
        after = " ".join(word.folded for word in text.words[i + 1 : min(last, i + 4)])
        if any((after + " ").startswith(form + " ") for form in rule.not_before):
            return False
    if rule.not_after and i > first:
        before = " ".join(word.folded for word in text.words[max(first, i - 3) : i])
        if any((" " + before).endswith(" " + form) for form in rule.not_after):
            return False
    if rule.unless and any(
        rule.unless & word.cues for word in text.words[max(first, i - _NEEDS) : min(last, i + _NEEDS)]
    ):
        return False
    if (
        "relative" in text.words[i - 1].cues
        and i - 2 >= first
        and text.words[i - 2].cues & {"those", "part_of"}
        and not rule.toll
    ):
        return False  # "in honour of those who died"
    return not rule.needs or any(
        rule.needs & word.cues for word in text.words[max(first, i - _NEEDS) : min(last, i + _NEEDS)]
    )


def _of_thing(text: Text, i: int) -> bool:
    """Whether a word for one harmed person is an adjective of the thing before it ("الطائرة المفقودة")."""
    before, word = text.words[i - 1], text.words[i]
    return (
        before.noun is not None
        and before.noun.target not in PEOPLE
        and len(word.proclitics) in (0, 2)
        and not head_is_last(text)
    )


def _and(text: Text, i: int) -> bool:
    word = text.words[i]
    return bool(word.proclitics and word.proclitics[0] in text.lexicon.settings.get("conjunctions", ()))


def _left(text: Text, i: int, first: int) -> bool:
    """Whether the harmed stand between "left" and the word for their state ("left three others wounded")."""
    for k in range(i - 1, max(first, i - _STATE) - 1, -1):
        word = text.words[k]
        if "leaves" in word.cues:
            return k < i - 1
        if (
            word.punctuation
            or (word.rules and "and" not in word.cues)
            or word.cues & {"pronoun_subjects", "clause_break", "complementisers"}
        ):
            return False
    return False


def _passive(text: Text, i: int, first: int) -> bool:
    if _left(text, i, first):
        return True
    k = i - 1
    while k >= max(first, i - 4):
        word = text.words[k]
        if "passive" in word.cues:
            return True
        if word.punctuation or word.known:
            if "and" in word.cues or "negation" in word.cues or word.rules or "adverb" in word.cues:
                k -= 1
                continue
            return False
        k -= 1
    return False


_AFTER_PARTICIPLE = frozenset(
    ("place_in", "actor_by", "and", "or", "clause_break", "incident", "cumulative", "weekdays", "months", "says", "goes_on", "according_to", "subset", "part_of")
)  # fmt: skip


def _active(text: Text, i: int, first: int, last: int) -> bool:
    """Whether a form that may be past tense or participle has its object after it, or "has" before it: the subject did it."""
    words = text.words
    k = i - 1
    while k >= first and "adverb" in words[k].cues:
        k -= 1
    if k >= first and "perfect" in words[k].cues:
        return True
    if i + 1 >= last:
        return False
    after = words[i + 1]
    if (
        after.rules
        or (after.number is not None and after.number.role != "article")
        or after.digits
        or after.modifier is not None
        or after.cues & _AFTER_PARTICIPLE
    ):
        return False
    return bool("determiner" in after.cues or after.noun or after.adjective or after.party or after.capital)


def _attributive(text: Text, i: int, first: int) -> bool:
    """Whether a participle only describes the noun after it ("from a collapsed building", "the wounded girl")."""
    if i == first or "relative" in text.words[i - 1].cues:
        return False
    return bool(text.words[i - 1].cues & {"determiner", "of", "place_in", "actor_by", "preposition", "with"})


def bind(text: Text, found: list[Trigger], amounts: list[Quantity], first: int, last: int) -> list[Binding]:
    """Each trigger with what it harms, so that all stand as near as may be; then what "and" and "including" add."""
    at = {trigger.at for trigger in found}
    found = [trigger for trigger in found if not _carries(text, trigger, amounts, at)]
    for trigger in found:
        amounts = with_names(text, trigger.at, trigger.passive, trigger.rules, amounts, first, last)
    _prepare(text, amounts)
    table = [[_cheapest(text, trigger, amount) for amount in amounts] for trigger in found]
    bindings, taken = [], set()
    for t, q in _assign(table, len(amounts)):
        option = table[t][q]
        if option is not None:
            bindings.append(option[1])
            taken.add(q)
    for binding in bindings:
        if binding.rule.toll and binding.target == "person":
            binding.target = _toll_of(text, binding.trigger.at + 1, last) or binding.target
        if binding.rule.toll and any(
            "exceeds" in word.cues for word in text.words[max(first, binding.trigger.at - 2) : binding.quantity.first]
        ):
            binding.quantity.maximum = None
    bindings = [binding for binding in bindings if not _said_again(binding, bindings)]
    bindings = _again(text, found, _share(found, bindings))
    return _sum(_extend(text, bindings, amounts, taken, first, last))


def _said_again(binding: Binding, bindings: list[Binding]) -> bool:
    """Whether a bare word for the harmed only says again what a verb just said of others ("took 21 sailors hostages")."""
    quantity = binding.quantity
    if binding.direction != "self" or quantity.counted or quantity.preposition not in ("", "with"):
        return False
    reach = _AGAIN if quantity.preposition != "with" else 2 * _AGAIN  # "was hit and wounded with ... injuries"
    return any(
        other is not binding
        and other.effect == binding.effect
        and other.direction != "self"
        and 0 < quantity.first - max(other.quantity.last, other.trigger.at) <= reach
        for other in bindings
    )


def _toll_of(text: Text, k: int, last: int) -> str | None:
    """The class that a toll itself names: "the number of soldiers killed", "عدد قتلى الجيش", "عدد القتلى في صفوف الجيش"."""
    among = k < last and bool(text.words[k].cues & {"among", "of"})
    for word in text.words[k + among : min(last, k + 1 + 3 * among)]:
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and not noun.generic and noun.number != 1 and not word.rules:
            return noun.target
        if word.adjective is not None and word.adjective.target() is not None:
            return word.adjective.target()
        if word.punctuation or word.rules or word.number is not None or word.digits:
            return None
    return None


def _again(text: Text, found: list[Trigger], bindings: list[Binding]) -> list[Binding]:
    """What a second verb, joined to the harmed of the first and with none of its own, says of the same ("was not killed nor captured")."""
    out = list(bindings)
    bound = {id(binding.trigger) for binding in bindings} | {
        id(b.trigger.partner) for b in bindings if b.trigger.partner
    }
    for trigger in found:
        if id(trigger) in bound or trigger.rules[0].voice == "noun" or _itself(trigger):
            continue
        before = [
            b
            for b in bindings
            if max(b.trigger.at, b.quantity.last) < trigger.at <= max(b.trigger.at, b.quantity.last) + _NAMED
        ]
        if not before or not (_and(text, trigger.at) or _and(text, trigger.at - 1)):
            continue
        first = before[-1]
        between = text.words[max(first.trigger.at, first.quantity.last) + 1 : trigger.at]
        if any(
            word.punctuation or (word.known and not word.cues & {"negation", "adverb", "auxiliary", "passive"})
            for word in between
        ):
            continue
        denied = any("negation" in word.cues for word in between)
        for rule in trigger.rules:
            made = _binding(trigger, rule, first.quantity, "before")
            if (
                made is not None
                and made.effect != first.effect
                and (denied or "captured" not in (made.effect, first.effect))
            ):
                out.append(made)
                break
    return out


def _prepare(text: Text, amounts: list[Quantity]) -> None:
    """Makes what "and" joins to a part a part too, and notes which things a number alone may count."""
    thing: str | None = None
    crowd: str | None = None
    for left, right in zip([None, *amounts], amounts, strict=False):
        if (
            left is not None
            and left.preposition == "subset"
            and not right.preposition
            and _link(text, left.last + 1, right.first) == "and"
        ):
            right.preposition = "subset"
        if (
            left is not None
            and right.preposition == "of"
            and right.first == left.last + 2
            and left.noun is not None
            and left.counted
        ):
            right.preposition = "whole"  # "six people of one family"
        if right.target is not None:
            thing = right.target if right.target not in PEOPLE else thing
        if right.part and right.target is None and crowd is not None:
            right.crowd = crowd
        if right.target in PEOPLE and not right.generic and right.form != 1:
            crowd = right.target
        if thing is not None and (right.target is None or (right.others and right.generic)):
            right.like = thing


def _carries(text: Text, trigger: Trigger, amounts: list[Quantity], at: set[int]) -> bool:
    """Whether a word of harm only carries one that names the harmed itself ("there fell 28 dead")."""
    if (
        trigger.passive
        or _itself(trigger)
        or trigger.partner is not None
        or any(rule.toll or rule.people is None for rule in trigger.rules)
    ):
        return False
    amount = next((amount for amount in amounts if amount.first > trigger.at), None)
    if amount is None or amount.trigger not in at or "after" not in trigger.rules[0].patient:
        return False
    if not amount.counted and any(
        0 <= trigger.at - a.last <= _AGAIN and a.counted and a.trigger is None for a in amounts
    ):
        return False
    return _between(text, trigger.at + 1, amount.first, trigger.rules[0], "after") < 1.5


def _cheapest(text: Text, trigger: Trigger, amount: Quantity) -> tuple[float, Binding] | None:
    best: tuple[float, Binding] | None = None
    for rule in trigger.rules if trigger.partner is None else (*trigger.rules, *trigger.partner.rules):
        owned = bool(text.words[trigger.at].enclitic) and rule.voice == "noun" and "self" not in rule.patient
        for rank, direction in enumerate(("back",) if owned else rule.patient):
            cost = (
                _back(text, trigger, rule, amount)
                if direction == "back"
                else _cost(text, trigger, rule, amount, direction, rank)
            )
            if cost < (best[0] if best else _FAR):
                made = _binding(trigger, rule, amount, direction)
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
                value = max(value, best[t + 1][q + 1] + _FAR - option[0])
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


def _binding(trigger: Trigger, rule: Rule, amount: Quantity, direction: str) -> Binding | None:
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
    told = amount.counted and amount.number_first != amount.noun
    if effect is None or (rule.counted is not None and rule.counted != told and not amount.none):
        return None
    target = target or ("person" if effect == rule.people else "")
    if not target:
        return None
    return Binding(trigger, rule, amount, effect, target, rule.part, direction)


def _back(text: Text, trigger: Trigger, rule: Rule, amount: Quantity) -> float:
    """The cost of a phrase before a verbal noun of it: "قصف محطة وقود ما أدى إلى احتراقها"."""
    gap = trigger.at - amount.last
    if gap <= 0 or gap > _BACK or amount.elliptical or amount.trigger is not None or amount.preposition == "actor_by":
        return _NEVER
    enclitic = text.words[trigger.at].enclitic
    many = amount.minimum is None or amount.minimum > 1 or amount.maximum is None
    if many and enclitic in text.lexicon.settings.get("singular_enclitics", ()):
        return _NEVER
    return 3.0 + 0.3 * gap + 3.0 * (amount.preposition == "place_in")


def _cost(text: Text, trigger: Trigger, rule: Rule, amount: Quantity, direction: str, rank: int) -> float:
    if direction == "self":
        if amount.trigger != trigger.at or amount.noun_last != trigger.at:
            return _NEVER
        return (
            0.0
            if amount.last > trigger.at and amount.target not in PEOPLE
            else 4.5 * rank + (_KNOWN if rule.definite else 0.0)
        )
    if amount.trigger is not None and (amount.trigger == trigger.at or (not rule.toll and not amount.counted)):
        return _NEVER
    if direction == "after":
        low, high = (trigger.partner or trigger).at + 1, amount.first
    else:
        low, high = amount.last + 1, trigger.at
    if amount.target is not None and rule.effect(amount.target) is None:
        if (
            amount.other is None
            or rule.effect(amount.other.target) is None
            or (amount.number_first != amount.noun and amount.counted)
        ):
            return _NEVER
    if low > high or (rule.reach is not None and high - low > rule.reach):
        return _NEVER
    cost = 1.5 * rank
    if rule.voice != "noun" and not rule.toll:
        if trigger.passive and direction == "after" and text.lexicon.settings.get("typical_order") == "svo":
            return _NEVER
        if trigger.passive:
            cost += 8.0 if direction == "after" else -1.5 * rank
        elif direction == "before" and trigger.active and not (low == high and _counted_before(text, trigger, amount)):
            return _NEVER
        elif direction == "before" and rule.voice == "active":
            cost += 3.0
    if direction == "before" and not rule.toll and _hangs(text, trigger.at):
        return _NEVER
    if direction == "before" and rule.voice != "either" and _and(text, trigger.at) and not trigger.follows:
        cost += 4.0  # "and was killed": who was stands behind, where verbs come first
    if direction == "before" and amount.preposition == "subset" and not (amount.part and _adjoins(text, low, high)):
        return _NEVER
    if rule.toll and (not amount.counted or amount.number_first == amount.noun):
        return _NEVER
    between = _between(text, low, high, rule, direction)
    if (
        between > 1.0
        and direction == "before"
        and rule.voice == "either"
        and not trigger.passive
        and amount.number_first == amount.noun
    ):
        return _NEVER
    cost += between
    near = direction == "after" and between < _NEAR and head_is_last(text)
    if amount.preposition == "with" and amount.clitic in rule.links and between < _LINKED:
        near = True  # "دمار بالمحطة"
    return cost + _shape(text, amount, rule, direction, near) if cost < _FAR else _NEVER


def _hangs(text: Text, at: int) -> bool:
    """Whether a preposition is written on to the word of harm, so that it is a verbal noun ("by killing")."""
    word, prepositions = text.words[at], text.lexicon.settings.get("prepositions", {})
    if any(rule.voice == "noun" or rule.patient[0] == "before" for rule in word.rules):
        return False
    return any(clitic in prepositions for clitic in text.lexicon.clitics(word))


def _counted_before(text: Text, trigger: Trigger, amount: Quantity) -> bool:
    """Whether the phrase has a number and only a capital after the word of harm made it look active ("30 injured Ahmed said")."""
    after = text.words[trigger.at + 1]
    return (
        amount.counted
        and amount.number_first != amount.noun
        and not ("determiner" in after.cues or after.noun or after.party)
    )


def _adjoins(text: Text, low: int, high: int) -> bool:
    """Whether nothing but auxiliaries stands between a phrase and its verb."""
    return all(word.cues & {"passive", "perfect", "adverb"} for word in text.words[low:high])


def _shape(text: Text, amount: Quantity, rule: Rule, direction: str, near: bool) -> float:
    """How ill the phrase suits as what is harmed; what stands next to a verb as its object is, whatever its shape."""
    cost = 0.0
    if near and not amount.counted:
        cost += 1.0
    elif near and not (amount.definite and amount.target in PEOPLE):
        pass
    elif not amount.counted:
        cost += 3.0
    elif amount.form is not None and amount.number_first == amount.noun:
        cost += 1.0 if rule.voice == "noun" or direction == "before" else 2.5
        if amount.definite:
            cost += 4.0 if amount.target in PEOPLE else 1.0
    if amount.elliptical:
        cost += 1.0
    elif amount.attacker:
        cost += 6.0
    elif direction == "after" and not amount.counted and _nominative(text, amount):
        cost += 1.5 if rule.voice == "passive" else 6.0
    elif direction == "after" and rule.voice != "noun" and amount.owned and not amount.counted:
        cost += 1.5
    if amount.definite and not amount.counted and not near:
        cost += 2.0
    if amount.preposition in ("actor_by", "whole"):
        cost += _FAR
    elif amount.preposition == "with" and direction == "after" and not rule.toll:
        cost += 0.0 if amount.clitic in rule.links and near else _FAR
    elif amount.preposition == "place_in" and not _belongs(text, amount, rule):
        cost += 6.0
    return cost


def _nominative(text: Text, amount: Quantity) -> bool:
    """Whether the noun's ending makes it a subject."""
    endings = tuple(text.lexicon.settings.get("nominative", ()))
    return bool(endings) and amount.noun is not None and text.words[amount.noun].folded.endswith(endings)


def _belongs(text: Text, amount: Quantity, rule: Rule) -> bool:
    """Whether the preposition before the phrase is one by which the rule takes its patient ("القضاء على", "damage in")."""
    before = text.words[amount.first - 1]
    return before.folded in rule.links or before.stem in rule.links


def _between(text: Text, low: int, high: int, rule: Rule, direction: str) -> float:
    """How much stands between a trigger and a phrase; at least _FAR where it is too much."""
    links, which, cost = rule.links, 2 * rule.toll + (direction == "before"), 0.0
    for word in text.words[low:high]:
        gap = (word.gaps or _gaps(word))[which]
        if gap < 0:
            return _between_with_asides(text, low, high, rule, direction)
        cost += 0.1 if links and (word.folded in links or word.stem in links) else gap
        if cost >= _FAR:
            return cost
    return cost


def _gaps(word: Word) -> tuple[float, float, float, float]:
    """What a word adds to the distance: after a trigger, before it, and both for a toll; below zero where it depends on others."""
    word.gaps = tuple(
        _gap(word, step, toll, after) for step, toll in ((0.5, False), (0.15, True)) for after in (True, False)
    )
    return word.gaps


def _gap(word: Word, step: float, toll: bool, after: bool) -> float:
    cues = word.cues
    if word.text in _BRACKETS or (not after and cues & {"subset", "part_of", "relative"}):
        return -1.0
    if word.punctuation:
        return 1.5 if word.text in _LIGHT else 7.0
    if cues & {"passive", "others", "determiner", "adverb"}:
        return 0.1
    if "clause_break" in cues:
        return 9.0
    if "actor_by" in cues and after:
        return step if "event" in cues else 6.0
    if cues & {"complementisers", "says", "denies"}:
        return 5.0
    if word.rules:
        return 1.0 if toll else 5.0
    if "of" in cues or "place_in" in cues:
        return step
    return 2 * step if word.noun is not None or word.number is not None or word.digits else step


_BRACKETS = frozenset("([)]")
_LIGHT = ",،\"'“”‘’«»-–—"


def _between_with_asides(text: Text, low: int, high: int, rule: Rule, direction: str) -> float:
    cost, aside, links, which = 0.0, 0, rule.links, 2 * rule.toll + (direction == "before")
    for k in range(low, high):
        word = text.words[k]
        if word.text in "([":
            aside += 1
        elif word.text in ")]":
            aside = max(0, aside - 1)
        gap = (word.gaps or _gaps(word))[which]
        if aside:
            cost += 0.1
        elif word.text in ")]":
            cost += 7.0
        elif gap < 0 and word.cues & {"subset", "part_of"}:
            return cost + 1.5
        elif gap < 0 and k >= high - 2:
            cost += 0.5
        elif word.folded in links or word.stem in links:
            cost += 0.1
        else:
            cost += gap if gap >= 0 else _gap(word, 0.15 if rule.toll else 0.5, rule.toll, True)
    return cost


def _share(found: list[Trigger], bindings: list[Binding]) -> list[Binding]:
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
            ):
                _merge(one)
                out.remove(two)
            if one is not None and two is not None and _vaguer(one, two):
                out.remove(one)
            continue
        have, lack = (one, partner) if one is not None else (two, trigger)
        if have is None:
            continue
        if have.quantity.counted:
            _merge(have)
        else:
            for rule in lack.rules:
                made = _binding(lack, rule, have.quantity, have.direction)
                if made is not None:
                    out.append(made)
                    break
    return out


def _vaguer(one: Binding, two: Binding) -> bool:
    """Whether the first tells of damage to nothing named and the second says to what ("damage and destruction on shops")."""
    return (
        one.direction == "self"
        and one.target == "infrastructure"
        and two.direction != "self"
        and two.target not in PEOPLE
    )


def _merge(binding: Binding) -> None:
    if binding.target in PEOPLE and binding.effect in ("killed", "injured"):
        binding.effect = "casualties"


def _extend(
    text: Text, bindings: list[Binding], amounts: list[Quantity], taken: set[int], first: int, last: int
) -> list[Binding]:
    out = list(bindings)
    index = {id(amount): q for q, amount in enumerate(amounts)}
    for binding in sorted(bindings, key=lambda b: b.quantity.first):
        q = index[id(binding.quantity)]
        subset = False
        end = binding.quantity.last
        for k in range(q + 1, len(amounts)):
            amount = amounts[k]
            link = _link(text, end + 1, amount.first)
            if (
                link is None
                and end + 1 == amount.first
                and amount.counted
                and not amount.elliptical
                and amount.first != amount.noun
            ):
                link = "and"
            if (
                link is None
                and amount.part
                and amount.first - end <= _LOOSE + 2
                and not any(w.rules for w in text.words[end + 1 : amount.first])
            ):
                link = "subset"
            if link == "with":
                link = "and" if {amount.target, binding.target} <= PEOPLE and amount.counted else None
            if link is None or k in taken:
                break
            if binding.rule.toll and amount.counted and amount.number_first == amount.noun:
                end = amount.last  # who they were: "two civilians (a girl and a woman)"
                continue
            single = amount.target not in PEOPLE and amount.form == 1 and amount.number_first == amount.noun
            if single and amount.first - end > _LOOSE_THING and not head_is_last(text):
                break
            if link == "subset" or amount.part:
                subset = True
            if amount.elliptical and not amount.others and not subset and link != "revised":
                break
            numbered = binding.quantity.counted and binding.quantity.number_first != binding.quantity.noun
            bare = (
                not amount.counted
                and numbered
                and amount.target in (binding.target, "person")
                and not (subset or amount.others)
            )
            made = None if bare else _follow(binding, amount, subset)
            if made is not None:
                out.append(made)
                taken.add(k)
            end = amount.last
        if binding.direction == "before" and not binding.quantity.part:
            out += _parts_after(text, binding, amounts, taken)
        if binding.direction in ("before", "after") and not binding.quantity.part:
            start = binding.quantity.first
            for k in range(q - 1, -1, -1):
                amount = amounts[k]
                among = text.words[amount.last + 1 : start]
                if (
                    k not in taken
                    and amount.counted
                    and any("among" in w.cues for w in among)
                    and all(w.cues & {"passive", "among"} for w in among)
                ):
                    made = _follow(binding, amount, True)  # "three children were among 11 civilians killed"
                    out += [made] if made is not None else []
                    taken.add(k)
                    break
                touching = amount.last + 1 == start and amount.counted and amount.number_first != amount.noun
                if k in taken or amount.elliptical or not (touching or _link(text, amount.last + 1, start) == "and"):
                    break
                if binding.direction == "after" and amount.first <= binding.trigger.at:
                    break
                if start == binding.quantity.first and _apposed(text, amount, binding.quantity):
                    break
                made = _follow(binding, amount, False)
                if made is not None:
                    out.append(made)
                    taken.add(k)
                    if binding.quantity.generic and not binding.quantity.counted and made.target in PEOPLE:
                        binding.target = made.target
                start = amount.first
    return out


def _sum(bindings: list[Binding]) -> list[Binding]:
    """Makes parts of what adds up to the number before it: "four civilians, a father and his three sons"."""
    groups: dict[int, list[Binding]] = {}
    for binding in bindings:
        if (
            not binding.subset
            and binding.direction == "before"
            and binding.target in PEOPLE
            and binding.quantity.counted
        ):
            groups.setdefault(id(binding.trigger), []).append(binding)
    for group in groups.values():
        whole, *parts = sorted(group, key=lambda binding: binding.quantity.first)
        if len(parts) > 1 and whole.quantity.minimum == sum(part.quantity.minimum or 0 for part in parts):
            for part in parts:
                part.subset = True
    return bindings


def _apposed(text: Text, one: Quantity, two: Quantity) -> bool:
    """Whether two phrases name one person: "the victim, a 17-year-old boy,"."""
    if not one.definite or not two.indefinite or one.form != 1 or two.form != 1:
        return False
    return {one.target, two.target} <= PEOPLE and one.last + 2 == two.first and text.words[one.last + 1].text in ",،"


def _parts_after(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> list[Binding]:
    """The parts that follow the word of harm of a total before it ("17 were killed, two of them medics")."""
    out: list[Binding] = []
    end = binding.trigger.at
    for k, amount in enumerate(amounts):
        if amount.first <= binding.trigger.at:
            continue
        link = _link(text, end + 1, amount.first)
        first_part = link == "subset" or (amount.part and (link is not None or amount.first == end + 1))
        if k in taken or not (first_part or (out and link == "and" and not amount.elliptical)):
            break
        made = _follow(binding, amount, True)
        if made is not None:
            out.append(made)
            taken.add(k)
        end = amount.last
    return out


def _follow(binding: Binding, amount: Quantity, subset: bool) -> Binding | None:
    if subset and not amount.counted:
        return None
    rule, trigger = binding.rule, binding.trigger
    target = (
        binding.target
        if amount.target is None or (amount.generic and not amount.counted and binding.target in PEOPLE)
        else amount.target
    )
    effect = rule.effect(target)
    if effect is None:
        return None
    if binding.effect == "casualties":
        effect = "casualties"
    return Binding(trigger, rule, amount, effect, target, subset, binding.direction)


def _between_items(text: Text, low: int, high: int) -> bool:
    """Whether all that stands between two phrases is a whole item of their list that the pack does not know."""
    words = text.words
    if words[low].text != "," or not (words[high - 1].text == "," or "and" in words[high - 1].cues):
        return False
    first = words[low + 1]
    return low + 2 < high and ("determiner" in first.cues or first.number is not None or first.digits)


def _link(text: Text, low: int, high: int) -> str | None:
    """How a phrase that begins at `high` continues one that ended before `low`: "and", "subset" or not at all."""
    words, kind, loose, of = text.words, None, 0, False
    if high < len(words) and _and(text, high):
        kind = "and"
    skip = low
    for k in range(low, high):
        word = words[k]
        if word.text == "(" and k + 2 < high and words[k + 2].text == ")":
            skip = k + 3  # a short form: "an explosive device (IED)"
        if k < skip:
            continue
        of = of or "of" in word.cues or "among" in word.cues
        if "subset" in word.cues or word.text in "(:":
            kind, loose = "subset", 0
        elif "toll_to" in word.cues:
            kind = "revised"
        elif "and" in word.cues:
            kind = "and" if kind == "comma" else kind or "and"
        elif word.text in ",،":
            kind = kind or "comma"
        elif "with" in word.cues and k == high - 1:
            kind = kind or "with"
        elif word.cues & {"says", "denies"}:
            return None
        elif word.text in ')"“”«»–-—' or word.cues & {"others", "adverb", "determiner", "of", "among"}:
            continue
        elif word.punctuation or word.rules or word.cues & {"clause_break", "says", "complementisers"}:
            return None
        else:
            loose += 1
            if loose > _LOOSE:
                return None
    near = loose <= _ADJECTIVES and not head_is_last(text)  # "طفلة في قرية الحصين وسيدة"
    if loose and kind == "comma" and head_is_last(text) and _between_items(text, low, high):
        return "and"
    if (
        loose
        and kind != "subset"
        and not ((of or near) and kind == "and" and (_and(text, high) or "and" in words[high - 1].cues))
    ):
        return None
    return "and" if kind == "comma" else kind
