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

# Single cues that are asked for most often, each a bit of its name.
AGES: Final = 1 << 15
AMONG: Final = 1 << 16
ANAPHORA: Final = 1 << 17
AND: Final = 1 << 18
ANY: Final = 1 << 19
ARRESTED: Final = 1 << 20
CARRIES: Final = 1 << 21
CAUSES: Final = 1 << 22
CLAUSE_BREAK: Final = 1 << 23
COMPLEMENTISERS: Final = 1 << 24
CREWS: Final = 1 << 25
DENIAL_PHRASES: Final = 1 << 26
DENIES: Final = 1 << 27
DETERMINER: Final = 1 << 28
FALLEN: Final = 1 << 29
FLOATS: Final = 1 << 30
FOREMOST: Final = 1 << 31
GIVEN_NAMES: Final = 1 << 32
ILLNESS: Final = 1 << 33
KNOWN_AS: Final = 1 << 34
KUNYA: Final = 1 << 35
LEAVES: Final = 1 << 36
MEMBERS: Final = 1 << 37
MODEL_OF: Final = 1 << 38
NEGATION: Final = 1 << 39
NEW_TOPIC: Final = 1 << 40
NUMBER_OF: Final = 1 << 41
OF: Final = 1 << 42
OTHERS: Final = 1 << 43
OWNED_BY: Final = 1 << 44
PARTICLES: Final = 1 << 45
PART_OF: Final = 1 << 46
PASSIVE: Final = 1 << 47
PLACE_IN: Final = 1 << 48
PLACE_KINDS: Final = 1 << 49
PREPOSITION: Final = 1 << 50
PRONOUN_SUBJECTS: Final = 1 << 51
REFLEXIVE: Final = 1 << 52
RIGGED: Final = 1 << 53
SAYS: Final = 1 << 54
SINGLES: Final = 1 << 55
SUBSET: Final = 1 << 56
TELLS: Final = 1 << 57
THING_PARTS: Final = 1 << 58
TOLL_TO: Final = 1 << 59
WITH: Final = 1 << 60
ZERO: Final = 1 << 61

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
_SEVERAL: Final = (
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

_SINGLE: Final = (
    (AGES, "ages"),
    (AMONG, "among"),
    (ANAPHORA, "anaphora"),
    (AND, "and"),
    (ANY, "any"),
    (ARRESTED, "arrested"),
    (CARRIES, "carries"),
    (CAUSES, "causes"),
    (CLAUSE_BREAK, "clause_break"),
    (COMPLEMENTISERS, "complementisers"),
    (CREWS, "crews"),
    (DENIAL_PHRASES, "denial_phrases"),
    (DENIES, "denies"),
    (DETERMINER, "determiner"),
    (FALLEN, "fallen"),
    (FLOATS, "floats"),
    (FOREMOST, "foremost"),
    (GIVEN_NAMES, "given_names"),
    (ILLNESS, "illness"),
    (KNOWN_AS, "known_as"),
    (KUNYA, "kunya"),
    (LEAVES, "leaves"),
    (MEMBERS, "members"),
    (MODEL_OF, "model_of"),
    (NEGATION, "negation"),
    (NEW_TOPIC, "new_topic"),
    (NUMBER_OF, "number_of"),
    (OF, "of"),
    (OTHERS, "others"),
    (OWNED_BY, "owned_by"),
    (PARTICLES, "particles"),
    (PART_OF, "part_of"),
    (PASSIVE, "passive"),
    (PLACE_IN, "place_in"),
    (PLACE_KINDS, "place_kinds"),
    (PREPOSITION, "preposition"),
    (PRONOUN_SUBJECTS, "pronoun_subjects"),
    (REFLEXIVE, "reflexive"),
    (RIGGED, "rigged"),
    (SAYS, "says"),
    (SINGLES, "singles"),
    (SUBSET, "subset"),
    (TELLS, "tells"),
    (THING_PARTS, "thing_parts"),
    (TOLL_TO, "toll_to"),
    (WITH, "with"),
    (ZERO, "zero"),
)


def _bits() -> dict[str, int]:
    """The bits that each cue gives a word."""
    bits = {cue: bit for bit, cue in _SINGLE}
    for bit, cues in _SEVERAL:
        for cue in cues:
            bits[cue] = bits.get(cue, 0) | bit
    return bits


_BITS: Final = _bits()


def of_cues(cues: frozenset[str]) -> int:
    """The bits of a word with those cues."""
    bits = 0
    for cue in cues:
        bits |= _BITS.get(cue, 0)
    return bits
