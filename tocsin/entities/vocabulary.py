"""Folded words, each judged once: which names of the gazetteer begin in it, and what patterns ask of it."""

from functools import cache
from typing import Final

from tocsin.entities.cues import cues
from tocsin.entities.normalise import Folded
from tocsin.entities.surroundings import forms

_CLITICS: Final = frozenset("وفبلك")
_MOST_WORDS: Final = 100_000
_MOST_CLITICS: Final = 4
"""The longest chain of clitics and article, in letters."""
_LL: Final = "لل"
TAKEN: Final = "\x01"
"""What stands for the letters of names that are known."""


def _bit(word: str) -> int:
    """One of sixty bits, by a word."""
    return 1 << (hash(word) % 60)


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
            self.leads |= _bit(words[1])
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
    """A place in a word where names may begin: behind `skip` letters, which are `clitics` if they are `allowed`."""

    __slots__ = ("allowed", "clitics", "contracted", "opening", "skip")

    def __init__(self, word: str, skip: int, opening: Opening) -> None:
        self.skip = skip
        self.opening = opening
        self.clitics = word[:skip]
        self.allowed = not skip or (skip <= _MOST_CLITICS and self.clitics in _allowed_clitics())
        self.contracted = skip > 0 and (
            self.clitics.endswith(_LL) or (self.clitics.endswith("ل") and word[skip] == "ل")
        )


@cache
def _allowed_clitics() -> frozenset[str]:
    return cues("left_clitic") | cues("left_clitic_with_article")


@cache
def roles() -> dict[str, str]:
    """What the words beside names announce."""
    announced: dict[str, str] = {}
    for category in ("organisation_noun", "settlement_noun", "title"):
        announced |= dict.fromkeys(cues(category), category)
    return announced


class Form:
    """A folded word. `starts`: where names may begin in it; `alone`: one may end with it; `leads`: as with Opening.

    `free`: it is there, of no known name; `personal`: a part of persons' names; `opens`: a pattern may begin with it.
    """

    __slots__ = ("alone", "bit", "free", "leads", "length", "opens", "personal", "starts", "text", "title")

    def __init__(self, text: str, names: Names, personal: frozenset[str], titles: frozenset[str]) -> None:
        self.text = text
        self.length = len(text)
        self.bit = _bit(text)
        self.leads = 0
        self.alone = False
        self.free = text[:1] not in ("", TAKEN)
        self.personal = text in personal
        inner = text[1:] if text[:1] in _CLITICS else text
        self.opens = "A" <= text[:1] <= "Z" or self.personal or inner in personal or text in roles() or inner in roles()
        self.title = not titles.isdisjoint((text, text[1:], text.removeprefix("ال")))
        self.starts: list[Start] = []
        for skip in range(max(0, len(text) - names.longest), len(text)):
            opening = names.opening(text[skip:])
            if opening is not None:
                self.starts.append(Start(text, skip, opening))
                self.leads |= opening.leads
                self.alone = self.alone or opening.number >= 0


class Fold:
    """A text, or what stands between two spaces of it, as folded words.

    `dropped` are the offsets of what is left out, None where that does not tell where all letters stand.
    """

    __slots__ = ("dropped", "words")

    def __init__(self, words: list[Form], dropped: list[int] | None) -> None:
        self.words = words
        self.dropped = dropped


class Vocabulary(dict[str, Form]):
    """The words that were seen, and which of them are rare."""

    def __init__(self, names: list[str], personal: frozenset[str], common: frozenset[str]) -> None:
        super().__init__()
        self._names = Names(names)
        self._personal = personal
        self._common = common
        self._titles = cues("title")
        self._rare: dict[str, bool] = {}

    def __missing__(self, word: str) -> Form:
        if len(self) > _MOST_WORDS:
            self.clear()
            self._rare.clear()
        form = self[word] = Form(word, self._names, self._personal, self._titles)
        return form

    def fold(self, source: str) -> "Fold":
        """What stands between two spaces of a text, folded."""
        folded = Folded(source)
        return Fold(self.of(folded.text[:-1]), folded.dropped)

    def of(self, text: str) -> list[Form]:
        """The words of a folded text, an empty one where two spaces meet."""
        return list(map(self.__getitem__, text.split(" ")))

    def is_rare(self, word: str) -> bool:
        """Whether it is no word of every day, whatever is written onto it."""
        rare = self._rare.get(word)
        if rare is None:
            rare = self._rare[word] = word.isalpha() and self._common.isdisjoint(forms(word.lower()))
        return rare
