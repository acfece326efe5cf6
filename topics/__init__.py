"""The contracts: one module a topic."""

from typing import Any

from topics import alerts, articles, claims, dead_letters, enriched_articles
from topics.contract import Topic

ALL: tuple[Topic[Any], ...] = (
    articles.TOPIC,
    enriched_articles.TOPIC,
    claims.TOPIC,
    alerts.TOPIC,
    dead_letters.TOPIC,
)
