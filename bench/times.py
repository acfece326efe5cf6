"""Times of the dev documents against a reader's: `python -m bench.times` prints how many resolve as read, and how fast.

time_expressions.tsv holds the expressions as document ids and offsets, with the interval (UTC) that a reader gave each
("unresolved" where it depends on the date of an undated article). The documents stand beside the repository, in
../shared/claims. Exits 1 where fewer than 92 of 100 agree.
"""

import csv
import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tocsin.times import Timed, find_times

DOCUMENTS = Path(__file__).resolve().parent.parent.parent / "shared" / "claims" / "dev"
LIMIT = 0.92
Row = dict[str, str]


def documents() -> dict[str, str]:
    """The dev documents by id."""
    found = {}
    for path in sorted(DOCUMENTS.glob("*.docs.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            document: dict[str, Any] = json.loads(line)
            found[document["id"]] = f"{document['title']}\n\n{document['text']}"
    return found


def rows() -> list[Row]:
    """The expressions as read."""
    with Path(__file__).with_name("time_expressions.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def published(row: Row) -> datetime | None:
    """The date of the row's article, or None."""
    return datetime.fromisoformat(row["published"]).replace(tzinfo=UTC) if row["published"] else None


def wrong(texts: dict[str, str]) -> Iterator[tuple[Row, Timed | None]]:
    """The expressions that resolve to something else, or that are not found."""
    found: dict[str, list[Timed]] = {}
    for row in rows():
        name = row["document"]
        if name not in found:
            found[name] = find_times(texts[name], row["language"], published(row))
        start, end = int(row["start"]), int(row["end"])
        timed = next((timed for timed in found[name] if timed.span.start < end and start < timed.span.end), None)
        if timed is None or reading(timed) != (row["from"], row["to"], row["precision"]):
            yield row, timed


def reading(timed: Timed) -> tuple[str, str, str]:
    """What an expression resolved to, as a row holds it."""
    when = timed.when
    if when is None:
        return "", "", "unresolved"
    return minute(when.start), minute(when.end), when.precision


def minute(moment: datetime | None) -> str:
    """The minute, in UTC; nothing where the interval is open."""
    return "" if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M")


def main() -> int:
    """Print the share of each language, what is wrong, and the time that it takes."""
    if not DOCUMENTS.is_dir():
        print("The dev documents (../shared/claims/dev) are not here: nothing to measure.", file=sys.stderr)
        return 2
    texts, all_rows, failed = documents(), rows(), list(wrong(documents()))
    for language in sorted({row["language"] for row in all_rows}):
        count = sum(row["language"] == language for row in all_rows)
        bad = sum(row["language"] == language for row, _ in failed)
        print(f"{language}: {count - bad} of {count} ({(count - bad) / count:.3f})")
    for row, timed in failed:
        text = texts[row["document"]][int(row["start"]) : int(row["end"])]
        print(f"  {text!r}: {row['from']}..{row['to']} {row['precision']}, not {timed and reading(timed)}")
    inputs = [(texts[row["document"]], row["language"], published(row)) for row in all_rows]
    spent = []
    for _ in range(3):
        begun = time.process_time()
        for text, language, date in inputs:
            find_times(text, language, date)
        spent.append(time.process_time() - begun)
    print(f"{min(spent) / len(inputs) * 1e6:.0f} microseconds a whole article")
    return int(len(failed) > (1 - LIMIT) * len(all_rows))


if __name__ == "__main__":
    raise SystemExit(main())
