"""The command line itself: help, exit codes, errors in one sentence, quiet ends."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tocsin import cli, compiled, settings
from tocsin.errors import ExitCode, KafkaUnavailable

TOCSIN = [sys.executable, "-m", "tocsin"]
CLOSED_PORT = "127.0.0.1:1"
pytestmark = pytest.mark.usefixtures("own_settings")


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()


def commands() -> Iterator[list[str]]:
    """The words of every command and every group of commands."""
    root = typer.main.get_command(cli.app)

    def walk(command: object, path: list[str]) -> Iterator[list[str]]:
        yield path
        for name, child in getattr(command, "commands", {}).items():
            yield from walk(child, [*path, name])

    return walk(root, [])


@pytest.mark.parametrize("path", list(commands()), ids=" ".join)
def test_help_shows_an_example(runner: CliRunner, path: list[str]) -> None:
    result = runner.invoke(cli.app, [*path, "--help"])
    assert result.exit_code == ExitCode.OK
    assert "Example: " in result.output


def test_the_commands_of_the_issue_are_there() -> None:
    named = {" ".join(path) for path in commands()}
    assert named >= {
        "up", "extract", "explain", "ingest", "tail", "worker", "config",
        "topics apply", "topics check", "broker start", "broker stop", "broker status",
        "dead-letters list", "dead-letters replay",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "exit_code", "told"),
    [
        (["extract", "nowhere.jsonl"], ExitCode.USAGE, "cannot read nowhere.jsonl: No such file or directory"),
        (["extrakt"], ExitCode.USAGE, "Did you mean 'extract'?"),
        (["tail", "alerts", "--bootstrap", "kafka"], ExitCode.USAGE, "'kafka' is not HOST:PORT"),
        (["dead-letters", "replay"], ExitCode.USAGE, "either ids, or --all, or --repaired FILE"),
        (["dead-letters", "replay", "x-0-1", "--all"], ExitCode.USAGE, "either ids, or --all, or --repaired FILE"),
        (["up", "--feed", "nowhere.jsonl"], ExitCode.USAGE, "cannot read nowhere.jsonl"),
        (["broker", "status"], ExitCode.KAFKA, "stopped"),
    ],
)
def test_errors_are_one_sentence(runner: CliRunner, arguments: list[str], exit_code: ExitCode, told: str) -> None:
    result = runner.invoke(cli.app, arguments)
    assert result.exit_code == exit_code
    assert told in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    "arguments",
    [["topics", "check"], ["topics", "apply"], ["ingest"], ["tail", "alerts"], ["dead-letters", "list"], ["worker"]],
    ids=" ".join,
)
def test_no_kafka_is_told_and_has_its_exit_code(
    runner: CliRunner, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("tocsin.clients._CONNECT_MS", 50)
    result = runner.invoke(cli.app, [*arguments, "--bootstrap", CLOSED_PORT], input="")
    assert result.exit_code == ExitCode.KAFKA
    assert f"Kafka does not answer at {CLOSED_PORT}" in result.output
    assert "tocsin broker start" in result.output


def test_a_fault_of_tocsin_is_told_without_its_traceback(runner: CliRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(article: object) -> None:
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr("tocsin.extraction.extract", fail)
    result = runner.invoke(cli.app, ["extract"], input='{"text": "a"}\n')
    assert result.exit_code == ExitCode.BUG
    assert (
        result.output == "tocsin: a fault of Tocsin: ZeroDivisionError: division by zero (TOCSIN_DEBUG=1 shows where)\n"
    )


def test_a_closed_pipe_is_quiet() -> None:
    """As in `tocsin extract | head -1`: more output than a pipe holds, and a reader that leaves after a line."""
    article = b'{"text": "%s"}\n' % (b"a drone was shot down. " * 20)
    process = subprocess.Popen(
        [*TOCSIN, "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    assert process.stderr
    process.stdin.write(article)
    process.stdin.flush()
    assert process.stdout.readline()
    process.stdout.close()
    process.stdin.write(article)
    process.stdin.close()
    assert process.wait(30) == ExitCode.PIPE_CLOSED
    assert process.stderr.read() == b""


def test_ctrl_c_is_clean() -> None:
    process = subprocess.Popen(
        [*TOCSIN, "extract"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b'{"text": "a"}\n')
    process.stdin.flush()
    assert process.stdout.readline()  # it waits for the next line now
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=30)
    assert process.returncode == ExitCode.INTERRUPTED
    assert error == b""


def test_the_start_of_extract_needs_no_kafka_client_and_no_settings() -> None:
    script = (
        "import sys; from tocsin.cli import main\ntry: main()\nfinally: print(sorted(sys.modules), file=sys.stderr)"
    )
    found = subprocess.run(
        [sys.executable, "-c", script, "extract"], input=b'{"text": "a"}', capture_output=True, timeout=60, check=True
    )
    loaded = found.stderr.decode()
    assert "'tocsin.extraction'" in loaded
    for name in ("kafka", "faust", "aiokafka", "pydantic_settings", "rich.progress"):
        assert f"'{name}'" not in loaded


def test_config_prints_toml_that_gives_the_same_settings(
    runner: CliRunner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("TOCSIN_GROUP", 'a "quoted" group')
    monkeypatch.setenv("TOCSIN_SASL_PASSWORD", "open sesame")
    before = settings.load()
    result = runner.invoke(cli.app, ["config"])
    assert "open sesame" not in result.output
    assert '# sasl_password = "**********"' in result.output
    (tmp_path / "tocsin.toml").write_text(result.output, encoding="utf-8")
    monkeypatch.delenv("TOCSIN_GROUP")
    assert settings.load() == before


def test_version(runner: CliRunner) -> None:
    assert runner.invoke(cli.app, ["--version"]).output == f"tocsin 0.1.0, {compiled.build()}\n"


def test_errors_carry_the_documented_exit_code() -> None:
    assert KafkaUnavailable("x").exit_code == 3
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    for code in ExitCode:
        assert f"| {code.value} |" in text, code
