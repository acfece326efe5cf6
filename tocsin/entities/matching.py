"""Finding the gazetteer's names in a text: one native pass, then cheap checks of what stands around each hit."""

from functools import cache

from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import Gazetteer, Name
from tocsin.entities.normalise import Folded

_BEFORE = 4
"""The longest chain of clitics and article, in letters."""
_LL = "لل"


class Match:
    """A name in a folded text at `start` to `end`, and the clitics that are written onto it."""

    __slots__ = ("clitics", "end", "name", "start")

    def __init__(self, start: int, end: int, clitics: str, name: Name) -> None:
        self.start = start
        self.end = end
        self.clitics = clitics
        self.name = name


def matches(folded: Folded, gazetteer: Gazetteer) -> list[Match]:
    """The names in a text, longest first at each place, none overlapping, those inside longer words left out."""
    found: list[Match] = []
    _collect(folded.text, gazetteer.automaton.find(folded.text), 0, gazetteer, found)
    return found


def _collect(text: str, hits: list[tuple[int, int, int]], shift: int, known: Gazetteer, found: list[Match]) -> None:
    """Add the hits that stand as names; where a name of several words does not, look again behind its first word."""
    for start, end, number in hits:
        start += shift
        end += shift
        if not start or text[start - 1] == " ":
            clitics = ""
            name = known.name(number, False)
        else:
            word = text.rfind(" ", max(0, start - _BEFORE - 1), start) + 1
            clitics = text[word:start] if word or start <= _BEFORE else "?"
            contracted = clitics[-2:] == _LL or (clitics[-1:] == "ل" and text[start] == "ل")
            name = known.name(number, contracted) if clitics in _allowed_clitics() else None
        if name is not None:
            found.append(Match(start, end - 1, clitics, name))
        elif (second := text.find(" ", start, end - 1) + 1) > 0:
            _collect(text, known.automaton.find(text[second:end]), second, known, found)


@cache
def _allowed_clitics() -> frozenset[str]:
    return cues("left_clitic") | cues("left_clitic_with_article")
