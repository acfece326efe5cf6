"""Finding the gazetteer's names in a text: at each word those that may begin there, the longest first."""

from tocsin.entities.gazetteer import Gazetteer
from tocsin.entities.normalise import Folded
from tocsin.entities.readings import Name, Reading
from tocsin.entities.vocabulary import Form, Opening, Start


class Match:
    """A name in a folded text at `start` to `end`, and the clitics that are written onto it; its words are numbers
    `first` up to `after` of the text's. `reading` is what it stands for, where that is settled.
    """

    __slots__ = ("after", "clitics", "end", "first", "locative", "name", "reading", "start")

    def __init__(self, at: int, end: int, onset: Start, name: Name, first: int, after: int) -> None:
        """A name that begins in the word at offset `at`."""
        self.start = at + onset.skip
        self.end = end
        self.clitics = onset.clitics
        self.locative = onset.locative
        self.name = name
        self.first = first
        self.after = after
        self.reading: Reading | None = None


def matches(folded: Folded, gazetteer: Gazetteer) -> list[Match]:
    """The names in a text, longest first at each place, none overlapping, those inside longer words left out."""
    return matches_in(gazetteer.vocabulary.of(folded.text), gazetteer)


def matches_in(words: list[Form], gazetteer: Gazetteer) -> list[Match]:
    """The names in the words of a text, as `matches` finds them."""
    found: list[Match] = []
    _collect(words, 0, len(words), 0, gazetteer, found)
    return found


def _collect(words: list[Form], first: int, end: int, at: int, known: Gazetteer, found: list[Match]) -> None:
    """Add the names of words `first`, which stands at offset `at`, up to `end`."""
    i, last = first, end - 1
    while i < end:
        word = words[i]
        if word.leads and i < last and word.leads & words[i + 1].bit:
            after = _of_several(words, i, end, at, known, found)
            at = _end(words, i, after, at) + 1
            i = after
            continue
        if word.alone:
            start = word.start
            if start is not None and not word.judged:
                word.judged, word.name = True, _name(start, start.opening, known)
            name = word.name
            if start is not None and name is not None:
                found.append(Match(at, at + word.length, start, name, i, i + 1))
        at += word.length + 1
        i += 1


def _name(start: Start, words: Opening, known: Gazetteer) -> Name | None:
    """What words stand for that are a name, with what is written on to the first; None where they do not so."""
    if not start.allowed:
        return None
    if not words.names:
        words.names = known.names(words.number)
    return words.names[1 if start.contracted else 0]


def _of_several(words: list[Form], i: int, end: int, at: int, known: Gazetteer, found: list[Match]) -> int:
    """Add the name that begins in word `i`, behind which one stands that may go on with it; gives the word after it.

    Where several words do not stand as the name that they are, look again behind the first of them.
    """
    word = words[i]
    for start in word.starts:
        opening, after = start.opening, i + 1
        longest, last = opening, after
        while after < end and opening.leads & words[after].bit:
            further = opening.further.get(words[after].text)
            if further is None:
                break
            opening = further
            after += 1
            if opening.number >= 0:
                longest, last = opening, after
        if longest.number < 0:
            continue
        name = _name(start, longest, known)
        if name is not None:
            found.append(Match(at, _end(words, i, last, at), start, name, i, last))
        elif last - i > 1:
            _collect(words, i + 1, last, at + word.length + 1, known, found)
        return last
    return i + 1


def _end(words: list[Form], first: int, after: int, at: int) -> int:
    """The offset behind the last of some words, of which the first stands at offset `at`."""
    for k in range(first, after):
        at += words[k].length + 1
    return at - 1
