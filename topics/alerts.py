"""`alerts`: what subscribers read: claims that an alert rule picked, with their evidence and the reason.

On the wire an alert is the data of a CloudEvent in structured mode (`tocsin.alerts.cloudevent`).
"""

from typing import Literal

import msgspec

from topics.claims import Claim
from topics.contract import DAY_MS, Instant, Topic

Kind = Literal["new", "update", "cancel"]
Severity = Literal["Extreme", "Severe", "Moderate", "Minor", "Unknown"]
Certainty = Literal["Observed", "Likely", "Possible", "Unlikely", "Unknown"]


class AlertPlace(msgspec.Struct, frozen=True, kw_only=True):
    """A place of the alert, as the article writes it; the rest is null where the place is unresolved."""

    text: str
    id: str | None = None
    country: str | None = None
    latitude: float | None = None
    longitude: float | None = None


class Input(msgspec.Struct, frozen=True, kw_only=True):
    """What one claim has to do with the alert.

    `role` is "fires" (it meets the rule), "accompanies" (it tells of the same incident but does not meet the
    rule by itself) or "contests" (it denies). `value` was compared with `threshold`, both null where nothing was.
    """

    claim: str
    role: Literal["fires", "accompanies", "contests"]
    reason: str
    value: int | None = None
    threshold: int | None = None


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Why there is an alert: the rule, its thresholds, what each claim did, and how the grades came about."""

    rule: str
    description: str
    thresholds: dict[str, int]
    inputs: tuple[Input, ...]
    severity: str
    certainty: str
    contested: str | None = None


class Alert(msgspec.Struct, frozen=True, kw_only=True):
    """An alert of one rule about one incident or running total of one article.

    `id` stays the same when the article is read again or comes in a new version; `kind` says whether the alert is
    new, replaces the one with its id, or withdraws it. `headline` is by language code: English, and the article's.
    `severity` and `certainty` use the words of CAP 1.2. `first_seen` is when the article was fetched.
    """

    id: str
    kind: Kind
    category: str
    headline: dict[str, str]
    severity: Severity
    certainty: Certainty
    contested: bool
    claims: tuple[Claim, ...]
    places: tuple[AlertPlace, ...]
    why: Why
    article_ids: tuple[str, ...]
    url: str
    source: str
    language: str | None
    published_at: Instant | None
    first_seen: Instant
    version: int = 1
    schema: int = 1


def key(alert: Alert) -> bytes:
    """The alert's id: all states of an alert stay in order, and compaction keeps the last."""
    return alert.id.encode()


TOPIC: Topic[Alert] = Topic(
    name="alerts",
    summary="Alerts: the claims that a rule picked, with evidence, grades and the reason; CloudEvents 1.0, structured.",
    record=Alert,
    key=key,
    examples=(),
    retention_ms=90 * DAY_MS,
    cleanup_policy="compact,delete",
    content_type="application/cloudevents+json",
)
