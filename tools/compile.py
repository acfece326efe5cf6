"""Compile the core: `python -m tools.compile`, which does nothing where the present sources are compiled already.

mypyc makes one native library of all modules, and for each module an extension that enters it. Where there is no C
compiler Tocsin runs from its sources, slower: that is no error.

With `--profiled` GCC compiles twice: a library that counts what runs while it reads the packs' examples, and from these
counts the one that is kept. That takes twice as long and runs a tenth faster.
"""

import io
import os
import shlex
import shutil
import subprocess
import sys
import sysconfig
import tempfile
import time
from collections.abc import Iterator
from contextlib import chdir, contextmanager, redirect_stderr, redirect_stdout
from importlib.metadata import version
from pathlib import Path

from mypyc.build import mypycify
from setuptools import Distribution, Extension
from setuptools.command.build_ext import build_ext

from tocsin import compiled

LEVEL = "2"
"""How far the C compiler optimises: at 3 it takes longer, and what it makes is no faster."""
FLAGS = ["-Wno-error", "-fvisibility=hidden"]
"""What one compiler warns of is no reason to have none; and functions that only the library itself calls are called
directly, which makes it a twentieth faster.
"""
COUNT, USE = ["-fprofile-generate"], ["-fprofile-use", "-fprofile-partial-training", "-Wno-missing-profile"]
"""With which GCC makes a library that counts what runs, and one by such counts; what never ran stays as it was."""
PROFILED = "--profiled"
MADE = "made-with.txt"
"""The file in a build that says with what it was made."""
TRAINING = """
import sys
from pathlib import Path
from tocsin import compiled
compiled.find_in(Path(sys.argv[1]))
from tocsin.extraction import extract
from tools.example_articles import example_articles
for article in example_articles():
    extract(article)
"""


def _compiler() -> str:
    """The program that compiles C."""
    return shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")[0]


def missing() -> str | None:
    """What compiling needs and this machine lacks."""
    if shutil.which(_compiler()) is None:
        return f"a C compiler ({_compiler()})"
    if not Path(sysconfig.get_path("include"), "Python.h").is_file():
        return "the headers of Python (Debian and Ubuntu: apt install python3-dev)"
    return None


def _is_gcc() -> bool:
    """Whether the C compiler is GCC, whose way of using profiles is known here."""
    told = subprocess.run([_compiler(), "--version"], capture_output=True, text=True, check=False).stdout
    return "Free Software Foundation" in told


def build(folder: Path, profiled: bool) -> None:
    """Compile the present sources into that folder, and drop the builds of earlier ones."""
    old = list(compiled.BUILDS.iterdir()) if compiled.BUILDS.is_dir() else []
    compiled.BUILDS.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=compiled.BUILDS) as made:
        libraries = _compile([path.as_posix() for path in compiled.modules()], Path(made), profiled)
        (libraries / MADE).write_text(maker(profiled), encoding="utf-8")
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


def _compile(sources: list[str], made: Path, profiled: bool) -> Path:
    """The folder of the extensions that were made of these sources."""
    with chdir(compiled.ROOT), _quiet():
        extensions = mypycify(
            sources, opt_level=LEVEL, debug_level="0", target_dir=str(made / "c"), group_name="tocsin_core"
        )
        if not profiled:
            return _libraries(extensions, made, [])
        counting = _libraries(extensions, made, COUNT).rename(made / "counting")
        subprocess.run([sys.executable, "-c", TRAINING, str(counting)], check=True)
        return _libraries(extensions, made, USE)


def _libraries(extensions: list[Extension], made: Path, flags: list[str]) -> Path:
    """The folder of the extensions, compiled with these flags too. The counts lie beside the objects."""
    told = [(list(extension.extra_compile_args), list(extension.extra_link_args)) for extension in extensions]
    for extension in extensions:
        extension.extra_compile_args += [*FLAGS, *flags]
        extension.extra_link_args += flags
    command = build_ext(Distribution({"name": "tocsin", "ext_modules": extensions}))
    command.build_lib, command.build_temp, command.force = str(made / "lib"), str(made / "objects"), True
    command.ensure_finalized()
    command.run()
    for extension, (compiling, linking) in zip(extensions, told, strict=True):
        extension.extra_compile_args, extension.extra_link_args = compiling, linking
    return made / "lib"


def maker(profiled: bool) -> str:
    """What determines a build besides the sources."""
    flags = [*FLAGS, *(USE if profiled else [])]
    return f"mypy {version('mypy')}, level {LEVEL}, {' '.join(flags)}\n"


def is_made(folder: Path, profiled: bool) -> bool:
    """Whether the folder holds that build, or a profiled one where that is not asked for."""
    made = folder / MADE
    return made.is_file() and made.read_text(encoding="utf-8") in {maker(profiled), maker(True)}


def main() -> None:
    """Compile, unless it is done or cannot be."""
    folder = compiled.folder()
    lack = missing()
    profiled = PROFILED in sys.argv[1:] and lack is None and _is_gcc()
    if is_made(folder, profiled):
        return
    if lack is not None:
        print(f"Not compiled for want of {lack}: Tocsin runs from its sources, at half the speed.")
        return
    print(f"Compiling the core{', twice' if profiled else ''}, some minutes ...", flush=True)
    start = time.monotonic()
    build(folder, profiled)
    print(f"Compiled in {time.monotonic() - start:.0f} s.")


if __name__ == "__main__":
    main()
