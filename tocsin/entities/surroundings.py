"""What stands beside a name in a text: place nouns, prepositions, words like "governorate"."""

from typing import Final

from tocsin.entities.marks import ADMIN, AFTER, BEFORE, PAIRED, PAIRING, PLACE, pairs_after, pairs_before
from tocsin.entities.vocabulary import Form

_REACH: Final = 30
"""Letters before a name within which two words tell of it together."""


def before(words: list[Form], first: int) -> int:
    """The bits that the words before word `first` give it; none across punctuation."""
    if not first:
        return 0
    word = words[first - 1]
    if word.marks & PAIRED:
        return word.marks & BEFORE | _pair(words, first - 1)
    return word.marks & BEFORE


def _pair(words: list[Form], second: int) -> int:
    """The bits of a word together with the one before it, between which punctuation may stand."""
    room = _REACH - words[second].length
    for k in range(second - 1, -1, -1):
        room -= words[k].length + 1
        if room <= 0:
            break
        if words[k].length:
            return pairs_before().get(f"{words[k].text} {words[second].text}", 0)
    return 0


def after(words: list[Form], end: int) -> int:
    """The bits that the words from word `end` give the name before it; none across punctuation."""
    if end >= len(words):
        return 0
    word = words[end]
    bits = word.marks
    if bits & PAIRING and end + 1 < len(words):
        bits |= pairs_after().get(f"{word.text} {words[end + 1].text}", 0)
    return bits >> AFTER & (ADMIN | PLACE)
