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
        """Whether it is told as part of another."""
        return self.claims[0].subset

    @property
    def toll(self) -> Toll | None:
        """The interval that spans what the claimants say; null where nobody gives a number."""
        return Toll.of([claim.count for claim in self.claims if claim.count is not None])


def rows(incident: Incident) -> list[Row]:
    """The rows of an incident: the dead before the injured, then in the order of the text, parts under their wholes.

    Claims without a number are told only where they fire the rule and no number is given for the same. A part of the
    same class as its whole ("17 civilians, 5 of them students") is left to the claims.
    """
    by_kind: dict[tuple[str, str, bool], list[Claim]] = {}
    for claim in incident.asserting:
        if claim.count is not None:
            by_kind.setdefault((claim.effect, claim.target, claim.subset), []).append(claim)
    numbered = {(effect, target) for effect, target, _ in by_kind}
    for claim in incident.firing:
        if claim.count is None and (claim.effect, claim.target) not in numbered:
            by_kind.setdefault((claim.effect, claim.target, claim.subset), []).append(claim)
    all_rows = [Row(claims) for claims in by_kind.values()]
    all_rows.sort(key=lambda row: (_EFFECTS.index(row.effect), row.subset, row.claims[0].evidence.start))
    wholes: list[Row] = []
    for row in all_rows:
        whole = next((whole for whole in wholes if _is_part(row, whole)), None)
        if whole is None:
            wholes.append(row)
        elif row.target != whole.target:
            whole.parts.append(row)
    return wholes


def _is_part(row: Row, whole: Row) -> bool:
    return row.subset and not whole.subset and row.effect == whole.effect and compatible(row.target, whole.target)
