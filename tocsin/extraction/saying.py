"""Whether a word of speech says anything where it stands, and whether harm beside it is what is said."""

from typing import Final

from tocsin.extraction.frames import Frame
from tocsin.extraction.speakers import LONGEST
from tocsin.extraction.text import Text
from tocsin.extraction.words import QUOTES

_OBJECT: Final = 9  # words from "quoted" to the inner speaker
_EXCEPT: Final = 4  # words from "admits nothing" to "but"
_SAID: Final = 18  # words from "added" to what was added
_NAME: Final = 5  # words of a speaker's description before a relative clause
_COMMENT: Final = 14  # words from a comment to the harm that it is about
_CALLED: Final = frozenset(("speech_nouns", "according_to", "denies"))
_NOUNS: Final = frozenset(("documenting", "participles"))


def says_something(text: Text, i: int, first: int, last: int) -> bool:
    """Whether the word of speech at token `i` is one here, where verbs come first: no noun of the same letters ("the
    minister of transport"), not negated, and no carrying of things.
    """
    word = text.words[i]
    cues = word.cues
    if not text.lexicon.verb_first or cues & _CALLED:
        return True
    if text.lexicon.article and word.proclitics.endswith(text.lexicon.article):
        return False
    if cues & _NOUNS:
        return True
    prepositions = text.lexicon.prepositions
    if any(prepositions.get(clitic) == "of" for clitic in text.lexicon.clitics(word)):
        return _opens(text, i + 1, last)
    if "goes_on" in cues and not _adds(text, i, last):
        return False
    before = text.words[i - 1].cues if i > first else frozenset[str]()
    if before & {"negation", "zero"} and not any(
        "except" in w.cues for w in text.words[i + 1 : min(last, i + _EXCEPT)]
    ):
        return False
    if "quoting" in cues and not any("quoted_from" in w.cues for w in text.words[i + 1 : min(last, i + _OBJECT)]):
        return _told_soon(text, i + 1, last)
    return True


def _adds(text: Text, i: int, last: int) -> bool:
    """Whether a verb of going on has somebody who speaks or something said after it ("added that", not "the attacks
    increased", "a tanker belonging to the army").
    """
    if not text.words[i].proclitics and _belonging(text, i + 1, last):
        return False
    if i + 1 < last and text.words[i + 1].cues & {"speakers", "adverb", "pronoun_subjects"}:
        return True
    return any(_opens(text, k, last) for k in range(i + 1, min(last, i + _SAID)))


def _belonging(text: Text, k: int, last: int) -> bool:
    """Whether token `k` begins with "to" and is no medium: "belonging to the army", not "went on to tell"."""
    if k >= last or "media" in text.words[k].cues:
        return False
    prepositions = text.lexicon.prepositions
    return any(prepositions.get(clitic) == "of" for clitic in text.lexicon.clitics(text.words[k]))


def _opens(text: Text, k: int, last: int) -> bool:
    """Whether what is said begins at token `k`."""
    return k < last and ("complementisers" in text.words[k].cues or text.words[k].text in QUOTES | {":"})


def _told_soon(text: Text, start: int, last: int) -> bool:
    """Whether what is said begins within a name's length, before any number or word of harm."""
    for k in range(start, min(last, start + LONGEST)):
        if "complementisers" in text.words[k].cues:
            return True
        if text.words[k].rules or text.words[k].digits or text.words[k].number is not None:
            return False
    return False


def only_describes(text: Text, frame: Frame, at: int, last: int) -> bool:
    """Whether the harm at token `at` only describes who speaks, before what is said ("said the man whose son was
    killed that").
    """
    if frame.trailing or frame.speaker is None or not frame.at < frame.speaker[0] <= at:
        return False
    words = text.words
    end = min(at, frame.speaker[1] + _NAME)
    relative = next((k for k in range(frame.speaker[0], end) if "relative" in words[k].cues), None)
    if relative is None or any(
        "complementisers" in word.cues or "quoted_from" in word.cues or "says" in word.cues or word.text == ":"
        for word in words[frame.speaker[0] + 1 : at]
    ):
        return False
    if any(word.rules and word.noun is None for word in words[frame.speaker[0] + 1 : relative]):
        return False
    for k in range(at + 1, last):
        if "complementisers" in words[k].cues or words[k].text == ":":
            return True
        if "says" in words[k].cues or "goes_on" in words[k].cues:
            return False
    return False


def comments_on(text: Text, first: int, at: int) -> bool:
    """Whether the harm at token `at` is what somebody grieves over, condemns or hears of, which is no statement of it
    ("expressed sorrow for the death of").
    """
    for k in range(at - 1, max(first, at - _COMMENT) - 1, -1):
        cues = text.words[k].cues
        if "comments" in cues:
            return True
        if "complementisers" in cues or "goes_on" in cues or text.words[k].text in ".;؛:":
            return False
    return False
