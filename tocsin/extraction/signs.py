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
PERIOD: Final = 128
EVENT: Final = 256
"""Cues of attacks, one or several."""
SPELL: Final = 512
PART: Final = 1024
ATTACK: Final = 2048
"""Weapons and other violent causes."""
ACCUSES: Final = 4096
PLACE: Final = 8192
"""Words for kinds of places, and prepositions of place."""
BY: Final = 16384
"""What stands before who did it."""

OF_SCOPE: Final = frozenset(
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
AGAINST: Final = frozenset(
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
_CUES: Final = (
    (BOILERPLATE, frozenset(("boilerplate",))),
    (FURNITURE, frozenset(("furniture",))),
    (CUMULATIVE, frozenset(("cumulative",))),
    (SCOPE, OF_SCOPE | {"superlative"}),
    (PERIOD, frozenset(("periods",))),
    (EVENT, frozenset(("events", "single_events"))),
    (SPELL, frozenset(("spell", "spells"))),
    (PART, frozenset(("subset", "part_of"))),
    (ATTACK, frozenset(("weapon", "violent_cause"))),
    (ACCUSES, frozenset(("accuses",))),
    (DOUBT, AGAINST | {"background", "comments", "denial_phrases", "negation", "years", "zero"}),
    (PLACE, frozenset(("place_kinds", "place_in"))),
    (BY, frozenset(("actor_by",))),
)


def of_cues(cues: frozenset[str]) -> int:
    """The bits of a word with those cues."""
    bits = 0
    for bit, those in _CUES:
        if not cues.isdisjoint(those):
            bits |= bit
    return bits
