"""The kinds of words of time, as bits that tell fast what a word means."""

from typing import Final

MONTH: Final = 1 << 0
HIJRI_MONTH: Final = 1 << 1
WEEKDAY: Final = 1 << 2
DAY: Final = 1 << 3
DAY_PART: Final = 1 << 4
NUMBER: Final = 1 << 5
SHIFT: Final = 1 << 6
EDGE: Final = 1 << 7
UNIT: Final = 1 << 8
UNITS: Final = 1 << 9
SEASON: Final = 1 << 10
AND: Final = 1 << 11
SINCE: Final = 1 << 12
UNTIL: Final = 1 << 13
AGO_BEFORE: Final = 1 << 14
AGO_AFTER: Final = 1 << 15
TO: Final = 1 << 16
LINK: Final = 1 << 17
CUE: Final = 1 << 18
SUFFIX: Final = 1 << 19
HIJRI: Final = 1 << 20
GREGORIAN: Final = 1 << 21
CLOCK: Final = 1 << 22
AM: Final = 1 << 23
PM: Final = 1 << 24
EVENT: Final = 1 << 25
NO_YEAR: Final = 1 << 26
BEFORE_WHAT: Final = 1 << 27
SUPERLATIVE: Final = 1 << 28
HALF: Final = 1 << 29

_BITS: Final = {
    "month": MONTH, "hijri_month": HIJRI_MONTH, "weekday": WEEKDAY, "day": DAY, "day_part": DAY_PART, "number": NUMBER,
    "shift": SHIFT, "edge": EDGE, "unit": UNIT, "units": UNITS, "season": SEASON, "and": AND, "since": SINCE,
    "until": UNTIL, "ago_before": AGO_BEFORE, "ago_after": AGO_AFTER, "to": TO, "link": LINK, "cue": CUE,
    "suffix": SUFFIX, "hijri": HIJRI, "gregorian": GREGORIAN, "clock": CLOCK, "am": AM, "pm": PM, "event": EVENT,
    "no_year": NO_YEAR, "before_what": BEFORE_WHAT, "superlative": SUPERLATIVE, "half": HALF,
}  # fmt: skip


def of_kinds(kinds: list[str]) -> int:
    """The bits of a word that means those kinds; none asks for the others by its bit."""
    bits = 0
    for kind in kinds:
        bits |= _BITS.get(kind, 0)
    return bits
