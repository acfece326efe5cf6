"""Commands against a real Kafka: what is published is read back, dead letters are repaired and sent again."""

import json
import threading
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec
import pytest
from typer.testing import CliRunner

from tocsin import cli, clients, dead_letters, feed, settings
from tocsin.broker import Broker
from tocsin.errors import ExitCode
from tocsin.pipeline import Message, Output, dead_letter, dead_letter_outputs
from tocsin.records import Rejection
from topics.articles import EXAMPLES
from topics.dead_letters import DeadLetter

pytestmark = pytest.mark.broker


@pytest.fixture
def tocsin(own_settings: pytest.MonkeyPatch, broker: Broker) -> Any:
    """Runs a command against the broker, whose topics are there."""
    own_settings.setenv("TOCSIN_BOOTSTRAP", broker.bootstrap)
    runner = CliRunner()
    assert runner.invoke(cli.app, ["topics", "apply"]).exit_code == ExitCode.OK
    return lambda *arguments, **options: runner.invoke(cli.app, list(arguments), **options)


def read(tocsin: Any, topic: str) -> list[dict[str, Any]]:
    result = tocsin("tail", topic, "--from-beginning", "--no-follow", "--json")
    assert result.exit_code == ExitCode.OK
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_topics_are_applied_and_then_as_they_should_be(tocsin: Any) -> None:
    assert tocsin("topics", "apply").stdout == "all topics are as their contracts say\n"
    assert tocsin("topics", "check").exit_code == ExitCode.OK


def test_what_is_ingested_is_read_back_by_the_strict_reader(tocsin: Any) -> None:
    from tocsin import articles

    mark = uuid4().hex
    data = json.dumps({"text": mark, "title": "عنوان"}) + "\nno article\n" + json.dumps({"id": mark, "text": "b"})
    result = tocsin("ingest", input=data)
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "standard input, line 2: not JSON" in result.stderr
    assert "published 2 articles" in result.stderr
    records = [record for record in read(tocsin, "articles") if mark in json.dumps(record)]
    assert len(records) == 2
    for record in records:
        article = articles.decode(json.dumps(record["value"]).encode(), 1 << 20)
        assert not isinstance(article, Rejection)
        assert article.id == record["key"] != ""


def test_tail_stops_after_as_many_as_asked(tocsin: Any) -> None:
    tocsin("ingest", input=b"\n".join(map(msgspec.json.encode, EXAMPLES)))
    result = tocsin("tail", "articles", "--from-beginning", "--max", "2")
    assert len(result.stdout.splitlines()) == 2
    assert "articles-" in result.stdout


def test_tail_waits_for_what_comes(tocsin: Any) -> None:
    """A message that is published only once the reader stands at the end of the topic."""
    mark = uuid4().hex
    chosen = settings.load()
    with clients.reader(chosen, "articles", from_beginning=False) as consumer:
        from tocsin.tail import follow

        records = follow(consumer)
        assert next(records) is None
        publisher = threading.Thread(target=publish, args=[[Output("articles", mark.encode(), b"{}", ())]])
        publisher.start()
        found = next(record for record in records if record is not None and record.key == mark.encode())
        publisher.join()
    assert found.value == b"{}"


def test_tail_shows_any_bytes(tocsin: Any) -> None:
    mark = uuid4().hex.encode()
    publish([Output("claims", mark, b"\xff\x1b[2J", ()), Output("claims", mark, b'{\n"a": 1}', ())])
    values = [record for record in read(tocsin, "claims") if record["key"] == mark.decode()]
    assert sorted(record.get("bytes", "") for record in values) == ["/xtbMko=", "ewoiYSI6IDF9"]
    human = tocsin("tail", "claims", "--from-beginning", "--no-follow")
    assert human.exit_code == ExitCode.OK
    assert "\x1b" not in human.stdout


def test_a_topic_that_is_not_there(tocsin: Any) -> None:
    result = tocsin("tail", "no-such-topic")
    assert result.exit_code == ExitCode.KAFKA
    assert "has no topic no-such-topic; create the topics with `tocsin topics apply`" in result.stderr


def test_no_worker_is_told_apart_from_no_kafka(tocsin: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOCSIN_GROUP", uuid4().hex)
    result = tocsin("worker", "--check")
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "no worker at 127.0.0.1 is in the group" in result.stdout


def test_a_dead_letter_is_listed_repaired_and_sent_again(tocsin: Any, tmp_path: Path) -> None:
    mark = uuid4().hex
    body = json.dumps(
        {"id": mark, "url": "", "source": "", "title": "", "text": "a", "fetched_at": "2026-03-03T08:15:00"}
    )
    letter = die(body.encode(), "Expected `datetime` with a timezone component")
    [listed] = [item for item in listing(tocsin) if item["id"] == letter.id]
    assert (listed["attempt"], listed["topic"], listed["record"]["id"]) == (1, "articles", mark)
    assert letter.reason[:30] in tocsin("dead-letters", "list").stdout.replace("\n", " ")

    file = tmp_path / "repaired.jsonl"
    file.write_text(json.dumps(listed) + "\n")
    still_dead = tocsin("dead-letters", "replay", "--repaired", str(file))
    assert still_dead.exit_code == ExitCode.INCOMPLETE
    assert f"{file}, line 1: " in still_dead.stderr
    assert "sent 0 messages again" in still_dead.stderr

    listed["record"]["fetched_at"] = "2026-03-03T08:15:00Z"
    file.write_text(json.dumps(listed) + "\n")
    assert tocsin("dead-letters", "replay", "--repaired", str(file)).exit_code == ExitCode.OK
    [sent] = [record for record in read(tocsin, "articles") if record["key"] == mark]
    assert sent["value"]["fetched_at"] == "2026-03-03T08:15:00Z"
    assert sent["headers"] == {dead_letters.ATTEMPT: "2", dead_letters.REPLAY_OF: letter.id}


def test_a_dead_letter_is_sent_again_as_it_was(tocsin: Any) -> None:
    """Bytes and other headers as they were; the attempt counts on from the last."""
    mark = uuid4().hex
    headers = (("trace", b"t-1"), (dead_letters.ATTEMPT, b"3"))
    letter = die(b"\xff" + mark.encode(), "a fault", headers)
    result = tocsin("dead-letters", "replay", letter.id, "articles-9-9")
    assert result.exit_code == ExitCode.INCOMPLETE
    assert "articles-9-9: no dead letter has this id" in result.stderr
    [sent] = [r for r in read(tocsin, "articles") if r.get("headers", {}).get(dead_letters.REPLAY_OF) == letter.id]
    assert sent["headers"] == {"trace": "t-1", dead_letters.ATTEMPT: "4", dead_letters.REPLAY_OF: letter.id}
    assert "bytes" in sent


def publish(messages: list[Output]) -> list[feed.Place]:
    places: list[feed.Place] = []
    with clients.producer(settings.load()) as producer:
        feed.publish(producer, messages, places.append)
    return places


def die(body: bytes, reason: str, headers: tuple[tuple[str, bytes | None], ...] = ()) -> DeadLetter:
    """Publish a message and, as a worker would, the dead letter that it becomes."""
    [place] = publish([Output("articles", b"unread", body, headers)])
    message = Message("articles", place.partition, place.offset, body, b"unread", headers)
    letter = dead_letter(message, Rejection("decode", reason))
    publish(list(dead_letter_outputs(letter)))
    return letter


def listing(tocsin: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in tocsin("dead-letters", "list", "--json").stdout.splitlines()]
