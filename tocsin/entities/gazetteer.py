"""The gazetteer: records of places, organisations and persons, and the names that they go by."""

from array import array
from functools import cache

from tocsin.entities.built import Built, read_gazetteer
from tocsin.entities.readings import AFTER_LL, FLAGS, Name, Reading
from tocsin.entities.vocabulary import Vocabulary


class Gazetteer:
    """The built gazetteer with the vocabulary that finds its names."""

    def __init__(self, built: Built) -> None:
        self.records = built.records
        self.by_id = {record.id: record for record in built.records}
        self.vocabulary = Vocabulary(built.names, frozenset(built.personal_names), frozenset(built.common_words))
        self._starts = array("I", built.starts)
        self._readings = array("I", built.readings)
        self._contexts = built.contexts

    def names(self, number: int) -> list[Name | None]:
        """The name with that number, and what it is behind لل, where names stand without their article.

        The first is None where the name is only good behind لل.
        """
        readings = self._readings_of(number)
        plain = [reading for reading in readings if not reading.flags & AFTER_LL]
        contracted = [reading for reading in readings if reading.flags & AFTER_LL]
        name = Name(number, plain) if plain else None
        return [name, Name(number, contracted) if contracted else name]

    def _readings_of(self, number: int) -> list[Reading]:
        return [
            Reading(self.records[self._readings[i] // FLAGS], self._readings[i] % FLAGS, self._contexts.get(i))
            for i in sorted(
                range(self._starts[number], self._starts[number + 1]), key=lambda i: (i not in self._contexts, i)
            )
        ]


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer(read_gazetteer())
