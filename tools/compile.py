"""Compile the core: `python -m tools.compile`, which does nothing where the present sources are compiled already.

mypyc makes one native library of all modules, and for each module an extension that enters it. Where there is no C
compiler Tocsin runs from its sources, slower: that is no error.
"""

import io
import os
import shlex
import shutil
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path

from mypyc.build import mypycify
from setuptools import Distribution
from setuptools.command.build_ext import build_ext

from tocsin import compiled

LEVEL = "2"
"""How far the C compiler optimises: at 3 it takes longer, and what it makes is no faster."""
FLAGS = ["-Wno-error", "-fvisibility=hidden"]
"""What one compiler warns of is no reason to have none; and functions that only the library itself calls are called
directly, which makes it a twentieth faster.
"""
MADE = "made-with.txt"
"""The file in a build that says with what it was made."""


def missing() -> str | None:
    """What compiling needs and this machine lacks."""
    program = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]
    if shutil.which(program) is None:
        return f"a C compiler ({program})"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "the headers of Python (Debian and Ubuntu: apt install python3-dev)"
    return None


def build(folder: Path) -> None:
    """Compile the present sources into that folder, and drop the builds of earlier ones."""
    old = list(compiled.BUILDS.iterdir()) if compiled.BUILDS.is_dir() else []
    compiled.BUILDS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=compiled.BUILDS) as made:
        libraries = _compile([path.as_posix() for path in compiled.modules()], Path(made))
        (libraries / MADE).write_text(_maker(), encoding="utf-8")
        for earlier in old:
            shutil.rmtree(earlier)
        libraries.rename(folder)


@contextmanager
def _quiet() -> Iterator[None]:
    """What mypyc prints, its hints too, is told only where it fails."""
    told = io.StringIO()
    try:
        with redirect_stdout(told), redirect_stderr(told):
            yield
    except BaseException:
        print(told.getvalue(), file=sys.stderr)
        raise


def _compile(sources: list[str], made: Path) -> Path:
    """The folder of the extensions that were made of these sources."""
    with chdir(compiled.ROOT), _quiet():
        extensions = mypycify(
            sources, opt_level=LEVEL, debug_level="0", target_dir=str(made / "c"), group_name="tocsin_core"
        )
        for extension in extensions:
            extension.extra_compile_args += FLAGS
        command = build_ext(Distribution({"name": "tocsin", "ext_modules": extensions}))
        command.build_lib, command.build_temp = str(made / "lib"), str(made / "objects")
        command.ensure_finalized()
        command.run()
    return made / "lib"


def _maker() -> str:
    """What determines a build besides the sources."""
    return f"mypy {version('mypy')}, level {LEVEL}, {' '.join(FLAGS)}\n"


def _is_made(folder: Path) -> bool:
    made = folder / MADE
    return made.is_file() and made.read_text(encoding="utf-8") == _maker()


def main() -> None:
    """Compile, unless it is done or cannot be."""
    folder = compiled.folder()
    if _is_made(folder):
        return
    if lack := missing():
        print(f"Not compiled for want of {lack}: Tocsin runs from its sources, at half the speed.")
        return
    print("Compiling the core, a minute or two ...", flush=True)
    start = time.monotonic()
    build(folder)
    print(f"Compiled in {time.monotonic() - start:.0f} s.")


if __name__ == "__main__":
    main()
