"""The log of a worker."""

import json
import logging
from collections.abc import Iterator

import pytest

from tocsin import logs
from tocsin.logs import SparingFilter, configure
from tocsin.settings import Settings


@pytest.fixture(autouse=True)
def root_logger_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def record(name: str, level: int, message: str, *arguments: object) -> logging.LogRecord:
    return logging.LogRecord(name, level, "", 0, message, arguments, None)


def test_json_lines_hold_level_logger_time_and_traceback(capfd: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_format="json"))
    try:
        raise ValueError("قتيلان")
    except ValueError:
        logging.getLogger("agents.delivery").exception("no %s", "way")
    line = json.loads(capfd.readouterr().err)
    assert (line["event"], line["level"], line["logger"]) == ("no way", "error", "agents.delivery")
    assert line["timestamp"].endswith("Z")
    assert "ValueError: قتيلان" in line["exception"]


def test_console_lines_are_plain_where_nobody_watches(capfd: pytest.CaptureFixture[str]) -> None:
    configure(Settings())
    logging.getLogger("agents.app").info("working on %s", "articles-0")
    printed = capfd.readouterr().err
    assert "working on articles-0" in printed
    assert "\x1b" not in printed


@pytest.mark.parametrize(("level", "shown"), [("info", False), ("debug", True)])
def test_libraries_speak_up_at_debug_level_only(level: str, shown: bool, capfd: pytest.CaptureFixture[str]) -> None:
    configure(Settings(log_level=level))
    logging.getLogger("faust.app").info("starting")
    assert ("starting" in capfd.readouterr().err) is shown


def test_a_library_repeats_itself_once_in_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(logs.time, "monotonic", lambda: now)
    sparing = SparingFilter()
    away = record("aiokafka", logging.ERROR, "Unable connect to node with id %s", 1)
    assert [sparing.filter(away) for _ in range(3)] == [True, False, False]
    assert sparing.filter(record("aiokafka", logging.ERROR, "Unable to update metadata from %s", [1]))
    now += 10
    assert sparing.filter(away)


def test_tocsin_is_never_cut_short() -> None:
    sparing = SparingFilter()
    letter = record("agents.processing", logging.WARNING, "%s is a dead letter", "articles-0@1")
    assert all(sparing.filter(letter) for _ in range(3))


def test_the_first_group_of_a_new_kafka_is_no_news() -> None:
    line = record("aiokafka.consumer", logging.ERROR, "failed: %s", "[Error 15] GroupCoordinatorNotAvailableError")
    assert not SparingFilter().filter(line)
