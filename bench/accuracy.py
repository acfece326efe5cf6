"""Claims of `tocsin extract` against careful readers: `python -m bench.accuracy`; `--record` renews the record.

The gold documents are not part of this repository: they stand beside it, in ../shared/claims. Those of bench/written
were invented for it: rules were made by the errors in "written", none by those in "unseen", which nobody has read.
Exits 1 where a figure falls more than half a point below the recorded one.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "claims"
RECORDED = Path(__file__).with_name("accuracy.json")
WRITTEN = Path(__file__).with_name("written")
WHOLE = ("ar", "ar-hard", "en", "stance")
TOLERANCE = 0.005
NOTHING_TO_FIND = ("negative", "not_a_claim")
"""Kinds of documents that hold no claim: a false alarm is their only figure."""


def score(name: str, language: str | None = None, folder: Path = GOLD / "dev") -> dict[str, Any]:
    """The scorer's figures for a set, or for the documents of it in one language."""
    lines = (folder / f"{name}.docs.jsonl").read_text("utf-8").splitlines()
    documents = [line for line in lines if language in (None, json.loads(line)["lang"])]
    wanted = {json.loads(line)["id"] for line in documents}
    gold = [
        line
        for line in (folder / f"{name}.gold.jsonl").read_text("utf-8").splitlines()
        if json.loads(line)["id"] in wanted
    ]
    with tempfile.TemporaryDirectory() as scratch:
        where = {kind: Path(scratch) / f"{kind}.jsonl" for kind in ("docs", "gold", "predicted")}
        where["docs"].write_text("\n".join(documents) + "\n", "utf-8")
        where["gold"].write_text("\n".join(gold) + "\n", "utf-8")
        with where["predicted"].open("wb") as out:
            subprocess.run(
                [sys.executable, "-m", "tocsin", "extract", str(where["docs"])], check=True, stdout=out, cwd=ROOT
            )
        run = subprocess.run(
            [
                sys.executable,
                str(GOLD / "score.py"),
                str(where["gold"]),
                str(where["predicted"]),
                "--docs",
                str(where["docs"]),
                "--json",
            ],
            check=True,
            capture_output=True,
            text=True,
        )
    return dict(json.loads(run.stdout))


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The figures as a Markdown table."""
    names = ("count", "target", "effect", "stance", "scope", "background", "claimant", "party", "actor", "place")
    rows = [
        f"| set | claims | core F1 | full F1 | quantified | denials found | false alarms | {' | '.join(names)} |",
        "|---|" + "---|" * (6 + len(names)),
    ]
    for name, figure in figures.items():
        cells = [figure["core"]["f1"], figure["full"]["f1"], figure["core_quantified"]["f1"], figure["denial_recall"]]
        cells += [figure["attribute_accuracy"].get(key) for key in names]
        written = ["" if cell is None else f"{cell:.3f}" for cell in cells]
        written.insert(4, figure["false_alarm_documents"].replace("/", " of "))
        numbers = " | ".join(written)
        rows.append(f"| {name} | {figure['gold_claims']} | {numbers} |")
    return "\n".join(rows)


def kinds(figures: dict[str, dict[str, Any]]) -> str:
    """Core F1 by kind of document."""
    rows = ["| set | " + "core F1 by kind of document |", "|---|---|"]
    for name, figure in figures.items():
        if name in WHOLE:
            by_kind = {kind: f1 for kind, f1 in figure["core_f1_by_kind"].items() if kind not in NOTHING_TO_FIND}
            rows.append(f"| {name} | {', '.join(f'{kind} {f1:.2f}' for kind, f1 in by_kind.items())} |")
    return "\n".join(rows)


def measure() -> dict[str, dict[str, Any]]:
    """Every set, each language's part of those that hold several, and the documents written for this."""
    figures = {name: score(name) for name in WHOLE}
    for language in ("ar", "en"):
        figures[f"multi, {language}"] = score("multi", language)
    for kind in ("written", "unseen"):
        for language in ("ar", "en"):
            figures[f"{kind}, {language}"] = score(kind, language, WRITTEN)
    return figures


def main() -> int:
    """Print the table; compare with the record, or renew it."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--record", action="store_true", help="write the figures as the new record")
    options = arguments.parse_args()
    if not GOLD.is_dir():
        print("The gold documents (../shared/claims) are not here: nothing to measure.", file=sys.stderr)
        return 2
    figures = measure()
    print(table(figures), kinds(figures), sep="\n\n")
    short = {name: {"core": figure["core"]["f1"], "full": figure["full"]["f1"]} for name, figure in figures.items()}
    if options.record:
        RECORDED.write_text(json.dumps(short, indent=1) + "\n", "utf-8")
        return 0
    fallen = 0
    for name, recorded in json.loads(RECORDED.read_text("utf-8")).items():
        for key, value in recorded.items():
            if short[name][key] < value - TOLERANCE:
                print(f"{name}: {key} fell from {value} to {short[name][key]}", file=sys.stderr)
                fallen = 1
    return fallen


if __name__ == "__main__":
    sys.exit(main())
