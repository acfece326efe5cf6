"""Claims of one rule in one article, put together by incident: one alert each."""

from dataclasses import dataclass, field

from tocsin.alerts.identity import Identities, same_time
from tocsin.alerts.matching import accompanies, fires
from tocsin.alerts.relations import can_contest, contests, overlap, same_or_unknown
from tocsin.alerts.rules import Rule
from topics.claims import Claim


@dataclass(slots=True)
class Incident:
    """The claims of one alert: those that fire its rule, those that accompany them, the denials that contest them."""

    firing: list[Claim] = field(default_factory=list)
    accompanying: list[Claim] = field(default_factory=list)
    contesting: list[Claim] = field(default_factory=list)

    @property
    def asserting(self) -> list[Claim]:
        """The claims that say that harm was done, in the order of the text."""
        return sorted([*self.firing, *self.accompanying], key=_position)

    @property
    def claims(self) -> list[Claim]:
        """All claims, in the order of the text."""
        return sorted([*self.firing, *self.accompanying, *self.contesting], key=_position)

    def key(self, identities: Identities) -> tuple[str, ...]:
        """Scope, place and harmed side: what tells the incidents of a rule in an article apart, wherever known."""
        places = (identities.place(claim) for claim in self.firing)
        parties = (identities.party(claim) for claim in self.firing)
        return (self.firing[0].scope, next(filter(None, places), ""), next(filter(None, parties), ""))


def incidents(rule: Rule, claims: tuple[Claim, ...], identities: Identities) -> list[Incident]:
    """The incidents by which a rule fires in an article, in the order of the text. Pure and deterministic.

    Claims belong together if their scope is the same and no place, harmed side or time that both give differs; two
    exact counts that the same claimant gives for the same thing tell of two incidents. A claim without a place joins
    the one incident that it can belong to, and stands alone where there are several.
    """
    found: list[Incident] = []
    fired = [claim for claim in claims if fires(rule, claim)]
    for claim in sorted(fired, key=lambda claim: (claim.place is None, claim.party is None, _position(claim))):
        if (home := _home(claim, found, identities)) is None:
            found.append(Incident(firing=[claim]))
        else:
            home.firing.append(claim)
    for claim in sorted(claims, key=_position) if found else ():
        if accompanies(rule, claim) and (home := _home(claim, found, identities)) is not None:
            home.accompanying.append(claim)
    denials = [claim for claim in claims if can_contest(claim)]
    for incident in found:
        asserting = incident.asserting
        incident.contesting = [c for c in denials if any(contests(c, claim, identities) for claim in asserting)]
    return sorted(found, key=lambda incident: _position(incident.claims[0]))


def _home(claim: Claim, found: list[Incident], identities: Identities) -> Incident | None:
    """The incident that a claim belongs to: of several, the one told nearest to it."""
    homes = [
        incident
        for incident in found
        if all(_together(claim, other, identities) for other in (*incident.firing, *incident.accompanying))
    ]
    if len(homes) > 1 and claim.place is None:
        return None
    return min(homes, key=lambda home: _distance(claim, home), default=None)


def _together(claim: Claim, other: Claim, identities: Identities) -> bool:
    """Whether two claims can tell of the same incident. A claim without a number can be part of any total."""
    return (
        (claim.scope == other.scope or claim.count is None)
        and same_or_unknown(identities.place(claim), identities.place(other))
        and same_or_unknown(identities.party(claim), identities.party(other))
        and same_time(claim.when, other.when)
        and not _two_counts(claim, other, identities)
    )


def _two_counts(one: Claim, other: Claim, identities: Identities) -> bool:
    """Whether one claimant gives two numbers, neither part of another, for the same effect on the same class."""
    if (one.effect, one.target) != (other.effect, other.target) or one.subset or other.subset:
        return False
    same_claimant = identities.speaker(one) == identities.speaker(other)
    return same_claimant and one.count is not None and other.count is not None and not overlap(one.count, other.count)


def _distance(claim: Claim, incident: Incident) -> int:
    return min(abs(claim.evidence.start - other.evidence.start) for other in incident.firing)


def _position(claim: Claim) -> tuple[int, int, str]:
    return (claim.evidence.start, claim.evidence.end, claim.id)
