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
    """The names that begin with a word: that word alone has `number` (else -1), `further` are longer, by second word.

    A word can be the second only where `leads` and its own bit share one, which is told faster than by asking.
    """

    __slots__ = ("further", "leads", "number")

    def __init__(self) -> None:
        self.number = -1
        self.leads = 0
        self.further: dict[str, list[tuple[list[str], int]]] = {}

    def add(self, words: list[str], number: int) -> None:
        """Adds a name by its words."""
        if len(words) == 1:
            self.number = number
        else:
            self.leads |= bit(words[1])
            self.further.setdefault(words[1], []).append((words[2:], number))

    def close(self) -> None:
        """Puts the longest names first."""
        for options in self.further.values():
            options.sort(key=lambda option: -len(option[0]))


class Names:
    """The names of the gazetteer, sorted, by their first words."""

    def __init__(self, names: list[str]) -> None:
        self._names = names
        self._firsts: dict[str, int] = {}
        self._openings: dict[str, Opening] = {}
        for number, name in enumerate(names):
            first = name.partition(" ")[0]
            if first not in self._firsts:
                self._firsts[first] = number
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
                known.add(words, k)
            known.close()
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
        self.locative = self.clitics in cues("locative_clitic")
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
    """A folded word. `starts`: where names may begin in it; `alone`: one may end with it; `leads`: as with Opening.

    `free`: it is there, of no known name; `personal`: a part of persons' names; `opens`: the pattern that may begin
    with it; `announces`: a noun or title of names; `marks`: see tocsin/entities/marks.py. Once `judged`, `name` is what
    it is alone, from `start` on. `rareness`: whether it is rare, below zero until that is asked.
    """

    __slots__ = (
        "alone", "announces", "bit", "capital", "free", "judged", "leads", "length", "marks", "name", "opens",
        "personal", "rareness", "start", "starts", "text", "title",
    )  # fmt: skip

    def __init__(self, text: str, names: Names, personal: frozenset[str], titles: frozenset[str]) -> None:
        # What is asked of every word of a text comes first, so that it lies together in memory.
        self.length = len(text)
        self.leads = 0
        self.bit = bit(text)
        self.alone = False
        self.judged = False
        self.name: Name | None = None
        self.start: Start | None = None
        self.personal = text in personal
        self.announces = text in _roles()
        self.opens = self._pattern(text, personal)
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
                self.starts.append(Start(text, skip, opening))
                self.leads |= opening.leads
                self.alone = self.alone or opening.number >= 0

    def _pattern(self, text: str, personal: frozenset[str]) -> int:
        """The pattern of names that may begin with the word, 0 for none."""
        capital = text[:1].isupper()
        if "A" <= text[:1] <= "Z" or self.personal or self.announces:
            return CAPITALS if capital else _roles().get(text, PERSON)
        inner = text[1:] if text[:1] in _CLITICS else ""
        return _roles().get(inner, AFTER_CLITIC if inner in personal else 0)


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
