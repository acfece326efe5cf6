"""The log of a worker: one line an event on standard error, for people or as JSON for machines."""

import logging
import sys
import time

import structlog

from tocsin.settings import Settings

_LIBRARIES = ("aiokafka", "asyncio", "faust", "kafka", "mode")
_QUIET_SECONDS = 10.0


class SparingFilter(logging.Filter):
    """Lets a line of a library pass once in a while: aiokafka tells ten times a second that a broker is away.

    What it reports as an error while Kafka makes its first group, and then tries again, is no news at all.
    """

    def __init__(self) -> None:
        super().__init__()
        self._last: dict[tuple[str, str], float] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING or record.name.split(".")[0] not in _LIBRARIES:
            return True
        if "GroupCoordinatorNotAvailableError" in record.getMessage():
            return False
        line, now = (record.name, str(record.msg)), time.monotonic()
        if now - self._last.get(line, -_QUIET_SECONDS) < _QUIET_SECONDS:
            return False
        self._last[line] = now
        return True


def configure(settings: Settings) -> None:
    """Log as the settings say; of the libraries warnings alone, and those sparingly, except at debug level."""
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
    if level > logging.DEBUG:
        handler.addFilter(SparingFilter())
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(level if level == logging.DEBUG else max(level, logging.WARNING))
