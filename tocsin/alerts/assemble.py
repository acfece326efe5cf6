"""From an enriched article to its alerts, and to the reasons why its other claims made none."""

from collections import Counter

from tocsin.alerts import directory
from tocsin.alerts.grades import certainty, severity
from tocsin.alerts.grouping import Incident, incidents
from tocsin.alerts.headlines import headlines
from tocsin.alerts.headlines.words import NameOf
from tocsin.alerts.identity import Identities
from tocsin.alerts.matching import Suppressed, in_words, unmatched
from tocsin.alerts.rules import Rule, Rules
from tocsin.ids import digest
from topics.alerts import Alert, AlertPlace, Input, Kind, Why
from topics.claims import Claim
from topics.enriched_articles import EnrichedArticle


def alerts_of(article: EnrichedArticle, rules: Rules, name_of: NameOf = directory.name) -> tuple[Alert, ...]:
    """The alerts of an article, in the order of the rules and of the text. Pure: equal articles give equal alerts.

    A cancelled article gives the alerts that its text and claims make, each to be withdrawn. `name_of` gives names of
    entities for headlines in another language than the article's; by default they are those of the gazetteer.
    """
    identities = Identities(article.entities)
    return tuple(alert for rule in rules.rules for alert in _alerts_of_rule(article, rule, identities, name_of))


def why_not(article: EnrichedArticle, rules: Rules) -> tuple[Suppressed, ...]:
    """Why claims made no alert, in the order of the claims: for every claim in no alert at least one reason, and for
    the others one for each rule that they nearly fired."""
    identities = Identities(article.entities)
    found = [incident for rule in rules.rules for incident in incidents(rule, article.claims, identities)]
    told = {claim.id for incident in found for claim in incident.claims}
    reasons = (reason for claim in article.claims for reason in unmatched(claim, rules))
    return tuple(reason for reason in reasons if reason.rule is not None or reason.claim not in told)


def _alerts_of_rule(article: EnrichedArticle, rule: Rule, identities: Identities, name_of: NameOf) -> list[Alert]:
    seen: Counter[tuple[str, ...]] = Counter()
    alerts = []
    for incident in incidents(rule, article.claims, identities):
        key = incident.key(identities)
        seen[key] += 1
        identity = digest("alert", rule.name, article.id, *key, str(seen[key]))
        alerts.append(_alert(identity, article, rule, incident, identities, name_of))
    return alerts


def _alert(
    identity: str, article: EnrichedArticle, rule: Rule, incident: Incident, identities: Identities, name_of: NameOf
) -> Alert:
    kind = _kind(article)
    severity_level, severity_reason = severity(rule, incident)
    certainty_level, certainty_reason = certainty(incident, identities)
    return Alert(
        id=identity,
        kind=kind,
        category=rule.category,
        headline=headlines(kind, incident, article, identities, name_of),
        severity=severity_level,
        certainty=certainty_level,
        contested=bool(incident.contesting),
        claims=tuple(incident.claims),
        places=_places(incident, identities),
        why=Why(
            rule=rule.name,
            description=rule.description,
            thresholds={scope: rule.threshold(scope) for scope in rule.scope},
            inputs=tuple(_input(rule, claim, incident) for claim in incident.claims),
            severity=severity_reason,
            certainty=certainty_reason,
            contested=_contested(incident),
        ),
        article_ids=(article.id,),
        url=article.url,
        source=article.source,
        language=article.language,
        published_at=article.published_at,
        first_seen=article.fetched_at,
        version=article.version,
    )


def _kind(article: EnrichedArticle) -> Kind:
    if article.status == "cancelled":
        return "cancel"
    return "update" if article.version > 1 else "new"


def _input(rule: Rule, claim: Claim, incident: Incident) -> Input:
    harm = f"{claim.effect} {claim.target}"
    value = None if claim.count is None else claim.count.min
    if claim in incident.contesting:
        told = "denied" if claim.stance == "denies" else "said to be none"
        return Input(claim=claim.id, role="contests", reason=f"{harm}: {told}", value=value)
    if claim not in incident.firing:
        reason = f"{harm}, {in_words(claim)}: of the same place, side and time, as far as they are known"
        return Input(claim=claim.id, role="accompanies", reason=reason, value=value)
    if value is None:
        return Input(claim=claim.id, role="fires", reason=f"{harm}: the rule needs no number")
    threshold = rule.threshold(claim.scope)
    reason = f"{harm}, {in_words(claim)}: {value} reaches {threshold}"
    return Input(claim=claim.id, role="fires", reason=reason, value=value, threshold=threshold)


def _contested(incident: Incident) -> str | None:
    if not incident.contesting:
        return None
    denials = ", ".join(claim.id for claim in incident.contesting)
    return f"claims of the same effect, class and place are denied (claims {denials})"


def _places(incident: Incident, identities: Identities) -> tuple[AlertPlace, ...]:
    """The places of the asserting claims, each once."""
    places: dict[str, AlertPlace] = {}
    for claim in incident.asserting:
        if claim.place is not None:
            entity = identities.entity(claim.place, claim.place_id)
            place = AlertPlace(
                text=claim.place.text,
                id=claim.place_id,
                country=entity.country if entity else None,
                latitude=entity.latitude if entity else None,
                longitude=entity.longitude if entity else None,
            )
            places.setdefault(claim.place_id or claim.place.text, place)
    return tuple(places.values())
