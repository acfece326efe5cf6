"""Fits the weights of `tocsin.extraction.judgement` on gold documents.

    python tools/train_judgement.py FOLDER [--write]

FOLDER holds NAME.docs.jsonl and NAME.gold.jsonl, as bench/written does. Whether a claim is a running total is learned
from those examples of the language packs that state a scope as well. Prints cross-validated figures, folds by document;
`--write` renews tocsin/extraction/weights.json. Needs scikit-learn, which Tocsin itself does not.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict

from bench.accuracy import WRITTEN, scorer
from tocsin.entities import ReadText
from tocsin.extraction.candidate import Candidate
from tocsin.extraction.claims import candidates
from tocsin.extraction.consolidation import consolidate
from tocsin.extraction.judgement import MAIN, claim_features, scope_features
from tocsin.extraction.judging import surroundings, told_before
from tocsin.extraction.loading import load
from tocsin.extraction.model import names_of
from tocsin.extraction.rendering import claims
from tocsin.extraction.sides import names
from tocsin.extraction.text import read

WEIGHTS = Path(__file__).parent.parent / "tocsin" / "extraction" / "weights.json"
PACKS = WEIGHTS.parent.parent / "languages"
SETS = ("ar", "ar-hard", "en", "stance", "multi", "written")
CALIBRATED_ON = ("alike",)
"""Documents that no rule and no weight was made on: how often claims of theirs are right sets the confidence."""
LANGUAGES = ("ar", "en")
EXAMPLES_DATE = "2026-03-14"  # as in tests/corpus.py
RARE = 4  # features seen less often are left out
STRENGTH = {"claim": 0.5, "cumulative": 0.3}  # inverse of the penalty on large weights
SHARE = {"written": 0.25}
"""How much an article of a set weighs, 1 where it is not said: those of "written" are many, and thick with claims."""
NOISE = 0.03  # weights smaller than this are dropped
THRESHOLD = 0.5
"""The least probability of a claim, before it is calibrated. F1 hardly changes between 0.4 and 0.6."""


def considered(document: dict[str, Any]) -> tuple[Any, list[Candidate]]:
    """The document's text and candidates, before judgement."""
    whole = f"{document['title']}\n\n{document['text']}"
    text = read(whole, len(document["title"]), load(document["lang"]))
    try:
        published_at = datetime.fromisoformat(document.get("date") or "").replace(tzinfo=UTC)
    except ValueError:
        published_at = None
    return text, candidates(text, names(text, ReadText(whole, text.fold).mentions), published_at)


def rows(folder: Path, sets: Iterable[str]) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """A row for each candidate (whether a claim) and for each matched one (whether cumulative)."""
    score, claim_rows, scope_rows = scorer(folder.parent), [], []
    for name in sets:
        where = WRITTEN if (WRITTEN / f"{name}.docs.jsonl").exists() else folder
        gold = score.load(where / f"{name}.gold.jsonl")
        for line in (where / f"{name}.docs.jsonl").read_text("utf-8").splitlines():
            document = json.loads(line)
            if document["lang"] not in LANGUAGES:
                continue
            text, found = considered(document)
            kept = consolidate(text, found)
            made = msgspec.to_builtins(tuple(claims(text, document["id"], kept)))
            wanted = gold[document["id"]]
            matched = {j: wanted[i] for i, j in score.match(wanted, made)}
            keys = {score.key(claim) for claim in wanted}
            last: tuple[int, str] | None = None
            for candidate, around in zip(found, surroundings(text, found), strict=True):
                before = told_before(text, last[1], last[0], candidate) if last else ""
                if candidate not in kept:
                    continue
                j = next(k for k, other in enumerate(kept) if other is candidate)
                right = j in matched and score.core(matched[j], made[j])
                redundant = j not in matched and score.key(made[j]) in keys
                group = f"{name}/{document['id'][:12]}"
                if not redundant:
                    claim_rows.append(
                        {
                            "group": group,
                            "yes": right,
                            "set": name,
                            "features": set(names_of(claim_features(text, candidate.binding, around))),
                        }
                    )
                if j in matched:
                    yes = matched[j]["scope"] == "cumulative"
                    scope_rows.append(
                        {
                            "group": group,
                            "yes": yes,
                            "set": name,
                            "features": set(names_of(scope_features(text, candidate.binding, around, before), MAIN)),
                        }
                    )
                    last = (candidate.sentence, matched[j]["scope"])
    return claim_rows, scope_rows


def example_rows() -> list[dict[str, Any]]:
    """A row for each claim of the packs' examples that states its scope, found where it is the only one of its kind."""
    made = []
    for language in LANGUAGES:
        lines = (PACKS / language / "examples.jsonl").read_text("utf-8").splitlines()
        for number, example in enumerate(map(json.loads, lines)):
            stated = {(c["effect"], c["target"]): c["scope"] for c in example["claims"] if "scope" in c}
            if not stated:
                continue
            document = {"title": "", "lang": language, "date": EXAMPLES_DATE, **example}
            text, found = considered(document)
            for candidate, around in zip(found, surroundings(text, found), strict=True):
                scope = stated.get((candidate.binding.effect, candidate.target))
                if scope is not None:
                    features = set(names_of(scope_features(text, candidate.binding, around, ""), MAIN))
                    group = f"{language}-example-{number}"
                    made.append({"group": group, "yes": scope == "cumulative", "set": "examples", "features": features})
    return made


def fit(data: list[dict[str, Any]], label: str) -> tuple[dict[str, float], list[float]]:
    """The weights by feature, and the cross-validated probability of each row."""
    counts = Counter(feature for row in data for feature in row["features"])
    vectors = DictVectorizer()
    table = vectors.fit_transform([{f: 1 for f in row["features"] if counts[f] >= RARE} for row in data])
    wanted = [row["yes"] for row in data]
    shares = [SHARE.get(row["set"], 1.0) for row in data]
    model = LogisticRegression(C=STRENGTH[label], max_iter=2000)
    folds = GroupKFold(n_splits=8)
    guessed = cross_val_predict(
        model,
        table,
        wanted,
        groups=[row["group"] for row in data],
        cv=folds,
        method="predict_proba",
        params={"sample_weight": shares},
    )[:, 1]
    right = sum((p >= 0.5) == yes for p, yes in zip(guessed, wanted, strict=True))
    print(f"{label}: {len(data)} rows, {sum(wanted)} yes, {right / len(data):.3f} right in cross-validation")
    model.fit(table, wanted, sample_weight=shares)
    weights = {
        name: round(float(w), 3)
        for name, w in zip(vectors.feature_names_, model.coef_[0], strict=True)
        if abs(w) >= NOISE
    }
    return {"bias": round(float(model.intercept_[0]), 3), **weights}, [float(p) for p in guessed]


def show_thresholds(data: list[dict[str, Any]], guessed: list[float]) -> None:
    """Prints what each threshold would keep, by the cross-validated probabilities."""
    for step in range(0, 70, 10):
        kept = [row["yes"] for row, p in zip(data, guessed, strict=True) if p >= step / 100]
        print(f"  threshold {step / 100:.1f}: {len(kept)} kept, {sum(kept)} right")


def calibrated(weights: dict[str, float], data: list[dict[str, Any]]) -> dict[str, float]:
    """The weights of claims, scaled and shifted: of the rows above the threshold as many are right as they say."""
    least = math.log(THRESHOLD / (1 - THRESHOLD))
    scores = [weights["bias"] + sum(weights.get(feature, 0.0) for feature in row["features"]) for row in data]
    kept = [(score, row["yes"]) for score, row in zip(scores, data, strict=True) if score >= least]
    model = LogisticRegression(C=1e6).fit([[score] for score, _ in kept], [yes for _, yes in kept])
    slope, shift = float(model.coef_[0][0]), float(model.intercept_[0])
    print(f"calibrated on {len(kept)} rows of {', '.join(CALIBRATED_ON)}: slope {slope:.2f}, shift {shift:.2f}")
    scaled = {name: round(slope * weight, 3) for name, weight in weights.items()}
    scaled["bias"] = round(scaled["bias"] + shift, 3)
    return {**scaled, "threshold": round(1 / (1 + math.exp(-slope * least - shift)), 3)}


def main() -> None:
    """Train, print, and write where asked."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--write", action="store_true")
    options = arguments.parse_args()
    claim_rows, scope_rows = rows(options.folder, SETS)
    claim, guessed = fit(claim_rows, "claim")
    show_thresholds(claim_rows, guessed)
    claim = calibrated(claim, rows(options.folder, CALIBRATED_ON)[0])
    scope, _ = fit(scope_rows + example_rows(), "cumulative")
    print(f"{len(claim)} and {len(scope)} weights")
    if options.write:
        WEIGHTS.write_text(
            json.dumps({"claim": claim, "cumulative": scope}, indent=0, sort_keys=True, ensure_ascii=False) + "\n",
            "utf-8",
        )


if __name__ == "__main__":
    main()
