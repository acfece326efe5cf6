"""CRFsuite's models of both passes of the tagger as the one of `tocsin.entities.built`."""

import struct
from collections import defaultdict
from collections.abc import Iterator

import pycrfsuite

from tocsin.entities.built import Model


def joined(first: bytes, second: bytes) -> Model:
    """What two models say, their tags in the order of the first."""
    tags = _tags(first)
    steps: list[list[list[float]]] = []
    weights: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, data in enumerate((first, second)):
        places = [tags.index(tag) for tag in _tags(data)]
        names = {int(place): name for name, place in _info(data).attributes.items()}
        steps.append([[0.0] * len(tags) for _ in tags])
        for between, source, tag, weight in _features(data):
            if between:
                steps[number][places[source]][places[tag]] = weight
            else:
                weights[names[source]].append((number * len(tags) + places[tag], weight))
    tables = [tuple(map(tuple, table)) for table in steps]
    return Model(tuple(tags), (tables[0], tables[1]), {name: tuple(pairs) for name, pairs in weights.items()})


def _info(data: bytes) -> pycrfsuite.Tagger:
    model = pycrfsuite.Tagger()
    model.open_inmemory(data)
    return model.info()


def _tags(data: bytes) -> list[str]:
    places = _info(data).labels
    return sorted(places, key=lambda tag: int(places[tag]))


def _features(data: bytes) -> Iterator[tuple[int, int, int, float]]:
    """Whether it is between tags, of what, to which tag, and its weight, which `info` would round."""
    start = int.from_bytes(data[28:32], "little")
    size = int.from_bytes(data[start + 4 : start + 8], "little")
    return struct.iter_unpack("<IIId", data[start + 12 : start + size])
