"""Finding the gazetteer's names in a text: one native pass, then cheap checks of what stands around each hit."""

from typing import NamedTuple

from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import AFTER_LL, Gazetteer, Reading
from tocsin.entities.normalise import Folded

_BEFORE = 4
"""The longest chain of clitics and article, in letters."""
_LL = "لل"


class Match(NamedTuple):
    """A name in a folded text at `start` to `end`, its readings, and the clitics that are written onto it."""

    start: int
    end: int
    readings: tuple[Reading, ...]
    clitics: str


def matches(folded: Folded, gazetteer: Gazetteer) -> list[Match]:
    """The names in a text, longest first at each place, none overlapping, those inside longer words left out."""
    text = folded.text
    find = gazetteer.automaton.find
    readings = gazetteer.readings
    left_clitics, with_article = cues("left_clitic"), cues("left_clitic_with_article")
    found: list[Match] = []
    for start, end, name in find(text):
        if start and text[start - 1] != " ":
            word = text.rfind(" ", max(0, start - _BEFORE - 1), start) + 1
            clitics = text[word:start] if word or start <= _BEFORE else ""
            if clitics not in left_clitics and clitics not in with_article:
                continue
        else:
            clitics = ""
        of_name = readings(name)
        if clitics.endswith(_LL):
            of_name = tuple(r for r in of_name if r.flags & AFTER_LL) or of_name
        elif of_name[0].flags & AFTER_LL:
            of_name = tuple(r for r in of_name if not r.flags & AFTER_LL)
            if not of_name:
                continue
        found.append(Match(start, end - 1, of_name, clitics))
    return found
