"""`alerts`: what subscribers read: claims that an alert rule picked, with their evidence and the reason.

On the wire an alert is the data of a CloudEvent in structured mode (`tocsin.alerts.cloudevent`).
"""

from typing import Literal

import msgspec

from topics.articles import EXAMPLES as ARTICLES
from topics.claims import EXAMPLES as CLAIMS
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


_ARTICLE = ARTICLES[0]
_PLACE = AlertPlace(text="ميناء المرسى")
_UNCONFIRMED = "no independent confirmation in the article"

_DRONES = Alert(
    id="8300900a80d6bf9925a4d566c9bda642",
    kind="new",
    category="drone-loss",
    headline={
        "en": "\u2068“وزارة الدفاع”\u2069: 6 drones downed in \u2068“ميناء المرسى”\u2069",
        "ar": "وزارة الدفاع: إسقاط 6 طائرات مسيرة في ميناء المرسى",
    },
    severity="Minor",
    certainty="Possible",
    contested=False,
    claims=(CLAIMS[0],),
    places=(_PLACE,),
    why=Why(
        rule="drone-losses",
        description="Drones shot down, destroyed, seized or otherwise lost.",
        thresholds={"incident": 1, "cumulative": 1},
        inputs=(Input(claim=CLAIMS[0].id, role="fires", reason="downed uav, 6: 6 reaches 1", value=6, threshold=1),),
        severity="6 reaches 1: Minor",
        certainty=_UNCONFIRMED,
    ),
    article_ids=(_ARTICLE.id,),
    url=_ARTICLE.url,
    source=_ARTICLE.source,
    language="ar",
    published_at=_ARTICLE.published_at,
    first_seen=_ARTICLE.fetched_at,
)

_CIVILIANS = msgspec.structs.replace(
    _DRONES,
    id="88b0db59ed0d68aed609fa807a7b3d64",
    category="civilian-casualties",
    headline={
        "en": "\u2068“وزارة الدفاع”\u2069: at least 3 civilians injured in \u2068“ميناء المرسى”\u2069",
        "ar": "وزارة الدفاع: إصابة 3 مدنيين على الأقل في ميناء المرسى",
    },
    severity="Moderate",
    claims=(CLAIMS[1],),
    why=Why(
        rule="civilian-casualties",
        description="Civilians killed, injured, missing or taken hostage.",
        thresholds={"incident": 1, "cumulative": 1},
        inputs=(
            Input(
                claim=CLAIMS[1].id,
                role="fires",
                reason="injured civilian, 3 or more: 3 reaches 1",
                value=3,
                threshold=1,
            ),
        ),
        severity="3 reaches 1: Moderate",
        certainty=_UNCONFIRMED,
    ),
)

_WITHDRAWN = msgspec.structs.replace(
    _DRONES,
    kind="cancel",
    headline={
        "en": "Withdrawn: " + _DRONES.headline["en"],
        "ar": "سحب خبر: " + _DRONES.headline["ar"],
    },
    version=2,
)

TOPIC = Topic(
    name="alerts",
    summary="Claims that an alert rule picked, with their evidence, grades and the reason, as CloudEvents 1.0.",
    record=Alert,
    key=key,
    examples=(_DRONES, _CIVILIANS, _WITHDRAWN),
    retention_ms=90 * DAY_MS,
    cleanup_policy="compact,delete",
    content_type="application/cloudevents+json",
)
