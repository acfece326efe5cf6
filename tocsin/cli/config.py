"""`tocsin config`: the settings in force."""

import json
from typing import Any

import typer

from tocsin.cli.options import Bootstrap


def config(bootstrap: Bootstrap = None) -> None:
    """Print the settings in force, as a TOML file; secrets are masked.

    Example: tocsin config > tocsin.toml
    """
    from tocsin.settings import Settings, load, variable

    chosen = load(bootstrap=bootstrap)
    for name, field in Settings.model_fields.items():
        typer.echo(f"# {field.description} ({variable(name)})")
        typer.echo(_line(name, getattr(chosen, name)))


def _line(name: str, value: Any) -> str:
    """A line of TOML; a comment for what is not set, and for a secret, whose text is masked."""
    if value is None:
        return f"# {name} ="
    shown = str(value) if isinstance(value, int | float) else json.dumps(str(value), ensure_ascii=False)
    return f"# {name} = {shown}" if hasattr(value, "get_secret_value") else f"{name} = {shown}"
