"""Errors that a person can act on, and the exit codes they end the command line with."""

from enum import IntEnum


class ExitCode(IntEnum):
    """What `tocsin` exits with; the README lists them."""

    OK = 0
    INCOMPLETE = 1
    """The work was done, but some of the input could not be read, or topics differ from their contracts."""
    USAGE = 2
    """The command line or the settings are wrong; nothing was done."""
    KAFKA = 3
    """Kafka cannot be reached, refused the request, or could not be started."""
    TOO_MANY_DEAD = 65
    """A worker stopped because too much of its recent input could not be processed."""
    BUG = 70
    """An error that Tocsin did not foresee, or a worker whose results Kafka did not confirm in time."""
    INTERRUPTED = 130
    PIPE_CLOSED = 141


class TocsinError(Exception):
    """A failure told in one sentence: what was wrong, where, and what to do. Shown without a traceback."""

    exit_code: ExitCode = ExitCode.INCOMPLETE


class UsageError(TocsinError):
    """A wrong argument or setting."""

    exit_code = ExitCode.USAGE


class KafkaUnavailable(TocsinError):
    """Kafka cannot be reached or refuses what was asked."""

    exit_code = ExitCode.KAFKA
