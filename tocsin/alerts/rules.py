"""Alert rules: data that says which claims become alerts. docs/alerts.md explains every key to those who write them."""

import difflib
import re
import tomllib
from functools import cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from tocsin.errors import UsageError
from topics.alerts import Severity
from topics.claims import Effect, PersonClass, Target, ThingClass

Scope = Literal["incident", "cumulative"]

PEOPLE: frozenset[str] = frozenset(get_args(PersonClass))
TARGETS: frozenset[str] = PEOPLE | frozenset(get_args(ThingClass))
_EFFECTS_ON_PEOPLE = frozenset({"killed", "injured", "casualties", "missing", "captured"})
_EFFECTS_ON_THINGS = frozenset({"destroyed", "damaged", "downed", "captured", "lost"})
_CHOICES: dict[str, tuple[str, ...]] = {
    "effects": get_args(Effect),
    "targets": tuple(sorted(TARGETS)),
    "alongside": tuple(sorted(TARGETS)),
    "scope": get_args(Scope),
    "severity": get_args(Severity),
}
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class RulesError(UsageError):
    """A rule file that cannot be used. `problems` holds one readable line each, with file, line and key."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class Step(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"minimum": "from"}):
    """From this number on, an alert has this severity."""

    minimum: int
    level: Severity


class Rule(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which claims make an alert.

    A claim fires the rule if its effect, target and scope are listed and the lower bound of its count reaches
    `min_count` (`min_total` for a running total; by default the same). Claims without a count fire it where
    `unquantified`. Claims of the classes in `alongside` do not fire it, but are told with those that do.
    `severity` grades the largest lower bound among the firing claims.
    """

    name: str
    category: str
    description: str
    effects: tuple[Effect, ...]
    targets: tuple[Target, ...]
    severity: tuple[Step, ...]
    alongside: tuple[Target, ...] = ()
    scope: tuple[Scope, ...] = ("incident", "cumulative")
    min_count: int = 1
    min_total: int | None = None
    unquantified: bool = False
    min_confidence: float = 0.0

    def threshold(self, scope: Scope) -> int:
        """The least lower bound of a count that fires the rule."""
        return self.min_total if scope == "cumulative" and self.min_total is not None else self.min_count


class Rules(msgspec.Struct, frozen=True):
    """A validated set of rules, in the order of their file."""

    rules: tuple[Rule, ...]


@cache
def default_rules() -> Rules:
    """The rules that come with Tocsin."""
    return parse_rules((files("tocsin.alerts") / "rules.toml").read_bytes(), "rules.toml")


def load_rules(path: Path) -> Rules:
    """The rules of a file. Raises RulesError, which tells every problem found, if it cannot be used."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise RulesError((f"{path}: cannot be read ({error.strerror}); give the path of a rule file",)) from None
    return parse_rules(content, str(path))


def parse_rules(content: bytes, name: str) -> Rules:
    """The rules in a file's content; `name` is how errors call the file. Raises RulesError."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise RulesError((f"{name}:{line}: not UTF-8; save the file as UTF-8",)) from None
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        position = re.search(r"at line (\d+)", str(error))
        line = int(position[1]) if position else len(text.splitlines())
        raise RulesError((f"{name}:{line}: not TOML: {error}",)) from None
    return _Reader(text, name).read(document)


class _Reader:
    """Validates a parsed rule file, and finds the lines of its keys for the errors."""

    def __init__(self, text: str, name: str) -> None:
        self.name = name
        self.lines = text.splitlines()
        self.starts = [i for i, line in enumerate(self.lines) if re.match(r"\s*\[\[\s*rule\s*\]\]", line)]
        self.problems: list[str] = []

    def read(self, document: dict[str, Any]) -> Rules:
        for key in document.keys() - {"rule"}:
            self._problem(None, key, f"unknown key{_suggestion(key, ('rule',))}; a rule file holds [[rule]] tables")
        tables = document.get("rule", [])
        if not (isinstance(tables, list) and tables and all(isinstance(table, dict) for table in tables)):
            self._problem(None, "rule", "no rules; write each as a [[rule]] table")
            tables = []
        rules = [rule for i, table in enumerate(tables) if (rule := self._rule(i, table)) is not None]
        self._names(tables)
        if self.problems:
            raise RulesError(tuple(self.problems))
        return Rules(tuple(rules))

    def _rule(self, index: int, table: dict[str, Any]) -> Rule | None:
        for key in table.keys() - set(Rule.__struct_fields__):
            self._problem(index, key, f"unknown key{_suggestion(key, Rule.__struct_fields__)}")
        try:
            rule = msgspec.convert({k: v for k, v in table.items() if k in Rule.__struct_fields__}, Rule)
        except msgspec.ValidationError as error:
            self._problem(index, *_explained(str(error), table))
            return None
        for key, message in _contradictions(rule):
            self._problem(index, key, message)
        return rule

    def _names(self, tables: list[dict[str, Any]]) -> None:
        first: dict[str, int] = {}
        for index, table in enumerate(tables):
            if isinstance(name := table.get("name"), str) and first.setdefault(name, index) != index:
                line = self._line(first[name], "name")
                self._problem(
                    index, "name", f'"{name}" is already the name of the rule at line {line}; names are unique'
                )

    def _problem(self, index: int | None, key: str, message: str) -> None:
        where = "" if index is None else f"rule {index + 1}, "
        self.problems.append(f"{self.name}:{self._line(index, key)}: {where}{key}: {message}")

    def _line(self, index: int | None, key: str) -> int:
        """The line that sets this key, counted from 1; else the line of its rule, else the first."""
        if index is None:
            start, end = 0, len(self.lines)
        elif index < len(self.starts):
            start, end = self.starts[index], [*self.starts, len(self.lines)][index + 1]
        else:
            return 1
        pattern = re.compile(rf"""\s*(\[+\s*)?["']?{re.escape(key)}["']?\s*[=.\]]""")
        return next((i for i in range(start, end) if pattern.match(self.lines[i])), start) + 1


def _explained(error: str, table: dict[str, Any]) -> tuple[str, str]:
    """The key that a validation error is about, and the error in words for whoever wrote the file."""
    if missing := re.search(r"missing required field `(\w+)`(?! - at)", error):
        return missing[1], "missing; every rule needs it"
    message, _, path = error.partition(" - at `$.")
    key = re.split(r"[\[.`]", path)[0]
    if invalid := re.search(r"Invalid enum value '(.*)'", message):
        choices = _CHOICES[key]
        return key, f'"{invalid[1]}" is not known{_suggestion(invalid[1], choices)}; use {", ".join(choices)}'
    if key == "severity":
        return key, f'{message}; write steps such as {{ from = 1, level = "Moderate" }}'
    expected = {"array": "a list", "str": "text in quotes", "int": "a whole number", "bool": "true or false"}
    for code, words in {**expected, "int | null": "a whole number", "float": "a number"}.items():
        message = message.replace(f"Expected `{code}`", f"expected {words}")
    return key, f"{message.split(', got')[0]}, got {table.get(key)!r}"


def _contradictions(rule: Rule) -> list[tuple[str, str]]:
    """What is wrong with a rule whose keys and types are right."""
    problems = []
    for key in ("name", "category"):
        if not _NAME.fullmatch(getattr(rule, key)):
            problems.append((key, f'"{getattr(rule, key)}" must be lower-case words joined by hyphens'))
    for key in ("effects", "targets", "scope", "severity"):
        if not getattr(rule, key):
            problems.append((key, "empty; the rule could never fire"))
    for key in ("min_count", "min_total"):
        if (value := getattr(rule, key)) is not None and value < 1:
            problems.append((key, f"{value} is below 1; claims of zero never alert"))
    if not 0.0 <= rule.min_confidence <= 1.0:
        problems.append(("min_confidence", f"{rule.min_confidence} is not between 0 and 1"))
    kinds = {target in PEOPLE for target in rule.targets}
    possible = (_EFFECTS_ON_PEOPLE if True in kinds else frozenset()) | (
        _EFFECTS_ON_THINGS if False in kinds else frozenset()
    )
    if kinds and (idle := [effect for effect in rule.effects if effect not in possible]):
        problems.append(("effects", f"{', '.join(idle)} cannot happen to the targets {', '.join(rule.targets)}"))
    if any(later.minimum <= step.minimum for step, later in pairwise(rule.severity)):
        problems.append(("severity", "the steps must go up"))
    elif rule.severity and rule.severity[0].minimum > 1:
        problems.append(("severity", "the first step must be from 1, so that every alert has a severity"))
    return problems


def _suggestion(word: str, choices: tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, choices, n=1)
    return f" (did you mean {close[0]}?)" if close else ""
