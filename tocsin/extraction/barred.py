"""What keeps a phrase beside a word of harm from being what it harmed, where the head of a noun phrase stands last."""

from tocsin.extraction import signs
from tocsin.extraction.quantity import Quantity
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Trigger
from tocsin.extraction.words import PEOPLE, Rule


def is_barred(text: Text, trigger: Trigger, rule: Rule, amount: Quantity, direction: str, low: int, high: int) -> bool:
    """Whether the phrase only tells where it happened, stands in another clause, did it, or is a bomb itself."""
    if rule.toll or rule.voice not in ("either", "active"):
        return False
    if _placed(text, amount, rule):
        return True
    if rule.voice == "active":
        return False
    if _of_other_clause(text, trigger, amount, direction, low):
        return True
    return direction == "before" and not trigger.passive and _rigged(text, amount, low, high)


def _of_other_clause(text: Text, trigger: Trigger, amount: Quantity, direction: str, low: int) -> bool:
    """Whether a phrase behind a verb stands in a clause that opens behind it ("knocked out as jets pound the
    town"), or one before it is the doer, whose object begins right behind the verb ("the wall buried three").
    """
    words = text.words
    if direction == "after":
        between = words[low : amount.first]
        return any(word.signs & signs.CLAUSE_BREAK and "subset" not in word.cues for word in between)
    after = words[trigger.at + 1] if trigger.at + 1 < len(words) else None
    if trigger.passive or after is None or amount.last + 1 != trigger.at:
        return False
    counts = after.digits or (after.number is not None and after.number.role != "article")
    thing = (amount.definite or amount.indefinite) and amount.form == 1 and amount.target not in PEOPLE
    return counts and (thing or not amount.counted)


def _rigged(text: Text, amount: Quantity, low: int, high: int) -> bool:
    """Whether what blew up is a bomb itself: "two cars packed with explosives"."""
    inside = text.words[amount.first : amount.last + 1]
    return any(word.signs & signs.RIGGED for word in [*inside, *text.words[low:high]])


def _placed(text: Text, amount: Quantity, rule: Rule) -> bool:
    """Whether a thing only tells where it happened, be it before the verb or behind it ("blew up outside a school")."""
    thing = amount.target is not None and amount.target not in PEOPLE
    return thing and amount.preposition == "place_in" and not belongs(text, amount, rule)


def belongs(text: Text, amount: Quantity, rule: Rule) -> bool:
    """Whether the preposition before the phrase is one by which the rule takes its patient ("القضاء على", "damage
    in").
    """
    before = text.words[amount.first - 1]
    return before.folded in rule.links or before.stem in rule.links
