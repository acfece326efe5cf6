"""The gazetteer: records of places, organisations and persons, and the names that they go by."""

from array import array
from functools import cache

from tocsin.entities.built import Built, read_gazetteer
from tocsin.entities.readings import AFTER_LL, DEMONYM, FLAGS, LINK_ONLY, MEDIUM, SPELLING, STRONG, WEAK, Name, Reading
from tocsin.entities.vocabulary import Vocabulary

__all__ = [
    "AFTER_LL", "DEMONYM", "FLAGS", "LINK_ONLY", "MEDIUM", "SPELLING", "STRONG", "WEAK", "Gazetteer", "gazetteer",
]  # fmt: skip


class Gazetteer:
    """The built gazetteer with the vocabulary that finds its names."""

    def __init__(self, built: Built) -> None:
        self.records = built.records
        self.by_id = {record.id: record for record in built.records}
        self.vocabulary = Vocabulary(built.names, frozenset(built.personal_names), frozenset(built.common_words))
        self._starts = array("I", built.starts)
        self._readings = array("I", built.readings)
        self._contexts = built.contexts
        self._names: dict[int, Name | None] = {}

    def name(self, number: int, contracted: bool) -> Name | None:
        """The name with that number; `contracted`: behind لل, where names stand without their article.

        None where the name is only good behind لل and does not stand there.
        """
        key = 2 * number + contracted
        if key not in self._names:
            readings = self._readings_of(number)
            fitting = tuple(r for r in readings if bool(r.flags & AFTER_LL) is contracted)
            if contracted and not fitting:
                fitting = readings
            self._names[key] = Name(number, fitting) if fitting else None
        return self._names[key]

    def _readings_of(self, number: int) -> tuple[Reading, ...]:
        return tuple(
            Reading(self.records[self._readings[i] // FLAGS], self._readings[i] % FLAGS, self._contexts.get(i))
            for i in sorted(
                range(self._starts[number], self._starts[number + 1]), key=lambda i: (i not in self._contexts, i)
            )
        )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer(read_gazetteer())
