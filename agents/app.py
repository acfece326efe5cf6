"""The Faust app, built from settings, and the worker that runs it."""

import gc
import logging
from typing import Any, NoReturn

import faust

from agents import enrich, watch
from agents.delivery import Delivery, stop_now
from agents.processing import Processor
from agents.watchdog import Watchdog
from agents.wire import credentials, sender
from tocsin import admin, clients, extraction, logs
from tocsin.dead_share import DeadShare
from tocsin.errors import ExitCode, KafkaUnavailable
from tocsin.pipeline import Step
from tocsin.settings import Settings
from topics import ALL

RELIABLE: dict[str, Any] = {
    # Faust's exactly-once sends to topics that the app does not consume outside any transaction.
    "processing_guarantee": "at_least_once",
    # Without waiting, the event in flight at a stop is committed unfinished.
    "stream_wait_empty": True,
    "stream_buffer_maxsize": 128,
    "broker_commit_every": 500,
    "broker_max_poll_records": 100,
    "broker_max_poll_interval": 300.0,
    "broker_heartbeat_interval": 2.0,
    "broker_request_timeout": 60.0,
    "consumer_auto_offset_reset": "earliest",
    "producer_acks": -1,
    # Each event waits for its confirmations, so a batch that lingers only delays them.
    "producer_linger": 0,
    "producer_compression_type": "gzip",
    "producer_max_request_size": max(topic.max_message_bytes for topic in ALL),
    # The default of 20 minutes hides a dead broker.
    "producer_request_timeout": 30.0,
    "producer_threaded": False,
    # `tocsin topics apply` makes the topics: Faust would take one that exists, whatever its settings.
    "topic_allow_declare": False,
    "topic_disable_leader": True,
    # With none, aiokafka assigns the partitions. Changing this needs all workers stopped.
    "table_standby_replicas": 0,
    "store": "memory://",
    # The web server listens on all addresses and serves what the worker holds.
    "web_enabled": False,
    "worker_redirect_stdouts": False,
    "autodiscover": False,
}
_log = logging.getLogger(__name__)


def build(settings: Settings, watchdog: Watchdog) -> faust.App:
    """The app with its agents. Raises UsageError for a rule file or certificates that cannot be used."""
    app = faust.App(
        settings.group,
        broker=[f"kafka://{server}" for server in settings.servers],
        broker_client_id="tocsin",
        broker_credentials=credentials(settings),
        broker_commit_interval=settings.commit_interval,
        broker_session_timeout=settings.session_timeout,
        broker_rebalance_timeout=settings.session_timeout,
        datadir=settings.data_dir / "worker",
        **RELIABLE,
    )
    delivery = Delivery(sender(app, ALL), settings.delivery_timeout, stop_now)

    def processor(step: Step) -> Processor:
        return Processor(step, delivery, DeadShare(settings.dead_share, settings.dead_window), watchdog, stop_now)

    enrich.add(app, settings, processor)
    watch.add(app, settings, processor)
    return app


class Worker(faust.Worker):
    """A worker that a second Ctrl-C ends at once, also where it waits for a Kafka that does not answer."""

    def _on_sigint(self) -> None:
        if self._signal_stop_time:
            stop_now(ExitCode.INTERRUPTED, "interrupted twice")
        super()._on_sigint()


def run(settings: Settings) -> NoReturn:
    """Run a worker until SIGTERM or Ctrl-C; it finishes the events in hand, commits, and exits with 0.

    Raises KafkaUnavailable where Kafka does not answer or has not the topics, RulesError for a bad rule file,
    PackError for
    a bad language pack.
    Leaves the process with `TOO_MANY_DEAD` or `BUG` where going on would lose data (`agents.delivery`).
    """
    logs.configure(settings)
    extraction.prepare()
    gc.freeze()  # what is loaded stays: a collection that walked through it would hold events up
    watchdog = Watchdog(settings.slow_event)
    app = build(settings, watchdog)
    _require_topics(settings)
    watchdog.start()

    @app.on_partitions_assigned.connect
    async def report(sender: Any, /, *assigned: Any, **kwargs: Any) -> None:
        names = sorted(f"{partition.topic}-{partition.partition}" for partition in assigned[0])
        _log.info("working on %s", ", ".join(names) or "no partition: more workers than partitions")

    worker = Worker(app, quiet=True, override_logging=False)
    worker.spinner = None
    try:
        worker.execute_from_commandline()
    finally:
        _log.info("stopped")


def _require_topics(settings: Settings) -> None:
    with clients.admin(settings) as client:
        drift = admin.check(client, ALL)
    missing = [entry.topic for entry in drift if entry.setting == "topic"]
    if missing:
        names = ", ".join(missing)
        raise KafkaUnavailable(
            f"Kafka at {settings.bootstrap} has no topic {names}; create the topics with `tocsin topics apply`"
        )
    for entry in drift:
        _log.warning("%s", entry)
