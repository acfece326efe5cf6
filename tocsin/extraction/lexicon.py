"""A language as the engine sees it: what the pack says of each word."""

import re
from dataclasses import dataclass, field, replace
from typing import Any

from tocsin.entities.vocabulary import Fold, Form
from tocsin.extraction import signs
from tocsin.extraction.numbers import Modifier, NumberGrammar, NumberWord
from tocsin.times.words import Parts

PEOPLE = frozenset(("civilian", "child", "woman", "journalist", "medic", "military", "person"))


_DIGITS = re.compile(r"\d+(?:[.,٬٫]\d+)*")


ENDS = frozenset(".!?؟…。।")


BULLETS = frozenset("-–—•*·")


JOINERS = frozenset("-‐‑")


QUOTES = frozenset('"“”«»„‹›')


VOICES = frozenset(
    ("says", "goes_on", "denies", "quoting", "speech_nouns", "according_to", "labels", "revises", "sees", "documenting")
)


MEMORY = 100_000  # words, and pieces of several, that are remembered


class PackError(ValueError):
    """A language pack does not hold what it should; the message names the file and the key."""


@dataclass(frozen=True, slots=True)
class Noun:
    """A word for what can be harmed; `number` is 1, 2 or 0 (plural); a generic one takes that of what it continues.

    A collective ("the army") gives a class to "12 of ..." and "among ..."; one of a `nation` is a noun where it is
    indefinite.
    """

    target: str
    number: int
    generic: bool = False
    collective: bool = False
    nation: bool = False


@dataclass(frozen=True, slots=True)
class Adjective:
    """A word that makes a noun's class narrower: `turns` holds pairs of a class and the class it comes of, None for
    any weak head.
    """

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
    not_before: tuple[str, ...] = ()  # with the space behind
    not_after: tuple[str, ...] = ()  # with the space before
    weak: bool = False
    part: bool = False  # the words tell of some of those told of before ("among the dead were")
    definite: bool = False  # the words mean people already told of ("the wounded")
    zero: bool = False  # the words say that nobody was harmed
    counted: bool | None = None  # only with a number, or only without
    reach: int | None = None  # words that may at most stand between
    side: bool = False  # the class of the harmed is that of the side named in the clause
    both: bool = False  # without a number some were killed and some wounded
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
    (
        "hypothetical",
        "metaphor",
        "market",
        "sport",
        "future",
        "supposition",
        "preposition",
        "clause_break",
        "place_in",
        "adverb",
        "incident",
        "zero",
        "negation",
        "relative",
    )
)


_NO_PHRASES: dict[str, list[tuple[tuple[str, ...], Entry]]] = {}


def _bit(form: str) -> int:
    """One of sixty bits, by a form."""
    return 1 << (hash(form) % 60)


class Word:
    """A token's analysis, shared by all its occurrences."""

    __slots__ = (
        "adjective",
        "amount",
        "capital",
        "cues",
        "digits",
        "enclitic",
        "fold",
        "folded",
        "follows",
        "form",
        "gaps",
        "known",
        "leads",
        "length",
        "modifier",
        "noun",
        "number",
        "other",
        "party",
        "phrases",
        "proclitics",
        "punctuation",
        "rules",
        "signs",
        "special",
        "stem",
        "stops",
        "text",
        "timely",
        "voice",
    )

    def __init__(self, text: str, folded: str, stem: str, proclitics: str, enclitic: str, entry: Entry) -> None:
        # What is asked of every word of a text comes first, so that it lies together in memory.
        self.text = text
        self.length = len(text)
        # For names, where it stands between two spaces: as a folded word, or as what else it is folded; filled there.
        self.form: Form | None = None
        self.fold: Fold | None = None
        # Phrases that may begin here, by their second word; the longest first. A word can be the second only where
        # `leads` of the first and its own `follows` share a bit, which is told faster than by asking the table.
        self.leads = 0
        self.follows = _bit(folded) | _bit(stem)
        self.phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = _NO_PHRASES
        self.cues = entry.cues
        self.rules = () if "no_harm" in entry.cues else entry.rules
        self.timely: Parts | None = None  # its words of time, filled where times are read
        # Whether it may end a sentence or join words; and whether reading must stop at it, for that or for a phrase.
        self.stops = text in ENDS or text in JOINERS or text[:1] == "\n"
        self.special = self.stops
        # Whether it may tell who speaks, and whether it may name what is counted; and what else is to be told fast.
        self.voice = bool(entry.cues & VOICES) or text in QUOTES or text == ":"
        itself = any("self" in rule.patient for rule in entry.rules)
        self.amount = bool(
            entry.nouns
            or entry.number
            or (entry.modifier and entry.modifier.before)
            or itself
            or "given_names" in entry.cues
            or "kunya" in entry.cues
            or "singles" in entry.cues
        )
        self.signs = signs.of_cues(entry.cues) | signs.VOICE * self.voice | signs.HARM * bool(self.rules)
        self.digits = False
        self.punctuation = not (text[:1].isalnum() or len(text) > 1)
        self.known = entry is not _NOTHING
        self.capital = text[:1].isupper() or (text[:1] == "@" and len(text) > 1)
        self.party = entry.party
        self.number = entry.number
        self.modifier = entry.modifier
        self.noun: Noun | None = entry.nouns[0] if entry.nouns else None
        self.other = entry.nouns[1] if len(entry.nouns) > 1 else None
        self.adjective = entry.adjective
        self.gaps: tuple[float, ...] | None = None  # how far it sets things apart, filled by binding
        self.folded = folded
        self.stem = stem
        self.proclitics = proclitics
        self.enclitic = enclitic

    def __repr__(self) -> str:
        return f"Word({self.text!r})"


class Piece:
    """What stands between two spaces and is no single token: its tokens with how far each is from its start."""

    __slots__ = ("fold", "tokens")

    def __init__(self, tokens: list[tuple[Word, int]], fold: Fold) -> None:
        self.tokens = tokens
        self.fold = fold


@dataclass(slots=True)
class Lexicon:
    """A language as the engine sees it."""

    code: str
    settings: dict[str, Any]
    grammar: NumberGrammar
    entries: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)
    _fold: dict[int, str | None] = field(default_factory=dict)
    _prefixes: list[tuple[str, str]] = field(default_factory=list)
    memory: dict[str, Word] = field(default_factory=dict)
    pieces: dict[str, "Piece"] = field(default_factory=dict)
    contractions: tuple[str, ...] = ()
    _dual_endings: tuple[str, ...] = ()
    cased: bool = field(init=False)
    head_last: bool = field(init=False)
    verb_first: bool = field(init=False)
    subject_first: bool = field(init=False)
    article: str = field(init=False)  # empty where there is none that is written on to words
    conjunctions: tuple[str, ...] = field(init=False)
    abbreviations: frozenset[str] = field(init=False)
    possessive: frozenset[str] = field(init=False)
    acronyms: dict[str, str] = field(init=False)  # what else words are in capitals: "IS" is no "is"
    prepositions: dict[str, str] = field(init=False)  # those that are written on to words, and their cues

    def __post_init__(self) -> None:
        """What is asked of every word, out of the settings."""
        settings = self.settings
        self.cased = bool(settings.get("case"))
        self.head_last = settings.get("head") == "last"
        self.verb_first = settings.get("typical_order") == "vso"
        self.subject_first = settings.get("typical_order", "svo") == "svo"
        self.article = settings.get("article", "")
        self.conjunctions = tuple(settings.get("conjunctions", ()))
        self.abbreviations = frozenset(settings.get("abbreviations", ()))
        self.possessive = frozenset(settings.get("possessive", ()))
        self.acronyms = settings.get("acronyms", {})
        self.prepositions = settings.get("prepositions", {})

    def fold(self, text: str) -> str:
        """The form under which a word is looked up."""
        text = text.translate(self._fold)
        return self.acronyms.get(text) or text.lower() if self.cased else text

    def clitics(self, word: Word) -> str:
        """What is written on to the front of the word, without the article: one letter a clitic."""
        article = self.article
        if article and word.proclitics.endswith(article):
            return word.proclitics[: -len(article)]
        return word.proclitics

    def word(self, text: str) -> Word:
        """The analysis of a token (cached)."""
        word = self.memory.get(text)
        if word is None:
            if len(self.memory) > MEMORY:
                self.memory.clear()
                self.pieces.clear()
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
        if word.cues & _FIGURES and not set(self.clitics(word)) <= set(self.conjunctions):
            word.cues -= _FIGURES  # "كامل" is not "like hope"
            word.signs = word.signs & (signs.HARM | signs.VOICE) | signs.of_cues(word.cues)
        if word.other is not None and word.other.number == 2 and text.endswith(self._dual_endings):
            word.noun, word.other = word.other, None  # "مسلحَين", two
        if word.noun is not None and enclitic in self.settings.get("dual_enclitics", ()) and self._is_dual(stem):
            word.noun = replace(word.noun, number=2)  # "سائقيهما", of the two
        if word.noun is not None and word.noun.nation and proclitics.endswith(self._article()):
            word.noun = None
        found: list[tuple[tuple[str, ...], Entry]] = []
        for prefix, clitics in [("", ""), *self._prefixes]:
            if folded.startswith(prefix):
                rest = folded[len(prefix) :]
                if clitics.endswith(self._article()) and clitics:
                    for name in (rest, self._article() + rest):
                        found += self.phrases.get(name, ())
                else:
                    found += self.phrases.get(rest, ())
        if found:
            word.phrases = {}
            whole_first = dict(reversed(found))  # "باتت على" is no "أتت على"
            for words, phrase in sorted(whole_first.items(), key=lambda item: -len(item[0])):
                word.phrases.setdefault(words[0], []).append((words, phrase))
                word.leads |= _bit(words[0])
            word.special = True
            if not word.known and not word.proclitics:
                word.proclitics = self._guess_proclitics(folded)
        return word

    def _is_dual(self, stem: str) -> bool:
        return stem.endswith(tuple(self.settings.get("dual_stems", ("\0",))))

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
        owned = self._owned(folded, text)
        if owned is not None and (entry is None or owned[0].rules):
            cues = entry.cues if entry is not None else frozenset()
            return replace(owned[0], cues=owned[0].cues | cues), *owned[1:]
        if entry is not None:
            return entry, folded, "", ""
        construct = self._construct(folded)
        if construct is not None:
            return construct
        article = self._article()
        if folded.startswith(article):
            return None, folded[len(article) :], article, ""
        return None, folded, "", ""

    def _owned(self, folded: str, text: str) -> tuple[Entry, str, str, str] | None:
        """The word without the pronoun that is written on to its end."""
        if text.endswith(tuple(self.settings.get("no_enclitic", ()))):
            return None
        for enclitic in self.settings.get("enclitics", ()):
            if folded.endswith(enclitic) and len(folded) > len(enclitic) + 2:
                for form in self._whole(folded[: -len(enclitic)]):
                    for prefix, clitics in [("", ""), *self._prefixes]:
                        if form.startswith(prefix):
                            entry = self.entries.get(form[len(prefix) :])
                            if entry is not None and not entry.number:
                                return entry, form[len(prefix) :], clitics, enclitic
        return None

    def _whole(self, base: str) -> list[str]:
        """The forms that a word may have without the enclitic that followed `base`: endings dropped before one are put
        back.
        """
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
