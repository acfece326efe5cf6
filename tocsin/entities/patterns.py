"""Names that the gazetteer lacks, by titles, name parts and the nouns beside them."""

from collections.abc import Callable
from functools import cache, cached_property
from itertools import accumulate, compress, count
from typing import NamedTuple

from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import Gazetteer
from tocsin.entities.surroundings import forms

_TAKEN = "\x01"
_CLITICS = frozenset("وفبلك")
QUOTES = frozenset("\"“”«»'‘’‹›")
_MOST_WORDS = 200_000
_TITLE_REACH = 4
"""Words between a title and the name that it belongs to, at most: "وزير الدفاع الأميركي آشتون كارتر"."""


class Pattern(NamedTuple):
    """A name at `start` to `end` of a folded text, and its type."""

    start: int
    end: int
    type: str


@cache
def _roles() -> dict[str, str]:
    """What the words beside names announce."""
    roles: dict[str, str] = {}
    for category in ("organisation_noun", "settlement_noun", "title"):
        roles |= dict.fromkeys(cues(category), category)
    return roles


class Memo(dict[str, bool]):
    """Whether something holds of a word, judged once for each; articles share most of their words."""

    def __init__(self, holds: Callable[[str], bool]) -> None:
        super().__init__()
        self._holds = holds

    def __missing__(self, word: str) -> bool:
        if len(self) > _MOST_WORDS:
            self.clear()
        judged = self[word] = self._holds(word)
        return judged


class Vocabulary:
    """What is known of single words: whether a name may begin there, whether they are rare, whether they are titles."""

    def __init__(self, known: Gazetteer) -> None:
        roles = _roles()
        telling = frozenset((*known.personal_names, *roles))
        titles = cues("title")
        self.opens = Memo(
            lambda word: word in telling or "A" <= word[:1] <= "Z" or (word[:1] in _CLITICS and word[1:] in telling)
        )
        self.rare = Memo(lambda word: word.isalpha() and known.common_words.isdisjoint(forms(word.lower())))
        self.title = Memo(lambda word: not titles.isdisjoint((word, word[1:], word.removeprefix("ال"))))


@cache
def vocabulary(known: Gazetteer) -> Vocabulary:
    return Vocabulary(known)


class Words:
    """A folded text in words, empty where punctuation stands; the spans in `taken` are words that nothing matches."""

    def __init__(self, text: str, taken: list[tuple[int, int]], known: Gazetteer) -> None:
        pieces: list[str] = []
        at = 0
        for start, end in taken:
            pieces += (text[at:start], _TAKEN * (end - start))
            at = end
        self.words = ("".join(pieces) + text[at:]).split(" ")
        self.known = known
        self.vocabulary = vocabulary(known)

    @cached_property
    def _ends(self) -> list[int]:
        return list(accumulate(map(len, self.words)))

    def start(self, i: int) -> int:
        """The offset of word `i`."""
        return self._ends[i] - len(self.words[i]) + i

    def is_free(self, i: int) -> bool:
        """Whether word `i` is there and belongs to no known name."""
        return self.words[i][:1] not in ("", _TAKEN)

    def is_name(self, i: int) -> bool:
        """Whether word `i` may go on with a person's name."""
        return self.words[i] in self.known.personal_names

    def rare(self, i: int) -> bool:
        """Whether word `i` is free and no word of every day, whatever is written onto it."""
        return self.vocabulary.rare[self.words[i]]

    def titled(self, i: int) -> bool:
        """Whether a title stands close before word `i`, with no punctuation between."""
        title = self.vocabulary.title
        for word in reversed(self.words[max(0, i - _TITLE_REACH) : i]):
            if not word:
                return False
            if title[word]:
                return True
        return False

    def pattern(self, first: int, last: int, kind: str, skip: int = 0) -> Pattern:
        """Words `first` to `last` as a name, without the `skip` letters of a clitic."""
        return Pattern(self.start(first) + skip, self._ends[last] + last, kind)


def unlisted(text: str, taken: list[tuple[int, int]], known: Gazetteer, quoted: Callable[[int], bool]) -> list[Pattern]:
    """Names in a folded text that do not touch `taken`; `quoted` tells whether a quotation mark stands at an offset."""
    words = Words(text, taken, known)
    found: list[Pattern] = []
    after = 0
    for i in compress(count(), map(words.vocabulary.opens.__getitem__, words.words)):
        if i >= after and (hit := _read(words, i, quoted)):
            found.append(hit[0])
            after = hit[1]
    return found


def _read(words: Words, i: int, quoted: Callable[[int], bool]) -> tuple[Pattern, int] | None:
    """The name that word `i` opens, and the word behind it."""
    word = words.words[i]
    roles, names = _roles(), words.known.personal_names
    if word[0].isupper():
        return _capitalised(words, i)
    bare = word if word in names or word in roles else word[1:]
    role = roles.get(bare)
    if role == "settlement_noun":
        return _place(words, i)
    if role == "organisation_noun":
        return _organisation(words, i, quoted)
    if role == "title":
        return _titled_person(words, i)
    return _person(words, i, len(word) - len(bare)) if bare in names else None


def _person(words: Words, i: int, skip: int) -> tuple[Pattern, int] | None:
    """A run of two and more name parts, such as محمد يوسف عبدالعزيز."""
    connectors = cues("name_connector")
    last, parts, j = i, 1, i + 1
    while j < len(words.words) and j - i < 6:
        word = words.words[j]
        family = word.startswith("ال") and len(word) > 4 and (parts > 1 or word.endswith("ي"))
        if words.is_name(j) or (family and words.rare(j)):
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
    for j in range(i + 1, min(i + _TITLE_REACH, len(words.words) - 1)):
        if not words.words[j] or words.words[j] in _roles():
            return None
        if words.rare(j) and words.rare(j + 1) and not words.words[j].startswith("ال"):
            return words.pattern(j, j + 1, "person"), j + 2
    return None


def _place(words: Words, i: int) -> tuple[Pattern, int] | None:
    """The word behind a noun like بلدة, with a second one where the first opens a compound."""
    j = i + 1
    if j < len(words.words) and not words.words[j]:
        j += 1
    if j >= len(words.words) or not words.is_free(j):
        return None
    if words.words[j] in cues("compound_start"):
        if j + 1 < len(words.words) and words.is_free(j + 1):
            return words.pattern(j, j + 1, "place"), j + 2
        return None
    return (words.pattern(j, j, "place"), j + 1) if words.rare(j) else None


def _organisation(words: Words, i: int, quoted: Callable[[int], bool]) -> tuple[Pattern, int] | None:
    """Up to three quoted words behind a noun like صحيفة, the noun with them."""
    j = i + 2
    if j >= len(words.words) or words.words[i + 1] or not quoted(words.start(j) - 1):
        return None
    last = j
    while last + 1 < len(words.words) and words.words[last + 1] and last - j < 2:
        last += 1
    closed = last + 1 < len(words.words) and not words.words[last + 1]
    if not closed or not all(map(words.is_free, range(j, last + 1))):
        return None
    return words.pattern(i, last, "organisation"), last + 1


def _capitalised(words: Words, i: int) -> tuple[Pattern, int] | None:
    """A capitalised run: an organisation by its last word, a place by the noun beside it, else perhaps a person."""
    following = words.words[i + 1] if i + 1 < len(words.words) else ""
    connectors = cues("name_connector")
    if not ("A" <= following[:1] <= "Z" or words.rare(i) or following in connectors):
        return None
    last = i
    for j, word in enumerate(words.words[i + 1 : i + 6], i + 1):
        if "A" <= word[:1] <= "Z":
            last = j
        elif word not in connectors:
            break
    if last == i and not _announced(words, i):
        return None
    following = words.words[last + 1] if last + 1 < len(words.words) else ""
    if last > i and words.words[last] in cues("organisation_head"):
        return words.pattern(i, last, "organisation"), last + 1
    opening = i == 0 or not words.words[i - 1]
    rare = [words.rare(k) for k in range(i, last + 1) if words.words[k] not in cues("name_connector")]
    if following in cues("settlement_noun_after") and all(rare):
        return words.pattern(i, last, "place"), last + 1
    if i > 1 and f"{words.words[i - 2]} {words.words[i - 1]}" in cues("settlement_noun") and all(rare):
        return words.pattern(i, last, "place"), last + 1
    if words.titled(i) and (last > i or all(rare)) and any(rare):
        return words.pattern(i, last, "person"), last + 1
    if 1 < len(rare) < 4 and all(rare) and not opening:
        return words.pattern(i, last, "person"), last + 1
    return None


def _announced(words: Words, i: int) -> bool:
    """Whether a title stands before a single capitalised word, or a noun for places beside it."""
    following = words.words[i + 1] if i + 1 < len(words.words) else ""
    before = words.words[i - 1] if i else ""
    return following in cues("settlement_noun_after") or before == "of" or words.titled(i)
