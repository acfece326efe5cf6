"""A progress bar for a person who watches a terminal, and nothing at all in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def counting(what: str, files: list[Path] | None) -> Iterator[Callable[[], None]]:
    """Gives a function that counts one more of `what`.

    A bar is drawn on standard error where that is a terminal that standard output does not write to as well.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(what, total=_lines(files))
        yield lambda: progress.advance(task)


def _lines(files: list[Path] | None) -> int | None:
    """How many lines the files have; None where one of them cannot be read twice."""
    if not files or not all(file.suffix == ".jsonl" and file.is_file() for file in files):
        return None
    total = 0
    for file in files:
        with file.open("rb") as stream:
            total += sum(chunk.count(b"\n") for chunk in iter(lambda: stream.read(1 << 20), b""))
    return total
