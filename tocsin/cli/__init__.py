"""The command line. Commands import what they need when they run, so that `tocsin extract` starts at once."""

import os
import sys
import traceback
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from tocsin.cli import articles, broker, config, dead_letters, kafka, running
from tocsin.cli.options import report
from tocsin.errors import ExitCode, TocsinError


class Commands(TyperGroup):
    """Ends every command the same way: one sentence on standard error and an exit code that means something."""

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader has gone; what is left in the buffer must not complain at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(ExitCode.PIPE_CLOSED) from None
        except TocsinError as error:
            report(error)
            raise typer.Exit(error.exit_code) from None
        except Exception as error:
            if type(error).__module__.startswith("typer."):
                raise
            if "TOCSIN_DEBUG" in os.environ:
                traceback.print_exc()
            report(f"a fault of Tocsin: {type(error).__name__}: {error} (TOCSIN_DEBUG=1 shows where)")
            raise typer.Exit(ExitCode.BUG) from None


app = typer.Typer(
    cls=Commands,
    help="Alerts about casualties and losses from live news, each with its source, its count and its words.",
    epilog="Example: tocsin extract articles.jsonl --pretty\n\n"
    "Exit codes: 0 done, 1 done in part, 2 wrong command line or settings, 3 no Kafka, 70 a fault of Tocsin.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        from tocsin import compiled

        typer.echo(f"tocsin {version('tocsin')}, {compiled.build()}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")] = (
        False
    ),
) -> None:
    """Options of `tocsin` itself."""


app.command()(running.up)
app.command()(articles.extract)
app.command()(articles.explain)
app.command()(kafka.ingest)
app.command()(kafka.tail)
app.command()(running.worker)
app.add_typer(kafka.topics, name="topics")
app.add_typer(broker.app, name="broker")
app.add_typer(dead_letters.app, name="dead-letters")
app.command()(config.config)


def main() -> None:
    """The entry point of `tocsin`."""
    app(prog_name="tocsin")
