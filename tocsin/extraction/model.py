"""Logistic models over named features, whose weights `tools/train_judgement.py` fits (weights.json)."""

import json
import math
from importlib import resources
from typing import Final

AND: Final = " & "
"""Stands between two features that are taken together."""


class Feature:
    """Something that may hold of a candidate, and what that weighs: alone, and together with another, by its number."""

    __slots__ = ("name", "number", "together", "weight")

    def __init__(self, name: str, number: int, weight: float) -> None:
        self.name = name
        self.number = number
        self.weight = weight
        self.together: list[float] = []


class Model:
    """The features of one question. Each is made once, so that none is looked up by its name while texts are read."""

    def __init__(self, question: str) -> None:
        table = json.loads(resources.files("tocsin.extraction").joinpath("weights.json").read_text("utf-8"))[question]
        self.bias: float = table.pop("bias")
        self.threshold: float = table.pop("threshold", 0.5)
        self._features: dict[str, Feature] = {}
        for name, weight in table.items():
            main, both, other = name.partition(AND)
            if not both:
                self.feature(name).weight = weight
                continue
            together, number = self.feature(main).together, self.feature(other).number
            together += [0.0] * (number + 1 - len(together))
            together[number] = weight

    def feature(self, name: str) -> Feature:
        """The feature of that name; one that was not learned weighs nothing."""
        known = self._features.get(name)
        if known is None:
            known = self._features[name] = Feature(name, len(self._features), 0.0)
        return known

    def probability(self, found: list[Feature], main: int = 0) -> float:
        """How likely the answer is yes, 0 to 1, the first `main` features taken with each other one as well."""
        total = self.bias
        for feature in found:
            total += feature.weight
        for k in range(main):
            together = found[k].together
            if together:
                known = len(together)
                for feature in found:
                    if feature.number < known:
                        total += together[feature.number]
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


class Named:
    """The features of a model that differ in the value of one name: "effect=killed", "effect=injured"."""

    def __init__(self, model: Model, name: str, behind: str = "") -> None:
        self._model = model
        self._name = name
        self._behind = behind
        self._known: dict[str, Feature] = {}

    def of(self, value: str) -> Feature:
        """The feature with that value."""
        known = self._known.get(value)
        if known is None:
            known = self._known[value] = self._model.feature(f"{self._name}={value}{self._behind}")
        return known


class Both:
    """The features of a model that differ in the values of two names: "effect=killed count=few"."""

    def __init__(self, model: Model, first: str, second: str, behind: str = "") -> None:
        self._model = model
        self._first = first
        self._second = second
        self._behind = behind
        self._known: dict[str, Named] = {}

    def of(self, first: str, second: str) -> Feature:
        """The feature with those values."""
        known = self._known.get(first)
        if known is None:
            name = f"{self._first}={first} {self._second}"
            known = self._known[first] = Named(self._model, name, self._behind)
        return known.of(second)


class Either:
    """Two features of a model: that something holds, and that it does not."""

    def __init__(self, model: Model, name: str) -> None:
        self.yes = model.feature(f"{name}=True")
        self.no = model.feature(f"{name}=False")

    def of(self, holds: bool) -> Feature:
        """The one that is true."""
        return self.yes if holds else self.no


def names_of(found: list[Feature], main: int = 0) -> list[str]:
    """What the features are called, the first `main` taken with each other one as well."""
    alone = [feature.name for feature in found]
    return alone + [first + AND + other for first in alone[:main] for other in alone]
