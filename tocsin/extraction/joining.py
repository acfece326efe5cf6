"""What "and" and "including" add to what a word of harm is about."""

from tocsin.extraction import signs
from tocsin.extraction.links import LOOSE, LOOSE_THING, link_between
from tocsin.extraction.parts import far_others, far_parts
from tocsin.extraction.quantity import Quantity, begins_with_and, head_is_last
from tocsin.extraction.resumed import added_after
from tocsin.extraction.sharing import number_of
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding, and_written_on
from tocsin.extraction.words import PEOPLE, Word


def extend(text: Text, bindings: list[Binding], amounts: list[Quantity], taken: set[int], last: int) -> list[Binding]:
    """The bindings, with those of what "and" and "including" add to what a word of harm is about."""
    out = list(bindings)
    index = {id(amount): q for q, amount in enumerate(amounts)}
    told = {binding.trigger.at for binding in bindings}
    taken.update(q for q, amount in enumerate(amounts) if amount.trigger in told)
    for binding in sorted(bindings, key=lambda b: b.quantity.first):
        q = index.get(id(binding.quantity))
        if q is None:  # of somebody whom the sentence does not name
            out += _beside(text, binding, amounts, taken, ("and", "with"))
            continue
        subset = binding.subset
        end = binding.quantity.last
        for k in range(q + 1, len(amounts)):
            amount = amounts[k]
            link = link_between(text, end + 1, amount.first)
            owned = end + 2 == amount.first and "owning_pronouns" in text.words[end + 1].cues
            if (
                link is None
                and (end + 1 == amount.first or owned)
                and amount.counted
                and not amount.elliptical
                and (
                    amount.number_first != amount.noun
                    or ((amount.definite or amount.indefinite) and amount.first != amount.noun)
                )
            ):
                link = "and"
            if (
                link is None
                and amount.part
                and amount.first - end <= LOOSE + 2
                and not _harm(text, end + 1, amount.first)
            ):
                link = "subset"
            if (
                amount.preposition == "with"
                and amount.first == end + 2
                and not {amount.target, binding.target} & PEOPLE
            ):
                end = amount.last  # "vehicles equipped with guns and hideouts"
                continue
            if link == "with":
                link = "and" if {amount.target, binding.target} <= PEOPLE and amount.counted else None
            if link is None or k in taken or amount.preposition == "carries" or _alive(text, amount):
                break
            if not amount.counted and amount.definite and _of_doer(text, binding.quantity.last + 1, amount.first):
                break
            if binding.rule.toll and amount.counted and amount.number_first == amount.noun:
                end = amount.last  # who they were: "two civilians (a girl and a woman)"
                continue
            single = amount.target not in PEOPLE and amount.form == 1 and amount.number_first == amount.noun
            if single and amount.first - end > LOOSE_THING and not head_is_last(text) and not _object(text, amount):
                break
            if link == "subset" or amount.part:
                subset = True
            elif subset and binding.target not in PEOPLE and amounts[k - 1].target == binding.target != amount.target:
                subset = False  # "ten tanks, two of them on Monday, and three guns": the guns are none of the tanks
            if amount.elliptical and not amount.others and not subset and link != "revised":
                break
            numbered = binding.quantity.counted and binding.quantity.number_first != binding.quantity.noun
            more = numbered or (not binding.quantity.counted and amount.target == binding.target)
            bare = (
                not amount.counted
                and more
                and (amount.target in (binding.target, "person") or number_of(text, binding.quantity))
                and not (subset or amount.others)
            )
            made = None if bare else _follow(binding, amount, subset)
            if made is not None:
                out.append(made)
                taken.add(k)
            end = amount.last
        out += far_parts(text, binding, amounts, taken, q)
        out += far_others(text, binding, amounts, taken)
        if binding.direction in ("before", "back") and not head_is_last(text):
            out += _beside(text, binding, amounts, taken, ("with",))
        if binding.direction == "before" and not binding.quantity.part:
            out += _parts_after(text, binding, amounts, taken)
        if binding.direction in ("before", "after"):
            out += _more_after(text, binding, amounts, taken, last)
        if binding.direction in ("before", "after") and head_is_last(text):
            out += added_after(text, binding, amounts, taken)
        if binding.direction in ("before", "after") and not binding.quantity.part:
            start = binding.quantity.first
            for k in range(q - 1, -1, -1):
                amount = amounts[k]
                among = text.words[amount.last + 1 : start]
                if (
                    k not in taken
                    and amount.counted
                    and any(w.signs & signs.AMONG for w in among)
                    and all(w.cues & {"passive", "among", "determiner"} for w in among)
                ):
                    made = _follow(binding, amount, True)  # "three children were among 11 civilians killed"
                    out += [made] if made is not None else []
                    taken.add(k)
                    break
                if k not in taken and amount.part and amount.said and not _harm(text, amount.last + 1, start):
                    made = _follow(binding, amount, True)  # "four of the 12 killed were children"
                    out += [made] if made is not None else []
                    taken.add(k)
                    break
                touching = amount.last + 1 == start and amount.counted and amount.number_first != amount.noun
                if (
                    k in taken
                    or amount.elliptical
                    or not (touching or link_between(text, amount.last + 1, start) == "and")
                ):
                    break
                if binding.direction == "after" and amount.first <= binding.trigger.at:
                    break
                if amount.preposition == "with" and head_is_last(text) and k > 0 and k - 1 not in taken:
                    bearer = amounts[k - 1]  # "lorries equipped with guns and hideouts"
                    made = _follow(binding, bearer, False) if bearer.last + 2 == amount.first else None
                    if made is not None:
                        out.append(made)
                        taken.add(k - 1)
                    break
                if amount.preposition in ("actor_by", "whole"):
                    break
                if start == binding.quantity.first and _apposed(text, amount, binding.quantity):
                    if binding.target == "person" and amount.target in PEOPLE:
                        binding.target = amount.target or binding.target
                    break
                if k > 0 and _shares_number(text, amounts[k - 1], amount):
                    start = amounts[k - 1].last + 2
                    continue
                made = _follow(binding, amount, False)
                if made is not None:
                    out.append(made)
                    taken.add(k)
                    if binding.quantity.generic and not binding.quantity.counted and made.target in PEOPLE:
                        binding.target = made.target
                start = amount.first
    return out


def _alive(text: Text, amount: Quantity) -> bool:
    """Whether the word behind a phrase says that they live: "and picked up 31 others alive"."""
    k = amount.last + 1
    return k < len(text.words) and "alive" in text.words[k].cues and head_is_last(text)


def sum_up(bindings: list[Binding]) -> list[Binding]:
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
    if not (two.indefinite or two.definite) or two.form != 1 or one.minimum != 1 or one.maximum != 1:
        return False
    words, after = text.words, two.last + 1
    if not ({one.target, two.target} <= PEOPLE and one.last + 2 == two.first and words[one.last + 1].text in ",،"):
        return False
    if one.definite and one.form == 1:
        return True
    return after + 1 < len(words) and words[after].text == "," and not and_written_on(text, after + 1)


def _more_after(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int], last: int) -> list[Binding]:
    """Numbers alone for which the word of harm goes on: "were killed in Idlib and five in Homs", "... to 30"."""
    words, out = text.words, []
    end = max(binding.trigger.at, binding.quantity.last)
    placed = False
    for k, amount in enumerate(amounts):
        if amount.first <= end:
            continue
        among = words[end + 1 : amount.first]
        if any(
            w.rules or w.signs & (signs.SAYS | signs.DENIES) or (w.punctuation and w.text not in ",،") for w in among
        ):
            break
        placed = placed or any(word.signs & signs.PLACE_IN or _by_weapon(text, word) for word in among)
        if not amount.elliptical or not amount.counted or amount.part or k in taken:
            continue
        at = amount.first - 1
        while at > end and "others" in words[at].cues:
            at -= 1  # "and another 13"
        before = words[at]
        elsewhere = placed and _elsewhere(text, amount, before, last)
        if not elsewhere and "total_to" not in before.cues:
            continue
        made = _follow(binding, amount, False)
        if made is not None:
            out.append(made)
            taken.add(k)
        end = amount.last
    return out


def _elsewhere(text: Text, amount: Quantity, before: Word, last: int) -> bool:
    """Whether a number alone is joined to those before it and tells of another place or weapon: "and five in Homs"."""
    words, after = text.words, amount.last + 1
    if after + 1 >= last:
        return False
    if not head_is_last(text):
        if not begins_with_and(text, amount.first) or "severity" in words[after].cues:
            return False
        return "place_in" in words[after].cues or _by_weapon(text, words[after])
    if not ("and" in before.cues or before.text == ",") or "place_in" not in words[after].cues:
        return False
    said = after + 2 < last and bool(words[after + 2].cues & {"says", "denies"})
    there = words[after + 1].capital or "hospitals" in words[after + 1].cues or _places(text, after + 1, last)
    return there and not said


def _by_weapon(text: Text, word: Word) -> bool:
    """Whether "with" is written on to the word: what people were hurt by, where verbs come first."""
    written = text.lexicon.clitics(word) or (word.folded[:1] if word.cues & {"adverb", "violent_cause"} else "")
    return any(text.lexicon.prepositions.get(clitic) == "with" for clitic in written)


def _places(text: Text, k: int, last: int) -> bool:
    """Whether a kind of place stands at token `k` or just after it: "in nearby villages"."""
    return any("place_kinds" in word.cues for word in text.words[k : min(last, k + 2)])


def _beside(
    text: Text, binding: Binding, amounts: list[Quantity], taken: set[int], links: tuple[str, ...]
) -> list[Binding]:
    """Those with a number who stand right behind the word of harm, beside whom it told of ("his death and that of six
    guards", "met his end with six guards").
    """
    at = binding.trigger.at
    for k, amount in enumerate(amounts):
        if amount.first <= at or k in taken:
            continue
        numbered = amount.counted and amount.number_first != amount.noun and amount.target in PEOPLE
        if not numbered or amount.trigger is not None or link_between(text, at + 1, amount.first) not in links:
            return []
        made = _follow(binding, amount, False)
        taken.add(k)
        return [made] if made is not None else []
    return []


def _object(text: Text, amount: Quantity) -> bool:
    """Whether the ending of an indefinite noun makes it an object, as what is joined to one is."""
    endings = tuple(text.lexicon.settings.get("accusative", ()))
    marked = (
        amount.noun is not None and bool(endings) and text.words[amount.noun].folded.split(" ")[0].endswith(endings)
    )
    return marked and and_written_on(text, amount.first) and not amount.definite


def _of_doer(text: Text, low: int, high: int) -> bool:
    """Whether what "and" joins behind who did it is who did it as well ("by fire of the army and the militias")."""
    return any("actor_by" in word.cues for word in text.words[low:high])


def _harm(text: Text, low: int, high: int) -> bool:
    return any(word.rules for word in text.words[low:high])


def _shares_number(text: Text, one: Quantity, two: Quantity) -> bool:
    """Whether the number of one phrase tells of the next as well: "28 troops and allied militiamen"."""
    gap = text.words[one.last + 1 : two.first]
    shared = one.counted and not one.elliptical and not two.counted and two.target == one.target
    return shared and 1 <= len(gap) <= 2 and "and" in gap[0].cues


def _parts_after(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> list[Binding]:
    """The parts that follow the word of harm of a total before it ("17 were killed, two of them medics")."""
    out: list[Binding] = []
    end = binding.trigger.at
    for k, amount in enumerate(amounts):
        if amount.first <= binding.trigger.at or (amount.preposition == "place_in" and amount.target not in PEOPLE):
            continue
        link = link_between(text, end + 1, amount.first)
        first_part = link == "subset" or (amount.part and (link is not None or amount.first == end + 1))
        first_part = first_part or (amount.part and amount.said and not _harm(text, end + 1, amount.first))
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
    if effect is None and {target, binding.target} <= PEOPLE:
        effect = next((made for other in trigger.rules if (made := other.effect(target)) is not None), None)
    if effect is None and binding.effect == "destroyed" and target in PEOPLE and amount.number_first != amount.noun:
        effect = "killed" if amount.counted else None  # "850 fighters, 11 tanks and 38 trucks were destroyed"
    if effect is None:
        return None
    if target in PEOPLE and binding.target in PEOPLE:
        effect = binding.effect  # what two words of harm made of it together holds for all
    return Binding(trigger, rule, amount, effect, target, subset, binding.direction)
