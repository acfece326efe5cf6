"""`tocsin extract` and `explain`: articles in, claims out, in order, whatever the input."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from typer.testing import CliRunner

from tocsin import cli
from tocsin.errors import ExitCode
from topics.articles import EXAMPLES

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared" / "claims" / "dev"
ENGLISH = "Two soldiers were killed and a drone was shot down near Tarn on Monday, the ministry of defence said."
ARABIC = "أعلنت وزارة الدفاع إسقاط 6 طائرات مسيرة فوق المرسى."


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


def article(**fields: Any) -> str:
    return json.dumps({"text": ENGLISH, **fields}, ensure_ascii=False) + "\n"


def test_a_line_for_each_article_in_the_order_of_the_input(runner: CliRunner, tmp_path: Path) -> None:
    first, second = tmp_path / "first.jsonl", tmp_path / "second.jsonl"
    first.write_text(article(id="1") + "\n" + article(id="2", text="Nothing happened."), encoding="utf-8")
    second.write_text(article(id="4"), encoding="utf-8")
    result = runner.invoke(cli.app, ["extract", str(first), "-", str(second)], input=article(id="3", text=ARABIC))
    assert result.exit_code == ExitCode.OK
    found = lines(result.stdout)
    assert [item["id"] for item in found] == ["1", "2", "3", "4"]
    assert all(item.keys() == {"id", "language", "claims", "entities"} for item in found)
    assert [bool(item["claims"]) for item in found] == [True, False, True, True]
    assert found[2]["language"] == "ar"
    assert found[0]["claims"][0]["evidence"]["text"] in ENGLISH


def test_offsets_count_title_blank_line_and_text(runner: CliRunner) -> None:
    title = "Clashes near Tarn"
    result = runner.invoke(cli.app, ["extract"], input=article(title=title))
    document = f"{title}\n\n{ENGLISH}"
    for claim in lines(result.stdout)[0]["claims"]:
        span = claim["evidence"]
        assert document[span["start"] : span["end"]] == span["text"]


def test_the_forms_of_input_agree(runner: CliRunner, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Clashes near Tarn\n\n{ENGLISH}\n", encoding="utf-8")
    record = {"id": "a", "title": "Clashes near Tarn", "text": ENGLISH}
    (tmp_path / "a.json").write_text(json.dumps(record, indent=2), encoding="utf-8-sig")
    (tmp_path / "b.json").write_text(json.dumps([record, record]), encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps(record), encoding="utf-8")
    outputs = {
        name: runner.invoke(cli.app, ["extract", str(tmp_path / name)]).stdout
        for name in ("a.txt", "a.json", "b.json", "a.jsonl")
    }
    assert outputs["a.txt"] == outputs["a.json"] == outputs["a.jsonl"] != ""
    assert outputs["b.json"] == 2 * outputs["a.json"]
    as_text = runner.invoke(cli.app, ["extract", "--text"], input=f"Clashes near Tarn\n\n{ENGLISH}\n").stdout
    assert lines(as_text)[0]["claims"][0]["evidence"] == lines(outputs["a.json"])[0]["claims"][0]["evidence"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"not json", "not JSON"),
        (b'{"text": 3}', "Expected `str`, got `int` - at `$.text`"),
        (b'{"title": "no text"}', "missing required field `text`"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"text": "\xff"}', "not UTF-8 (byte 10)"),
        (b'{"text": "a", "published_at": "2026-03-03T08:15:00"}', "timezone"),
        (b'{"text": "a", "published_at": "2026-02-30T08:15:00Z"}', "Invalid RFC3339"),
        (b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
    ],
)
def test_what_is_no_article_is_reported_and_the_rest_is_read(runner: CliRunner, line: bytes, reason: str) -> None:
    data = article(id="before").encode() + line + b"\n" + article(id="after").encode()
    result = runner.invoke(cli.app, ["extract"], input=data)
    assert result.exit_code == ExitCode.INCOMPLETE
    assert [item["id"] for item in lines(result.stdout)] == ["before", "after"]
    assert result.stderr.startswith("tocsin: standard input, line 2: ")
    assert reason in result.stderr
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    ("date", "published_at"),
    [
        ("2021-09-18", "2021-09-18T00:00:00Z"),
        ("6/17/14", None),
        ("2021-02-30", None),
        ("October 19", None),
        ("", None),
        (None, None),
    ],
)
def test_a_date_is_read_where_it_is_certain(date: str | None, published_at: str | None) -> None:
    from datetime import UTC, datetime
    from io import BytesIO

    from tocsin.article_files import Unreadable, read

    [found] = read(BytesIO(article(date=date).encode()), "", "jsonl", datetime(2026, 1, 1, tzinfo=UTC))
    assert not isinstance(found, Unreadable)
    assert found.published_at == (published_at and datetime.fromisoformat(published_at))


def test_an_article_of_the_topic_is_read_as_it_is(runner: CliRunner) -> None:
    data = b"".join(msgspec.json.encode(example) + b"\n" for example in EXAMPLES)
    result = runner.invoke(cli.app, ["extract"], input=data)
    assert result.exit_code == ExitCode.OK
    assert [item["id"] for item in lines(result.stdout)] == [example.id for example in EXAMPLES]


def test_the_same_input_gives_the_same_bytes() -> None:
    """Also in another process, whose sets and dictionaries are ordered by another hash."""
    data = b"".join(msgspec.json.encode(example) + b"\n" for example in EXAMPLES)
    command = [sys.executable, "-m", "tocsin", "extract"]
    outputs = {
        subprocess.run(
            command, input=data, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}, timeout=60, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1


def test_each_article_is_printed_as_soon_as_it_is_read() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "tocsin", "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    for number in range(3):
        process.stdin.write(article(id=str(number)).encode())
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == str(number)
    process.stdin.close()
    assert process.wait(30) == ExitCode.OK


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a pseudo-terminal")
def test_a_terminal_gets_a_progress_bar_and_a_pipe_gets_none(tmp_path: Path) -> None:
    file = tmp_path / "articles.jsonl"
    file.write_text(3 * article(), encoding="utf-8")
    command = [sys.executable, "-m", "tocsin", "extract", str(file)]
    terminal, other = os.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    on_terminal = subprocess.run(command, stdout=subprocess.PIPE, stderr=other, env=environment, timeout=60, check=True)
    os.close(other)
    drawn = os.read(terminal, 1 << 16).decode()
    os.close(terminal)
    assert "3/3" in drawn
    in_pipe = subprocess.run(command, capture_output=True, timeout=60, check=True)
    assert in_pipe.stderr == b""
    assert in_pipe.stdout == on_terminal.stdout


def test_odd_text_is_text(runner: CliRunner) -> None:
    text = "\u202eTwo people\u202c were k\u0301illed\u0000 in Tarn\u200b, 3 \u0661 \U0001f600 said."
    result = runner.invoke(cli.app, ["extract"], input=article(text=text))
    assert result.exit_code == ExitCode.OK
    document = f"\n\n{text}"
    for claim in lines(result.stdout)[0]["claims"]:
        span = claim["evidence"]
        assert document[span["start"] : span["end"]] == span["text"]


def test_pretty_shows_the_text_and_its_claims_but_no_command_to_the_terminal(runner: CliRunner) -> None:
    result = runner.invoke(cli.app, ["extract", "--pretty"], input=article(text=f"\x1b[2J\u202e{ENGLISH}\n{ARABIC}"))
    assert "\x1b[2J" not in result.stdout
    assert "\u202e" not in result.stdout
    assert "uav" in result.stdout
    right = next(line for line in result.stdout.splitlines() if "المرسى" in line)
    assert right.startswith("   ")  # set to the right


def test_explain_tells_claims_from_what_is_none(runner: CliRunner) -> None:
    data = article(text=f"{ENGLISH} They threatened to destroy the bridge.")
    human = runner.invoke(cli.app, ["explain"], input=data)
    assert human.exit_code == ExitCode.OK
    assert "killed" in human.stdout
    [found] = lines(runner.invoke(cli.app, ["explain", "--json"], input=data).stdout)
    verdicts = {word["trigger"]["text"]: word["claim"] for word in found["words"]}
    assert verdicts["killed"]
    assert not verdicts["destroy"]


@pytest.mark.parametrize("name", ["ar", "ar-hard", "en", "multi", "stance"])
def test_every_document_of_the_development_sets_gives_a_line(runner: CliRunner, name: str) -> None:
    if not SHARED.exists():
        assert os.environ.get("CI") != "true", "CI needs the development sets beside the repository"
        pytest.skip("the development sets are not beside the repository")
    file = SHARED / f"{name}.docs.jsonl"
    result = runner.invoke(cli.app, ["extract", str(file)])
    assert result.exit_code == ExitCode.OK
    wanted = [json.loads(line)["id"] for line in file.read_text(encoding="utf-8").splitlines()]
    assert [item["id"] for item in lines(result.stdout)] == wanted
