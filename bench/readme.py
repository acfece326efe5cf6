"""The parts of README.md that commands write: `python -m bench.readme [demo] [accuracy] [speed]`, without any the demo.

Each stands between two comments, `<!-- NAME -->` and `<!-- /NAME -->`. The demo is what `make demo` prints of the
example, by the same functions and without Kafka; the accuracy is the tables of `bench.accuracy`.
"""

import io
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from tocsin import pretty
from tocsin.alerts import alerts_of, default_rules
from tocsin.article_files import Unreadable, read
from tocsin.extraction import extract

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
EXAMPLE = ROOT / "examples" / "karabakh.json"
COLUMNS = 100


def demo() -> str:
    """The alerts of the example, as a terminal of 100 columns shows them."""
    out = io.StringIO()
    console = Console(file=out, width=COLUMNS, highlight=False, color_system=None)
    with EXAMPLE.open("rb") as stream:
        for item in read(stream, str(EXAMPLE), "json", datetime.now(UTC)):
            if isinstance(item, Unreadable):
                raise ValueError(str(item))
            for alert in alerts_of(extract(item), default_rules()):
                console.print(pretty.alert(alert))
    lines = (line.rstrip() for line in out.getvalue().rstrip().splitlines())
    return "\n".join(("```text", *lines, "```"))


def accuracy() -> str:
    """The tables of `bench.accuracy`, measured now."""
    from bench.accuracy import measure, report

    return report(measure())


def speed() -> str:
    """What `bench.speed` measures, now."""
    from bench.speed import known_articles, summary

    return summary(known_articles())[0]


PARTS: dict[str, Callable[[], str]] = {"demo": demo, "accuracy": accuracy, "speed": speed}


def written(readme: str, name: str, text: str) -> str:
    """The README with this text in the part of this name. Raises ValueError where it has no such part."""
    whole = re.compile(rf"(<!-- {name} -->\n)(?:.*?\n)?(<!-- /{name} -->)", re.DOTALL)
    changed, parts = whole.subn(lambda match: f"{match[1]}{text}\n{match[2]}", readme)
    if parts != 1:
        raise ValueError(f"README.md has {parts} parts named {name}, not one")
    return changed


def main(names: list[str]) -> None:
    """Write these parts."""
    text = README.read_text(encoding="utf-8")
    for name in names or ["demo"]:
        text = written(text, name, PARTS[name]())
    README.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
