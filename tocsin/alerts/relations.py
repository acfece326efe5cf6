"""How claims of one article relate: which denial contests which assertion, and which counts agree."""

from tocsin.alerts.identity import Identities, same_time
from topics.claims import Claim, Count

_LOSS = frozenset({"destroyed", "downed", "lost"})
_DENIED_WITH: dict[str, frozenset[str]] = {
    "destroyed": _LOSS,
    "downed": _LOSS,
    "lost": _LOSS,
    "damaged": _LOSS | {"damaged"},
    "casualties": frozenset({"killed", "injured", "casualties"}),
}
"""What a denial of each effect contests; an effect that is not here contests itself alone."""

_PERSONS = frozenset({"civilian", "child", "woman", "journalist", "medic", "military"})
_SITES = frozenset({"airport", "military_site", "hospital", "school", "residential", "religious_site", "transport"})
_MATERIEL = frozenset(
    {"uav", "missile", "aircraft", "helicopter", "tank", "armoured_vehicle", "artillery", "air_defence", "ship"}
)
_INCLUDES: dict[str, frozenset[str]] = {
    "person": _PERSONS,
    "civilian": frozenset({"child", "woman", "journalist", "medic"}),
    "equipment": _MATERIEL | {"vehicle", "ammunition"},
    "vehicle": frozenset({"tank", "armoured_vehicle"}),
    "armoured_vehicle": frozenset({"tank"}),
    "aircraft": frozenset({"helicopter"}),
    "military_site": frozenset({"airport", "ammunition"}),
    "infrastructure": _SITES | {"energy"},
}
"""The classes that a wider word can mean."""


def is_zero(claim: Claim) -> bool:
    """Whether the claim says that there was none."""
    return claim.count is not None and claim.count.max == 0


def is_assertion(claim: Claim) -> bool:
    """Whether the claim says that harm was done, in present events."""
    return claim.stance == "asserts" and not claim.background and not is_zero(claim)


def can_contest(claim: Claim) -> bool:
    """Whether the claim may contest others: a denial, or a zero of a named claimant and place, of present events."""
    zero = is_zero(claim) and claim.claimant is not None and claim.place is not None
    return not claim.background and (claim.stance == "denies" or zero)


def compatible(one: str, other: str) -> bool:
    """Whether two target classes can mean the same victims or things."""
    return one == other or other in _INCLUDES.get(one, ()) or one in _INCLUDES.get(other, ())


def contests(denial: Claim, assertion: Claim, identities: Identities) -> bool:
    """Whether one claim denies what another asserts.

    A denial does, and so does "there was none" from another named claimant about the same named place. Effects
    overlap, target classes are compatible, and no place, side or time that both name differs. A denial of one event
    does not contest a running total, unless it names the total's number.
    """
    if not (can_contest(denial) and is_assertion(assertion)) or (denial.stance == "asserts" and not assertion.place):
        return False
    return (
        identities.speaker(denial) != identities.speaker(assertion)
        and assertion.effect in _DENIED_WITH.get(denial.effect, {denial.effect})
        and compatible(denial.target, assertion.target)
        and same_or_unknown(identities.place(denial), identities.place(assertion))
        and same_or_unknown(identities.party(denial), identities.party(assertion))
        and same_time(denial.when, assertion.when)
        and (denial.scope == assertion.scope or _same_number(denial.count, assertion.count))
    )


def same_or_unknown(one: str | None, other: str | None) -> bool:
    """Whether two keys can be one: they are equal, or one of them is unknown."""
    return one is None or other is None or one == other


def overlap(one: Count, other: Count) -> bool:
    """Whether two counts have a number in common."""
    return (one.max is None or other.min <= one.max) and (other.max is None or one.min <= other.max)


def _same_number(one: Count | None, other: Count | None) -> bool:
    return one is not None and other is not None and overlap(one, other)
