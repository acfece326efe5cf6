"""Finding the gazetteer's names in a text: one native pass, then cheap checks of what stands around each hit."""

from functools import cache
from typing import NamedTuple

from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import AFTER_LL, Gazetteer, Reading
from tocsin.entities.normalise import Folded

_BEFORE = 4
"""The longest chain of clitics and article, in letters."""
_LL = "لل"


class Match(NamedTuple):
    """The name with number `name` in a folded text at `start` to `end`: its readings, and clitics written onto it."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    clitics: str
    name: int


def matches(folded: Folded, gazetteer: Gazetteer) -> list[Match]:
    """The names in a text, longest first at each place, none overlapping, those inside longer words left out."""
    text = folded.text
    found: list[Match] = []
    _collect(text, gazetteer.automaton.find(text), 0, gazetteer, found)
    return found


def _collect(text: str, hits: list[tuple[int, int, int]], shift: int, known: Gazetteer, found: list[Match]) -> None:
    """Add the hits that stand as names; where a name of several words does not, look again behind its first word."""
    clitics_allowed = _allowed_clitics()
    readings = known.readings
    for start, end, name in hits:
        start += shift
        end += shift
        clitics = ""
        if start and text[start - 1] != " ":
            word = text.rfind(" ", max(0, start - _BEFORE - 1), start) + 1
            clitics = text[word:start] if word or start <= _BEFORE else "?"
        of_name = readings(name) if clitics in clitics_allowed else ()
        if of_name and clitics[-1:] == "ل":
            contracted = clitics[-2:] == _LL or text[start] == "ل"
            of_name = (contracted and tuple(r for r in of_name if r.flags & AFTER_LL)) or of_name
        elif of_name and of_name[-1].flags & AFTER_LL:
            of_name = tuple(r for r in of_name if not r.flags & AFTER_LL)
        if of_name:
            found.append(Match(start, end - 1, of_name, clitics, name))
        elif (second := text.find(" ", start, end - 1) + 1) > 0:
            _collect(text, known.automaton.find(text[second:end]), second, known, found)


@cache
def _allowed_clitics() -> frozenset[str]:
    return frozenset({"", *cues("left_clitic"), *cues("left_clitic_with_article")})
