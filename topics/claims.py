"""`claims`: who says that whom or what was harmed, one message a claim."""

from datetime import UTC, datetime
from typing import Any, Literal

import msgspec

from topics.articles import EXAMPLES as ARTICLES
from topics.contract import Instant, Topic

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

    start: Instant | None
    end: Instant | None
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


def key(claim: Claim) -> bytes:
    """The id of the claim's article: the claims of an article stay together and in order."""
    return claim.article_id.encode()


def _span(article: int, text: str) -> Span:
    """The first mention of these words in an example article."""
    start = ARTICLES[article].document.index(text)
    return Span(text, start, start + len(text))


def _count(article: int, text: str, minimum: int, maximum: int | None) -> Count:
    span = _span(article, text)
    return Count(minimum, maximum, False, span.text, span.start, span.end)


def _example(article: int, claim: str, effect: Effect, target: Target, target_text: str, **fields: Any) -> Claim:
    """A claim of an example article with the fields that most of them share; `fields` may set any."""
    return Claim(
        **{
            "id": claim,
            "article_id": ARTICLES[article].id,
            "effect": effect,
            "target": target,
            "target_text": _span(article, target_text),
            "count": None,
            "party": None,
            "actor": None,
            "claimant": _span(article, "وزارة الدفاع" if article == 0 else "the governor"),
            "stance": "asserts",
            "place": _span(article, "ميناء المرسى" if article == 0 else "Tarn"),
            "scope": "incident",
            "background": False,
            "subset": False,
            "confidence": 0.9,
            "rules": (effect,),
            **fields,
        }
    )


EXAMPLES = (
    _example(
        0,
        "4a5e64cfb54fb8bd6ab6f1b1c2ac70d1",
        "downed",
        "uav",
        "طائرات مسيرة",
        count=_count(0, "6", 6, 6),
        actor=_span(0, "دفاعاتها الجوية"),
        evidence=_span(0, "أسقطت 6 طائرات مسيرة فوق ميناء المرسى فجر الخميس"),
        when=When(
            datetime.fromisoformat("2026-06-11T04:00:00+03:00"),
            datetime.fromisoformat("2026-06-11T06:00:00+03:00"),
            "part_of_day",
            _span(0, "فجر الخميس"),
        ),
    ),
    _example(
        0,
        "9c1185a5c5e9fc54612808977ee8f548",
        "injured",
        "civilian",
        "مدنيين",
        count=_count(0, "٣ مدنيين على الأقل", 3, None),
        evidence=_span(0, "٣ مدنيين على الأقل أصيبوا بجروح"),
        confidence=0.85,
    ),
    _example(
        0,
        "5d41402abc4b2a76b9719d911017c592",
        "destroyed",
        "ship",
        "سفينة",
        stance="denies",
        evidence=_span(0, "نفت تدمير أي سفينة في الميناء"),
        confidence=0.8,
        rules=("destroyed", "denial"),
    ),
    _example(
        1,
        "7d793037a0760186574b0282f2f435e7",
        "killed",
        "person",
        "people",
        count=_count(1, "seven", 7, 7),
        evidence=_span(1, "killing seven people"),
        when=When(
            datetime(2026, 3, 2, tzinfo=UTC),
            datetime(2026, 3, 3, tzinfo=UTC),
            "part_of_day",
            _span(1, "late on Monday"),
        ),
    ),
)

TOPIC = Topic(
    name="claims",
    summary="Who says that whom or what was harmed, one message a claim.",
    record=Claim,
    key=key,
    examples=EXAMPLES,
)
