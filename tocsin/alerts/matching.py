"""Which claims fire which rules, and why the others do not."""

from typing import Literal

import msgspec

from tocsin.alerts.relations import is_assertion, is_zero
from tocsin.alerts.rules import PEOPLE, Rule, Rules
from topics.claims import Claim

Code = Literal["background", "denial", "zero", "no_rule", "scope", "confidence", "unquantified", "below_threshold"]


class Suppressed(msgspec.Struct, frozen=True, kw_only=True):
    """Why a claim made no alert: of no rule (`rule` null), or of one whose effects and targets it has."""

    claim: str
    rule: str | None
    code: Code
    reason: str
    value: int | float | None = None
    threshold: int | float | None = None


def fires(rule: Rule, claim: Claim) -> bool:
    """Whether a claim makes an alert by a rule."""
    return is_assertion(claim) and concerns(rule, claim) and obstacle(rule, claim) is None


def concerns(rule: Rule, claim: Claim) -> bool:
    """Whether the rule is about this effect on this target."""
    return claim.effect in rule.effects and claim.target in rule.targets


def accompanies(rule: Rule, claim: Claim) -> bool:
    """Whether a claim that does not fire the rule may be told with those that do, if it is of the same incident."""
    kin = claim.target in rule.targets or claim.target in rule.alongside
    return is_assertion(claim) and kin and not fires(rule, claim)


def obstacle(rule: Rule, claim: Claim) -> Suppressed | None:
    """What keeps an assertion from firing a rule that concerns it; null if nothing does."""

    def suppressed(code: Code, reason: str, value: float | None = None, threshold: float | None = None) -> Suppressed:
        return Suppressed(claim=claim.id, rule=rule.name, code=code, reason=reason, value=value, threshold=threshold)

    if claim.scope not in rule.scope:
        told = "a running total" if claim.scope == "cumulative" else "one event"
        return suppressed("scope", f"the claim tells of {told}; the rule takes {' or '.join(rule.scope)} claims only")
    if claim.confidence < rule.min_confidence:
        reason = f"confidence {claim.confidence:g} is below min_confidence {rule.min_confidence:g}"
        return suppressed("confidence", reason, claim.confidence, rule.min_confidence)
    if claim.count is None:
        return None if rule.unquantified else suppressed("unquantified", "no number is given and the rule needs one")
    threshold = rule.threshold(claim.scope)
    if claim.count.min < threshold:
        reason = f'the count, {in_words(claim)} ("{claim.count.text}"), does not reach {threshold}'
        return suppressed("below_threshold", reason, claim.count.min, threshold)
    return None


def unmatched(claim: Claim, rules: Rules) -> tuple[Suppressed, ...]:
    """Why a claim fires no rule: one reason for all rules, or one for each rule that it nearly fires."""

    def suppressed(code: Code, reason: str) -> tuple[Suppressed, ...]:
        return (Suppressed(claim=claim.id, rule=None, code=code, reason=reason),)

    if claim.background:
        return suppressed("background", "the text recalls it as past history")
    if claim.stance == "denies":
        return suppressed("denial", "a denial makes no alert; it contests what it denies, and nothing here asserts it")
    if is_zero(claim):
        return suppressed("zero", "the claim says that there was none")
    near = [rule for rule in rules.rules if concerns(rule, claim)]
    if not near:
        return suppressed("no_rule", f'no rule is about "{claim.effect}" with the target "{claim.target}"')
    return tuple(found for rule in near if (found := obstacle(rule, claim)) is not None)


def in_words(claim: Claim) -> str:
    """The count as an interval, for reasons: "4 or more", "11 to 15", "about 30"; "no number" where there is none."""
    if claim.count is None:
        return "no number"
    low, high = claim.count.min, claim.count.max
    about = "about " if claim.count.approx else ""
    if high is None:
        return f"{about}{low} or more"
    return f"{about}{low}" if low == high else f"{about}{low} to {high}"


def is_about_people(claim: Claim) -> bool:
    """Whether people were harmed, not things."""
    return claim.target in PEOPLE
