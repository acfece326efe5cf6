"""What the phrases of a sentence are to one another, before words of harm look for theirs: parts, wholes, subjects,
whose they are.
"""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.described import are_minors, describe
from tocsin.extraction.ellipsis import crowd_before
from tocsin.extraction.links import link_between
from tocsin.extraction.quantity import STOPS, Quantity, begins_with_and, has_number, head_is_last, is_definite, is_owned
from tocsin.extraction.roundabout import strikes
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE, Word

_MANNED: Final = frozenset(("tank", "armoured_vehicle", "artillery", "air_defence"))  # whose crews are soldiers
_FORCE: Final = 30  # words before "two members" in which the force that they are of may be named
_TEN: Final = 10  # above which what is counted stands in the singular, in languages that do so
_DESCRIBED: Final = 4  # words between who did it and to whom, that only describe the first


def prepare(text: Text, amounts: list[Quantity], first: int) -> None:
    """Makes what "and" joins to a part a part too, and notes which things a number alone may count."""
    thing: str | None = None
    crowd: str | None = None
    told = False  # whether the sentence names people before
    for k, arms in enumerate(amounts):
        arms.subject = any(strikes(text, arms, harmed) for harmed in amounts[k + 1 : k + 3])
    for k, right in enumerate(amounts):
        left = amounts[k - 1] if k else None
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
            left.target, left.last = left.target if left.target == right.target else "person", right.last
        if left is not None:
            describe(text, left, right)
        if right.target in PEOPLE and right.noun is not None and are_minors(text, right.last + 1):
            right.target, right.generic = "child", False
        if left is not None and _does(text, left, right):
            left.subject = True
        if left is not None and left.trigger is not None and right.trigger is not None and right.first == left.last + 1:
            right.definite = right.definite and left.definite  # "a number of the dead and the wounded"
        if right.noun is not None and right.target is not None:
            right.target = _of_owner(text, right, thing, first) or right.target
        if right.target is not None and not right.clitic:
            thing = right.target if right.target not in PEOPLE else thing
        if _of_all(text, amounts[0], right, first):
            amounts[0].preposition = "whole"
            if amounts[0].target in PEOPLE:
                right.crowd = amounts[0].target
            else:
                thing = amounts[0].target
        if right.target is None and (right.part or (right.others and not head_is_last(text))):
            right.crowd = crowd if crowd is not None or told else crowd_before(text, first)
        several = right.target in PEOPLE and (right.form != 1 or (right.minimum or 0) > 1)
        told = told or several
        if several and (not right.generic or (has_number(right) and head_is_last(text))):
            crowd = None if right.generic else right.target  # "doctors treated 11 people, two of whom died"
        if left is not None and _more_things(text, left, right):
            right.target = left.target
        if thing is not None and (right.target is None or (right.others and right.generic)):
            right.like = thing


def _more_things(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether a number alone counts things of the kind just counted: "destroyed two tanks and captured three"."""
    if not (head_is_last(text) and right.elliptical and right.counted and has_number(left)) or right.part:
        return False
    verb = text.words[right.first - 1]
    things = left.target is not None and left.target not in PEOPLE and right.first - left.last <= _SECOND
    return things and any(rule.things for rule in verb.rules) and begins_with_and(text, right.first - 2)


_SECOND: Final = 4  # words from things to the number of more of them


def _of_owner(text: Text, part: Quantity, thing: str | None, first: int) -> str | None:
    """The class that parts take of what they are of: "its roof" of the thing told of before, "two members" of the
    force.
    """
    noun = text.words[part.noun if part.noun is not None else part.last]
    if noun.signs & signs.THING_PARTS and not part.piece and "owning_things" in text.words[part.first].cues:
        return thing
    if noun.signs & signs.CREWS and (thing in _MANNED or _of_war(text, part) or _mans(text, part.last + 1)):
        return "military"
    if not noun.signs & signs.MEMBERS or not part.generic or part.narrowed:
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
    opens = k == first and text.words[first].signs & (signs.OF | signs.AMONG) > 0
    named = whole.noun is not None and whole.trigger is None
    return opens and right.elliptical and right.counted and has_number(whole) and named


def _of_people(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether the second phrase is a thing to which the people of the first belong."""
    if not head_is_last(text) or right.preposition != "of" or right.first != left.last + 2:
        return False
    return left.noun is not None and left.target in PEOPLE and right.target is not None and right.target not in PEOPLE


def _of_war(text: Text, crew: Quantity) -> bool:
    """Whether a warplane or the like stands before its crew, be it in the sentence before."""
    return any("warcraft" in word.cues for word in text.words[max(0, crew.first - 2 * _FORCE) : crew.first])


def _mans(text: Text, k: int) -> bool:
    """Whether "of" stands at token `k` before what soldiers man: "the crew of the tank"."""
    words = text.words[k : k + _DESCRIBED]
    if not words or "of" not in words[0].cues:
        return False
    crafts = (word for word in words[1:] if word.noun is not None or "warcraft" in word.cues)
    return any("warcraft" in word.cues or (word.noun and word.noun.target in _MANNED) for word in crafts)


def _mixed(text: Text, left: Quantity, right: Quantity) -> bool:
    """Whether one number counts people of two classes together ("40 soldiers and civilians")."""
    if not head_is_last(text):
        return _mixed_singulars(text, left, right)
    if left.noun is None or right.counted or right.form == 1 or right.first != right.noun:
        return False
    gap = text.words[left.last + 1 : right.first]
    of_both = left.target in PEOPLE and right.target in PEOPLE and left.target != right.target
    plain = not (left.generic or right.generic or right.preposition or left.trigger or right.trigger)
    return of_both and plain and left.counted and left.number_first != left.noun and _only_and(gap)


def _mixed_singulars(text: Text, left: Quantity, right: Quantity) -> bool:
    """The same where a number above ten counts singulars ("17 عسكريا ومدنيا", "30 امرأة وفتاة")."""
    if left.noun is None or right.noun is None or not right.first == right.noun == right.last == right.number_first:
        return False
    if (left.minimum or 0) <= _TEN or left.form != 1 or right.form != 1 or right.first != left.noun + 1:
        return False
    if not {left.target, right.target} <= PEOPLE or left.generic or left.trigger or right.trigger:
        return False
    endings = tuple(text.lexicon.settings.get("accusative", ())) or "\0"
    marked = text.words[right.noun].folded.endswith(endings)
    feminine = text.words[right.noun].text.endswith(tuple(text.lexicon.settings.get("feminine_nouns", ())) or "\0")
    apart = text.words[left.noun].folded.endswith(endings) and not (marked or feminine)  # "11 جنديا وضابط"
    return begins_with_and(text, right.first) and (marked or (left.target == right.target and not apart))


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
    if not apart and _attackers(left) and not begins_with_and(text, right.first) and right.trigger is None:
        numbered = has_number(right) and right.noun != right.first
        if numbered or right.target == "ship":
            return True  # "خطف قراصنة ثلاثة بحارة", "خطف قراصنة ناقلة نفط"
    if (
        right.number_first not in (None, right.noun)
        or begins_with_and(text, right.first)
        or left.trigger is not None
        or right.trigger is not None
    ):
        return False
    endings = tuple(text.lexicon.settings.get("accusative", ()))
    its = [text.words[right.noun], *(w for w in text.words[right.noun + 1 : right.last + 1] if w.party or w.adjective)]
    marked = bool(endings) and any(word.folded.endswith(endings) for word in its)
    if apart:
        return marked
    noun = text.words[right.noun]
    known = right.definite or is_definite(text, noun) or is_owned(text, noun)
    return known or marked or left.last > left.noun


def _attackers(left: Quantity) -> bool:
    """Whether the phrase is of several who bear arms, without a number."""
    return left.target == "military" and left.form == 0 and not left.counted and left.trigger is None


def _only_describes(text: Text, low: int, high: int) -> bool:
    """Whether the tokens say no more than what somebody is or whose ("دهس سائق متهور", "قنص عنصر من الجيش")."""
    return high - low <= _DESCRIBED and not any(
        word.punctuation
        or word.rules
        or word.digits
        or word.number is not None
        or begins_with_and(text, k)
        or word.cues & STOPS
        or (word.noun is not None and not word.noun.collective)
        for k, word in enumerate(text.words[low:high], low)
    )
