"""Parts that are told of far from their total: behind other words of its sentence, or in the next one."""

from dataclasses import replace
from typing import Final

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.quantity import Quantity, begins_with_and, head_is_last
from tocsin.extraction.signs import PART
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.extraction.words import PEOPLE, Word

APART: Final = "a part told apart"  # the note on such a part


_LISTED: Final = 2  # places of a list, so that it is one


def far_parts(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int], q: int) -> list[Binding]:
    """The parts right after an "including" far behind the total, with what "and" adds to them."""
    total, out = binding.quantity, list[Binding]()
    if binding.subset or not _numbered(total) or binding.target not in PEOPLE:
        return out
    begun = False  # whether the first part was made before
    for k in range(q + 1, len(amounts)):
        amount = amounts[k]
        behind = total.last if amount.last < binding.trigger.at else max(total.last, binding.trigger.at)
        end = amounts[k - 1].last if out or begun else behind
        if amount.first <= end:
            continue
        if k in taken and not out and amount.elliptical and text.words[amount.first - 1].text == ":":
            begun = True
            continue
        if k in taken and any("subset" in word.cues for word in text.words[amount.last + 1 : amount.last + 3]):
            return out  # "... were killed and five others, including two children, were wounded"
        listed = text.words[amount.first - 1].text == ":"
        if any(_parts_from(word, listed) for word in text.words[end + 1 : amount.first]):
            return out
        beside = (amount.first, amount.first - 1)
        joined = (bool(out) or begun) and (
            any(begins_with_and(text, j) for j in beside) or text.words[amount.first - 1].text in ",،"
        )
        named = amount.part and k not in taken and head_is_last(text) and _plain(text, amount)
        if not (joined or listed or named) and "subset" not in text.words[amount.first - 1].cues:
            if out:
                return out
            continue
        made = part_of(binding, amount) if k not in taken else None
        if made is None:
            return out
        out.append(made)
        taken.add(k)
    return out


def _plain(text: Text, part: Quantity) -> bool:
    """Whether a part says who or where they are, not what befell them: "20 of them children", "six of them in Homs"."""
    after = text.words[part.last + 1 : part.last + 4]
    if any(word.rules or word.cues & _APART for word in after):
        return False
    placed = len(after) > 1 and "place_in" in after[0].cues and after[1].capital
    return placed or not part.elliptical


def _parts_from(word: Word, listed: bool) -> bool:
    """Whether a word parts what stands behind it from a total before it; before a colon attacks do not."""
    return any(rule.people and not (rule.weak and listed) for rule in word.rules) or bool(
        word.cues and word.cues & _APART and not word.enclitic
    )


def far_others(text: Text, binding: Binding, amounts: list[Quantity], taken: set[int]) -> list[Binding]:
    """Those harmed as well who stand far behind, after "as against" or "beside" ("41 fighters were killed ..., as
    against 58 soldiers").
    """
    if binding.subset or not _numbered(binding.quantity) or binding.target not in PEOPLE:
        return []
    end = max(binding.quantity.last, binding.trigger.at)
    for k, amount in enumerate(amounts):
        if amount.first <= end + 1 or k in taken or "beside" not in text.words[amount.first - 1].cues:
            continue
        among = text.words[end + 1 : amount.first]
        if any(any(not rule.weak for rule in word.rules) or word.cues & _APART for word in among):
            return []
        numbered = amount.counted and amount.number_first != amount.noun
        if numbered and amount.target in PEOPLE and not amount.part and amount.trigger is None:
            taken.add(k)
            target = binding.target if amount.generic else amount.target
            return [replace(binding, quantity=amount, target=target, notes=[APART])]
    return []


_APART: Final = frozenset(("says", "denies", "complementisers"))


def part_of(whole: Binding, amount: Quantity) -> Binding | None:
    """The binding of a part to what was said of the whole, where the phrase may be one."""
    total = whole.quantity.minimum
    if not amount.counted or (amount.target or "person") not in PEOPLE or amount.trigger is not None:
        return None
    if total is None or (amount.minimum or 0) > total or whole.target not in PEOPLE:
        return None
    target = whole.target if amount.target is None or amount.generic else amount.target
    return Binding(whole.trigger, whole.rule, amount, whole.effect, target, True, whole.direction, notes=[APART])


def tells_parts(text: Text, first: int, last: int) -> bool:
    """Whether a sentence may tell of parts: it holds an "including" or "of them", or several numbers."""
    numbers = 0
    for k in range(first, last):
        word = text.words[k]
        numbers += word.digits
        if word.signs & PART:
            return True
    return numbers > _LISTED


def parts_of_last(
    text: Text, amounts: list[Quantity], first: int, last: int, previous: Candidate | None
) -> list[Binding]:
    """The parts of the last sentence's total that a sentence without a word of harm tells of: "بينهم ثلاثة أطفال" or
    place by place ("22 in Homs, 16 in Aleppo").
    """
    if previous is None or not _numbered(previous.binding.quantity) or previous.zero or previous.against is not None:
        return []
    whole = previous.binding
    listed = [amount for amount in amounts if amount.elliptical and amount.counted and _placed(text, amount, last)]
    if len(listed) > _LISTED:
        made = [part_of(told_at(whole, amount), amount) for amount in listed]
        return [binding for binding in made if binding is not None]
    out: list[Binding] = []
    for amount in amounts:
        named = amount.first > first and "subset" in text.words[amount.first - 1].cues
        named = named or bool(amount.part and amount.said)  # "eleven of them were children"
        if not named and not (out and begins_with_and(text, amount.first)):
            if out:
                break
            continue
        binding = part_of(told_at(whole, amount), amount)
        if binding is None:
            break
        out.append(binding)
    return out


def told_at(whole: Binding, amount: Quantity) -> Binding:
    """What was said of the whole, as if said where the part is told."""
    return replace(whole, trigger=replace(whole.trigger, at=amount.first, partner=None))


def _placed(text: Text, amount: Quantity, last: int) -> bool:
    return amount.last + 1 < last and "place_in" in text.words[amount.last + 1].cues


def _numbered(quantity: Quantity) -> bool:
    return quantity.counted and (quantity.minimum or 0) > 1
