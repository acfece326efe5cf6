"""Articles with hand-written claims, for the tests of alerts."""

from datetime import UTC, datetime
from typing import Any

from tocsin.alerts import Rules, alerts_of, default_rules, why_not
from topics.alerts import Alert
from topics.claims import Claim, Count, Span, When
from topics.enriched_articles import EnrichedArticle, Entity

FETCHED = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
RULES = default_rules()


def article(text: str, *claims: dict[str, Any], entities: tuple[Entity, ...] = (), **fields: Any) -> EnrichedArticle:
    """An article whose claims give their spans as words of `text` (the first mention counts)."""
    values = {
        "id": "article-1",
        "language": "en",
        "url": "https://news.example/1",
        "source": "Harbour News",
        "title": "Title",
        "fetched_at": FETCHED,
        "published_at": None,
        "version": 1,
        "status": "usable",
        **fields,
    }
    document = f"{values['title']}\n\n{text}"
    made = tuple(_claim(document, f"c{number}", claim) for number, claim in enumerate(claims, 1))
    return EnrichedArticle(text=text, claims=made, entities=entities, **values)


def span(document: str, words: str | None) -> Span | None:
    if words is None:
        return None
    start = document.index(words)
    return Span(words, start, start + len(words))


def entity(art: EnrichedArticle, words: str, **fields: Any) -> Entity:
    """An entity at the first mention of some words of an article."""
    found = span(f"{art.title}\n\n{art.text}", words)
    assert found is not None
    return Entity(text=words, start=found.start, end=found.end, name=words, **fields)


def claim(
    effect: str, target: str, evidence: str, count: tuple[Any, ...] | None = None, **fields: Any
) -> dict[str, Any]:
    """A claim for `article`; `count` is (words, min, max) or (words, min, max, approx)."""
    return {"effect": effect, "target": target, "evidence": evidence, "count": count, **fields}


def _claim(document: str, identity: str, values: dict[str, Any]) -> Claim:
    evidence = span(document, values["evidence"])
    assert evidence is not None
    count = None
    if values["count"] is not None:
        words, low, high, *approx = values["count"]
        start = document.index(words)
        count = Count(low, high, bool(approx and approx[0]), words, start, start + len(words))
    spans = {name: span(document, values.get(name)) for name in ("party", "actor", "claimant", "place", "target_text")}
    rest = {
        "stance": "asserts",
        "scope": "incident",
        "background": False,
        "subset": False,
        "confidence": 0.9,
        "rules": ("test",),
        **{k: v for k, v in values.items() if k not in {*spans, "evidence", "count"}},
    }
    return Claim(id=identity, article_id="article-1", evidence=evidence, count=count, **spans, **rest)


def only(art: EnrichedArticle, rules: Rules = RULES) -> Alert:
    """The one alert that the article gives."""
    (alert,) = alerts_of(art, rules)
    return alert


def roles(alert: Alert) -> dict[str, str]:
    """What each claim of an alert does in it, by the claim's id."""
    return {entry.claim: entry.role for entry in alert.why.inputs}


def reasons(art: EnrichedArticle) -> set[tuple[str, str | None, str]]:
    """Claim, rule and code of each reason why not."""
    return {(found.claim, found.rule, found.code) for found in why_not(art, RULES)}


def day_of(day: int) -> When:
    """A day of May 2026."""
    return When(datetime(2026, 5, day, tzinfo=UTC), datetime(2026, 5, day + 1, tzinfo=UTC), "day", None)
