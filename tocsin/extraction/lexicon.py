"""A language's data, folded and indexed for lookup: `load(code)` reads a pack, `Lexicon.word` analyses a token."""

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib import resources
from importlib.resources.abc import Traversable
from itertools import product
from typing import Any

from tocsin.extraction.numbers import Modifier, NumberGrammar, NumberWord, load_grammar, load_modifiers, load_numbers

PEOPLE = frozenset(("civilian", "child", "woman", "journalist", "medic", "military", "person"))
_DIGITS = re.compile(r"\d+(?:[.,٬٫]\d+)*")
ENDS = frozenset(".!?؟…。।")
BULLETS = frozenset("-–—•*·")
JOINERS = frozenset("-‐‑")
QUOTES = frozenset('"“”«»„')
VOICES = frozenset(("says", "goes_on", "denies", "quoting", "speech_nouns", "according_to", "labels", "revises"))
_MEMORY = 200_000


class PackError(ValueError):
    """A language pack does not hold what it should; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for what can be harmed; `number` is 1, 2 or 0 (plural); a generic noun takes its class from what it continues.

    A collective ("the army") gives a class to "12 of ..." and "among ..."; one of a `nation` is a noun where it is indefinite.
    """

    target: str
    number: int
    generic: bool = False
    collective: bool = False
    nation: bool = False


@dataclass(frozen=True, slots=True)
class Adjective:
    """A word that makes a noun's class narrower: `turns` holds pairs of a class and the class it comes of, None for any weak head."""

    turns: tuple[tuple[str, str | None], ...]

    def target(self, of: str | None = None) -> str | None:
        """What it makes of that class, or of a weak head; None where it makes nothing of it."""
        return next((target for target, origin in self.turns if origin == of), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a word of harm means (`people`, `things`: the effect on either) and where the harmed stand (`patient`)."""

    name: str
    people: str | None = None
    things: str | None = None
    patient: tuple[str, ...] = ("after",)
    voice: str = "noun"
    links: frozenset[str] = frozenset()
    number: int | None = None
    toll: bool = False
    needs: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    target: str | None = None
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    weak: bool = False
    part: bool = False  # the words tell of some of those told of before ("among the dead were")
    definite: bool = False  # the words mean people already told of ("the wounded")
    zero: bool = False  # the words say that nobody was harmed
    counted: bool | None = None  # only with a number, or only without
    reach: int | None = None  # words that may at most stand between
    unless: frozenset[str] = frozenset()  # cues near by that make it something else

    def effect(self, target: str | None) -> str | None:
        """The effect on that class, or None where the rule cannot apply to it."""
        if self.only and (target or "person") not in self.only:
            return None
        return self.people if target is None or target in PEOPLE else self.things


@dataclass(slots=True)
class Entry:
    """Everything the pack says of one form."""

    number: NumberWord | None = None
    modifier: Modifier | None = None
    nouns: tuple[Noun, ...] = ()
    adjective: Adjective | None = None
    party: bool = False
    rules: tuple[Rule, ...] = ()
    cues: frozenset[str] = frozenset()


_NOTHING = Entry()
_FIGURES = frozenset(  # cues of words that are no longer themselves with a preposition written on to them
    ("hypothetical", "metaphor", "market", "sport", "future", "supposition", "preposition", "clause_break", "place_in", "adverb", "incident", "zero", "negation", "relative")
)  # fmt: skip


class Word:
    """A token's analysis, shared by all its occurrences."""

    __slots__ = (
        "adjective", "amount", "capital", "cues", "digits", "enclitic", "folded", "gaps", "known", "modifier", "noun", "number", "other", "party", "phrases",
        "proclitics", "punctuation", "rules", "special", "stem", "text", "voice",
    )  # fmt: skip

    def __init__(self, text: str, folded: str, stem: str, proclitics: str, enclitic: str, entry: Entry) -> None:
        self.text = text
        self.folded = folded
        self.stem = stem
        self.proclitics = proclitics
        self.enclitic = enclitic
        self.known = entry is not _NOTHING
        self.number = entry.number
        self.modifier = entry.modifier
        self.noun = entry.nouns[0] if entry.nouns else None
        self.other = entry.nouns[1] if len(entry.nouns) > 1 else None
        self.adjective = entry.adjective
        self.party = entry.party
        self.rules = () if "no_harm" in entry.cues else entry.rules
        self.cues = entry.cues
        self.digits = False
        self.gaps: tuple[float, ...] | None = None  # how far it sets things apart, filled by binding
        self.capital = text[:1].isupper()
        self.punctuation = not (text[:1].isalnum() or len(text) > 1)
        # Phrases that may begin here, by their second word; the longest first.
        self.phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}
        # Whether it may tell who speaks, and whether it may name what is counted.
        self.voice = bool(entry.cues & VOICES) or text in QUOTES or text == ":"
        itself = any("self" in rule.patient for rule in entry.rules)
        self.amount = bool(
            entry.nouns
            or entry.number
            or (entry.modifier and entry.modifier.before)
            or itself
            or entry.cues & {"given_names", "kunya"}
        )
        # Whether reading must stop at it: it may end a sentence, join words or begin a phrase.
        self.special = text in ENDS or text in JOINERS or text[:1] == "\n"

    def __repr__(self) -> str:
        return f"Word({self.text!r})"


@dataclass(slots=True)
class Lexicon:
    """A language as the engine sees it."""

    code: str
    settings: Mapping[str, Any]
    grammar: NumberGrammar
    entries: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)
    _fold: dict[int, str | None] = field(default_factory=dict)
    _prefixes: list[tuple[str, str]] = field(default_factory=list)
    memory: dict[str, Word] = field(default_factory=dict)

    def fold(self, text: str) -> str:
        """The form under which a word is looked up."""
        text = text.translate(self._fold)
        return text.lower() if self.settings.get("case") else text

    def clitics(self, word: Word) -> str:
        """What is written on to the front of the word, without the article: one letter a clitic."""
        article = self._article()
        return word.proclitics[: -len(article)] if word.proclitics.endswith(article) else word.proclitics

    def word(self, text: str) -> Word:
        """The analysis of a token (cached)."""
        word = self.memory.get(text)
        if word is None:
            if len(self.memory) > _MEMORY:
                self.memory.clear()
            word = self.memory[text] = self._analyse(text)
        return word

    def phrase_word(self, text: str, head: Word, entry: Entry) -> Word:
        """The analysis of a phrase that the pack lists, whose first word is `head`."""
        key = f"{text}\n{head.stem}"
        word = self.memory.get(key)
        if word is None:
            word = self.memory[key] = Word(text, self.fold(text), self.fold(text), head.proclitics, "", entry)
        return word

    def _analyse(self, text: str) -> Word:
        folded = self.fold(text)
        digits = _DIGITS.search(folded)
        if digits is not None:
            prefix, suffix = folded[: digits.start()], folded[digits.end() :]
            if not suffix and (not prefix or any(prefix == p for p, _ in self._prefixes)):
                word = Word(text, digits.group(), digits.group(), prefix, "", _NOTHING)
                word.digits = word.amount = True
                return word
        entry, stem, proclitics, enclitic = self._lookup(folded, text)
        if entry is None and digits is not None:
            entry = self.entries.get(_DIGITS.sub("#", folded))
        word = Word(text, folded, stem, proclitics, enclitic, entry or _NOTHING)
        if word.cues & _FIGURES and not set(self.clitics(word)) <= set(self.settings.get("conjunctions", ())):
            word.cues -= _FIGURES  # "كامل" is not "like hope"
        if word.noun is not None and word.noun.nation and proclitics.endswith(self._article()):
            word.noun = None
        found = []
        for prefix, clitics in [("", ""), *self._prefixes]:
            if folded.startswith(prefix):
                rest = folded[len(prefix) :]
                if clitics.endswith(self._article()) and clitics:
                    for name in (rest, self._article() + rest):
                        found += self.phrases.get(name, ())
                else:
                    found += self.phrases.get(rest, ())
        if found:
            for rest, phrase in sorted(dict(found).items(), key=lambda item: -len(item[0])):
                word.phrases.setdefault(rest[0], []).append((rest, phrase))
            word.special = True
            if not word.known and not word.proclitics:
                word.proclitics = self._guess_proclitics(folded)
        return word

    def _article(self) -> str:
        return str(self.settings.get("article", "\0"))

    def _guess_proclitics(self, folded: str) -> str:
        for prefix, clitics in self._prefixes:
            if folded.startswith(prefix) and (folded[len(prefix) :] in self.phrases):
                return clitics
        return ""

    def _lookup(self, folded: str, text: str) -> tuple[Entry | None, str, str, str]:
        entry = self.entries.get(folded)
        if entry is not None and (entry.rules or entry.nouns or entry.number or entry.adjective or not entry.cues):
            return entry, folded, "", ""
        for prefix, clitics in self._prefixes:
            if folded.startswith(prefix) and len(folded) > len(prefix) + 1:
                inner = self.entries.get(folded[len(prefix) :])
                if inner is not None and entry is None:
                    return inner, folded[len(prefix) :], clitics, ""
                if (
                    inner is not None
                    and entry is not None
                    and clitics == self._article()
                    and (inner.rules or inner.nouns)
                ):
                    return replace(inner, cues=inner.cues | entry.cues), folded[len(prefix) :], clitics, ""
        if entry is not None:
            return entry, folded, "", ""
        enclitics = (
            () if text.endswith(tuple(self.settings.get("no_enclitic", ()))) else self.settings.get("enclitics", ())
        )
        for enclitic in enclitics:
            if folded.endswith(enclitic) and len(folded) > len(enclitic) + 2:
                base = folded[: -len(enclitic)]
                for form in self._whole(base):
                    for prefix, clitics in [("", ""), *self._prefixes]:
                        if form.startswith(prefix):
                            entry = self.entries.get(form[len(prefix) :])
                            if entry is not None and not entry.number:
                                return entry, form[len(prefix) :], clitics, enclitic
        construct = self._construct(folded)
        if construct is not None:
            return construct
        article = self._article()
        if folded.startswith(article):
            return None, folded[len(article) :], article, ""
        return None, folded, "", ""

    def _whole(self, base: str) -> list[str]:
        """The forms that a word may have without the enclitic that followed `base`: endings dropped before one are put back."""
        forms = [base + end for before, end in self.settings.get("dropped", {}).items() if base.endswith(before)]
        forms += [
            base[: len(base) - len(short)] + full
            for short, full in self.settings.get("changed", {}).items()
            if base.endswith(short)
        ]
        return [*forms, base]

    def _construct(self, folded: str) -> tuple[Entry | None, str, str, str] | None:
        """A dual or plural that has lost its ending before its owner ("مهندسي الشركة")."""
        for form in self._whole(folded)[:-1]:
            for prefix, clitics in [("", ""), *self._prefixes]:
                if form.startswith(prefix):
                    entry = self.entries.get(form[len(prefix) :])
                    if entry is not None and entry.nouns and entry.nouns[0].number != 1 and not entry.number:
                        return entry, form[len(prefix) :], clitics, ""
        return None


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

    def entry(self, form: str) -> Entry:
        words = self.lexicon.fold(form.replace("-", " ")).split() if " " in form else [self.lexicon.fold(form)]
        if len(words) == 1:
            return self.lexicon.entries.setdefault(words[0], Entry())
        rest = tuple(words[1:])
        options = self.lexicon.phrases.setdefault(words[0], [])
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
                not_before=tuple(fold(form) for form in block.get("not_before", ())),
                not_after=tuple(fold(form) for form in block.get("not_after", ())),
                weak=block.get("weak", False),
                zero=block.get("zero", False),
                definite=block.get("definite", False),
                part=block.get("part", False),
                counted=block.get("counted"),
                reach=block.get("reach"),
                unless=frozenset(block.get("unless", ())),
            )
            for form in _strings(block, "forms", f"{where}: rule {rule.name!r}"):
                entry = self.entry(form)
                if rule not in entry.rules:
                    entry.rules = (*entry.rules, rule)


def _inflect(form: str, rule: Mapping[str, Any]) -> list[str]:
    """The forms that an inflection rule makes of a word: its last word where the language's head stands last, else its first."""
    words = form.split(" ")
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
    return lexicon
