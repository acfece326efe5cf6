"""Finding the gazetteer's names in a text: at each word those that may begin there, the longest first."""

from tocsin.entities.gazetteer import Gazetteer
from tocsin.entities.normalise import Folded
from tocsin.entities.readings import Name, Reading
from tocsin.entities.vocabulary import Form, Start


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
            name = word.name if word.judged else _judge(word, known)
            start = word.start
            if name is not None and start is not None:
                found.append(Match(at, at + word.length, start, name, i, i + 1))
        at += word.length + 1
        i += 1


def _judge(word: Form, known: Gazetteer) -> Name | None:
    """The name that a word is by itself; remembered."""
    word.judged = True
    for start in word.starts:
        if start.opening.number >= 0:
            if start.allowed:
                word.start, word.name = start, known.name(start.opening.number, start.contracted)
            break
    return word.name


def _of_several(words: list[Form], i: int, end: int, at: int, known: Gazetteer, found: list[Match]) -> int:
    """Add the name that begins in word `i`, behind which one stands that may go on with it; gives the word after it.

    Where several words do not stand as the name that they are, look again behind the first of them.
    """
    word = words[i]
    for start in word.starts:
        number, after = _longest(start, words, i, end)
        if number < 0:
            continue
        name = known.name(number, start.contracted) if start.allowed else None
        if name is not None:
            found.append(Match(at, _end(words, i, after, at), start, name, i, after))
        elif after - i > 1:
            _collect(words, i + 1, after, at + word.length + 1, known, found)
        return after
    return i + 1


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
