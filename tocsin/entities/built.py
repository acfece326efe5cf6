"""The built files, the gazetteer's and the tagger's: where they are, and what they hold."""

import lzma
from pathlib import Path

import msgspec

GAZETTEER = Path(__file__).parent / "gazetteer.bin"
TAGGER = Path(__file__).parent / "tagger.bin"


class Record(msgspec.Struct, frozen=True, array_like=True, gc=False):
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
    """The built file of the gazetteer. `inputs` is the hash of what it was built from.

    `names_text` has a name a line, sorted. The readings of `names[i]` are
    `readings[starts[i]:starts[i + 1]]`, each an index into `records` times FLAGS plus flags; `contexts` gives those
    that hold only in texts about one country that country. `personal_names` are Arabic given names and surnames,
    `common_words` words of every day, in lower case: both folded.
    """

    inputs: str
    records: list[Record]
    names_text: str
    starts: list[int]
    readings: list[int]
    contexts: dict[int, str]
    personal_names: list[str]
    common_words: list[str]

    @property
    def names(self) -> list[str]:
        """The names, folded."""
        return self.names_text.split("\n")


class Lexicon(msgspec.Struct, frozen=True, array_like=True):
    """Word lists of the tagger, all folded; phrases and the parts of names without clitics and article."""

    frequencies: dict[str, int]
    names: dict[str, tuple[str, ...]]
    phrases: dict[str, tuple[str, ...]]


class Model(msgspec.Struct, frozen=True, array_like=True):
    """What the tagger learned for both passes.

    `weights` holds for a feature pairs of a tag, by its place in `tags` (of the second pass behind all of the first),
    and what it adds to it; `steps` what tag `j` adds behind tag `i`, a table a pass.
    """

    tags: tuple[str, ...]
    steps: tuple[tuple[tuple[float, ...], ...], tuple[tuple[float, ...], ...]]
    weights: dict[str, tuple[tuple[int, float], ...]]


class Weights(msgspec.Struct, frozen=True, array_like=True):
    """The built file of the tagger: word lists, the model of letters (of CRFsuite), and that of tags."""

    lexicon: Lexicon
    letters: bytes
    model: Model


def read_gazetteer() -> Built:
    """The gazetteer's file as it stands."""
    return msgspec.msgpack.decode(lzma.decompress(GAZETTEER.read_bytes()), type=Built)


def read_weights() -> Weights:
    """The tagger's file as it stands."""
    return msgspec.msgpack.decode(lzma.decompress(TAGGER.read_bytes()), type=Weights)
