"""Claims of `tocsin extract` against careful readers: `python -m bench.accuracy`; `--record` renews the record.

The gold documents are not part of this repository: they stand beside it, in ../shared/claims. Those of bench/written
were invented for it: rules were made by the errors in "written", none by those in "unseen", which nobody has read.
Exits 1 where a figure falls more than half a point below the recorded one.
"""

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench import calibration

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT.parent / "shared" / "claims"
RECORDED = Path(__file__).with_name("accuracy.json")
WRITTEN = Path(__file__).with_name("written")
WHOLE = ("ar", "ar-hard", "en", "stance")
ALL = "dev"
"""The name under which the confidence of claims of all sets of `dev` is told."""
TOLERANCE = 0.005
DRIFT = 0.02
"""By how much the error of confidence may grow."""
NOTHING_TO_FIND = ("negative", "not_a_claim")
"""Kinds of documents that hold no claim: a false alarm is their only figure."""


def scorer(folder: Path = GOLD) -> Any:
    """The module that matches predictions to gold; FileNotFoundError where it is not in the folder."""
    spec = importlib.util.spec_from_file_location("score", folder / "score.py")
    if spec is None or spec.loader is None:
        raise ImportError(f"{folder / 'score.py'} is no module")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def score(name: str, language: str | None = None, folder: Path = GOLD / "dev") -> dict[str, Any]:
    """The scorer's figures for a set, or for the documents of it in one language; `judged` are its claims with their
    confidence.
    """
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
        module = scorer()
        judged = calibration.judged(module, module.load(where["gold"]), module.load(where["predicted"]))
    return {**json.loads(run.stdout), "judged": judged}


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


def confidence(figures: dict[str, dict[str, Any]]) -> dict[str, calibration.Judged]:
    """The claims of `dev` together, and those of each set of the written documents, with their confidence."""
    together: dict[str, calibration.Judged] = {}
    for name, figure in figures.items():
        whole = name.split(",")[0]
        together.setdefault(whole if (WRITTEN / f"{whole}.docs.jsonl").exists() else ALL, []).extend(figure["judged"])
    return together


def report(figures: dict[str, dict[str, Any]]) -> str:
    """All tables, as Markdown."""
    return "\n\n".join((table(figures), kinds(figures), calibration.table(confidence(figures))))


def record(figures: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """What must not fall: core and full F1 of each set, and what the error of confidence leaves of 1."""
    kept = {name: {key: figure[key]["f1"] for key in ("core", "full")} for name, figure in figures.items()}
    sure = {name: round(1 - calibration.error(judged), 4) for name, judged in confidence(figures).items()}
    return {**kept, "confidence": sure}


def fallen(figures: dict[str, dict[str, Any]]) -> list[str]:
    """The figures that are below the recorded ones by more than the tolerance."""
    now = record(figures)
    return [
        f"{name}: {key} fell from {value} to {now[name][key]}"
        for name, recorded in json.loads(RECORDED.read_text("utf-8")).items()
        for key, value in recorded.items()
        if now[name][key] < value - (DRIFT if name == "confidence" else TOLERANCE)
    ]


def measure() -> dict[str, dict[str, Any]]:
    """Every set, each language's part of those that hold several, and the documents written for this."""
    figures = {name: score(name) for name in WHOLE}
    for language in ("ar", "en"):
        figures[f"multi, {language}"] = score("multi", language)
    for kind in ("written", "alike", "unseen"):
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
    print(report(figures))
    if options.record:
        RECORDED.write_text(json.dumps(record(figures), indent=1) + "\n", "utf-8")
        return 0
    for line in (told := fallen(figures)):
        print(line, file=sys.stderr)
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
