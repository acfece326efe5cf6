"""Whether a language pack holds what the engine knows: `problems(code)`, or `python -m tocsin.extraction.packs
[CODE...]`.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, get_args

from tocsin.extraction import loading
from tocsin.extraction.cues import CUES
from tocsin.extraction.loading import RULE_KEYS, load, read_table
from tocsin.extraction.words import PackError
from tocsin.languages import codes
from topics.claims import Effect, PersonClass, ThingClass

FILES = (
    "language.toml", "numbers.toml", "targets.toml", "triggers.toml", "attribution.toml", "context.toml", "time.toml",
    "examples.jsonl", "counter_examples.jsonl",
)  # fmt: skip
CLASSES = {*get_args(PersonClass), *get_args(ThingClass)}
ON_PEOPLE = {"killed", "injured", "casualties", "missing", "captured"}
ON_THINGS = {"destroyed", "damaged", "downed", "captured", "lost"}
PLACES = {"after", "before", "self", "back"}
VOICES = {"active", "passive", "noun", "either"}
CLAIM_KEYS = {
    "effect",
    "target",
    "count",
    "stance",
    "scope",
    "subset",
    "background",
    "approx",
    "claimant",
    "party",
    "actor",
    "place",
}


def problems(code: str) -> list[str]:
    """What is wrong with a pack, a line each with the file and the key; empty where it is good."""
    found = list(_missing(code))
    if not found:
        try:
            load(code)
        except (PackError, KeyError, TypeError, ValueError, AttributeError) as error:
            found.append(str(error) if isinstance(error, PackError) else f"{code}: {error!r}")
    for check in (_language, _targets, _triggers, _cues, _corpora):
        try:
            found += check(code)
        except PackError as error:
            found.append(str(error))
    return list(dict.fromkeys(found))


def _missing(code: str) -> Iterator[str]:
    folder = loading.packs_folder().joinpath(code)
    for name in FILES:
        if not folder.joinpath(name).is_file():
            yield f"{code}/{name} is missing: every language has the same files"


def _language(code: str) -> Iterator[str]:
    table = read_table(code, "language.toml")
    for key in ("code", "name", "direction", "typical_order", "head", "case"):
        if key not in table:
            yield f"{code}/language.toml lacks `{key}`"
    for rule in table.get("inflection", []):
        lacking = {"from", "to", "endings"} - set(rule)
        if lacking:
            yield f"{code}/language.toml: an inflection lacks {sorted(lacking)}"


def _targets(code: str) -> Iterator[str]:
    table = read_table(code, "targets.toml")
    for kind in ("noun", "adjective"):
        for block in table.get(kind, []):
            named = block.get("class")
            if named not in CLASSES:
                yield f"{code}/targets.toml: a {kind} has the class {named!r}; known: {sorted(CLASSES)}"
            if not any(isinstance(value, list) and value for value in block.values()):
                yield f"{code}/targets.toml: a {kind} of the class {named!r} has no forms"


def _triggers(code: str) -> Iterator[str]:
    rules = read_table(code, "triggers.toml").get("rule", [])
    for rule in rules:
        name = f"{code}/triggers.toml: rule {rule.get('name')!r}"
        if not rule.get("name"):
            yield f"{name} needs a `name` of plain words"
        yield from _rule(name, rule)
    for twice, number in Counter(rule.get("name") for rule in rules).items():
        if number > 1:
            yield f"{code}/triggers.toml: {number} rules are named {twice!r}"


def _rule(name: str, rule: Mapping[str, Any]) -> Iterator[str]:
    for key in sorted(set(rule) - RULE_KEYS):
        yield f"{name} has the unknown key `{key}`; known: {sorted(RULE_KEYS)}"
    forms = rule.get("forms")
    if not isinstance(forms, list):
        yield f"{name}: `forms` must be a list of words"
    elif not forms:
        yield f"{name} has no forms"
    for key, known in (("people", ON_PEOPLE), ("things", ON_THINGS), ("voice", VOICES)):
        if key in rule and rule[key] not in known:
            yield f"{name}: `{key}` is {rule[key]!r}; known: {sorted(known)}"
    for key, allowed in (("patient", PLACES), ("only", CLASSES)):
        for value in set(rule.get(key, ())) - allowed:
            yield f"{name}: `{key}` holds {value!r}; known: {sorted(allowed)}"


def _cues(code: str) -> Iterator[str]:
    rules = read_table(code, "triggers.toml").get("rule", [])
    needed = {cue for rule in rules for key in ("needs", "unless") for cue in rule.get(key, ())}
    for name in ("attribution.toml", "context.toml"):
        for key, forms in read_table(code, name).items():
            if key not in CUES and key not in needed:
                close = get_close_matches(key, CUES, 3)
                hint = f"; did you mean {' or '.join(close)}?" if close else ""
                where = f"{code}/{name}: neither the engine (tocsin/extraction/cues.py) nor a rule"
                yield f"{where} reads the list `{key}`{hint}"
            if not isinstance(forms, list) or not all(isinstance(form, str) for form in forms):
                yield f"{code}/{name}: `{key}` must be a list of words"


def _corpora(code: str) -> Iterator[str]:
    for name in ("examples.jsonl", "counter_examples.jsonl"):
        path = loading.packs_folder().joinpath(code, name)
        if not path.is_file():
            continue
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            where = f"{code}/{name}, line {number}"
            try:
                case = json.loads(line)
            except ValueError as error:
                yield f"{where} is no JSON: {error}"
                continue
            if (
                not isinstance(case, dict)
                or not isinstance(case.get("text"), str)
                or not isinstance(case.get("claims"), list)
            ):
                yield f"{where} needs a `text` and a list of `claims`"
                continue
            for claim in case["claims"]:
                lacking, unknown = {"effect", "target", "count"} - set(claim), set(claim) - CLAIM_KEYS
                if lacking or unknown:
                    yield f"{where}: a claim lacks {sorted(lacking)} or has the unknown {sorted(unknown)}"
                elif claim["effect"] not in get_args(Effect) or claim["target"] not in CLASSES:
                    yield f"{where}: {claim['effect']!r} on {claim['target']!r} is no effect on a class that is known"


def main() -> int:
    """Print the problems of the named packs, or of all."""
    found = [problem for code in sys.argv[1:] or codes() for problem in problems(code)]
    print("\n".join(found) or "The language packs are good.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
