"""Names that the gazetteer lacks, by titles, name parts and the nouns beside them."""

from collections.abc import Callable
from typing import Final

from tocsin.entities.gazetteer import Gazetteer
from tocsin.entities.lookup import first_from
from tocsin.entities.marks import COMPOUND, CONNECTOR, HEAD, SETTLEMENT, SETTLEMENT_AFTER, pairs_before
from tocsin.entities.matching import Match
from tocsin.entities.vocabulary import (
    AFTER_CLITIC,
    CAPITALS,
    OFFICE,
    ORGANISATION,
    TAKEN,
    Form,
    is_rare,
)  # fmt: skip
from tocsin.entities.vocabulary import SETTLEMENT as TOWN

QUOTES: Final = frozenset("\"“”«»'‘’‹›")
_TITLE_REACH: Final = 4
"""Words between a title and the name that it belongs to, at most: "وزير الدفاع الأميركي آشتون كارتر"."""


class Pattern:
    """A name of words `first` up to `after` of a folded text, without the `skip` letters of a clitic, and its type."""

    __slots__ = ("after", "first", "skip", "type")

    def __init__(self, first: int, after: int, type: str, skip: int) -> None:
        self.first = first
        self.after = after
        self.type = type
        self.skip = skip


class Words:
    """The words of a folded text, empty where punctuation stands; those of a name `taken` are one that nothing
    matches.
    """

    def __init__(self, words: list[Form], taken: list[Match], known: Gazetteer) -> None:
        self.vocabulary = known.vocabulary
        self._common = known.vocabulary.common
        self.words: list[Form] = []
        self._joined: list[int] = []  # the places of names of several words
        self._fewer = [0]  # how many words fewer there are behind none of them, behind the first, and so on
        place, plain = known.vocabulary[TAKEN], 0
        for match in taken:
            self.words += words[plain : match.first]
            if match.after - match.first > 1:
                self._joined.append(len(self.words))
                self._fewer.append(self._fewer[-1] + match.after - match.first - 1)
            self.words.append(place)
            plain = match.after
        self.words += words[plain:]

    def __len__(self) -> int:
        return len(self.words)

    def form(self, i: int) -> Form:
        """Word `i`; behind the last what stands for punctuation, which every text ends with."""
        return self.words[i] if i < len(self.words) else self.words[-1]

    def text(self, i: int) -> str:
        """Word `i`; empty where punctuation stands, and behind the last."""
        return self.form(i).text

    def number(self, i: int) -> int:
        """The number that word `i` has in the text."""
        return i + self._fewer[first_from(self._joined, i)]

    def rare(self, i: int) -> bool:
        """Whether word `i` is free and no word of every day, whatever is written onto it."""
        return is_rare(self.words[i], self._common)

    def titled(self, i: int) -> bool:
        """Whether a title stands close before word `i`, with no punctuation between."""
        for k in range(i - 1, max(0, i - _TITLE_REACH) - 1, -1):
            word = self.words[k]
            if not word.length:
                return False
            if word.title:
                return True
        return False

    def pattern(self, first: int, last: int, kind: str, skip: int = 0) -> Pattern:
        """Words `first` to `last` as a name, without the `skip` letters of a clitic."""
        return Pattern(self.number(first), self.number(last) + 1, kind, skip)


def unlisted(text: list[Form], taken: list[Match], known: Gazetteer, quoted: Callable[[int], bool]) -> list[Pattern]:
    """Names in a folded text's words that are none of those `taken`; `quoted` tells whether a quotation mark stands
    before a word, by its number.
    """
    words = Words(text, taken, known)
    found: list[Pattern] = []
    after = 0
    for i in [i for i, word in enumerate(words.words) if word.opens]:
        hit = _read(words, i, quoted) if i >= after else None
        if hit is not None:
            found.append(hit[0])
            after = hit[1]
    return found


def _read(words: Words, i: int, quoted: Callable[[int], bool]) -> tuple[Pattern, int] | None:
    """The name that word `i` opens, and the word behind it."""
    opens = words.words[i].opens
    if opens == CAPITALS:
        return _capitalised(words, i)
    if opens == TOWN:
        return _place(words, i)
    if opens == ORGANISATION:
        return _organisation(words, i, quoted)
    if opens == OFFICE:
        return _titled_person(words, i)
    return _person(words, i, 1 if opens == AFTER_CLITIC else 0)


def _person(words: Words, i: int, skip: int) -> tuple[Pattern, int] | None:
    """A run of two and more name parts, such as محمد يوسف عبدالعزيز."""
    last, parts, j = i, 1, i + 1
    while j < len(words) and j - i < 6:
        word = words.words[j]
        family = word.text.startswith("ال") and word.length > 4 and (parts > 1 or word.text.endswith("ي"))
        if word.personal or (family and words.rare(j)):
            parts += 1
            last = j
        elif not word.marks & CONNECTOR:
            break
        j += 1
    if parts > 2 or (parts == 2 and (words.titled(i) or words.rare(last) or words.rare(i))):
        return words.pattern(i, last, "person", skip), last + 1
    return None


def _titled_person(words: Words, i: int) -> tuple[Pattern, int] | None:
    """Two rare words behind a title and at most two words of its own, such as وزير الخزانة جورج أوزبورن."""
    for j in range(i + 1, min(i + _TITLE_REACH, len(words) - 1)):
        word = words.words[j]
        if not word.length or word.announces:
            return None
        if words.rare(j) and words.rare(j + 1) and not word.text.startswith("ال"):
            return words.pattern(j, j + 1, "person"), j + 2
    return None


def _place(words: Words, i: int) -> tuple[Pattern, int] | None:
    """The word behind a noun like بلدة, with a second one where the first opens a compound."""
    j = i + 1
    if j < len(words) and not words.text(j):
        j += 1
    if j >= len(words) or not words.words[j].free:
        return None
    if words.words[j].marks & COMPOUND:
        if j + 1 < len(words) and words.words[j + 1].free:
            return words.pattern(j, j + 1, "place"), j + 2
        return None
    return (words.pattern(j, j, "place"), j + 1) if words.rare(j) else None


def _organisation(words: Words, i: int, quoted: Callable[[int], bool]) -> tuple[Pattern, int] | None:
    """Up to three quoted words behind a noun like صحيفة, the noun with them."""
    j = i + 2
    if j >= len(words) or words.text(i + 1) or not quoted(words.number(j)):
        return None
    last = j
    while words.text(last + 1) and last - j < 2:
        last += 1
    closed = last + 1 < len(words) and not words.text(last + 1)
    if not closed or not all(words.words[k].free for k in range(j, last + 1)):
        return None
    return words.pattern(i, last, "organisation"), last + 1


def _capitalised(words: Words, i: int) -> tuple[Pattern, int] | None:
    """A capitalised run: an organisation by its last word, a place by the noun beside it, else perhaps a person."""
    following = words.form(i + 1)
    if not (following.capital or following.marks & CONNECTOR or words.rare(i)):
        return None
    last = _last_capital(words, i)
    if last == i and not _announced(words, i):
        return None
    if last > i and words.words[last].marks & HEAD:
        return words.pattern(i, last, "organisation"), last + 1
    rare = [words.rare(k) for k in range(i, last + 1) if not words.words[k].marks & CONNECTOR]
    if all(rare) and _is_settlement(words, i, last):
        return words.pattern(i, last, "place"), last + 1
    if words.titled(i) and (last > i or all(rare)) and any(rare):
        return words.pattern(i, last, "person"), last + 1
    opening = i == 0 or not words.text(i - 1)
    if 1 < len(rare) < 4 and all(rare) and not opening:
        return words.pattern(i, last, "person"), last + 1
    return None


def _last_capital(words: Words, i: int) -> int:
    """The last capitalised word of the run that begins with word `i`."""
    last = i
    for j in range(i + 1, min(i + 6, len(words))):
        word = words.words[j]
        if word.capital:
            last = j
        elif not word.marks & CONNECTOR:
            break
    return last


def _is_settlement(words: Words, i: int, last: int) -> bool:
    """Whether a noun for places stands beside a capitalised run."""
    if words.form(last + 1).marks & SETTLEMENT_AFTER:
        return True
    return i > 1 and pairs_before().get(f"{words.text(i - 2)} {words.text(i - 1)}", 0) & SETTLEMENT != 0


def _announced(words: Words, i: int) -> bool:
    """Whether a title stands before a single capitalised word, or a noun for places beside it."""
    if words.form(i + 1).marks & SETTLEMENT_AFTER or words.titled(i):
        return True
    return i > 0 and words.text(i - 1) == "of"
