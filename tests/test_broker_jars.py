"""The jars of Kafka: nothing is run that is not, byte for byte, what the committed list says."""

from __future__ import annotations

import errno
import hashlib
import shutil
import threading
from collections import namedtuple
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tocsin import broker, broker_jars
from tocsin.broker import Broker
from tocsin.broker_errors import DirectoryUnusableError, DiskSpaceError, DownloadError, JarMismatchError
from tocsin.broker_jars import KAFKA_VERSION, Jar, ensure_jars, read_jar_list, resolve_jars, write_jar_list

ONE, TWO = b"the first jar", b"the second jar"
DiskUsage = namedtuple("DiskUsage", "total used free")


class Repository:
    """A Maven repository on loopback: what it serves by path, and what was asked of it."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.asked: list[str] = []
        self.cut_short = 0
        repository = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                body = repository.files.get(self.path)
                repository.asked.append(self.path)
                self.send_response(200 if body is not None else 404)
                self.send_header("Content-Length", str(len(body or b"")))
                self.end_headers()
                if body and repository.cut_short and self.path.endswith(".jar"):
                    repository.cut_short -= 1
                    body = body[:3]
                self.wfile.write(body or b"")
                self.close_connection = True

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"

    @property
    def jars_asked(self) -> list[str]:
        return [path for path in self.asked if path.endswith(".jar")]


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """The user's mirror, named in jgo's settings, with the two jars that the list names."""
    repository = Repository()
    repository.files = {"/org/example/one/1.0/one-1.0.jar": ONE, "/org/example/two/2.0/two-2.0.jar": TWO}
    settings = tmp_path / "jgo.conf"
    settings.write_text(f"[repositories]\ncentral = {repository.url}\n")
    monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    jars = tmp_path / "jars.txt"
    one, two = (hashlib.sha256(content).hexdigest() for content in (ONE, TWO))
    jars.write_text(f"# two jars\norg.example:one:1.0 {one}\norg.example:two:2.0 {two}\n")
    monkeypatch.setattr(broker_jars, "read_jar_list", lambda: read_jar_list(jars))
    thread = threading.Thread(target=repository.server.serve_forever, args=(0.01,))
    thread.start()
    yield repository
    repository.server.shutdown()
    repository.server.server_close()
    thread.join()


def names(cache: Path) -> list[str]:
    """Every file below the cache."""
    return sorted(path.name for path in cache.rglob("*") if path.is_file())


def test_jars_are_fetched_once(tmp_path: Path, repository: Repository) -> None:
    cache = tmp_path / "cache"
    progress: list[tuple[int, int]] = []
    fetched = ensure_jars(cache, lambda done, total: progress.append((done, total)))
    assert [path.read_bytes() for path in fetched] == [ONE, TWO]
    assert progress == [(1, 2), (2, 2)]
    assert names(cache) == ["one-1.0.jar", "two-2.0.jar"]
    repository.asked.clear()
    assert ensure_jars(cache) == fetched
    assert repository.asked == []


def test_only_listed_jars_are_on_the_class_path(tmp_path: Path, repository: Repository) -> None:
    first, _ = ensure_jars(tmp_path)
    (first.parent / "evil.jar").touch()
    assert "evil.jar" not in [path.name for path in ensure_jars(tmp_path)]


def test_a_jar_that_is_not_the_listed_one_is_refused_and_not_kept(tmp_path: Path, repository: Repository) -> None:
    repository.files["/org/example/two/2.0/two-2.0.jar"] = b"another jar"
    cache = tmp_path / "cache"
    with pytest.raises(JarMismatchError, match=r"org\.example:two:2\.0 .*expected .*start again.*mirror"):
        ensure_jars(cache)
    assert "two-2.0.jar" not in names(cache)
    repository.files["/org/example/two/2.0/two-2.0.jar"] = TWO
    assert [path.read_bytes() for path in ensure_jars(cache)] == [ONE, TWO]


def test_a_jar_changed_in_the_cache_is_refused(tmp_path: Path, repository: Repository) -> None:
    one, two = ensure_jars(tmp_path)
    two.write_bytes(b"changed")
    with pytest.raises(JarMismatchError, match=r"org\.example:two:2\.0 .*delete .*two-2\.0\.jar"):
        ensure_jars(tmp_path)
    two.unlink()
    assert ensure_jars(tmp_path) == (one, two)


def test_nothing_runs_after_a_mismatch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, repository: Repository) -> None:
    java = tmp_path / "java"
    java.write_text(f"#!/bin/sh\ntouch {tmp_path}/ran\n")
    java.chmod(0o755)
    monkeypatch.setattr("tocsin.broker.java", lambda: java)
    repository.files["/org/example/one/1.0/one-1.0.jar"] = b"another jar"
    with pytest.raises(JarMismatchError):
        Broker.start(tmp_path / "data", cache_dir=tmp_path / "cache")
    assert not (tmp_path / "ran").exists()


def test_a_download_cut_short_is_tried_once_more(tmp_path: Path, repository: Repository) -> None:
    repository.cut_short = 1
    assert [path.read_bytes() for path in ensure_jars(tmp_path)] == [ONE, TWO]
    assert len(repository.jars_asked) == 3


def test_a_jar_that_the_repository_lacks_is_named(tmp_path: Path, repository: Repository) -> None:
    del repository.files["/org/example/one/1.0/one-1.0.jar"]
    with pytest.raises(DownloadError, match=r"org\.example:one:1\.0.*check the network"):
        ensure_jars(tmp_path)


def test_no_network_on_the_first_run_is_told(tmp_path: Path, repository: Repository) -> None:
    repository.server.socket.close()
    cache = tmp_path / "cache"
    with pytest.raises(DownloadError, match=r"refused.*first run.*check the network.*HTTPS_PROXY"):
        ensure_jars(cache)
    assert names(cache) == []


def test_too_little_space_for_jars_is_told(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: DiskUsage(2**40, 2**40, 20 * 2**20))
    with pytest.raises(DiskSpaceError, match=r"20 MB are free, 100 MB are needed.*TOCSIN_CACHE_DIR"):
        ensure_jars(tmp_path)
    assert repository.asked == []


def test_a_disk_that_runs_full_while_fetching_is_told(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(DiskSpaceError, match="ran full"):
        ensure_jars(tmp_path)


def test_a_cache_directory_that_is_a_file_is_named(tmp_path: Path, repository: Repository) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(DirectoryUnusableError, match=r"file.*TOCSIN_CACHE_DIR"):
        ensure_jars(tmp_path / "file")


def test_the_list_is_remade_from_what_kafka_declares(
    tmp_path: Path, repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kafka's declared jars and theirs, with log4j's binding in the version of its core, and no test dependency."""

    def pom(group: str, artifact: str, version: str, *needs: tuple[str, str, str, str]) -> None:
        dependencies = "".join(
            f"<dependency><groupId>{g}</groupId><artifactId>{a}</artifactId><version>{v}</version>"
            f"<scope>{scope}</scope></dependency>"
            for g, a, v, scope in needs
        )
        path = f"/{group.replace('.', '/')}/{artifact}/{version}/{artifact}-{version}"
        repository.files[f"{path}.pom"] = (
            f"<project><modelVersion>4.0.0</modelVersion><groupId>{group}</groupId><artifactId>{artifact}</artifactId>"
            f"<version>{version}</version><dependencies>{dependencies}</dependencies></project>"
        ).encode()
        repository.files[f"{path}.jar"] = artifact.encode()

    logging = "org.apache.logging.log4j"
    pom("org.apache.kafka", "kafka_2.13", KAFKA_VERSION, ("x", "a", "1", "compile"), ("x", "t", "1", "test"))
    pom("x", "a", "1", (logging, "log4j-core", "2.9", "runtime"))
    pom("x", "t", "1")
    pom(logging, "log4j-core", "2.9")
    pom(logging, "log4j-slf4j-impl", "2.9", (logging, "log4j-core", "2.9", "runtime"))
    jars = resolve_jars(tmp_path / "repository")
    assert {jar.artifact for jar in jars} == {"kafka_2.13", "a", "log4j-core", "log4j-slf4j-impl"}
    assert all(jar.sha256 == hashlib.sha256(jar.artifact.encode()).hexdigest() for jar in jars)
    write_jar_list(jars, tmp_path / "written.txt")
    assert read_jar_list(tmp_path / "written.txt") == jars


def test_the_command_that_remakes_the_list(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    written: list[tuple[Jar, ...]] = []
    jars = (Jar("x", "a", "1", "00"),)
    monkeypatch.setattr(broker, "resolve_jars", lambda _: jars)
    monkeypatch.setattr(broker, "write_jar_list", written.append)
    assert broker._main(["lock"]) == 0
    assert written == [jars]
    assert broker._main([]) == 2
    assert "tocsin.broker lock" in capsys.readouterr().err


def test_the_committed_list_is_whole() -> None:
    jars = read_jar_list()
    assert len(jars) == 46
    assert len({jar.file_name for jar in jars}) == 46
    assert all(len(bytes.fromhex(jar.sha256)) == 32 for jar in jars)
    assert {jar.version for jar in jars if jar.group == "org.apache.kafka"} == {KAFKA_VERSION}
    assert "://" not in broker_jars.JAR_LIST.read_text("ascii")
