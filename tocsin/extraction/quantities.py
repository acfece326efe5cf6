"""Quantity phrases: how many of whom or what, as a sentence names them."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.described import has_losses, joined_owner, of_named
from tocsin.extraction.ellipsis import glosses_whole, shared, single
from tocsin.extraction.heads import narrow, take_head
from tocsin.extraction.individuals import by_name, is_minor, of_nation
from tocsin.extraction.numbered import amounting, modifier_later, numbered
from tocsin.extraction.numbers import NumberPhrase, number_at
from tocsin.extraction.predicates import in_role, only_tells_which, take_predicate
from tocsin.extraction.quantity import (
    REACH,
    Quantity,
    are_two,
    begins_with_and,
    count_by,
    has_clitics,
    has_number,
    head_is_last,
    is_body,
    is_definite,
    is_owned,
    modify,
    nounlike,
    runs_into_name,
    self_rule,
)
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE


def quantities(text: Text, first: int, last: int) -> list[Quantity]:
    """The quantity phrases of the tokens from `first` up to `last`, in order; they do not overlap."""
    found: list[Quantity] = []
    free = first
    said = set()  # nouns said of what was named before
    for i in [i for i in range(first, last) if text.words[i].amount]:
        word = text.words[i]
        if i < free or (word.signs & signs.FLOATS and i > first and "passive" in text.words[i - 1].cues):
            continue  # "were both shot"
        quantity = single(text, i, first, last) if word.signs & signs.SINGLES else None
        if quantity is None and (
            word.digits or word.number is not None or (word.modifier is not None and word.modifier.before)
        ):
            quantity = numbered(text, i, first, last)
        if quantity is None and word.number is not None and word.number.role == "article":
            quantity = of_nation(text, i, last)
        if quantity is None and (word.signs & (signs.GIVEN_NAMES | signs.KUNYA)):
            quantity = by_name(text, i, first, last)
        if quantity is None and nounlike(word) and not (_body(text, i, first, last) or _of_blow(text, i, last)):
            quantity = _bare(text, i, first, last)
        if quantity is not None and i not in said:
            noun = take_predicate(text, quantity, first, last)
            if noun is not None:
                said.add(noun)
            _preposition(text, quantity, first)
            if not quantity.preposition and quantity.counted and glosses_whole(text, quantity.first - 1, first, last):
                quantity.preposition = "subset"
            left = found[-1] if found else None
            if (
                left is not None
                and left.clitic
                and left.preposition == "with"
                and not (quantity.preposition or quantity.counted)
                and left.last + 1 == quantity.first
                and begins_with_and(text, quantity.first)
            ):
                quantity.preposition = "with"  # "بالصواريخ والزوارق"
            described = left is not None and (only_tells_which(text, left, quantity) or in_role(text, found, quantity))
            if described and not quantity.preposition:
                quantity.preposition = "whole"
            if _closed_by_part(text, quantity.last + 1, last):
                quantity.preposition, quantity.part = "subset", True
            found.append(quantity)
            free = quantity.last + 1
    return found


def _closed_by_part(text: Text, k: int, last: int) -> bool:
    """Whether what follows a phrase makes it a part of what was named before (", three women among them,")."""
    if k >= last or not text.words[k].signs & signs.SUBSET:
        return False
    return k + 1 >= last or text.words[k + 1].punctuation


def _of_blow(text: Text, i: int, last: int) -> bool:
    """Whether one of those who strike stands before the word for their blow: "to a rebel ambush"."""
    noun = text.words[i].noun
    if not head_is_last(text) or noun is None or noun.target not in PEOPLE or noun.number != 1 or i + 1 >= last:
        return False
    after = text.words[i + 1]
    return "violent_cause" in after.cues and "passive" not in after.cues and not after.rules


def _body(text: Text, i: int, first: int, last: int) -> bool:
    """Whether the token names a body of people ("the army") and counts none of it, or only qualifies a noun."""
    noun = text.words[i].noun
    if not head_is_last(text) and (_qualifies(text, i, first) or _precedes(text, i, last)):
        return True
    if noun is None or not noun.collective or (i > first and "among" in text.words[i - 1].cues):
        return False
    return not (head_is_last(text) and has_losses(text, i, first, last))


def _qualifies(text: Text, i: int, first: int) -> bool:
    """Whether a noun that may be an adjective ("militant") agrees with the word before it ("هجوم مسلح")."""
    word, before = text.words[i], text.words[i - 1]
    if i == first or (word.adjective is None and not word.party) or word.rules or before.punctuation or before.rules:
        return False
    if (
        before.number is not None
        or before.digits
        or before.modifier is not None
        or before.cues - {"speakers", "place_kinds", "attacker"}
    ):
        return False
    return not has_clitics(word) and is_definite(text, word) == is_definite(text, before)


def _precedes(text: Text, i: int, last: int) -> bool:
    """Whether "another" in the singular stands before its noun, and so means "the last" ("آخر معقل"), or is "the
    other".
    """
    word = text.words[i]
    if not word.signs & signs.OTHERS or word.noun is None or word.noun.number != 1:
        return False
    if is_definite(text, word) or _of_attack(text, i):
        return True
    after = text.words[i + 1] if i + 1 < last else None
    return after is not None and not (
        after.punctuation or after.proclitics or after.cues or after.rules or after.adjective
    )


def _of_attack(text: Text, i: int) -> bool:
    """Whether "another" is said of an attack or a place before it ("في كمين آخر")."""
    before = text.words[i - 1] if i else text.words[i]
    if not before.cues & {"violent_cause", "weapon", "place_kinds"} or before.noun is not None:
        return False
    return not (has_clitics(text.words[i]) or is_definite(text, before)) and all(rule.weak for rule in before.rules)


_HANGS_ON: Final = ("carries", "actor_by", "place_in", "subset", "of", "among", "with")
_HANGS: Final = signs.CARRIES | signs.BY | signs.PLACE_IN | signs.SUBSET | signs.OF | signs.AMONG | signs.WITH
_ARMS: Final = frozenset(("uav", "missile", "artillery"))  # whose strikes are told of by their name


def _bare(text: Text, i: int, first: int, last: int) -> Quantity | None:
    words = text.words
    head = i
    if text.lexicon.head_last:
        while (
            head + 1 < last
            and words[head + 1].noun is not None
            and not words[head + 1].rules
            and words[head + 1].number is None
            and not is_body(words[head + 1])
            and not runs_into_name(text, head)
        ):
            head += 1
        arm = words[head].noun
        if arm is not None and arm.target in _ARMS and head + 1 < last and "weapon" in words[head + 1].cues:
            return None  # "a drone strike"
        if head + 1 < last and self_rule(words[head + 1]) is not None and self_rule(words[head]) is None:
            rule = self_rule(words[head + 1])
            noun = words[i].noun
            target = noun.target if noun is not None else "person"
            quantity = Quantity(i, head + 1, target, noun=head + 1, noun_last=head + 1)
            quantity.trigger, quantity.form = head + 1, rule.number if rule else None
            return quantity
    owns = head + 2 < last and words[head + 1].text in text.lexicon.possessive
    if owns and (nounlike(words[head + 2]) or words[head + 2].adjective is not None):
        return None  # "the owner's son": not the owner
    if first < i and head + 1 < last and words[i - 1].text == "(" and words[head + 1].text == ")":
        return None  # a gloss: "Walid (son)"
    naming = [rule for rule in words[head].rules if "self" in rule.patient]
    if naming and all(rule.counted for rule in naming) and words[head].noun is None:
        return None  # names the harmed only behind a number: "36 وفاة"
    quantity = Quantity(i, head, None)
    take_head(text, quantity, i, head, last)
    word = words[head]
    rule = self_rule(word)
    quantity.definite = rule is not None and rule.definite
    if i - 2 >= first and words[i - 1].text in "'’" and words[i - 2].noun is not None:
        quantity.definite = True  # "the victims' bodies"
    quantity.part = word.number is not None and head + 1 < last and "part_of" in words[head + 1].cues
    _determine(text, quantity, i, first)
    if quantity.definite and rule is not None and of_named(text, i, head, last):
        quantity.definite = False
    article = text.lexicon.article
    named = quantity.last + 1 < last and _begins_name(text, quantity.last + 1)
    if (
        article
        and (word.proclitics.endswith(article) or word.enclitic)
        and not named
        and not (word.noun and word.noun.collective)
    ):
        quantity.definite = True
    if not head_is_last(text) and quantity.last + 1 < last and rule is None:
        owner = words[quantity.last + 1]
        quantity.owned = (
            not quantity.definite and owner.adjective is None and not has_clitics(owner) and is_definite(text, owner)
        )
    if rule is not None and quantity.form == 0 and quantity.last + 1 < last and not head_is_last(text):
        owner = words[quantity.last + 1]
        thing = owner.noun is None or owner.noun.target not in PEOPLE
        event = thing and "violent_cause" in owner.cues and not has_clitics(owner)
        quantity.definite = quantity.definite or (event and is_definite(text, owner))  # "جرحى الحادث"
    if quantity.last + 1 < last and words[quantity.last + 1].number is not None and not head_is_last(text):
        phrase = number_at(words, quantity.last + 1, last, text.lexicon.grammar)
        few = phrase is not None and (phrase.min or 0) in (1, 2) and phrase.max in (None, 1, 2)
        known = quantity.definite or is_owned(text, word)  # "the five soldiers", "her four children"
        agrees = known and is_definite(text, words[quantity.last + 1])
        if (
            phrase is not None
            and phrase.quantified
            and (few or agrees)
            and not begins_with_and(text, quantity.last + 1)
        ):
            count_by(quantity, phrase)
            quantity.number_first, quantity.number_last = i, phrase.end - 1
            quantity.last = phrase.end - 1
    if quantity.form == 1 and quantity.target in PEOPLE and head_is_last(text) and is_minor(text, quantity.last + 1):
        quantity.target, quantity.generic = "child", False
    if quantity.form == 0 and not quantity.counted and are_two(text, quantity, last):
        quantity.form = 2
    if not quantity.counted and quantity.form in (1, 2):
        quantity.minimum = quantity.maximum = quantity.form
        quantity.counted = True
        quantity.number_first = quantity.number_last = head
    if rule is not None and head_is_last(text):
        _count_of(text, quantity, last)
    if quantity.target in PEOPLE and (not quantity.counted or quantity.generic or "household" in word.cues):
        amounting(text, quantity, last)
    after = modifier_later(text, quantity, last)
    if after is not None and quantity.counted:
        modify(quantity, after[1])
        quantity.last = after[0] - 1
    return quantity


def _begins_name(text: Text, k: int) -> bool:
    """Whether the token after a definite noun is its bearer's name."""
    word = text.words[k]
    return bool("given_names" in word.cues or "kunya" in word.cues) or word.folded.startswith(
        tuple(text.lexicon.settings.get("name_beginnings", ()))
    )


def _count_of(text: Text, quantity: Quantity, last: int) -> None:
    """ "The bodies of six miners": the number and class are told after "of"."""
    at = quantity.last + 1
    if at + 1 >= last or "of" not in text.words[at].cues:
        return
    counted = numbered(text, at + 1, at + 1, last)
    if counted is not None and counted.counted:
        count_by(quantity, NumberPhrase(at + 1, counted.last + 1, counted.minimum, counted.maximum, counted.approx))
        quantity.number_first, quantity.number_last, quantity.last = (
            counted.number_first,
            counted.number_last,
            counted.last,
        )
        if counted.target is not None and not counted.generic:
            quantity.target, quantity.generic = counted.target, False


def _determine(text: Text, quantity: Quantity, i: int, first: int) -> None:
    """Reads back from the noun at token `i` to its determiner, which tells whether one, any or a known one is meant."""
    words, k, loose = text.words, i - 1, 0
    while k >= max(first, i - REACH) and (not words[k].punctuation or _owns(text, k)):
        if words[k].punctuation:
            k -= 2  # past the owner
            continue
        before = words[k]
        if before.signs & (signs.ANY | signs.ZERO):
            quantity.form, quantity.none = 0, True
        elif before.number is not None and before.number.role == "article" and "household" not in words[i].cues:
            quantity.form = quantity.form if quantity.form == 2 else 1
        if before.signs & signs.PLACE_IN and head_is_last(text) and all(w.capital for w in words[k + 1 : i]):
            quantity.form, quantity.first = 0, k + 1  # "in parliament", "by car", "in Derik station"
        if before.signs & signs.DETERMINER:
            quantity.definite = quantity.definite or "indefinite" not in before.cues
            quantity.indefinite = "indefinite" in before.cues
            quantity.first = joined_owner(text, k, first)
            return
        aged = before.number is not None and "ages" in words[k + 1].cues  # "her five-year-old daughter"
        plain = before.adjective is None and not before.party and not before.capital and not aged
        if plain and not before.signs & signs.OTHERS:
            held = k > first and text.document[text.end(k - 1) : text.starts[k]] == "-"  # "an ISIS-held building"
            if (
                (before.cues - {"year_word"} and not held)
                or before.noun
                or before.rules
                or before.number
                or not head_is_last(text)
            ):
                return
            loose += 1
        if not loose and head_is_last(text):
            narrow(text, quantity, k)
        k -= 1


def _of_owner(text: Text, k: int) -> bool:
    """Whether the phrase after token `k` only says whose something is: "owned by a farmer"."""
    return text.words[k].signs & signs.OWNED_BY > 0


def _owns(text: Text, k: int) -> bool:
    """Whether the mark at token `k` is the apostrophe of several owners: "none of the Airlines' planes"."""
    return text.words[k].text in "'’" and k > 0 and text.end(k - 1) == text.starts[k] and head_is_last(text)


def _preposition(text: Text, quantity: Quantity, first: int) -> None:
    """What the phrase hangs on: the cue of the word before it, or of a clitic on it."""
    k = quantity.first - 1
    if k > first and quantity.counted and head_is_last(text) and "determiner" in text.words[k].cues:
        k -= "place_in" in text.words[k - 1].cues  # "in the two villages"
    if k >= first:
        held = text.words[k].signs
        if held & signs.OF and k > first and "any" in text.words[k - 1].cues and not has_number(quantity):
            quantity.first, quantity.definite = k - 1, False  # "any of its helicopters"
            quantity.counted, quantity.minimum, quantity.maximum = False, None, None
            return
        if _of_owner(text, k):
            quantity.preposition = "carries"  # "20 head of sheep owned by a farmer"
            return
        before = text.words[k - 1].number if k > first else None
        if held & signs.PART_OF and before is not None and before.role == "fraction" and not quantity.counted:
            quantity.preposition, quantity.part = "subset", True  # "a quarter of them children"
            return
        share = before is not None and (
            (held & signs.OF and before.role == "fraction") or (held & signs.PLACE_IN and head_is_last(text))
        )
        if head_is_last(text) and shared(text, quantity, k, first):
            return
        if share and quantity.counted and quantity.number_first != quantity.noun:
            quantity.preposition = "whole"  # "a third of the 90 passengers", "one in five patients"
            return
        if held & signs.PLACE_KINDS and not head_is_last(text) and quantity.definite and not quantity.elliptical:
            quantity.preposition = "place_in"  # "حي الشيخ مقصود"
            return
        aside = "event" in text.words[k].cues and quantity.counted  # "in an attack three soldiers"
        if held & _HANGS and not aside:
            quantity.preposition = next(name for name in _HANGS_ON if name in text.words[k].cues)
            return
    for clitic in text.lexicon.clitics(text.words[quantity.first]):
        meant: str | None = text.lexicon.prepositions.get(clitic)
        if meant:
            quantity.preposition, quantity.clitic = meant, clitic
            return
