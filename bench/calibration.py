"""Whether claims are right as often as their confidence says."""

from itertools import pairwise
from typing import Any

BINS = (0.0, 0.6, 0.8, 0.9, 0.95, 1.0)
"""Limits between which claims are taken together; the last one includes its end."""
Judged = list[tuple[float, bool]]
"""The confidence of claims, and whether careful readers agree with effect, class and number."""


def judged(scorer: Any, gold: dict[str, Any], predicted: dict[str, Any]) -> Judged:
    """Each predicted claim of each document, by the module that scores them. One that only tells again what another
    tells is not counted.
    """
    found: Judged = []
    for name, wanted in gold.items():
        made = predicted.get(name, [])
        matched = {j: wanted[i] for i, j in scorer.match(wanted, made)}
        keys = {scorer.key(claim) for claim in wanted}
        for j, claim in enumerate(made):
            if j in matched or scorer.key(claim) not in keys:
                found.append((claim["confidence"], j in matched and bool(scorer.core(matched[j], claim))))
    return found


def binned(found: Judged) -> list[Judged]:
    """The claims of each bin."""
    return [
        [(p, right) for p, right in found if low <= p < high or p == high == BINS[-1]] for low, high in pairwise(BINS)
    ]


def error(found: Judged) -> float:
    """The expected calibration error, 0 to 1: how far confidence and share of right claims are apart, over the bins."""
    return sum(abs(sum(p - right for p, right in of)) for of in binned(found)) / len(found) if found else 0.0


def table(figures: dict[str, Judged]) -> str:
    """How many claims of each bin are right, and the error, as a Markdown table."""
    names = [f"{low:g} to {high:g}" for low, high in pairwise(BINS)]
    rows = [f"| right, of claims whose confidence is | {' | '.join(names)} | error |", "|---|" + "---|" * len(BINS)]
    for name, found in figures.items():
        cells = [f"{sum(right for _, right in of)} of {len(of)}" for of in binned(found)]
        rows.append(f"| {name} | {' | '.join(cells)} | {error(found):.3f} |")
    return "\n".join(rows)
