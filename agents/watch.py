"""Agent: `enriched-articles` to `alerts`. A message holds all claims of an article, so a denial meets its assertion."""

from collections.abc import Callable

import faust

from agents.processing import Processor
from agents.wire import raw_topic
from tocsin import pipeline
from tocsin.alerts.rules import default_rules, load_rules
from tocsin.settings import Settings
from topics.enriched_articles import TOPIC


def add(app: faust.App, settings: Settings, processor: Callable[[pipeline.Step], Processor]) -> None:
    """Declare the agent on the app. Raises RulesError for a rule file that cannot be used."""
    rules = load_rules(settings.alert_rules) if settings.alert_rules else default_rules()
    run = processor(pipeline.watch(rules)).run

    @app.agent(raw_topic(app, TOPIC.name), name="watch", concurrency=1, isolated_partitions=True)
    async def watch(enriched_articles: faust.StreamT[bytes]) -> None:
        """Publish the alerts of each article."""
        await run(enriched_articles)
