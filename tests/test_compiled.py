"""The compiled build of the core: it is used while the sources are those that it was made of, and reads the same."""

import json
import os
import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

from tocsin import compiled
from tocsin.languages import codes
from tools import compile as compiling

built = pytest.mark.skipif(not compiled.folder().is_dir(), reason="not compiled: `make compile`")
READ = """
import sys
from tocsin import compiled
from bench.speed import articles
from tocsin.extraction import explain, extract
from pathlib import Path
import msgspec
print(compiled.build())
for article in articles([Path(name) for name in sys.argv[1:]]):
    print(msgspec.json.encode([extract(article), explain(article)]).decode())
"""


def run(script: str, *arguments: str, **variables: str) -> list[str]:
    """The lines that another Python prints."""
    environment = {name: value for name, value in os.environ.items() if name != compiled.VARIABLE} | variables
    found = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=compiled.ROOT,
        env=environment,
    )
    assert found.returncode == 0, found.stderr
    return found.stdout.splitlines()


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what the compiled build depends on, with a build of it that holds nothing."""
    for package in (*compiled.PACKAGES, compiled.CONTRACTS):
        (tmp_path / package).mkdir(parents=True)
        for source in (compiled.ROOT / package).glob("*.py"):
            (tmp_path / package / source.name).write_bytes(source.read_bytes())
    monkeypatch.setattr(compiled, "ROOT", tmp_path)
    monkeypatch.setattr(compiled, "BUILDS", tmp_path / "builds")
    monkeypatch.setattr(sys, "meta_path", [])
    monkeypatch.delenv(compiled.VARIABLE, raising=False)
    compiled.folder().mkdir(parents=True)
    return tmp_path


def test_it_is_used_while_the_sources_are_those_it_was_made_of(copy: Path) -> None:
    compiled.use()
    assert compiled.build() == "compiled"


@pytest.mark.parametrize("package", [*compiled.PACKAGES, compiled.CONTRACTS])
def test_an_edited_source_is_what_runs(copy: Path, package: str) -> None:
    with (copy / package / "__init__.py").open("a") as source:
        source.write("\n")
    compiled.use()
    assert compiled.build() == "interpreted"


def test_a_source_more_is_an_edit(copy: Path) -> None:
    (copy / compiled.PACKAGES[0] / "new.py").touch()
    compiled.use()
    assert not compiled.in_use()


def test_a_variable_switches_it_off(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(compiled.VARIABLE, "1")
    compiled.use()
    assert not compiled.in_use()


@pytest.mark.parametrize("made", [True, False])
@pytest.mark.parametrize("wanted", [True, False])
def test_a_profiled_build_serves_for_a_plain_one(tmp_path: Path, made: bool, wanted: bool) -> None:
    (tmp_path / compiling.MADE).write_text(compiling.maker(profiled=made))
    assert compiling.is_made(tmp_path, profiled=wanted) == (made or not wanted)


def test_the_modules_that_are_left_out_are_there() -> None:
    assert all((compiled.ROOT / module).is_file() for module in compiled.INTERPRETED)


@built
def test_every_module_is_imported_from_the_build() -> None:
    """The rest of the tests run on it, then."""
    names = [".".join(module.with_suffix("").parts) for module in compiled.modules()]
    script = f"import sys, tocsin.extraction\nfor n in {names}: print(getattr(sys.modules.get(n), '__file__', n))"
    assert [file for file in run(script) if not file.endswith(compiled.SUFFIX)] == []


@built
def test_both_builds_read_the_same(tmp_path: Path) -> None:
    """The records of all examples of the packs, in the order in which one process reads them, byte for byte."""
    examples = tmp_path / "examples.jsonl"
    with examples.open("w", encoding="utf-8") as file:
        for language in codes():
            for name in ("examples.jsonl", "counter_examples.jsonl"):
                known = resources.files("tocsin.languages").joinpath(language, name).read_text("utf-8")
                for number, line in enumerate(known.splitlines()):
                    text = {"id": f"{name}-{number}", "lang": language, "title": "", "text": json.loads(line)["text"]}
                    file.write(json.dumps(text) + "\n")
    native, sources = run(READ, str(examples)), run(READ, str(examples), **{compiled.VARIABLE: "1"})
    assert (native[0], sources[0]) == ("compiled", "interpreted")
    assert len(native) > 800
    assert native[1:] == sources[1:]
