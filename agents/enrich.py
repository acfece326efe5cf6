"""Agent: `articles` to `enriched-articles` and `claims`."""

from collections.abc import Callable

import faust

from agents.processing import Processor
from agents.wire import raw_topic
from tocsin import pipeline
from tocsin.settings import Settings
from topics.articles import TOPIC


def add(app: faust.App, settings: Settings, processor: Callable[[pipeline.Step], Processor]) -> None:
    """Declare the agent on the app."""
    run = processor(pipeline.enrich(settings.max_article_bytes)).run

    @app.agent(raw_topic(app, TOPIC.name), name="enrich", concurrency=1, isolated_partitions=True)
    async def enrich(articles: faust.StreamT[bytes]) -> None:
        """Publish what is read in each article."""
        await run(articles)
