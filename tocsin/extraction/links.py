"""How a phrase continues the one before it: by "and", as a part, or not at all."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.quantity import begins_with_and, head_is_last
from tocsin.extraction.text import Text

_ADJECTIVES: Final = 4  # words that may stand after a noun before "and", where nouns come first


_PASSED_OVER: Final = frozenset(("others", "adverb", "determiner", "of", "among"))


LOOSE_THING: Final = 2  # words between things that "and" joins where the second has no number


LOOSE: Final = 6  # words that may stand between a total and the "including" of its parts


def _between_items(text: Text, low: int, high: int) -> bool:
    """Whether all that stands between two phrases is a whole item of their list that the pack does not know."""
    words = text.words
    if words[low].text != "," or not (words[high - 1].text == "," or "and" in words[high - 1].cues):
        return False
    first = words[low + 1]
    return low + 2 < high and ("determiner" in first.cues or first.number is not None or first.digits)


def _of_them(text: Text, high: int) -> bool:
    """Whether those who begin at token `high`, right behind "and", are told of as somebody's: "and two of his sons"."""
    words = text.words
    k = high - 1 if "possessors" in words[high - 1].cues else high
    if k < 1 or "and" not in words[k - 1].cues:
        return False
    near = words[k : k + 3]
    return "possessors" in near[0].cues or (len(near) > 2 and "of" in near[1].cues and "possessors" in near[2].cues)


def link_between(text: Text, low: int, high: int) -> str | None:
    """How a phrase that begins at `high` continues one that ended before `low`: "and", "subset" or not at all."""
    words, kind, loose, of = text.words, None, 0, False
    if high < len(words) and begins_with_and(text, high):
        kind = "and"
    skip = low
    for k in range(low, high):
        word = words[k]
        if word.text == "(" and k + 2 < high and words[k + 2].text == ")":
            skip = k + 3  # a short form: "an explosive device (IED)"
        if k < skip:
            continue
        held = word.signs
        if not word.cues and not word.punctuation and not word.rules:
            loose += 1
            if loose > LOOSE:
                return None
            continue
        of = of or held & (signs.OF | signs.AMONG) > 0
        if held & signs.SUBSET or word.text in "(:":
            kind, loose = "subset", 0
        elif held & signs.TOLL_TO:
            kind = "revised"
        elif held & signs.AND:
            kind = "and" if kind == "comma" else kind or "and"
        elif word.text in ",،":
            kind = kind or "comma"
        elif held & signs.WITH and k == high - 1:
            kind = kind or "with"
        elif held & (signs.SAYS | signs.DENIES):
            return None
        elif word.text in ')"“”«»–-—' or not word.cues.isdisjoint(_PASSED_OVER):
            continue
        elif word.punctuation or word.rules or held & (signs.CLAUSE_BREAK | signs.COMPLEMENTISERS):
            return None
        else:
            loose += 1
            if loose > LOOSE:
                return None
    near = loose <= _ADJECTIVES and not head_is_last(text)  # "طفلة في قرية الحصين وسيدة"
    if loose and kind == "comma" and head_is_last(text) and _between_items(text, low, high):
        return "and"
    if loose and kind == "and" and loose <= LOOSE_THING and head_is_last(text):
        described = words[high - loose : high]
        if "and" in words[high - loose - 1].cues and not any(word.known or word.capital for word in described):
            return "and"  # "shops and parked cars"
    if loose and kind == "and" and loose <= _ADJECTIVES and head_is_last(text) and _of_them(text, high):
        return "and"
    if (
        loose
        and kind != "subset"
        and not ((of or near) and kind == "and" and (begins_with_and(text, high) or "and" in words[high - 1].cues))
        and not (near and kind == "with" and not words[high - 2].cues & {"violent_cause", "event"})
    ):
        return None
    return "and" if kind == "comma" else kind
