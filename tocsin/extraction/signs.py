"""What words, and so sentences, hold, as bits: they tell fast that what is looked for is not there."""

from typing import Final

HARM: Final = 1
VOICE: Final = 2
BOILERPLATE: Final = 4
FURNITURE: Final = 8
CUMULATIVE: Final = 16
SCOPE: Final = 32
"""Cues that tell over how long a sentence counts, and those that a claim is compared by."""
DOUBT: Final = 64
"""Cues by which a word of harm is no claim, or not of this time or of this voice."""

OF_SCOPE = frozenset(
    (
        "during",
        "so_far",
        "cumulative",
        "incident",
        "background",
        "months",
        "weekdays",
        "year_word",
        "clause_break",
        "toll_verbs",
    )
)
AGAINST = frozenset(
    (
        "hypothetical",
        "future",
        "attempt",
        "fear",
        "threat",
        "trying",
        "drill",
        "supposition",
        "no_information",
        "illness",
        "obituary",
        "sport",
        "market",
        "metaphor",
        "release",
        "arrest",
        "fiction",
    )
)
_CUES = (
    (BOILERPLATE, frozenset(("boilerplate",))),
    (FURNITURE, frozenset(("furniture",))),
    (CUMULATIVE, frozenset(("cumulative",))),
    (SCOPE, OF_SCOPE | {"superlative"}),
    (DOUBT, AGAINST | {"background", "comments", "denial_phrases", "negation", "years", "zero"}),
)


def of_cues(cues: frozenset[str]) -> int:
    """The bits of a word with those cues."""
    bits = 0
    for bit, those in _CUES:
        if not cues.isdisjoint(those):
            bits |= bit
    return bits
