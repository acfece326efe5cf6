"""Claims of `tocsin extract` against careful readers: `python -m bench.accuracy` prints a table, `--record` renews the recorded figures.

The gold documents are not part of this repository: they stand beside it, in ../shared/claims. Exits 1 where a figure falls more than
half a point below the recorded one.
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
SETS = ("ar", "ar-hard", "en", "stance", "multi")
TOLERANCE = 0.005


def score(name: str, keep: Any = None) -> dict[str, Any]:
    """The scorer's figures for a set; `keep(index, document)` chooses documents."""
    lines = (GOLD / "dev" / f"{name}.docs.jsonl").read_text("utf-8").splitlines()
    documents = [line for index, line in enumerate(lines) if keep is None or keep(index, json.loads(line))]
    wanted = {json.loads(line)["id"] for line in documents}
    gold = [line for line in (GOLD / "dev" / f"{name}.gold.jsonl").read_text("utf-8").splitlines() if json.loads(line)["id"] in wanted]
    with tempfile.TemporaryDirectory() as folder:
        where = {kind: Path(folder) / f"{kind}.jsonl" for kind in ("docs", "gold", "predicted")}
        where["docs"].write_text("\n".join(documents) + "\n", "utf-8")
        where["gold"].write_text("\n".join(gold) + "\n", "utf-8")
        with where["predicted"].open("wb") as out:
            subprocess.run([sys.executable, "-m", "tocsin", "extract", str(where["docs"])], check=True, stdout=out, cwd=ROOT)
        run = subprocess.run(
            [sys.executable, str(GOLD / "score.py"), str(where["gold"]), str(where["predicted"]), "--docs", str(where["docs"]), "--json"],
            check=True,
            capture_output=True,
            text=True,
        )
    return dict(json.loads(run.stdout))


def table(figures: dict[str, dict[str, Any]]) -> str:
    """The figures as a Markdown table."""
    rows = ["| set | core | full | quantified | stance | scope | claimant | party | actor | place | denials found |", "|---|" + "---|" * 10]
    for name, figure in figures.items():
        attributes = figure["attribute_accuracy"]
        cells = [figure["core"]["f1"], figure["full"]["f1"], figure["core_quantified"]["f1"]]
        cells += [attributes[key] for key in ("stance", "scope", "claimant", "party", "actor", "place")]
        cells.append(figure["denial_recall"])
        rows.append(f"| {name} | " + " | ".join("" if cell is None else f"{cell:.3f}" for cell in cells) + " |")
    return "\n".join(rows)


def measure() -> dict[str, dict[str, Any]]:
    """Every set, and each language's part of those that hold several."""
    figures = {name: score(name) for name in ("ar", "ar-hard", "en", "stance")}
    for language in ("ar", "en"):
        figures[f"multi, {language}"] = score("multi", lambda _, document, language=language: document["lang"] == language)
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
    print(table(figures))
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
