"""The compiled build of the core: native extensions of the same sources, which run only while they match these.

`make compile` puts them in `tocsin/_compiled`, in a folder that is named after a hash of the sources. So an edited
source is what runs, whatever was compiled before it. `TOCSIN_INTERPRETED=1` runs the sources even so.
"""

import os
import sys
from collections.abc import Sequence
from hashlib import blake2b
from importlib.machinery import EXTENSION_SUFFIXES, ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[1]
BUILDS = Path(__file__).parent / "_compiled"
PACKAGES = ("tocsin/entities", "tocsin/extraction", "tocsin/times")
CONTRACTS = "topics"
"""The package whose types compiled code relies on."""
INTERPRETED = frozenset(
    (
        "tocsin/entities/built.py",  # classes of msgspec
        "tocsin/entities/cues.py",  # finds its data beside itself
        "tocsin/extraction/cues.py",  # what `packs` knows
        "tocsin/extraction/explanation.py",  # a class of msgspec
        "tocsin/extraction/loading.py",  # runs once a language
        "tocsin/extraction/packs.py",  # a program
    )
)
"""Modules of the packages that are not compiled; neither are their `__init__.py`."""
SUFFIX = EXTENSION_SUFFIXES[0]
VARIABLE = "TOCSIN_INTERPRETED"


class _Finder:
    """Finds modules among the extensions of a build."""

    def __init__(self, folder: Path) -> None:
        files = folder.rglob(f"*{SUFFIX}")
        self.files = {".".join(file.relative_to(folder).parts).removesuffix(SUFFIX): file for file in files}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        file = self.files.get(fullname)
        return None if file is None else spec_from_file_location(fullname, file)


def modules() -> list[Path]:
    """The sources that are compiled, relative to the folder of the packages."""
    found = (path.relative_to(ROOT) for package in PACKAGES for path in sorted((ROOT / package).glob("*.py")))
    return [path for path in found if path.name != "__init__.py" and path.as_posix() not in INTERPRETED]


def folder() -> Path:
    """Where the build of the present sources is, or would be, for this Python."""
    state = blake2b(f"{SUFFIX} {sorted(INTERPRETED)}".encode(), digest_size=16)
    for package in (*PACKAGES, CONTRACTS):
        with os.scandir(ROOT / package) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.name.endswith(".py"):
                    with open(entry.path, "rb") as file:
                        content = file.read()
                    state.update(f"{package}/{entry.name} {len(content)}\n".encode())
                    state.update(content)
    return BUILDS / state.hexdigest()


def use() -> None:
    """Have the core imported from its compiled build, where there is one of the present sources."""
    if BUILDS.is_dir() and not os.environ.get(VARIABLE) and (made := folder()).is_dir():
        find_in(made)


def find_in(build: Path) -> None:
    """Have the core imported from that folder."""
    sys.meta_path.insert(0, _Finder(build))


def in_use() -> bool:
    """Whether the compiled build is what runs."""
    return any(isinstance(finder, _Finder) for finder in sys.meta_path)


def build() -> str:
    """Which build of the core runs, in a word."""
    return "compiled" if in_use() else "interpreted"
