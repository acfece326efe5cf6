"""Reading a language pack into a lexicon."""

import functools
import tomllib
from collections.abc import Iterable, Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import product
from typing import Any, Final

from tocsin.extraction.cues import CUES
from tocsin.extraction.lexicon import Lexicon
from tocsin.extraction.numbers import load_grammar, load_modifiers, load_numbers
from tocsin.extraction.words import Adjective, Entry, Noun, PackError, Rule


def _strings(table: Mapping[str, Any], key: str, where: str) -> list[str]:
    value = table.get(key, [])
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise PackError(f"{where}: `{key}` must be a list of words, it is {value!r}")
    return value


RULE_KEYS = frozenset(Rule.__dataclass_fields__) | {"forms"}


_NUMBERS = {"singular": 1, "plural": 0, "dual": 2}


class _Builder:
    """Fills a lexicon from the tables of a pack."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.ordinary = frozenset(map(lexicon.fold, lexicon.settings.get("ordinary", ())))

    def entry(self, form: str) -> Entry:
        words = self.lexicon.fold(form.replace("-", " ")).split() if " " in form else [self.lexicon.fold(form)]
        if len(words) == 1:
            return self.lexicon.entries.setdefault(words[0], Entry())
        rest = tuple(words[1:])
        options = self.lexicon.phrases.setdefault(words[0], [])
        self.lexicon.seconds.add(words[1])
        for known, entry in options:
            if known == rest:
                return entry
        entry = Entry()
        options.append((rest, entry))
        return entry

    def cues(self, name: str, forms: Iterable[str]) -> None:
        for form in forms:
            entry = self.entry(form)
            entry.cues = entry.cues | {name}

    def nouns(self, table: Mapping[str, Any], where: str) -> None:
        for block in table.get("noun", []):
            target, generic, nation = (
                block["class"],
                bool(block.get("generic", False)),
                bool(block.get("nation", False)),
            )
            for name, number in _NUMBERS.items():
                for form in _strings(block, name, where):
                    self.noun(form, Noun(target, number, generic, nation=nation))
            for form in _strings(block, "collective", where):
                self.noun(form, Noun(target, 0, collective=True))
        for block in table.get("noun", []):
            for form in [] if block.get("invariable") else _strings(block, "singular", where):
                for rule in self.lexicon.settings.get("inflection", []):
                    if rule["from"] == "noun":
                        self.inflected(form, rule, block)
            for form in _strings(block, "plural", where):
                for rule in self.lexicon.settings.get("inflection", []):
                    if rule["from"] == "plural":
                        self.inflected(form, rule, block)
        for block in table.get("adjective", []):
            for form in _strings(block, "forms", where):
                entry = self.entry(form)
                known = entry.adjective.turns if entry.adjective is not None else ()
                entry.adjective = Adjective((*known, (block["class"], block.get("of"))))
        for block in table.get("party", []):
            for form in _strings(block, "forms", where):
                self.entry(form).party = True

    def inflected(self, form: str, rule: Mapping[str, Any], block: Mapping[str, Any]) -> None:
        """The forms that an inflection rule makes of a noun, those that the pack does not list itself."""
        generic, nation = bool(block.get("generic", False)), bool(block.get("nation", False))
        for made in _inflect(form, rule):
            if self.lexicon.fold(made) in self.ordinary:
                continue
            self.noun(made, Noun(block["class"], _NUMBERS[rule["to"]], generic, nation=nation), derived=True)

    def noun(self, form: str, noun: Noun, derived: bool = False) -> None:
        entry = self.entry(form)
        if not (derived and entry.nouns) and noun not in entry.nouns:
            entry.nouns = (*entry.nouns, noun)

    def rules(self, table: Mapping[str, Any], where: str) -> None:
        for block in table.get("rule", []):
            unknown = sorted(set(block) - RULE_KEYS)
            if unknown:
                raise PackError(
                    f"{where}: rule {block.get('name')!r} has unknown keys {unknown}; known: {sorted(RULE_KEYS)}"
                )
            fold = self.lexicon.fold
            rule = Rule(
                name=block["name"],
                people=block.get("people"),
                things=block.get("things"),
                patient=tuple(block.get("patient", ("after",))),
                voice=block.get("voice", "noun"),
                links=frozenset(fold(link) for link in block.get("links", ())),
                number=_NUMBERS[block["number"]] if "number" in block else None,
                toll=block.get("toll", False),
                needs=frozenset(block.get("needs", ())),
                only=frozenset(block.get("only", ())),
                target=block.get("target"),
                not_before=tuple(fold(form) + " " for form in block.get("not_before", ())),
                not_after=tuple(" " + fold(form) for form in block.get("not_after", ())),
                weak=block.get("weak", False),
                zero=block.get("zero", False),
                definite=block.get("definite", False),
                part=block.get("part", False),
                counted=block.get("counted"),
                reach=block.get("reach"),
                side=block.get("side", False),
                both=block.get("both", False),
                unless=frozenset(block.get("unless", ())),
            )
            for form in _strings(block, "forms", f"{where}: rule {rule.name!r}"):
                entry = self.entry(form)
                if rule not in entry.rules:
                    entry.rules = (*entry.rules, rule)


def _inflect(form: str, rule: Mapping[str, Any]) -> list[str]:
    """The forms that an inflection rule makes of a word: its last word where the language's head stands last, else its
    first.
    """
    words = form.split(" ")
    loose = rule.get("before_owner")
    if loose is not None and (len(words) == 1 or words[1].startswith(tuple(loose))):
        return []  # not before an owner: a preposition stands between
    at = -1 if rule.get("head", "last") == "last" else 0
    word, made = words[at], []
    for ending, replacement in rule["endings"].items():
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)] if ending else word
            for new in replacement:
                words[at] = stem + new
                made.append(" ".join(words))
            break
    return made


def packs_folder() -> Traversable:
    """Where the language packs are."""
    return resources.files("tocsin.languages")


def read_table(code: str, name: str) -> dict[str, Any]:
    """A TOML file of a language's folder; raises PackError where it is missing or no TOML."""
    try:
        return tomllib.loads(packs_folder().joinpath(code, name).read_text("utf-8"))
    except FileNotFoundError:
        raise PackError(f"the language pack {code!r} lacks {name}") from None
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{code}/{name}: {error}") from None


@functools.cache
def load(code: str) -> Lexicon:
    """The language's lexicon; raises PackError where its pack is wrong."""
    settings = read_table(code, "language.toml")
    numbers = read_table(code, "numbers.toml")
    lexicon = Lexicon(code=code, settings=settings, grammar=load_grammar(numbers))
    fold: dict[int, str | None] = {ord(key): value for key, value in settings.get("fold", {}).items()}
    fold |= dict.fromkeys(map(ord, settings.get("drop", "")), None)
    lexicon._fold = fold
    lexicon.contractions = tuple(settings.get("contractions", ()))
    lexicon._dual_endings = tuple(settings.get("dual_endings", ("\0",)))
    groups = [["", *map(lexicon.fold, group)] for group in settings.get("proclitics", [])]
    combined = {"".join(parts): "".join(parts) for parts in product(*groups)} if groups else {}
    for short, full in settings.get("contractions", {}).items():
        combined |= {first + short: first + full for first in groups[0]}
    combined.pop("", None)
    lexicon._prefixes = sorted(combined.items(), key=lambda item: len(item[0]))
    settings = {**settings, "enclitics": [lexicon.fold(item) for item in settings.get("enclitics", ())]}
    lexicon.settings = settings
    build = _Builder(lexicon)
    for form, number in load_numbers(numbers).items():
        build.entry(form).number = number
    for form, modifier in load_modifiers(numbers).items():
        build.entry(form).modifier = modifier
    for form in settings.get("ordinary", ()):
        build.entry(form)
    build.nouns(read_table(code, "targets.toml"), f"{code}/targets.toml")
    build.rules(read_table(code, "triggers.toml"), f"{code}/triggers.toml")
    for name in ("attribution.toml", "context.toml"):
        for cue, forms in read_table(code, name).items():
            if isinstance(forms, list) and all(isinstance(form, str) for form in forms):
                build.cues(cue, forms)
    _share_heads(lexicon)
    return lexicon


_EVENTS: Final = frozenset(
    ("violent_cause", "single_events", "events", "weapon", "event", "not_counted", "not_speaker")
)


def _share_heads(lexicon: Lexicon) -> None:
    """Lets a phrase of harm speak of a longer time where its first word does ("إجمالي عدد القتلى"), and a phrase for
    people head a speaker's name where they are named by its first word ("مسؤول محلي").
    """
    by_head = lexicon.settings.get("head") == "first"
    for first, options in lexicon.phrases.items():
        head = lexicon.entries.get(first)
        if head is None:
            continue
        for _, entry in options:
            if "cumulative" in head.cues and entry.rules:
                entry.cues |= {"cumulative"}
            if by_head and entry.cues == {"no_harm"}:
                entry.cues |= head.cues & _EVENTS  # "هجوم انتحاري" is an attack
            if by_head and entry.nouns:
                entry.cues |= {cue for cue in head.cues if cue == "speakers" or cue not in CUES}
