"""The gazetteer: records of places, organisations and persons, and the names that they go by."""

import lzma
from array import array
from functools import cache
from pathlib import Path
from typing import NamedTuple

import daachorse
import msgspec

BUILT = Path(__file__).parent / "gazetteer.bin"

STRONG, MEDIUM, WEAK = 0, 1, 2
"""How far a name stands alone: always, with evidence of its country, with a cue beside it as well."""
LINK_ONLY = 4
"""The name resolves parties and claimants ("Turkish", "رئيس أذربيجان") but is no mention of its own."""
AFTER_LL = 8
"""The name without its article, good only behind لل."""
DEMONYM = 16
"""The name is an adjective or a people of its country."""
FLAGS = 32
"""All flags are below this."""


class Record(msgspec.Struct, frozen=True, array_like=True):
    """What a name may stand for. `side` is the party to a conflict that it belongs to, or null."""

    id: str
    type: str
    kind: str
    country: str | None
    subdivision: str | None
    latitude: float | None
    longitude: float | None
    population: int
    name: str
    side: str | None


class Built(msgspec.Struct, frozen=True, array_like=True):
    """The built file. `inputs` is the hash of what it was built from.

    The readings of `names[i]` are `readings[starts[i]:starts[i + 1]]`, each an index into `records` times FLAGS plus
    flags; `contexts` gives those that hold only in texts about one country that country. `personal_names` are Arabic
    given names and surnames, `common_words` words of every day, in lower case: both folded.
    """

    inputs: str
    records: list[Record]
    names: list[str]
    starts: list[int]
    readings: list[int]
    contexts: dict[int, str]
    personal_names: list[str]
    common_words: list[str]


class Reading(NamedTuple):
    """One reading of a name; it holds only in texts about the country `context`, where that is given."""

    record: Record
    flags: int
    context: str | None


class Gazetteer:
    """The built gazetteer with the automaton that finds its names."""

    def __init__(self, built: Built) -> None:
        self.records = built.records
        self.personal_names = frozenset(built.personal_names)
        self.common_words = frozenset(built.common_words)
        self.by_id = {record.id: record for record in built.records}
        self.automaton = daachorse.CharwiseDoubleArrayAhoCorasick(
            [name + " " for name in built.names], daachorse.MATCH_KIND_LEFTMOST_LONGEST, use_prefilter=True
        )
        self._starts = array("I", built.starts)
        self._readings = array("I", built.readings)
        self._contexts = built.contexts
        self._known: dict[int, tuple[Reading, ...]] = {}

    def readings(self, name: int) -> tuple[Reading, ...]:
        """What the name with that number may stand for: those with a context first, AFTER_LL last."""
        if (known := self._known.get(name)) is None:
            span = range(self._starts[name], self._starts[name + 1])
            known = self._known[name] = tuple(
                Reading(self.records[self._readings[i] // FLAGS], self._readings[i] % FLAGS, self._contexts.get(i))
                for i in sorted(span, key=lambda i: (i not in self._contexts, self._readings[i] & AFTER_LL, i))
            )
        return known


def read(path: Path = BUILT) -> Built:
    """The built file as it stands."""
    return msgspec.msgpack.decode(lzma.decompress(path.read_bytes()), type=Built)


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer, read once a process."""
    return Gazetteer(read())
