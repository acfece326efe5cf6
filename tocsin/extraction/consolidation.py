"""The candidates that are claims, each told once."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.candidate import RECENT, Candidate
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE

_OPENING: Final = 4  # sentences that may be a lead


_CAUSE: Final = 4  # words before the harmed in which the text may say what brought it about


_LEAD: Final = 2  # sentences after a lead in which its number may follow


_REPEATED: Final = 6  # words that are told again as they were


_NAMES: Final = frozenset(("given_names", "kunya"))
_FEW: Final = 3  # as many or fewer, told in other words, may be others


def consolidate(text: Text, found: list[Candidate]) -> list[Candidate]:
    """The candidates that are claims, each told once."""
    _list(found)
    _set_beside(found)
    kept: list[Candidate] = []
    for candidate in found:
        if candidate.against is None:
            candidate.against = _told_already(text, candidate, kept[-RECENT:])
        if candidate.against is not None:
            continue
        twin = next((other for other in kept[-RECENT:] if _same(text, other, candidate)), None)
        if twin is None:
            kept.append(candidate)
            continue
        better, worse = (candidate, twin) if _fullness(candidate) > _fullness(twin) else (twin, candidate)
        if better.interval != worse.interval and worse.interval is not None and worse.interval[1] is None:
            better, worse = worse, better  # "at least" is the safer reading
        if better.target == "person" != worse.target and better.binding.quantity.generic:
            better.binding.target = worse.target
        better.claimant = better.claimant or worse.claimant
        better.place = better.place or worse.place
        better.actor = better.actor or worse.actor
        better.party = better.party or worse.party
        better.when = better.when or worse.when
        worse.against = "told twice"
        if worse is twin:
            kept[next(i for i in range(len(kept) - 1, -1, -1) if kept[i] is twin)] = better
    return [c for i, c in enumerate(kept) if not _retold(text, c, kept[:RECENT]) and not _led(c, kept[i : i + RECENT])]


def _list(found: list[Candidate]) -> None:
    """Notes with each thing of a list what the list holds: the same number in another list is another statement."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in found:
        if candidate.target not in PEOPLE:
            groups.setdefault(id(candidate.binding.trigger), []).append(candidate)
    for group in groups.values():
        if len(group) > 1:
            listed = frozenset((candidate.target, candidate.interval) for candidate in group)
            for candidate in group:
                candidate.listed = listed


def _set_beside(found: list[Candidate]) -> None:
    """Notes with each number of people what its sentence counts beside it, for a toll's numbers go together."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in found:
        if candidate.target in PEOPLE and candidate.against is None and not candidate.binding.subset:
            groups.setdefault(candidate.sentence, []).append(candidate)
    for group in groups.values():
        tolls = frozenset((c.effect, c.interval) for c in group if c.interval is not None and not c.zero)
        for candidate in group:
            candidate.beside = tolls


def _another_toll(one: Candidate, two: Candidate) -> bool:
    """Whether the numbers beside the same number are of two events ("9 killed, 12 hurt ... 4 killed, 12 hurt")."""
    left, right = one.beside - two.beside, two.beside - one.beside
    shared = {effect for effect, _ in one.beside & two.beside}
    return bool({effect for effect, _ in left} & {effect for effect, _ in right} - shared - {one.effect})


def _told_already(text: Text, candidate: Candidate, kept: list[Candidate]) -> str | None:
    """Why a known person, or known ones without a number, add nothing to a number of the same effect before."""
    quantity = candidate.binding.quantity
    at = candidate.binding.quantity.first
    caused = any(word.signs & (signs.FALLEN | signs.CAUSES) for word in text.words[max(0, at - _CAUSE) : at])
    if (
        (
            candidate.effect == "casualties"
            and candidate.interval is None
            and candidate.binding.direction == "self"
            and candidate.claimant is None
        )
        and not caused
        and any(other.target in PEOPLE and other.effect in ("killed", "injured") for other in kept)
    ):
        return "a comment on harm already told"
    if candidate.stance == "denies" and candidate.interval is None and candidate.claimant is not None:
        return "denied already" if any(_denied(text, other, candidate) for other in kept) else None
    if candidate.zero or candidate.stance != "asserts":
        return None
    if candidate.target not in PEOPLE:
        return "the craft of before" if _craft_again(text, candidate, kept) else None
    if quantity.pronoun and any(_tells_of_them(other, candidate) for other in kept):
        return "those already told of"
    if quantity.definite and quantity.noun == candidate.binding.trigger.at and text.words[quantity.noun].enclitic:
        told = any(other.family == candidate.family and other.interval == (1, 1) for other in kept)
        return "a pronoun for one already told of" if told else None
    known = quantity.definite or (not text.lexicon.article and not quantity.indefinite)
    single = quantity.counted and quantity.form == 1 and quantity.number_first == quantity.noun
    if single and quantity.noun is not None and text.words[quantity.noun].enclitic:
        return None  # "his driver" was not told of
    if quantity.noun is not None and _is_new(text, quantity.first, quantity.noun):
        return None
    if candidate.binding.subset:
        bare = quantity.noun is not None and bool(
            text.words[quantity.noun].cues & _NAMES
        )  # "هما أحمد السعدي ومحمد علي"
        named = single and ((known and text.lexicon.cased) or bare)
        return "a part told by name, not by number" if named else None
    article = bool(text.lexicon.article)
    if article and quantity.definite and quantity.counted and not single and _counted_before(candidate, kept):
        return "known ones of a number already told"
    if not (known and single) and not (quantity.definite and not quantity.counted):
        return None
    if kept and kept[-1].binding.trigger is candidate.binding.trigger and not kept[-1].binding.subset:
        return None
    for other in kept:
        if (
            other.family == candidate.family
            and other.stance == "asserts"
            and other.target in PEOPLE
            and not (single and (_other_kind(text, candidate, other) or _elsewhere(text, candidate, other)))
            and not (other.background or other.title)
        ) and (not single or other.interval not in (None, (1, 1))):
            return "a known one behind a number already told"
    return None


def _is_new(text: Text, first: int, noun: int) -> bool:
    """Whether a definite phrase names those not told of before: "the fourth soldier", "their crews"."""
    begins = text.words[first].cues
    return "singles" in begins or ("possessors" in begins and "crews" in text.words[noun].cues)


def _denied(text: Text, other: Candidate, candidate: Candidate) -> bool:
    """Whether the same speaker denied the same harm with its number before."""
    if other.stance != "denies" or other.interval is None or other.family != candidate.family:
        return False
    return other.claimant is not None and other.target == candidate.target and not _speak_apart(text, other, candidate)


def _craft_again(text: Text, candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether "the aircraft" takes up the one helicopter of which the same was told just before."""
    quantity = candidate.binding.quantity
    if quantity.noun is None or not quantity.definite or "crafts" not in text.words[quantity.noun].cues:
        return False
    return any(
        other.family == candidate.family
        and other.target == candidate.target
        and other.interval == candidate.interval == (1, 1)
        and 0 < candidate.sentence - other.sentence <= _LEAD
        for other in kept
    )


def _tells_of_them(other: Candidate, candidate: Candidate) -> bool:
    """Whether just before the same harm was told of the same number of people."""
    near = 0 <= candidate.sentence - other.sentence <= _LEAD
    return near and other.family == candidate.family and other.target in PEOPLE and other.interval == candidate.interval


def _counted_before(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether so many or more were told of in the text ("الجريحين" after two wounded)."""
    number = candidate.binding.quantity.minimum or 0
    return any(
        other.family == candidate.family
        and other.stance == "asserts"
        and other.target in PEOPLE
        and not (other.background or other.title or other.sentence == candidate.sentence)
        and other.interval is not None
        and other.interval[0] >= number
        for other in kept
    )


def _elsewhere(text: Text, one: Candidate, two: Candidate) -> bool:
    """Whether one who is told of by name fell in another place than those told of before, where verbs come first."""
    k = one.binding.quantity.last + 1
    named = k < len(text.words) and (k in text.named or text.words[k].signs & (signs.GIVEN_NAMES | signs.KUNYA) > 0)
    apart = bool(one.place_key and two.place_key) and one.place_key != two.place_key
    return text.lexicon.verb_first and named and apart and one.sentence != two.sentence


def _other_kind(text: Text, candidate: Candidate, other: Candidate) -> bool:
    """Whether one with the article is of another class than those told of, and so is none of them ("the driver")."""
    if not text.lexicon.article or "person" in (candidate.target, other.target):
        return False
    return candidate.target != other.target


def _fullness(candidate: Candidate) -> tuple[bool, bool, bool]:
    return not candidate.title, candidate.claimant is not None, candidate.place is not None


def _compatible(one: str, two: str) -> bool:
    return one == two or ({one, two} <= PEOPLE and "person" in (one, two))


def _same(text: Text, one: Candidate, two: Candidate) -> bool:
    if one.family != two.family or one.stance != two.stance or one.background != two.background:
        return False
    if one.interval != two.interval and not (one.target == two.target and _hedged(one, two)):
        return False
    if _verbatim(text, one, two):
        return True
    if (one.sentence == two.sentence and one.title == two.title) or (one.zero and not (one.title or two.title)):
        return False
    if one.target != two.target and one.interval == (1, 1):
        return False
    if one.target != two.target and not (
        _compatible(one.target, two.target) and (one.title != two.title or _retells(one, two))
    ):
        return False
    if one.title != two.title:
        return True
    if one.listed and two.listed and one.listed != two.listed:
        return False
    if one.named(text) != two.named(text) or _others(text, one, two) or _another_toll(one, two):
        return False
    if _speak_apart(text, one, two):
        return False
    apart = bool(one.place_key and two.place_key) and one.place_key != two.place_key
    whole = len(one.beside) > 1 and one.beside == two.beside  # the lead's whole toll once more
    if apart and (whole or one.interval is None) and None in (one.claimant, two.claimant):
        apart = False
    return one.binding.subset == two.binding.subset and not apart


def _verbatim(text: Text, one: Candidate, two: Candidate) -> bool:
    """Whether the same words tell both, as where a page repeats its headline."""
    if not one.title and two.sentence - one.sentence > 1:
        return False
    (low, high), (start, end) = (_told_in(c) for c in (one, two))
    if start <= high + 1 or high - low != end - start:
        return False
    short = max(0, _REPEATED - (high - low + 1))
    last = min(high + short, high + len(text.words) - 1 - end)
    return last - low + 1 >= _REPEATED and all(
        text.words[k] is text.words[k - low + start] for k in range(low, last + 1)
    )


def _told_in(candidate: Candidate) -> tuple[int, int]:
    """The first and the last token of the word of harm and of what is harmed."""
    at, quantity = candidate.binding.trigger.at, candidate.binding.quantity
    return min(at, quantity.first), max(at, quantity.last)


def _hedged(one: Candidate, two: Candidate) -> bool:
    """Whether the same voice gives the number once with and once without "at least"."""
    if one.interval is None or two.interval is None or one.claimant != two.claimant or one.interval == (1, 1):
        return False
    return (
        one.interval[0] == two.interval[0]
        and None in (one.interval[1], two.interval[1])
        and not one.zero
        and not two.zero
    )


def _speak_apart(text: Text, one: Candidate, two: Candidate) -> bool:
    """Whether two different speakers tell it; without a number, the article's own voice is one."""
    if one.claimant is None or two.claimant is None:
        return one.interval is None and one.claimant != two.claimant
    names = [{text.words[k].stem for k in range(c.claimant[0], c.claimant[1] + 1)} for c in (one, two) if c.claimant]
    return not names[0] & names[1]


def _retells(one: Candidate, two: Candidate) -> bool:
    """Whether the second gives the first's number once more of people whose status it does not say, with no speaker of
    its own.
    """
    if (
        two.target != "person"
        or two.interval in (None, (1, 1))
        or two.binding.quantity.elliptical
        or two.binding.quantity.number_first == two.binding.quantity.noun
    ):
        return False
    return one.claimant is None or two.claimant is None or one.claimant == two.claimant


def _others(text: Text, one: Candidate, two: Candidate) -> bool:
    """Whether a few people, called by different words in two sentences of the text, are different people."""
    if "others" in _determiner(text, two) and "others" not in _determiner(text, one) and two.interval == (1, 1):
        return True  # "another helicopter was shot down"
    interval = one.interval
    if interval is None or interval[1] is None or not 0 < interval[1] <= _FEW:
        return False
    if two.binding.quantity.others and two.binding.quantity.elliptical and not text.lexicon.verb_first:
        return True  # "a second was wounded"
    left, right = one.binding.quantity.noun, two.binding.quantity.noun
    if left is None or right is None:
        return False
    return text.words[left].stem != text.words[right].stem and one.target == two.target


def _determiner(text: Text, candidate: Candidate) -> frozenset[str]:
    """The cues of the word that the phrase for the harmed begins with."""
    return text.words[candidate.binding.quantity.first].cues


def _led(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether a lead without a number ("civilians were wounded") is told with one in the sentences that follow it."""
    quantity = candidate.binding.quantity
    if (
        candidate.sentence > _OPENING
        or candidate.interval is not None
        or candidate.claimant is not None
        or quantity.others
        or candidate.stance != "asserts"
    ):
        return False
    for other in kept:
        if (
            other.interval is None
            or other.zero
            or not 0 < other.sentence - candidate.sentence <= _LEAD
            or other.stance != "asserts"
        ):
            continue
        if (
            other.effect == candidate.effect
            and other.target == candidate.target
            and other.scope == candidate.scope
            and not other.binding.subset
        ):
            candidate.against = "the text goes on with a number"
            return True
    return False


def _names_too(text: Text, other: Candidate, candidate: Candidate) -> bool:
    """Whether the word for one person of a title stands in the text's words for one ("a refugee woman")."""
    noun, quantity = candidate.binding.quantity.noun, other.binding.quantity
    if noun is None or not {candidate.target, other.target} <= PEOPLE or candidate.interval != (1, 1):
        return False
    return any(text.words[k].stem == text.words[noun].stem for k in range(quantity.first, quantity.last + 1))


def _retold(text: Text, candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether a title only says again, with less, what the text tells."""
    if not candidate.title:
        return False
    for other in kept:
        if other is candidate or other.title or other.family != candidate.family or other.stance != candidate.stance:
            continue
        if not (_compatible(candidate.target, other.target) or _names_too(text, other, candidate)):
            continue
        mine, theirs = candidate.interval, other.interval
        if mine is None or (theirs is not None and candidate.binding.quantity.approx and mine == theirs):
            candidate.against = "the text tells more than the title"
            return True
        if mine is None or (
            theirs is not None
            and not candidate.binding.quantity.approx
            and 4 * mine[0] <= 5 * theirs[0]
            and 4 * theirs[0] <= 5 * mine[0]
        ):
            candidate.against = "the text tells more than the title"
            if other.target == "person" and other.interval != (1, 1) and other.binding.quantity.generic:
                other.binding.target = candidate.target
            return True
    return False
