"""Names that the gazetteer lacks, by titles, name parts and the nouns beside them."""

from collections.abc import Callable
from typing import Final

from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import Gazetteer
from tocsin.entities.vocabulary import TAKEN, Form, roles

QUOTES: Final = frozenset("\"“”«»'‘’‹›")
_TITLE_REACH: Final = 4
"""Words between a title and the name that it belongs to, at most: "وزير الدفاع الأميركي آشتون كارتر"."""


class Pattern:
    """A name at `start` to `end` of a folded text, and its type."""

    __slots__ = ("end", "start", "type")

    def __init__(self, start: int, end: int, type: str) -> None:
        self.start = start
        self.end = end
        self.type = type


class Words:
    """The words of a folded text, empty where punctuation stands; those `taken` are one word that nothing matches."""

    def __init__(self, words: list[Form], taken: list[tuple[int, int]], known: Gazetteer) -> None:
        self.vocabulary = known.vocabulary
        self.words: list[Form] = []
        at = 0
        for first, after in taken:
            length = sum([word.length + 1 for word in words[first:after]]) - 1
            self.words += words[at:first]
            self.words.append(self.vocabulary[TAKEN * length])
            at = after
        self.words += words[at:]
        self._reached, self._at = 0, 0  # a word, and its offset

    def __len__(self) -> int:
        return len(self.words)

    def text(self, i: int) -> str:
        """Word `i`; empty where punctuation stands, and behind the last."""
        return self.words[i].text if i < len(self.words) else ""

    def start(self, i: int) -> int:
        """The offset of word `i`; asked mostly for words further on, it counts from the last one."""
        if i < self._reached:
            self._reached, self._at = 0, 0
        at = self._at
        for word in self.words[self._reached : i]:
            at += word.length + 1
        self._reached, self._at = i, at
        return at

    def rare(self, i: int) -> bool:
        """Whether word `i` is free and no word of every day, whatever is written onto it."""
        return self.vocabulary.is_rare(self.words[i].text)

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
        start = self.start(first) + skip
        return Pattern(start, self.start(last) + self.words[last].length, kind)


def unlisted(
    text: list[Form], taken: list[tuple[int, int]], known: Gazetteer, quoted: Callable[[int], bool]
) -> list[Pattern]:
    """Names in a folded text's words that are none of those `taken`; `quoted` tells whether a quotation mark stands at
    an offset.
    """
    words = Words(text, taken, known)
    found: list[Pattern] = []
    after = 0
    for i in [i for i, word in enumerate(words.words) if word.opens]:
        if i >= after and (hit := _read(words, i, quoted)):
            found.append(hit[0])
            after = hit[1]
    return found


def _read(words: Words, i: int, quoted: Callable[[int], bool]) -> tuple[Pattern, int] | None:
    """The name that word `i` opens, and the word behind it."""
    form = words.words[i]
    word = form.text
    if word[0].isupper():
        return _capitalised(words, i)
    whole = form.personal or word in roles()
    role = roles().get(word if whole else word[1:])
    if role == "settlement_noun":
        return _place(words, i)
    if role == "organisation_noun":
        return _organisation(words, i, quoted)
    if role == "title":
        return _titled_person(words, i)
    return _person(words, i, 0 if whole else 1) if (form if whole else words.vocabulary[word[1:]]).personal else None


def _person(words: Words, i: int, skip: int) -> tuple[Pattern, int] | None:
    """A run of two and more name parts, such as محمد يوسف عبدالعزيز."""
    connectors = cues("name_connector")
    last, parts, j = i, 1, i + 1
    while j < len(words) and j - i < 6:
        word = words.text(j)
        family = word.startswith("ال") and len(word) > 4 and (parts > 1 or word.endswith("ي"))
        if words.words[j].personal or (family and words.rare(j)):
            parts += 1
            last = j
        elif word not in connectors:
            break
        j += 1
    if parts > 2 or (parts == 2 and (words.titled(i) or words.rare(last) or words.rare(i))):
        return words.pattern(i, last, "person", skip), last + 1
    return None


def _titled_person(words: Words, i: int) -> tuple[Pattern, int] | None:
    """Two rare words behind a title and at most two words of its own, such as وزير الخزانة جورج أوزبورن."""
    for j in range(i + 1, min(i + _TITLE_REACH, len(words) - 1)):
        word = words.text(j)
        if not word or word in roles():
            return None
        if words.rare(j) and words.rare(j + 1) and not word.startswith("ال"):
            return words.pattern(j, j + 1, "person"), j + 2
    return None


def _place(words: Words, i: int) -> tuple[Pattern, int] | None:
    """The word behind a noun like بلدة, with a second one where the first opens a compound."""
    j = i + 1
    if j < len(words) and not words.text(j):
        j += 1
    if j >= len(words) or not words.words[j].free:
        return None
    if words.text(j) in cues("compound_start"):
        if j + 1 < len(words) and words.words[j + 1].free:
            return words.pattern(j, j + 1, "place"), j + 2
        return None
    return (words.pattern(j, j, "place"), j + 1) if words.rare(j) else None


def _organisation(words: Words, i: int, quoted: Callable[[int], bool]) -> tuple[Pattern, int] | None:
    """Up to three quoted words behind a noun like صحيفة, the noun with them."""
    j = i + 2
    if j >= len(words) or words.text(i + 1) or not quoted(words.start(j) - 1):
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
    following = words.text(i + 1)
    connectors = cues("name_connector")
    if not ("A" <= following[:1] <= "Z" or words.rare(i) or following in connectors):
        return None
    last = i
    for j in range(i + 1, min(i + 6, len(words))):
        word = words.text(j)
        if "A" <= word[:1] <= "Z":
            last = j
        elif word not in connectors:
            break
    if last == i and not _announced(words, i):
        return None
    following = words.text(last + 1)
    if last > i and words.text(last) in cues("organisation_head"):
        return words.pattern(i, last, "organisation"), last + 1
    opening = i == 0 or not words.text(i - 1)
    rare = [words.rare(k) for k in range(i, last + 1) if words.text(k) not in connectors]
    if following in cues("settlement_noun_after") and all(rare):
        return words.pattern(i, last, "place"), last + 1
    if i > 1 and f"{words.text(i - 2)} {words.text(i - 1)}" in cues("settlement_noun") and all(rare):
        return words.pattern(i, last, "place"), last + 1
    if words.titled(i) and (last > i or all(rare)) and any(rare):
        return words.pattern(i, last, "person"), last + 1
    if 1 < len(rare) < 4 and all(rare) and not opening:
        return words.pattern(i, last, "person"), last + 1
    return None


def _announced(words: Words, i: int) -> bool:
    """Whether a title stands before a single capitalised word, or a noun for places beside it."""
    if words.text(i + 1) in cues("settlement_noun_after") or words.titled(i):
        return True
    return i > 0 and words.text(i - 1) == "of"
