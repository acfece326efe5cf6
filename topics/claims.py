"""`claims`: who says that whom or what was harmed, one message a claim."""

from datetime import datetime
from typing import Literal

import msgspec

Effect = Literal["killed", "injured", "casualties", "missing", "captured", "destroyed", "damaged", "downed", "lost"]
PersonClass = Literal["civilian", "child", "woman", "journalist", "medic", "military", "person"]
ThingClass = Literal[
    "uav", "missile", "aircraft", "helicopter", "tank", "armoured_vehicle", "artillery", "air_defence", "ship",
    "vehicle", "ammunition", "equipment", "airport", "military_site", "hospital", "school", "residential",
    "religious_site", "transport", "energy", "infrastructure",
]  # fmt: skip
Target = PersonClass | ThingClass


class Span(msgspec.Struct, frozen=True):
    """Words of the document, at code point offsets `start` to `end` (exclusive)."""

    text: str
    start: int
    end: int


class Count(msgspec.Struct, frozen=True):
    """An interval of a number; `max` is null where it is open. `text` at `start` to `end` gives it."""

    min: int
    max: int | None
    approx: bool
    text: str
    start: int
    end: int


class When(msgspec.Struct, frozen=True):
    """When it happened: `start` to `end` (exclusive; either open), as exact as `precision` says."""

    start: datetime | None
    end: datetime | None
    precision: Literal["minute", "hour", "part_of_day", "day", "week", "month", "season", "year", "open"]
    text: Span | None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One claim; the guide to its fields is docs/claims.md.

    `confidence` is the share of claims like it that careful readers agree with, 0 to 1; `rules` names the rules
    that made it. The `*_id` are canonical ids of entities, null where unresolved.
    """

    id: str
    article_id: str
    effect: Effect
    target: Target
    target_text: Span | None
    count: Count | None
    party: Span | None
    actor: Span | None
    claimant: Span | None
    stance: Literal["asserts", "denies"]
    place: Span | None
    scope: Literal["incident", "cumulative"]
    background: bool
    subset: bool
    evidence: Span
    confidence: float
    rules: tuple[str, ...]
    when: When | None = None
    party_id: str | None = None
    actor_id: str | None = None
    claimant_id: str | None = None
    place_id: str | None = None
    schema: int = 1
