"""What headlines need of a language: templates, nouns and number agreement, read from `<code>.toml` in this folder."""

import gettext
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from topics.claims import Count

_VAGUE = {20: "dozens", 200: "hundreds", 2000: "thousands"}
"""The lower bounds that stand for a vague word (docs/claims.md, counts)."""


class Language(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A language's data file; docs/alerts.md explains its keys."""

    direction: Literal["ltr", "rtl"]
    thousands: str
    lowered: tuple[str, ...]
    plural: str
    plural_forms: tuple[str, ...]
    noun_forms: tuple[str, ...]
    headline: dict[str, str]
    numbers: dict[str, str]
    counts: dict[str, str]
    effects_on_people: dict[str, str]
    effects_on_things: dict[str, str]
    nouns: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Toll:
    """A number for a headline: an interval, open where `high` is None."""

    low: int
    high: int | None
    approx: bool

    @staticmethod
    def of(counts: list[Count]) -> "Toll | None":
        """The interval that spans these counts, None if there are none."""
        if not counts:
            return None
        highs = [count.max for count in counts if count.max is not None]
        high = max(highs) if len(highs) == len(counts) else None
        return Toll(min(count.min for count in counts), high, any(count.approx for count in counts))


@cache
def languages() -> frozenset[str]:
    """The codes of the languages that have headlines."""
    names = (path.name for path in files("tocsin.alerts.headlines").iterdir())
    return frozenset(name.removesuffix(".toml") for name in names if name.endswith(".toml"))


@cache
def language(code: str) -> Language:
    """The data of a language; its code must be one of `languages()`."""
    source = files("tocsin.alerts.headlines") / f"{code}.toml"
    return msgspec.convert(tomllib.loads(source.read_text(encoding="utf-8")), Language)


def counted(lang: Language, target: str, toll: Toll | None) -> str:
    """A target class with its number, as exact as the number is: "at least 4 civilians", "dozens of drones"."""
    forms = dict(zip(lang.noun_forms, lang.nouns[target], strict=True))
    if toll is None:
        return lang.counts["none"].format(**forms)
    low, high = toll.low, toll.high
    if high is None:
        if toll.approx and low in _VAGUE:
            return lang.counts[_VAGUE[low]].format(**forms)
        template = "about_at_least" if toll.approx else "at_least"
        return lang.counts[template].format(counted=_numbered(lang, forms, low))
    if low == high:
        exact = _numbered(lang, forms, low)
        return lang.counts["about"].format(counted=exact) if toll.approx else exact
    if low == 0:
        return lang.counts["at_most"].format(counted=_numbered(lang, forms, high))
    span = lang.counts["interval"].format(low=_digits(lang, low), high=_digits(lang, high))
    between = _numbered(lang, forms, high, digits=span)
    return lang.counts["about"].format(counted=between) if toll.approx else between


def _numbered(lang: Language, forms: dict[str, str], number: int, digits: str | None = None) -> str:
    """A noun in the form that agrees with its number; `digits` replaces the number in an interval that ends with it."""
    template = lang.numbers[lang.plural_forms[_plural(lang.plural)(number)]]
    if digits is not None and "{n}" not in template:
        template = next(other for other in lang.numbers.values() if "{n}" in other)
    return template.format(n=digits or _digits(lang, number), **forms)


def _digits(lang: Language, number: int) -> str:
    return f"{number:,}".replace(",", lang.thousands)


_plural = cache(gettext.c2py)
