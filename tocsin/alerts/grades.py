"""Severity and certainty of an alert, in the words of CAP 1.2, each with its reason.

Severity follows the rule's steps. Certainty follows what the article shows of who speaks: nothing that a text says is
"Observed", which CAP keeps for what "is determined to have occurred"; that takes a person who verified it.
"""

from itertools import combinations

from tocsin.alerts.grouping import Incident
from tocsin.alerts.identity import Identities
from tocsin.alerts.matching import is_about_people
from tocsin.alerts.relations import compatible
from tocsin.alerts.rules import Rule
from topics.alerts import Certainty, Severity
from topics.claims import Claim


def severity(rule: Rule, incident: Incident) -> tuple[Severity, str]:
    """The rule's step that the largest lower bound reaches; the first where no number is given."""
    lows = [claim.count.min for claim in incident.firing if claim.count is not None]
    if not lows:
        return rule.severity[0].level, f"no number is given: {rule.severity[0].level}, the rule's first step"
    step = next(step for step in reversed(rule.severity) if step.minimum <= max(lows))
    return step.level, f"{max(lows)} reaches {step.minimum}: {step.level}"


def certainty(incident: Incident, identities: Identities) -> tuple[Certainty, str]:
    """Possible, unless undisputed and admitted by the harmed side or told by two independent claimants."""
    if incident.contesting:
        return "Possible", "one claimant asserts and another denies it"
    for claim in incident.firing:
        if admitted(claim, identities):
            return "Likely", f"the side that was harmed says so itself (claim {claim.id})"
    for one, other in combinations(incident.asserting, 2):
        same_harm = one.effect == other.effect and compatible(one.target, other.target)
        if same_harm and identities.independent(one, other):
            return "Likely", f"two independent claimants say so (claims {one.id} and {other.id})"
    return "Possible", "no independent confirmation in the article"


def admitted(claim: Claim, identities: Identities) -> bool:
    """Whether the claimant is of the harmed side and speaks of its own forces, which is against its interest.

    A side that tells of its civilians' harm admits nothing.
    """
    if claim.claimant is None or claim.party is None or (is_about_people(claim) and claim.target != "military"):
        return False
    if claim.claimant_id is not None and claim.claimant_id == claim.party_id:
        return True
    speaks_for = identities.speaks_for(claim)
    return speaks_for is not None and speaks_for == identities.party(claim)
