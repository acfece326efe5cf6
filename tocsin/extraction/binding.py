"""Which quantity each word of harm is about, within one sentence."""

from tocsin.extraction.distance import cost_of, gap_between
from tocsin.extraction.ellipsis import crowd_before
from tocsin.extraction.joining import extend, link_between, share_numbers, sum_up
from tocsin.extraction.lexicon import PEOPLE, Rule, Word
from tocsin.extraction.pronouns import of_pronoun, resolve, says_again
from tocsin.extraction.quantity import STOPS, Quantity, has_number, head_is_last, is_definite, is_owned
from tocsin.extraction.resumed import main_clauses
from tocsin.extraction.roundabout import is_said, number_behind, of_known, strikes
from tocsin.extraction.sharing import share_class, tell_both
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import FAR, Binding, Trigger, begins_with_and, bind_one, names_harmed
from tocsin.extraction.victims import with_names

_SIDE = 14  # words around losses in which the side that suffers them is named
_MANNED = frozenset(("tank", "armoured_vehicle", "artillery", "air_defence"))  # whose crews are soldiers
_FORCE = 30  # words before "two members" in which the force that they are of may be named
_MARKS = frozenset('«»"“”()')
_NAMED = 5  # words after the harmed, their name among them, within which a second verb may follow


_AGAIN = 3  # words after the harmed within which a word for the harmed says the same


def bind(text: Text, found: list[Trigger], amounts: list[Quantity], first: int, last: int) -> list[Binding]:
    """Each trigger with what it harms, so that all stand as near as may be; then what "and" and "including" add."""
    found = of_known(text, found, amounts)
    at = {trigger.at for trigger in found}
    found = [trigger for trigger in found if not _carries(text, trigger, amounts, at)]
    for trigger in found:
        amounts = with_names(text, trigger.at, trigger.passive, trigger.rules, amounts, first, last)
    _prepare(text, amounts, first)
    amounts = [amount for k, amount in enumerate(amounts) if not k or amounts[k - 1].last < amount.last]
    found = [trigger for trigger in found if not _of_part(trigger, found, amounts)]
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
                or _toll_of(text, binding.trigger.at + 1, last)
                or _whose(text, binding.trigger.at, first)
                or binding.target
            )
        if binding.rule.side and binding.target == "person":
            found_side = _side(text, binding.trigger.at, first, last, binding.rule.zero)
            binding.target = found_side or binding.target
        if binding.rule.toll and any(
            "exceeds" in word.cues for word in text.words[max(first, binding.trigger.at - 2) : binding.quantity.first]
        ):
            binding.quantity.maximum = None
    for binding in bindings:
        number_behind(text, binding, amounts, taken)
        _of_those_before(text, binding, amounts, taken)
        if binding.rule.counted and "subset" in text.words[binding.trigger.at].cues:
            binding.subset = True  # "among the dead are five women"
    bindings = [binding for binding in bindings if not _said_again(binding, bindings)]
    bindings = _again(text, found, share_numbers(text, found, bindings))
    bindings = resolve(text, found, main_clauses(text, found, bindings), amounts)
    bindings = [b for b in bindings if not _said_again(b, bindings) and not _outcome_told(b, bindings)]
    extended = extend(text, bindings, amounts, taken, first, last)
    return tell_both(share_class(text, sum_up(extended)))


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


def _of_part(trigger: Trigger, found: list[Trigger], amounts: list[Quantity]) -> bool:
    """Whether a verb only says of a part what its toll says of all ("a toll of 40, among them 9 who fell")."""
    if trigger.rules[0].voice != "passive" or not any(
        rule.toll for other in found if other.at < trigger.at for rule in other.rules
    ):
        return False
    return any(amount.preposition == "subset" and amount.last == trigger.at - 1 for amount in amounts)


def _side(text: Text, at: int, first: int, last: int, one: bool) -> str | None:
    """The class of the side that suffers losses, as its clause names it ("the rebels suffered loss of life"), or of the
    one who suffered none.
    """
    for k in [*range(at - 1, max(first, at - _SIDE) - 1, -1), *range(at + 1, min(last, at + _AGAIN))]:
        noun = text.words[k].noun
        if (text.words[k].punctuation and text.words[k].text not in _MARKS) or "says" in text.words[k].cues:
            return None
        several = noun is not None and (noun.collective or noun.number == 0 or one)
        if noun is not None and several and noun.target in PEOPLE and not noun.generic:
            return str(noun.target)
    return None


def _of_those_before(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> None:
    """A bare word for the harmed right after those harmed tells of them ("سقط ثلاثة متظاهرين قتلى")."""
    if binding.direction != "self" or has_number(binding.quantity):
        return
    for q, amount in enumerate(amounts):
        gap = text.words[amount.last + 1 : binding.quantity.first]
        if q in taken or amount.first > binding.quantity.first or not amount.counted:
            continue
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
    """Whether a blow that was told without its outcome has another word tell what it was."""
    return binding.effect == "casualties" and any(
        other.quantity is binding.quantity and other.effect in ("killed", "injured") for other in bindings
    )


def _toll_of(text: Text, k: int, last: int) -> str | None:
    """The class that a toll itself names: "the number of soldiers killed", "عدد قتلى الجيش", "عدد القتلى في صفوف
    الجيش".
    """
    among = k < last and bool("among" in text.words[k].cues or "of" in text.words[k].cues)
    for word in text.words[k + among : min(last, k + 1 + 3 * among)]:
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and not noun.generic and noun.number != 1 and not word.rules:
            return noun.target
        if word.adjective is not None and word.adjective.target() is not None:
            return word.adjective.target()
        if word.punctuation or word.rules or word.number is not None or word.digits:
            return None
    return None


def _whose(text: Text, at: int, first: int) -> str | None:
    """The class of the force whose toll it is: "the army's dead"."""
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
        if not before or not (listed or begins_with_and(text, trigger.at) or begins_with_and(text, trigger.at - 1)):
            continue
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


def _prepare(text: Text, amounts: list[Quantity], first: int) -> None:
    """Makes what "and" joins to a part a part too, and notes which things a number alone may count."""
    thing: str | None = None
    crowd: str | None = None
    told = False  # whether the sentence names people before
    for k, arms in enumerate(amounts):
        arms.subject = any(strikes(text, arms, harmed) for harmed in amounts[k + 1 : k + 3])
    for left, right in zip([None, *amounts], amounts, strict=False):
        if (
            left is not None
            and left.preposition == "subset"
            and not right.preposition
            and link_between(text, left.last + 1, right.first) == "and"
        ):
            right.preposition = "subset"
        if left is not None and left.trigger is not None and right.preposition == "subset" and has_number(right):
            right.part = True  # "dozens of dead, ten of them killed by gunmen"
        if (
            left is not None
            and right.preposition == "of"
            and right.first == left.last + 2
            and left.noun is not None
            and left.counted
        ):
            right.preposition = "whole"  # "six people of one family"
            if head_is_last(text) and has_number(left):
                left.last = right.last
        if left is not None and _of_people(text, left, right):
            right.preposition = "whole"  # "no staff of the post office were harmed"
        if left is not None and _mixed(text, left, right):
            left.target, left.last = "person", right.last
        if left is not None and _does(text, left, right):
            left.subject = True
        if left is not None and left.trigger is not None and right.trigger is not None and right.first == left.last + 1:
            right.definite = right.definite and left.definite  # "a number of the dead and the wounded"
        if right.noun is not None and right.target is not None:
            right.target = _of_owner(text, right, thing, first) or right.target
        if right.target is not None:
            thing = right.target if right.target not in PEOPLE else thing
        if _of_all(text, amounts[0], right, first):
            right.crowd, amounts[0].preposition = amounts[0].target, "whole"
        if right.target is None and (right.part or (right.others and not head_is_last(text))):
            right.crowd = crowd if crowd is not None or told else crowd_before(text, first)
        several = right.target in PEOPLE and (right.form != 1 or (right.minimum or 0) > 1)
        told = told or several
        if several and not right.generic:
            crowd = right.target
        if thing is not None and (right.target is None or (right.others and right.generic)):
            right.like = thing


def _of_owner(text: Text, part: Quantity, thing: str | None, first: int) -> str | None:
    """The class that parts take of what they are of: "its roof" of the thing told of before, "two members" of the
    force.
    """
    noun = text.words[part.noun if part.noun is not None else part.last]
    if "thing_parts" in noun.cues and not part.piece and "owning_things" in text.words[part.first].cues:
        return thing
    if "crews" in noun.cues and thing in _MANNED:
        return "military"
    if "members" not in noun.cues or not part.generic or part.narrowed:
        return None
    for k in range(part.first - 1, max(first, part.first - _FORCE) - 1, -1):
        body = text.words[k].noun
        if body is not None and body.target in PEOPLE and not body.generic and (body.collective or body.number == 0):
            part.generic = body.target != "military"
            return "military" if body.target == "military" else None
    return None


def _of_all(text: Text, whole: Quantity, right: Quantity, first: int) -> bool:
    """Whether a number alone is of those whom the sentence begins with: "of the 52 passengers, 36 died"."""
    k = whole.first - 1
    k -= k > first and "determiner" in text.words[k].cues
    opens = k == first and bool("of" in text.words[first].cues or "among" in text.words[first].cues)
    return opens and right.elliptical and right.counted and whole.target in PEOPLE and whole.counted


def _of_people(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether the second phrase is a thing to which the people of the first belong."""
    if not head_is_last(text) or right.preposition != "of" or right.first != left.last + 2:
        return False
    return left.noun is not None and left.target in PEOPLE and right.target is not None and right.target not in PEOPLE


def _mixed(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether one number counts people of two classes together ("40 soldiers and civilians")."""
    if not head_is_last(text) or left.noun is None or right.counted or right.form == 1 or right.first != right.noun:
        return False
    gap = text.words[left.last + 1 : right.first]
    of_both = left.target in PEOPLE and right.target in PEOPLE and left.target != right.target
    plain = not (left.generic or right.generic or right.preposition or left.trigger or right.trigger)
    return of_both and plain and left.counted and left.number_first != left.noun and _only_and(gap)


def _only_and(gap: list[Word]) -> bool:
    return len(gap) == 1 and "and" in gap[0].cues


def _does(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether of two nouns behind one verb the first does it to the second ("دمرت مسيرة تركية سيارة", "قتل رجل
    زوجته").
    """
    if head_is_last(text) or left.noun is None or right.noun is None or not left.last < right.first:
        return False
    apart = right.first > left.last + 1
    if apart and not _only_describes(text, left.last + 1, right.first):
        return False
    if left.preposition or right.preposition or left.elliptical or left.number_first not in (None, left.noun):
        return False
    if (
        right.number_first not in (None, right.noun)
        or begins_with_and(text, right.first)
        or left.trigger is not None
        or right.trigger is not None
    ):
        return False
    endings = tuple(text.lexicon.settings.get("accusative", ()))
    marked = bool(endings) and text.words[right.noun].folded.endswith(endings)
    if apart:
        return marked
    noun = text.words[right.noun]
    known = right.definite or is_definite(text, noun) or is_owned(text, noun)
    return known or marked or left.last > left.noun


def _only_describes(text: Text, low: int, high: int) -> bool:
    """Whether the tokens say no more than what somebody is or whose ("دهس سائق متهور", "قنص عنصر من الجيش")."""
    return high - low <= _NAMED - 1 and not any(
        word.punctuation
        or word.rules
        or word.digits
        or word.number is not None
        or begins_with_and(text, k)
        or word.cues & STOPS
        or (word.noun is not None and not word.noun.collective)
        for k, word in enumerate(text.words[low:high], low)
    )


def _carries(text: Text, trigger: Trigger, amounts: list[Quantity], at: set[int]) -> bool:
    """Whether a word of harm only carries one that names the harmed itself ("there fell 28 dead")."""
    if (
        trigger.passive
        or text.words[trigger.at].enclitic
        or names_harmed(trigger)
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
