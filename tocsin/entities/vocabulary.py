"""Folded words, each judged once: which names of the gazetteer begin in it, and what patterns ask of it."""

from functools import cache
from typing import Final

from tocsin.entities.cues import cues
from tocsin.entities.lookup import bit
from tocsin.entities.marks import forms, marks_of
from tocsin.entities.normalise import Folded
from tocsin.entities.readings import Name

_CLITICS: Final = frozenset("وفبلك")
_MOST_WORDS: Final = 100_000
_MOST_CLITICS: Final = 4
"""The longest chain of clitics and article, in letters."""
_LL: Final = "لل"
TAKEN: Final = "\x01"
"""What stands for the letters of names that are known."""
CAPITALS: Final = 1
SETTLEMENT: Final = 2
ORGANISATION: Final = 3
OFFICE: Final = 4
PERSON: Final = 5
AFTER_CLITIC: Final = 6
"""Patterns that words open: a capitalised run; what is behind a noun for a town, an organisation, or a title; the parts
of a person's name, and those with a clitic before them.
"""


class Opening:
    """The names that begin with some words: these alone have `number` (else -1), `further` are longer, by next word.

    A word can be the next only where `leads` and its own bit share one, which is told faster than by asking. `names`:
    what these words alone stand for, and what they do behind لل, filled where they are met.
    """

    __slots__ = ("further", "leads", "names", "number")

    def __init__(self) -> None:
        self.number = -1
        self.leads = 0
        self.further: dict[str, Opening] = {}
        self.names: list[Name | None] = []

    def add(self, words: list[str], number: int) -> None:
        """Adds a name by the words that go on with these."""
        if not words:
            self.number = number
            return
        self.leads |= bit(words[0])
        after = self.further.get(words[0])
        if after is None:
            after = self.further[words[0]] = Opening()
        after.add(words[1:], number)


class Names:
    """The names of the gazetteer, sorted, by their first words."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._firsts: dict[str, int] = {}
        self._openings: dict[str, Opening] = {}
        self.further: set[str] = set()
        """Words that go on with a name."""
        for number, name in enumerate(names):
            first, *further = name.split(" ")
            if first not in self._firsts:
                self._firsts[first] = number
            self.further.update(further)
        self.longest = max(map(len, self._firsts), default=0)
        """Letters of the longest first word."""

    def opening(self, first: str) -> Opening | None:
        """The names that begin with that word, None where there are none."""
        number = self._firsts.get(first)
        if number is None:
            return None
        known = self._openings.get(first)
        if known is None:
            known = self._openings[first] = Opening()
            for k in range(number, len(self._names)):
                words = self._names[k].split(" ")
                if words[0] != first:
                    break
                known.add(words[1:], k)
        return known


class Start:
    """A place in a word where names may begin: behind `skip` letters, which are `clitics` if they are `allowed`.

    `locative`: with these clitics it tells of a place.
    """

    __slots__ = ("allowed", "clitics", "contracted", "locative", "opening", "skip")

    def __init__(self, word: str, skip: int, opening: Opening) -> None:
        self.skip = skip
        self.opening = opening
        self.clitics = word[:skip]
        self.allowed = not skip or (skip <= _MOST_CLITICS and self.clitics in _allowed_clitics())
        self.locative = skip > 0 and self.allowed and self.clitics in cues("locative_clitic")
        self.contracted = skip > 0 and (
            self.clitics.endswith(_LL) or (self.clitics.endswith("ل") and word[skip] == "ل")
        )


@cache
def _allowed_clitics() -> frozenset[str]:
    return cues("left_clitic") | cues("left_clitic_with_article")


@cache
def _roles() -> dict[str, int]:
    """What the words beside names announce."""
    announced: dict[str, int] = {}
    for role, category in ((ORGANISATION, "organisation_noun"), (SETTLEMENT, "settlement_noun"), (OFFICE, "title")):
        announced |= dict.fromkeys(cues(category), role)
    return announced


class Form:
    """A folded word. `starts`: where names may begin in it, up to the first that needs no more words: with that as its
    `start` it may be a name `alone`, `name` once that is `judged`. `leads`: as with Opening.

    `free`: it is there, of no known name; `personal`: a part of persons' names; `opens`: the pattern that may begin
    with it; `announces`: a noun or title of names; `marks`: see tocsin/entities/marks.py; `rareness`: whether it is
    rare, below zero until that is asked.
    """

    __slots__ = (
        "alone", "announces", "bit", "capital", "free", "judged", "leads", "length", "marks", "name", "opens",
        "personal", "rareness", "start", "starts", "text", "title",
    )  # fmt: skip

    def __init__(self, text: str, names: Names, personal: frozenset[str], titles: frozenset[str]) -> None:
        # What is asked of every word of a text comes first, so that it lies together in memory.
        self.length = len(text)
        self.leads = 0
        self.bit = bit(text) if text in names.further else 0
        self.alone = False
        self.judged = False
        self.name: Name | None = None
        self.start: Start | None = None
        self.personal = text in personal
        role = _roles().get(text, 0)
        self.announces = role > 0
        self.opens = self._pattern(text, role, personal)
        self.marks = marks_of(text)
        self.text = text
        self.starts: list[Start] = []
        self.capital = "A" <= text[:1] <= "Z"
        self.free = text[:1] not in ("", TAKEN)
        self.title = not titles.isdisjoint((text, text[1:], text.removeprefix("ال")))
        self.rareness = -1
        for skip in range(max(0, len(text) - names.longest), len(text)):
            opening = names.opening(text[skip:])
            if opening is not None:
                start = Start(text, skip, opening)
                self.starts.append(start)
                self.leads |= opening.leads
                if opening.number >= 0:
                    self.alone, self.start = start.allowed, start
                    break

    def _pattern(self, text: str, role: int, personal: frozenset[str]) -> int:
        """The pattern of names that may begin with the word of that role, 0 for none."""
        first = text[:1]
        if "A" <= first <= "Z" or self.personal or role:
            return CAPITALS if first.isupper() else role or PERSON
        if first not in _CLITICS:
            return 0
        return _roles().get(text[1:], AFTER_CLITIC if text[1:] in personal else 0)


class Fold:
    """A text, or what stands between two spaces of it, as folded words.

    `dropped` are the offsets of what is left out, None where that does not tell where all letters stand.
    """

    __slots__ = ("dropped", "words")

    def __init__(self, words: list[Form], dropped: list[int] | None) -> None:
        self.words = words
        self.dropped = dropped


class Vocabulary(dict[str, Form]):
    """The words that were seen."""

    def __init__(self, names: list[str], personal: frozenset[str], common: frozenset[str]) -> None:
        super().__init__()
        self._names = Names(names)
        self._personal = personal
        self._titles = cues("title")
        self.common = common

    def __missing__(self, word: str) -> Form:
        if len(self) > _MOST_WORDS:
            self.clear()
        form = self[word] = Form(word, self._names, self._personal, self._titles)
        return form

    def fold(self, source: str) -> "Fold":
        """What stands between two spaces of a text, folded."""
        folded = Folded(source)
        return Fold(self.of(folded.text[:-1]), folded.dropped)

    def of(self, text: str) -> list[Form]:
        """The words of a folded text, an empty one where two spaces meet."""
        return list(map(self.__getitem__, text.split(" ")))


def is_rare(word: Form, common: frozenset[str]) -> bool:
    """Whether it is no word of every day, whatever is written onto it."""
    if word.rareness < 0:
        word.rareness = int(word.text.isalpha() and common.isdisjoint(forms(word.text.lower())))
    return word.rareness > 0
