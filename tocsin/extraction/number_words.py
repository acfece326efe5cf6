"""A language's number words and hedges: what a pack's numbers.toml says, and the values of digits in any script."""

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any, Final

Number = int | Fraction

_ROLES: Final = (
    "unit", "teen", "ten", "hundreds", "hundred", "multiplier", "dozen", "fraction", "article", "dual", "vague",
    "quantifier",
)  # fmt: skip
_DIGITS: Final = re.compile(r"\d[\d.,٬٫'’\u00a0\u202f]*$")
_GROUPED: Final = re.compile(r"\d{1,3}(?:([.,٬'’\u00a0\u202f])\d{3})(?:\1\d{3})*|\d{1,2}(?:,\d{2})+,\d{3}")
_PLAIN: Final = re.compile(r"\d+")
_DECIMAL: Final = re.compile(r"(\d+|\d{1,3}(?:[.,٬]\d{3})+)[.,٫](\d+)")


class NumbersError(ValueError):
    """A numbers.toml does not hold what it should; the message names the key."""


@dataclass(frozen=True, slots=True)
class NumberWord:
    """What a number word means.

    `alone` is its value where no number stands before it ("thousands", 2000): at least that many where `open`.
    """

    role: str
    value: Number
    alone: int | None = None
    open: bool = False


@dataclass(frozen=True, slots=True)
class Modifier:
    """What a word does to a number beside it.

    A `kind` such as "measure", "label", "month" or "year" says that the number counts no things.
    """

    kind: str
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class NumberGrammar:
    """How a language joins its number words; `between` says where "and" is required, optional or never."""

    conjunctions: frozenset[str]
    proclitics: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]
    range_signs: frozenset[str]
    measure_signs: frozenset[str]
    label_signs: frozenset[str]
    between: dict[str, str]
    measures: frozenset[str]
    counted_endings: tuple[str, ...] = ()
    units_first: bool = False
    comma_groups: bool = False
    day_after_month: bool = False


_WORDS: Final = ("conjunctions", "proclitics", "articles", "links", "range_signs", "measure_signs", "label_signs")
_PLACES: Final = ("tens", "hundreds", "thousands")


def load_grammar(table: Mapping[str, Any]) -> NumberGrammar:
    """The grammar of a numbers.toml; raises NumbersError where it is wrong."""
    grammar = dict(table.get("grammar", {}))
    between = grammar.pop("and", {})
    if set(between) != set(_PLACES) or not set(between.values()) <= {"required", "optional", "never"}:
        raise NumbersError(
            f"[grammar.and] must give {', '.join(_PLACES)}, each required, optional or never; it is {between!r}"
        )
    unknown = sorted(set(grammar) - set(NumberGrammar.__dataclass_fields__))
    if unknown:
        raise NumbersError(f"[grammar] has no key {unknown[0]!r}")
    words: dict[str, Any] = {name: frozenset(grammar.pop(name, ())) for name in _WORDS}
    endings = tuple(grammar.pop("counted_endings", ()))
    context = table.get("context", {})
    measures = frozenset(form.lower() for kind in ("measure", "year") for form in context.get(kind, ()))
    return NumberGrammar(**words, **grammar, between=between, measures=measures, counted_endings=endings)


def load_numbers(table: Mapping[str, Any]) -> dict[str, NumberWord]:
    """What each form of a numbers.toml means; raises NumbersError where a value or a form is wrong."""
    found: dict[str, NumberWord] = {}
    for role in _ROLES:
        for key, forms in table.get(role, {}).items():
            try:
                value: Number = Fraction(key) if "/" in key else int(key)
            except ValueError:
                raise NumbersError(f"[{role}] {key}: the key must be a number") from None
            for form in _forms(forms, f"[{role}] {key}"):
                known = found.get(form)
                if role in ("dual", "vague") and known is not None:
                    found[form] = replace(known, alone=int(value), open=role == "vague")
                elif known is not None and role != "quantifier":
                    raise NumbersError(f"[{role}] {key}: {form!r} is listed under {known.role} too")
                else:
                    alone = int(value) if role in ("dual", "vague") else None
                    found[form] = NumberWord(role, value, alone, role == "vague")
    return found


def load_modifiers(table: Mapping[str, Any]) -> dict[str, Modifier]:
    """What each hedge, range word and measure of a numbers.toml does; raises NumbersError where a form is wrong."""
    found: dict[str, Modifier] = {}
    for place in ("before", "after", "context"):
        for kind, forms in table.get(place, {}).items():
            for form in _forms(forms, f"[{place}] {kind}"):
                known = found.get(form, Modifier(kind))
                if known.kind != kind:
                    raise NumbersError(f"[{place}] {kind}: {form!r} is listed under {known.kind} too")
                found[form] = replace(
                    known, before=known.before or place == "before", after=known.after or place == "after"
                )
    return found


def _forms(value: Any, where: str) -> Iterator[str]:
    if not isinstance(value, list) or not all(isinstance(form, str) and form for form in value):
        raise NumbersError(f"{where}: must be a list of words, it is {value!r}")
    yield from value


@functools.lru_cache(4096)
def digits_value(text: str) -> tuple[int | None, Number] | None:
    """The value of a group of digits, and its value before a word such as "million"; None where it is no number.

    They differ where a separator may be of thousands or of decimals: "1.200" is 1200, but 1.2 before "million"; "1.5"
    and "24.00" have the latter alone.
    """
    match = _DIGITS.search(text)
    if match is None or len(match.group()) > 24:
        return None
    digits = match.group().rstrip(".,'’")
    if _PLAIN.fullmatch(digits):
        value = int(digits)
        return value, value
    decimal = _DECIMAL.fullmatch(digits)
    scaled: Number | None = None
    if decimal is not None:
        whole, rest = re.sub(r"\D", "", decimal[1]), decimal[2]
        scaled = int(whole) + Fraction(int(rest), 10 ** len(rest))
    if _GROUPED.fullmatch(digits) and int(digits[0]) > 0:
        value = int(re.sub(r"\D", "", digits))
        return value, scaled if scaled is not None and sum(not c.isdecimal() for c in digits) == 1 else value
    return (None, scaled) if scaled is not None else None
