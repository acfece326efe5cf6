"""The log of a worker: one line an event on standard error, for people or as JSON for machines."""

import logging
import sys

import structlog

from tocsin.settings import Settings

_LIBRARIES = ("aiokafka", "faust", "kafka", "mode")


def _is_news(record: logging.LogRecord) -> bool:
    """False for what aiokafka reports as an error and tries again: the first group of a new cluster takes a second."""
    return "GroupCoordinatorNotAvailableError" not in record.getMessage()


def configure(settings: Settings) -> None:
    """Log as the settings say; of the libraries warnings alone, except at debug level."""
    level = getattr(logging, settings.log_level.upper())
    before: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    after: list[structlog.typing.Processor] = [structlog.stdlib.ProcessorFormatter.remove_processors_meta]
    if settings.log_format == "json":
        after += [structlog.processors.format_exc_info, structlog.processors.JSONRenderer(ensure_ascii=False)]
    else:
        after.append(
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback)
        )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(foreign_pre_chain=before, processors=after))
    handler.addFilter(_is_news)
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(level if level == logging.DEBUG else max(level, logging.WARNING))
