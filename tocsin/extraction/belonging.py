"""The class of the harmed where other words of the sentence tell it: the side that suffers, the body they are of."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.links import link_between
from tocsin.extraction.quantity import Quantity, begins_with_and, has_number, head_is_last, is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE

_SIDE: Final = 14  # words around losses in which the side that suffers them is named
_NEAR: Final = 3  # words after losses in which it may be named as well
_FRONT: Final = 4  # words from a word of harm to the number of those it tells of
_MARKS: Final = frozenset('«»"“”()')
_ASIDE: Final = _MARKS | frozenset(",،")
_RECALLED: Final = 150  # words before "the aircraft" in which may be named what it was
_FLYING: Final = frozenset(("aircraft", "uav", "helicopter"))


def side(text: Text, at: int, first: int, last: int, one: bool) -> str | None:
    """The class of the side that suffers losses, as its clause names it ("the rebels suffered loss of life"), or of the
    one who suffered none.
    """
    near = text.words[max(first, at - _NEAR) : at]
    told = any(("inflicts" in word.cues and word.enclitic) or "leaves_dead" in word.cues for word in near)
    marks = _ASIDE if one or told else _MARKS  # "حاولوا التسلل، وكبدهم الجيش 12 قتيلا"
    for k in [*range(at - 1, max(first, at - _SIDE) - 1, -1), *range(at + 1, min(last, at + _NEAR))]:
        noun = text.words[k].noun
        if (text.words[k].punctuation and text.words[k].text not in marks) or "says" in text.words[k].cues:
            return None
        several = noun is not None and (noun.collective or noun.number == (1 if one else 0))
        known = several and not (one and noun is not None and noun.target == "person")
        if noun is not None and known and noun.target in PEOPLE and not noun.generic:
            return str(noun.target)
    return None


def toll_of(text: Text, k: int, last: int) -> str | None:
    """The class that a toll itself names: "the number of soldiers killed", "عدد قتلى الجيش", "عدد القتلى في صفوف
    الجيش".
    """
    among = k < last and bool(text.words[k].cues & {"among", "of"})
    for j, word in enumerate(text.words[k + among : min(last, k + 1 + 3 * among)], k + among):
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and not noun.generic and noun.number != 1 and not word.rules:
            return noun.target
        if word.adjective is not None and word.adjective.target() is not None and not _of_attack(text, j, last):
            return word.adjective.target()
        if word.punctuation or word.rules or word.number is not None or word.digits:
            return None
    return None


def _of_attack(text: Text, j: int, last: int) -> bool:
    """Whether an adjective is of an attack and not of the dead: "the victims of the terrorist blast"."""
    return head_is_last(text) and j + 1 < last and "weapon" in text.words[j + 1].cues


def fronted(text: Text, amount: Quantity, first: int) -> str | None:
    """The class of those of whom so many were harmed, told before the number ("سقط من المقاومة ثلاثة شهداء", "سقط للجيش
    ستة", "قدم الثوار ستة شهداء").
    """
    if head_is_last(text) or amount.first - 2 < first or amount.narrowed:
        return None
    target = None
    for k in range(amount.first - 1, max(first, amount.first - 1 - _FRONT) - 1, -1):
        word = text.words[k]
        noun = word.noun
        before = text.words[k - 1] if k > first else None
        if noun is not None and noun.target in PEOPLE and not noun.generic and (noun.collective or noun.number == 0):
            target = str(noun.target)
            if before is not None and before.rules and _of_them(text, k):
                return target
        elif target is not None and "gave_up" in word.cues:
            return target
        elif target is not None and "of" in word.cues:
            return target if before is not None and before.rules else None
        elif word.punctuation or (word.known and not word.cues & _BETWEEN):
            return None
    return None


_BETWEEN: Final = frozenset(("among", "place_in", "toll_verbs"))  # what may stand between a verb, a side and its number


def _of_them(text: Text, k: int) -> bool:
    """Whether a preposition that says whose they are is written on to token `k`."""
    prepositions = text.lexicon.prepositions
    return any(prepositions.get(clitic) == "of" for clitic in text.lexicon.clitics(text.words[k]))


def of_fellows(text: Text, amount: Quantity, first: int) -> str | None:
    """The class of somebody named before, whose fellows or men were harmed ("استشهد شرطي وأصيب ستة من زملائه")."""
    named = text.words[amount.noun] if amount.noun is not None else None
    if named is None or "fellows" not in named.cues or not named.enclitic:
        return None
    for word in reversed(text.words[max(first, amount.first - _SIDE) : amount.first]):
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and noun.target != "person" and not noun.generic:
            return None if amount.generic and noun.target != "military" else str(noun.target)
    return None


def of_body(text: Text, amount: Quantity, first: int) -> str | None:
    """The class of the body or family named before whose members were harmed ("انقلبت سيارة عائلة فقتل اثنان من
    أفرادها").
    """
    if amount.noun is None:
        return None
    group = tuple(text.lexicon.settings.get("group_enclitics", ()))
    named = text.words[amount.noun]
    if not named.enclitic and not (" " in named.text and group and named.folded.endswith(group)):
        return None
    for word in reversed(text.words[max(first, amount.first - _SIDE) : amount.first]):
        noun = word.noun
        if noun is not None and noun.target in PEOPLE and (noun.collective or "household" in word.cues):
            return str(noun.target)
    return None


def at_work(text: Text, amount: Quantity, last: int) -> str | None:
    """The class of people of whom no more is told than their work ("ثلاثة رجال كانوا يرعون أغنامهم")."""
    if head_is_last(text):
        return None
    for k in range(amount.last + 1, min(last, amount.last + 2 + _WORK)):
        word = text.words[k]
        if "civil_work" in word.cues:
            around = (other.noun for other in text.words[k + 1 : min(last, k + 1 + _FRONT)])
            armed = any(noun is not None and noun.target == "military" for noun in around)
            return None if armed else "civilian"
        if word.punctuation or word.cues & _TURNS:
            return None
    return None


_WORK: Final = 8  # words from people to the work they did
_TURNS: Final = frozenset(("says", "goes_on", "and", "subset", "according_to"))


def whole_phrases(text: Text, amounts: list[Quantity], last: int) -> list[Quantity]:
    """The phrases without those that only tell the model of a thing before them ("دبابة من طراز تي 72"), or whose it is
    ("منزل المختار سعيد حمود").
    """
    if head_is_last(text):
        return amounts
    amounts = [amount for amount in amounts if not (_only_or(text, amount) or _only_condition(text, amount))]
    out = amounts[:1]
    for k, amount in enumerate(amounts[1:], 2):
        before = out[-1]
        if _of_model(text, before, amount):
            before.last = amount.last
            continue
        if _said_dead(before, amount) and not begins_with_and(text, amount.first):
            amount.target, amount.generic, amount.first = before.target, False, before.first
            out[-1] = amount
            continue
        end = _name_end(text, amount, last)
        if k < len(amounts) and _owns(text, before, amount) and _joined(text, end, amounts[k]):
            before.last = end
            continue
        out.append(amount)
    return out


def _only_or(text: Text, amount: Quantity) -> bool:
    """Whether a noun of the letters of "or" is none: it stands not between harm and "and" ("مقتل أم وابنتها")."""
    k = amount.first
    if not k == amount.last == amount.noun or "or" not in text.words[k].cues:
        return False
    return not (0 < k < len(text.words) - 1 and text.words[k - 1].rules and begins_with_and(text, k + 1))


def _said_dead(before: Quantity, amount: Quantity) -> bool:
    """Whether a word for the dead or wounded stands behind those it tells of, in their number ("جنديين قتيلين")."""
    if amount.trigger is None or before.trigger is not None or amount.first != before.last + 1:
        return False
    alike = amount.form == before.form == _DUAL and amount.number_first == amount.noun
    return alike and before.target in PEOPLE and before.number_first == before.noun and not before.definite


_DUAL: Final = 2


def _only_condition(text: Text, amount: Quantity) -> bool:
    """Whether a noun for a case tells how one of those told of fares ("ثلاثة أطفال، حالة أحدهم حرجة")."""
    k = amount.noun
    if k is None or amount.number_first != k or "condition" not in text.words[k].cues or k + 1 >= len(text.words):
        return False
    return text.words[k + 1].folded.endswith(tuple(text.lexicon.settings.get("group_enclitics", ())))


def _of_model(text: Text, before: Quantity, amount: Quantity) -> bool:
    """Whether "of the model" stands right before a thing, or a little before a number alone."""
    gap = text.words[before.last + 1 : amount.first]
    reach = _MODEL if amount.elliptical else 1
    named = any(
        word.signs & signs.MODEL_OF and "of" in gap[k].cues and len(gap) - k - 1 <= reach
        for k, word in enumerate(gap[1:])
    )
    plain = not any(word.punctuation or word.rules for word in gap) and not begins_with_and(text, amount.first)
    return named and plain and before.target not in PEOPLE


def _joined(text: Text, end: int, amount: Quantity) -> bool:
    """Whether a phrase goes on with "and" after token `end`."""
    return begins_with_and(text, amount.first) and link_between(text, end + 1, amount.first) == "and"


def _owns(text: Text, before: Quantity, amount: Quantity) -> bool:
    """Whether somebody known owns the thing right before."""
    if amount.first != before.last + 1 or before.target is None or before.target in PEOPLE or before.definite:
        return False
    if amount.noun is None or amount.form != 1 or has_number(amount) or amount.trigger is not None:
        return False
    return is_definite(text, text.words[amount.noun]) and amount.target in PEOPLE and not amount.preposition


def _name_end(text: Text, amount: Quantity, last: int) -> int:
    """The last token of the name of somebody, of as many words as a name has."""
    end = amount.last
    while end + 1 < min(last, amount.last + 1 + _FRONT):
        word = text.words[end + 1]
        named = end + 1 in text.named or "given_names" in word.cues or not (word.known or word.punctuation)
        if not named or begins_with_and(text, end + 1):
            break
        end += 1
    return end


_MODEL: Final = 4  # words of a model before its number


def carried(text: Text, amount: Quantity, first: int) -> str | None:
    """The class of those whom the vehicle carried in which so many people were harmed ("حافلة تقل عمالا ... مقتل أربعة
    أشخاص").
    """
    if head_is_last(text) or amount.narrowed or not has_number(amount):
        return None
    for k in range(amount.first - 1, max(first, amount.first - 2 * _SIDE), -1):
        if not text.words[k].signs & signs.CARRIES:
            continue
        noun = text.words[k + 1].noun
        things = (word.noun for word in text.words[max(first, k - _NEAR) : k])
        if noun is None or not any(thing is not None and thing.target not in PEOPLE for thing in things):
            return None
        several = noun.number == 0 and not noun.collective and not noun.generic
        return str(noun.target) if several and noun.target in PEOPLE else None
    return None


def hit_before(text: Text, amount: Quantity, amounts: list[Quantity], at: int) -> str | None:
    """The class of those who were hit, of whom a number alone then tells ("النار على متظاهرين فقتلت أربعة")."""
    if head_is_last(text) or not (amount.elliptical and amount.counted) or not begins_with_and(text, at):
        return None
    for group in reversed(amounts):
        if group.first < at and group.target in PEOPLE:
            several = group.form == 0 and not group.generic and not has_number(group)
            return group.target if several and _undergoes(text, group) else None
    return None


def _undergoes(text: Text, group: Quantity) -> bool:
    """Whether a preposition or its ending shows that a noun for several is no subject."""
    word, before = text.words[group.first], text.words[group.first - 1] if group.first else None
    oblique = tuple(text.lexicon.settings.get("dual_stems", ()))[:1]
    governed = before is not None and not before.rules and bool(before.cues & _GOVERNS)
    written = any(clitic in text.lexicon.prepositions for clitic in text.lexicon.clitics(word))
    return governed or written or word.folded.endswith(oblique)


_GOVERNS: Final = frozenset(("preposition", "with", "of", "place_in"))


def kind_named_before(text: Text, amount: Quantity) -> str | None:
    """The kind of aircraft that "the aircraft" takes up ("a drone ... the aircraft fell")."""
    if amount.target != "aircraft" or not amount.definite or amount.form != 1 or amount.noun is None:
        return None
    if text.lexicon.cased and "crafts" not in text.words[amount.noun].cues:
        return None  # "his MiG-21"
    for word in reversed(text.words[max(0, amount.first - _RECALLED) : amount.first]):
        noun = word.noun
        if noun is None or noun.target not in _FLYING or is_definite(text, word):
            continue
        return str(noun.target) if noun.number == 1 else None
    return None
