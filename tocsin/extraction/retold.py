"""The class of dead whom a toll only counts, where all dead that the article told of before are of one."""

from typing import Final

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.words import PEOPLE

_GROWN: Final = 3  # times what was told before above which a toll is another event's, or a war's


def class_retold(candidate: Candidate, found: list[Candidate]) -> None:
    """Gives a bare toll the class of those told of before: "killed nine farmers ... put the number of dead at nine"."""
    quantity = candidate.binding.quantity
    bare = quantity.elliptical or (candidate.binding.rule.toll and quantity.generic)
    if candidate.effect != "killed" or candidate.target != "person" or not (bare and quantity.counted):
        return
    if (
        quantity.part
        or quantity.crowd is not None
        or quantity.others
        or candidate.background
        or candidate.binding.subset
    ):
        return
    before = [other for other in found if _counts(other, candidate)]
    classes = {other.target for other in before}
    most = max((other.interval[0] for other in before if other.interval is not None), default=0)
    if len(classes) == 1 and (quantity.minimum or 0) <= _GROWN * most:
        candidate.binding.target = classes.pop()


def _counts(other: Candidate, candidate: Candidate) -> bool:
    """Whether a claim told before is one of people killed in what the article tells of."""
    if other.target == "person" and other.binding.quantity.elliptical:
        return False
    told = (
        other.against is None
        and other.stance == "asserts"
        and not (other.background or other.binding.subset or other.zero)
    )
    return told and other.effect == candidate.effect and other.target in PEOPLE and other.sentence < candidate.sentence
