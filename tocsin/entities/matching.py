"""Finding the gazetteer's names in a text: at each word those that may begin there, the longest first."""

from tocsin.entities.gazetteer import Gazetteer, Name
from tocsin.entities.normalise import Folded
from tocsin.entities.vocabulary import Form, Start


class Match:
    """A name in a folded text at `start` to `end`, and the clitics that are written onto it; its words are numbers
    `first` up to `after` of the text's.
    """

    __slots__ = ("after", "clitics", "end", "first", "name", "start")

    def __init__(self, start: int, end: int, clitics: str, name: Name, first: int, after: int) -> None:
        self.start = start
        self.end = end
        self.clitics = clitics
        self.name = name
        self.first = first
        self.after = after


def matches(folded: Folded, gazetteer: Gazetteer) -> list[Match]:
    """The names in a text, longest first at each place, none overlapping, those inside longer words left out."""
    return matches_in(gazetteer.vocabulary.of(folded.text), gazetteer)


def matches_in(words: list[Form], gazetteer: Gazetteer) -> list[Match]:
    """The names in the words of a text, as `matches` finds them."""
    found: list[Match] = []
    _collect(words, 0, len(words), 0, gazetteer, found)
    return found


def _collect(words: list[Form], first: int, end: int, at: int, known: Gazetteer, found: list[Match]) -> None:
    """Add the names of words `first`, which stands at offset `at`, up to `end`.

    Where several words do not stand as the name that they are, look again behind the first of them.
    """
    i = first
    while i < end:
        word = words[i]
        after = i + 1
        if word.alone or (after < end and word.leads & words[after].bit):
            for start in word.starts:
                number, after = _longest(start, words, i, end)
                if number < 0:
                    continue
                name = known.name(number, start.contracted) if start.allowed else None
                if name is not None:
                    found.append(Match(at + start.skip, _end(words, i, after, at), start.clitics, name, i, after))
                elif after - i > 1:
                    _collect(words, i + 1, after, at + word.length + 1, known, found)
                break
        at = _end(words, i, after, at) + 1
        i = after


def _end(words: list[Form], first: int, after: int, at: int) -> int:
    """The offset behind the last of some words, of which the first stands at offset `at`."""
    for k in range(first, after):
        at += words[k].length + 1
    return at - 1


def _longest(start: Start, words: list[Form], i: int, end: int) -> tuple[int, int]:
    """The number of the longest name that begins in word `i`, below zero where there is none, and the word after it."""
    opening, second = start.opening, i + 1
    if second < end and opening.leads & words[second].bit:
        options = opening.further.get(words[second].text)
        if options is not None:
            for rest, number in options:
                after = second + 1 + len(rest)
                if after <= end and all(words[second + 1 + k].text == part for k, part in enumerate(rest)):
                    return number, after
    return opening.number, second
