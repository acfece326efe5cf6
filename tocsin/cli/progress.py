"""What a person who watches a terminal is told on standard error: bars there, and none in a pipe."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer


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


@contextmanager
def downloads() -> Iterator[Callable[[int, int], None]]:
    """Shows the first download of Kafka: a bar on a terminal, one line elsewhere."""
    from rich.console import Console
    from rich.progress import Progress

    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("fetching Apache Kafka, once", total=None, visible=False)

        def show(done: int, total: int) -> None:
            if done == 0 and not console.is_terminal:
                say(f"fetching Apache Kafka, {total} files, once")
            progress.update(task, completed=done, total=total, visible=True)

        yield show


def say(text: str) -> None:
    """Tell a person how things go, on standard error."""
    typer.secho(text, err=True, dim=True)
