"""What a word tells of a name beside it, as bits: they are asked of the words around every name."""

from functools import cache
from typing import Final

from tocsin.entities.cues import cues

ADMIN: Final = 1
PLACE: Final = 2
LOCATIVE: Final = 4
TITLE: Final = 8
"""Of a word before a name, in any of its forms: it makes it a governorate or the like, a place, a place or what people
are in, a person."""
BEFORE: Final = ADMIN | PLACE | LOCATIVE | TITLE
AFTER: Final = 4
"""By how many bits ADMIN and PLACE are shifted for a word behind a name."""
SETTLEMENT: Final = 64
"""Of two words before a name: a noun for a town."""
SETTLEMENT_AFTER: Final = 128
CONNECTOR: Final = 256
HEAD: Final = 512
"""The last word of an organisation's name."""
COMPOUND: Final = 1024
"""A word that opens a compound."""
PAIRED: Final = 2048
PAIRING: Final = 4096
"""Words that with the one before, or with the one behind, may tell of a name."""
_BEFORE: Final = ((ADMIN, "admin_noun"), (PLACE, "place_noun"), (LOCATIVE, "locative"), (TITLE, "title"))
_AFTER: Final = ((ADMIN << AFTER, "admin_noun_after"), (PLACE << AFTER, "place_noun_after"))
_ITSELF: Final = (
    (SETTLEMENT_AFTER, "settlement_noun_after"),
    (CONNECTOR, "name_connector"),
    (HEAD, "organisation_head"),
    (COMPOUND, "compound_start"),
)
_CLITICS: Final = ("و", "ف", "ب", "ل", "ك")


def forms(word: str) -> tuple[str, ...]:
    """An Arabic word as it stands and without its clitics and article; other words as they stand."""
    if not "\u0600" < word[:1] < "\u0700":
        return (word,)
    forms = [word]
    if len(word) > 3 and word[0] in _CLITICS:
        forms.append(word[1:])
        if len(word) > 4 and word[1] in _CLITICS:
            forms.append(word[2:])
    return (*forms, *[form[2:] for form in forms if form.startswith("ال")])


def marks_of(word: str) -> int:
    """The bits of a folded word."""
    of_forms, of_words = _tables()
    bits = of_words.get(word, 0)
    for form in forms(word):
        bits |= of_forms.get(form, 0)
    return bits


@cache
def _tables() -> tuple[dict[str, int], dict[str, int]]:
    """The bits that words have in any of their forms, and those that they have only as they stand."""
    of_words = _bits((*_AFTER, *_ITSELF))
    for pairs, number, bit in ((pairs_before(), 1, PAIRED), (pairs_after(), 0, PAIRING)):
        for pair in pairs:
            word = pair.split(" ")[number]
            of_words[word] = of_words.get(word, 0) | bit
    return _bits(_BEFORE), of_words


@cache
def pairs_before() -> dict[str, int]:
    """Pairs of words that tell of a name behind them."""
    return _pairs((*_BEFORE, (SETTLEMENT, "settlement_noun")))


@cache
def pairs_after() -> dict[str, int]:
    """Pairs of words that tell of a name before them."""
    return _pairs(_AFTER)


def _pairs(categories: tuple[tuple[int, str], ...]) -> dict[str, int]:
    return {words: bits for words, bits in _bits(categories).items() if words.count(" ") == 1}


def _bits(categories: tuple[tuple[int, str], ...]) -> dict[str, int]:
    """The bits of all words of the categories."""
    found: dict[str, int] = {}
    for bit, category in categories:
        for words in cues(category):
            found[words] = found.get(words, 0) | bit
    return found
