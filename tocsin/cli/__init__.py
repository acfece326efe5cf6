"""The command line. Commands import what they need when they run, so that `tocsin extract` starts at once."""

import os
import sys
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tocsin.cli import articles
from tocsin.errors import ExitCode, TocsinError


class Commands(TyperGroup):
    """Ends every command the same way: one sentence on standard error and an exit code that means something."""

    def invoke(self, ctx: Any) -> object:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader has gone; what is left in the buffer must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.PIPE_CLOSED) from None
        except TocsinError as error:
            typer.echo(f"tocsin: {error}", err=True)
            raise typer.Exit(error.exit_code) from None


app = typer.Typer(
    name="tocsin",
    cls=Commands,
    help="Alerts about casualties and losses from live news, each with its source, its count and its words.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"tocsin {version('tocsin')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = (
        False
    ),
) -> None:
    """Options of `tocsin` itself."""


app.command()(articles.extract)


def main() -> None:
    """The entry point of `tocsin`."""
    app()
