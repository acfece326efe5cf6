"""Every language pack: it loads, keeps to what the engine knows, and its corpora are read as they say."""

import ast
import re
import shutil
from pathlib import Path

import corpus
import pytest

from tocsin import extraction
from tocsin.extraction.cues import CUES
from tocsin.extraction.loading import load
from tocsin.extraction.packs import FILES, problems
from tocsin.extraction.words import PackError
from tocsin.languages import codes

WORD = re.compile(r"[\u0370-\u03ff\u0400-\u0481\u048a-\u052f\u05d0-\u05ea\u0621-\u063f\u0641-\u064a]")
CASES = [case for language in codes() for case in corpus.cases(language)]


def test_the_first_languages_have_packs() -> None:
    assert {"ar", "en"} <= set(codes())


@pytest.mark.parametrize("language", codes())
def test_packs_hold_what_the_engine_knows(language: str) -> None:
    assert problems(language) == []


@pytest.mark.parametrize("language", codes())
def test_corpora_are_large_and_unlike(language: str) -> None:
    cases = [case for case in CASES if case.language == language]
    assert len({case.text for case in cases}) == len(cases)
    assert sum(case.file == "examples" for case in cases) >= 100
    assert sum(case.file == "counter_examples" for case in cases) >= 60


@pytest.mark.parametrize("case", [case for case in CASES if not case.open], ids=str)
def test_corpus(case: corpus.Case) -> None:
    assert corpus.differences(case) == []


@pytest.mark.parametrize("case", [case for case in CASES if case.open], ids=str)
def test_open_cases_are_still_open(case: corpus.Case) -> None:
    assert corpus.differences(case), f'{case} is read right: take its "open" away'


def test_every_cue_is_read_by_the_engine() -> None:
    folder = Path(extraction.__file__).parent
    sources = "".join(path.read_text("utf-8") for path in folder.glob("*.py") if path.name != "cues.py")
    assert [cue for cue in CUES if f'"{cue}"' not in sources] == []


def test_the_engine_knows_no_language() -> None:
    """No word of a script that is not Latin stands in its code; its documentation may show some."""
    found = []
    for path in Path(extraction.__file__).parent.glob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        words = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]
        found += [f"{path.name}:{node.lineno}" for node in words if id(node) not in said and WORD.search(node.value)]
    assert found == []


def test_few_cases_are_open() -> None:
    assert sum(case.open for case in CASES) <= 0.12 * len(CASES)


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English pack under the code "xx", to be spoilt."""
    from importlib import resources

    shutil.copytree(str(resources.files("tocsin.languages").joinpath("en")), tmp_path / "xx")
    monkeypatch.setattr("tocsin.extraction.loading.packs_folder", lambda: tmp_path)
    load.cache_clear()
    yield tmp_path / "xx"
    load.cache_clear()


def append(path: Path, text: str) -> None:
    path.write_text(path.read_text("utf-8") + text, "utf-8")


@pytest.mark.parametrize("file", FILES)
def test_a_missing_file_is_named(pack: Path, file: str) -> None:
    (pack / file).unlink()
    assert any(file in problem for problem in problems("xx"))


@pytest.mark.parametrize(
    ("file", "added", "said"),
    [
        ("triggers.toml", '\n[[rule]]\nname = "x"\neffekt = "killed"\nforms = ["x"]\n', "effekt"),
        ("triggers.toml", '\n[[rule]]\nname = "x"\npeople = "slain"\nforms = ["x"]\n', "slain"),
        ("triggers.toml", '\n[[rule]]\nname = "x"\npeople = "killed"\nforms = "x"\n', "list of words"),
        ("triggers.toml", '\n[[rule]]\nname = "x"\npeople = "killed"\nforms = []\n', "no forms"),
        ("triggers.toml", '\n[[rule]]\nname = "x"\npeople = "killed"\npatient = ["above"]\nforms = ["x"]\n', "above"),
        ("triggers.toml", '\n[[rule]]\npeople = "killed"\nforms = ["x"]\n', "name"),
        ("targets.toml", '\n[[noun]]\nclass = "dragon"\nsingular = ["dragon"]\n', "dragon"),
        ("targets.toml", '\n[[noun]]\nsingular = ["x"]\n', "class"),
        ("context.toml", '\nnegasion = ["not"]\n', "negasion"),
        ("context.toml", "\nhalf = [\n", "context.toml: "),
        ("language.toml", '\n[[inflection]]\nfrom = "noun"\n', "inflection"),
        ("examples.jsonl", '{"text": "x"}\n', "claims"),
        ("examples.jsonl", "not json\n", "examples.jsonl, line"),
        ("examples.jsonl", '{"text": "x", "claims": [{"effect": "killed", "target": "person"}]}\n', "count"),
    ],
)
def test_a_spoilt_pack_is_told(pack: Path, file: str, added: str, said: str) -> None:
    append(pack / file, added)
    found = problems("xx")
    assert any(said in problem and file in problem for problem in found), found


def test_the_engine_refuses_a_spoilt_pack(pack: Path) -> None:
    (pack / "triggers.toml").write_text("[[rule]\n", "utf-8")
    with pytest.raises(PackError, match="triggers"):
        load("xx")
