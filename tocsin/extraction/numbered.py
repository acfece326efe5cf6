"""Quantity phrases that begin with a number."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.heads import head_after, take_head
from tocsin.extraction.number_contexts import kind_at
from tocsin.extraction.numbers import modifier_after, number_at
from tocsin.extraction.quantity import (
    REACH,
    STOPS,
    Quantity,
    begins_with_and,
    count_by,
    harms_people,
    head_is_last,
    is_definite,
    modify,
    nounlike,
    tells_of_noun,
)
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE


def numbered(text: Text, i: int, first: int, last: int) -> Quantity | None:
    words = text.words
    counts = i > 0 and bool(words[i - 1].rules) and i + 1 < len(words) and words[i + 1].noun is not None
    phrase = number_at(words, i, last, text.lexicon.grammar, counts)  # "killed 2013 people"
    if phrase is None:
        return None
    if phrase.quantified and (_hyphenated(text, phrase.end, last) or _age(text, i, phrase.end, first, last)):
        return None
    if (
        i > first
        and (not words[i].digits or kind_at(words, i - 1) == "measure")
        and words[i].proclitics
        and is_definite(text, words[i])
        and is_definite(text, words[i - 1])
        and not _counts_next(text, phrase.end, last)
    ):
        return None  # "الأشهر الأربعة"
    if _of_model(text, i, first):
        return None
    quantity = Quantity(i, phrase.end - 1, None, number_first=i, number_last=phrase.end - 1)
    if phrase.quantified:
        count_by(quantity, phrase)
    of_number = (
        phrase.end + 1 < last
        and not head_is_last(text)
        and words[phrase.end].signs & (signs.OF | signs.PART_OF)
        and (words[phrase.end + 1].digits or words[phrase.end + 1].number is not None)
        and not is_definite(text, words[phrase.end + 1])
    )
    if phrase.quantified and phrase.end < last and ("out_of" in words[phrase.end].cues or of_number):
        whole = numbered(text, phrase.end + 1, phrase.end + 1, last)  # "15 out of 18 drones"
        if whole is not None and whole.counted and whole.noun is not None:
            whole.first, whole.number_first, whole.number_last = i, i, phrase.end - 1
            count_by(whole, phrase)
            return whole
    part = phrase.end < last and "part_of" in words[phrase.end].cues
    if part and head_is_last(text) and phrase.end + 1 < last and "with" in words[phrase.end + 1].cues:
        return None  # "two cars, one of them with the markings of the police"
    head = head_after(text, phrase.end + part, last)
    if head == (phrase.end, phrase.end) and quantity.counted and (quantity.minimum or 0) > 1:
        head = None if _says_state(text, phrase.end) else head
    if head is not None:
        take_head(text, quantity, *head, last)
    elif part:
        _take_trait(text, quantity, phrase.end + 1, last)
    quantity.part = part
    if head is None and not part and quantity.counted and head_is_last(text):
        _take_whole(text, quantity, phrase.end, last)
    if part:
        quantity.last = max(quantity.last, phrase.end)
        quantity.part = not _of_those_there(text, phrase.end, last)
        quantity.preposition = "subset" if quantity.part else ""
    elif quantity.noun is None and quantity.counted:
        _of_collective(text, quantity, first)
    after = modifier_later(text, quantity, last)
    if after is not None and quantity.counted:
        end, kind = after
        quantity.number_last = end - 1
        quantity.last = max(quantity.last, end - 1)
        modify(quantity, kind)
        if quantity.noun is None:
            head = head_after(text, end, last)
            if head is not None:
                take_head(text, quantity, *head, last)
    of_those = (part or (i > first and "subset" in words[i - 1].cues)) and quantity.noun is None
    of_those = of_those or (
        quantity.trigger is not None and quantity.trigger > phrase.end and "of" in words[phrase.end].cues
    )
    if of_those and quantity.last + 1 < last and "severity" in words[quantity.last + 1].cues:
        return None
    if part and i > first and "condition" in words[i - 1].cues:
        return None  # "حالة اثنين منهم خطرة"
    if quantity.noun is None and _is_label(text, i, first):
        return None
    if quantity.noun is None and (not quantity.counted or _counts_something_else(text, quantity.last + 1, last)):
        return _unknown_people(text, quantity, i, first, last)
    return quantity


def _of_model(text: Text, i: int, first: int) -> bool:
    """Whether the number at token `i` is the end of the name of a model: "M503-3", "a Kozak-2"."""
    words = text.words
    if i > first and words[i].digits and words[i - 1].noun is not None and words[i - 1].capital:
        return text.document[text.end(i - 1) : text.starts[i]] == "-"
    if i - 2 < first or words[i - 1].text != "-" or text.end(i - 1) != text.starts[i]:
        return False
    name = words[i - 2]
    return text.end(i - 2) == text.starts[i - 1] and not name.digits and name.text[-1:].isalnum() and not name.known


def _of_those_there(text: Text, k: int, last: int) -> bool:
    """Whether "of those" at token `k` means those who were somewhere, not those told of: "six of those on the bus"."""
    if "of_those" not in text.words[k].cues or k + 1 >= last:
        return False
    return bool(text.words[k + 1].cues & _THERE)


_THERE: Final = frozenset(("place_in", "on_board"))


def _counts_next(text: Text, k: int, last: int) -> bool:
    """Whether a noun without the article follows a number with it: "تخطت الحصيلة المئة قتيل"."""
    return k < last and nounlike(text.words[k]) and not is_definite(text, text.words[k])


def _take_trait(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """The class of a part that an adjective tells: "nine of them under ten"."""
    adjective = text.words[k].adjective if k < last else None
    target = adjective.target() if adjective is not None else None
    if target is not None:
        quantity.noun = quantity.noun_last = quantity.last = k
        quantity.target = target


def _says_state(text: Text, head: int) -> bool:
    """Whether a singular noun only says what became of several: "took seven prisoner"."""
    noun = text.words[head].noun
    single = noun is not None and noun.number == 1 and head_is_last(text)
    return single and any(rule.patient == ("before",) for rule in text.words[head].rules)


def _is_label(text: Text, i: int, first: int) -> bool:
    """Whether digits name the one before them ("مدفع 57", "الفرقة 30") where nouns come first."""
    if head_is_last(text) or i == first or not text.words[i].digits or text.words[i].proclitics:
        return False
    before = text.words[i - 1]
    if before.noun is not None:
        return before.noun.number == 1 and not before.noun.collective
    return not (before.known or before.punctuation or before.digits or is_definite(text, before))


def _unknown_people(text: Text, quantity: Quantity, i: int, first: int, last: int) -> Quantity | None:
    """A number beside a word that harms people counts people, whatever the pack's nouns ("مقتل 3 مبتعثين", "killing 3
    bricklayers").
    """
    at = quantity.last + 1
    if not quantity.counted or at >= last:
        return None
    word = text.words[at]
    if (
        word.known
        or word.punctuation
        or word.proclitics
        or word.capital
        or not (_harmed_before(text, i, first) or _harmed_after(text, at + 1, last))
    ):
        return None
    quantity.noun = quantity.noun_last = quantity.last = at
    endings = tuple(text.lexicon.settings.get("agent_endings", ()))
    quantity.target, quantity.generic = (
        ("civilian", False) if endings and word.folded.endswith(endings) else ("person", True)
    )
    return quantity


def _harmed_before(text: Text, i: int, first: int) -> bool:
    if i == first or not harms_people(text.words[i - 1]):
        return False
    if not head_is_last(text):
        return any(rule.people and not rule.only for rule in text.words[i - 1].rules)
    return all(rule.things is None for rule in text.words[i - 1].rules)


def _harmed_after(text: Text, k: int, last: int) -> bool:
    """Whether auxiliaries and a word that harms people, and no things, follow ("... were killed")."""
    if not head_is_last(text):
        return False
    start = k
    while k < last and (
        "passive" in text.words[k].cues or "perfect" in text.words[k].cues or "adverb" in text.words[k].cues
    ):
        k += 1
    return (
        k < last
        and k > start
        and harms_people(text.words[k])
        and all(rule.things is None for rule in text.words[k].rules)
    )


def _take_whole(text: Text, quantity: Quantity, k: int, last: int) -> None:
    """Takes the noun of the whole that a number is out of: "four of the six crew", "three out of 20 men"."""
    words = text.words
    if k >= last or "of" not in words[k].cues:
        return
    k += 1
    while k < last and "determiner" in words[k].cues and words[k].number is None:
        k += 1
    whole = numbered(text, k, k, last) if k < last and (words[k].digits or words[k].number is not None) else None
    if whole is not None and whole.elliptical:
        if whole.last + 1 < last and any(tells_of_noun(rule) for rule in words[whole.last + 1].rules):
            return  # "two of the eight killed"
        quantity.last = whole.last  # "two of the eight on board"
    elif whole is not None:
        quantity.noun, quantity.noun_last, quantity.last = whole.noun, whole.noun_last, whole.last
        quantity.target, quantity.generic, quantity.trigger = whole.target, whole.generic, whole.trigger


def _of_collective(text: Text, quantity: Quantity, first: int) -> None:
    """A number alone after a body of people and "of" counts its people ("a family of five")."""
    at = quantity.first - 2
    if at >= first and "of" in text.words[at + 1].cues:
        noun = text.words[at].noun
        if noun is not None and (noun.collective or (noun.number == 0 and not noun.generic)) and noun.target in PEOPLE:
            quantity.first = quantity.noun = quantity.noun_last = at
            quantity.target = noun.target


def _hyphenated(text: Text, i: int, last: int) -> bool:
    """Whether the number that ends before token `i` is joined to it ("three-storey", "12-year-old")."""
    if not i < last or text.starts[i] != text.end(i - 1) + 1:
        return False
    return text.document[text.end(i - 1)] in "-‐‑"


def _age(text: Text, i: int, end: int, first: int, last: int) -> bool:
    """Whether the number stands alone between signs after a name, as an age does ("Ferri, 34,")."""
    if (
        i - 3 >= first
        and text.words[i - 2].digits
        and kind_at(text.words, i - 3) == "label"
        and "and" in text.words[i - 1].cues
    ):
        return True  # "aged 7 and 9"
    if i - 2 < first or text.words[i - 1].text not in ",،(":
        return False
    bearer = text.words[i - 2]
    if not bearer.capital and not (
        bearer.noun is not None and bearer.noun.number == 1 and bearer.noun.target in PEOPLE
    ):
        return False
    return end >= last or text.words[end].text in ",،).;"


def _counts_something_else(text: Text, i: int, last: int) -> bool:
    """Whether a number without a known noun counts the unknown word after it ("eight air raids")."""
    if i >= last:
        return False
    words, j = text.words, i
    word = words[i]
    if "place_in" in word.cues and i + 2 < last and words[i + 1].number is not None and words[i + 2].noun is not None:
        return True  # "one in five patients"
    if (word.text in "-–" and i + 1 < last and words[i + 1].digits) or (
        i > 2 and words[i - 2].text in "-–" and words[i - 3].digits
    ):
        return True  # a score: "lost 3-1"
    while j < min(last - 1, i + REACH) and (words[j].capital or words[j].party) and "not_counted" not in words[j].cues:
        j += 1
    if "severity" in word.cues and i > 1 and harms_people(words[i - 2]) and not any(r.part for r in words[i - 2].rules):
        return False  # "and four were hurt, badly"
    if "not_counted" in words[j].cues or "weapon" in word.cues or (word.text == ")" and text.words[i - 2].text == "("):
        return True
    return not (word.punctuation or word.known or word.party or begins_with_and(text, i) or word.proclitics)


def amounting(text: Text, quantity: Quantity, last: int) -> None:
    """Takes the number that stands behind a noun without one: "ضحايا الحادث البالغ عددهم 45"."""
    for k in range(quantity.last + 1, min(last - 1, quantity.last + 2 + REACH)):
        word = text.words[k]
        group = k == quantity.last + 1 and "household" in text.words[quantity.last].cues and "of" in word.cues
        if group or "amounting" in word.cues:
            told = numbered(text, k + (group or word.modifier is None), k, last)
            if told is not None and told.counted and (told.elliptical or told.target in PEOPLE):
                quantity.minimum, quantity.maximum, quantity.approx = told.minimum, told.maximum, told.approx
                quantity.number_first, quantity.number_last, quantity.last = k, told.last, told.last
                quantity.counted, quantity.definite, quantity.form = True, False, 0
                if quantity.generic and told.target is not None:
                    quantity.target, quantity.generic = told.target, told.generic
            return
        aside = word.text in ",،" and "amounting" in text.words[k + 1].cues  # "the wounded, 22 of them,"
        if (word.punctuation and not aside) or word.rules or begins_with_and(text, k) or word.cues & STOPS:
            return


def modifier_later(text: Text, quantity: Quantity, last: int) -> tuple[int, str] | None:
    """A hedge after the phrase: at once, after a comma, or after what the phrase is of ("عنصر من الشرطة على الأقل")."""
    words, j = text.words, quantity.last + 1
    found = modifier_after(words, j, last)
    if found is not None or j >= last:
        return found
    if words[j].text in ",،":
        return modifier_after(words, j + 1, last)
    if quantity.noun is None or head_is_last(text) or not (words[j].signs & (signs.OF | signs.AMONG)):
        return None
    for k in range(j + 1, min(last, j + 5)):
        word = words[k]
        found = modifier_after(words, k, last)
        if found is not None and k > j + 1:
            return found
        if (
            (word.punctuation and word.text not in '"“”«»')
            or word.rules
            or word.number
            or word.digits
            or begins_with_and(text, k)
            or word.cues & STOPS
        ):
            return None
    return None
