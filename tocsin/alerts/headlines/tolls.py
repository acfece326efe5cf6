"""The tolls that a headline tells: which, in what order, and which is part of which."""

from dataclasses import dataclass, field
from typing import get_args

from tocsin.alerts.grouping import Incident
from tocsin.alerts.headlines.language import Toll
from tocsin.alerts.relations import compatible
from topics.claims import Claim, Effect

_EFFECTS: tuple[str, ...] = get_args(Effect)


@dataclass(slots=True)
class Row:
    """What one or more claimants say of one effect on one class, and the rows that are part of it."""

    claims: list[Claim]
    parts: list["Row"] = field(default_factory=list)

    @property
    def effect(self) -> str:
        return self.claims[0].effect

    @property
    def target(self) -> str:
        return self.claims[0].target

    @property
    def subset(self) -> bool:
        """Whether it is only ever told as part of another."""
        return all(claim.subset for claim in self.claims)

    @property
    def toll(self) -> Toll | None:
        """The interval that spans what the claimants say; null where nobody gives a number."""
        return Toll.of([claim.count for claim in self.claims if claim.count is not None])


def rows(incident: Incident) -> list[Row]:
    """The rows of an incident: the dead before the injured, then in the order of the text, parts under their wholes.

    Claims without a number are told only where they fire the rule and no number is given for the same.
    """
    by_kind: dict[tuple[str, str], list[Claim]] = {}
    for claim in incident.asserting:
        if claim.count is not None:
            by_kind.setdefault((claim.effect, claim.target), []).append(claim)
    numbered = set(by_kind)
    for claim in incident.firing:
        if claim.count is None and (claim.effect, claim.target) not in numbered:
            by_kind.setdefault((claim.effect, claim.target), []).append(claim)
    all_rows = [Row(claims) for claims in by_kind.values()]
    all_rows.sort(key=lambda row: (_EFFECTS.index(row.effect), row.subset, row.claims[0].evidence.start))
    wholes: list[Row] = []
    for row in all_rows:
        whole = next((whole for whole in wholes if _is_part(row, whole)), None)
        (wholes if whole is None else whole.parts).append(row)
    return wholes


def _is_part(row: Row, whole: Row) -> bool:
    return row.subset and not whole.subset and row.effect == whole.effect and compatible(row.target, whole.target)
