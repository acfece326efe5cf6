"""`tocsin broker`: an embedded Kafka that runs on its own."""

from typing import Annotated

import typer

from tocsin.cli.options import settings
from tocsin.cli.progress import downloads
from tocsin.errors import ExitCode

PORT = 9092

app = typer.Typer(
    help="Start and stop an embedded Kafka that runs on its own.\n\nExample: tocsin broker start", no_args_is_help=True
)


@app.command("start")
def start(
    port: Annotated[int, typer.Option(min=1, max=65535, help="Where it listens, on loopback.")] = PORT,
) -> None:
    """Start the embedded Kafka and leave it running.

    Example: tocsin broker start && tocsin topics apply && tocsin worker
    """
    from tocsin.broker import start_detached

    chosen = settings()
    with downloads() as progress:
        status = start_detached(chosen.data_dir, port, cache_dir=chosen.cache_dir, on_download=progress)
    typer.echo(f"Kafka answers at {status.bootstrap}; its log is {status.log}")


@app.command("stop")
def stop() -> None:
    """Stop the embedded Kafka; its records are kept.

    Example: tocsin broker stop
    """
    from tocsin.broker import stop_detached

    typer.echo("stopped" if stop_detached(settings().data_dir) else "no broker was running")


@app.command("status")
def show_status() -> None:
    """Say whether the embedded Kafka runs; the exit code is 3 where it does not.

    Example: tocsin broker status
    """
    from tocsin.broker import status

    found = status(settings().data_dir)
    if found.state == "running":
        typer.echo(f"running at {found.bootstrap}, process {found.pid}; its log is {found.log}")
    else:
        typer.echo(f"{found.state}; its log is {found.log}")
        raise typer.Exit(ExitCode.KAFKA)
