"""A language as the engine sees it: how a word of a text is found in its pack."""

import re
from dataclasses import dataclass, field, replace
from typing import Any, Final

from tocsin.entities.lookup import bit
from tocsin.extraction import signs
from tocsin.extraction.numbers import NumberGrammar
from tocsin.extraction.words import NOTHING, Entry, Piece, Word, interned

_DIGITS: Final = re.compile(r"\d+(?:[.,٬٫]\d+)*")
_VARIANT: Final = re.compile(
    r"(\d?[a-z]{1,4}-?\d+)[a-z]{1,4}\d{0,2}"
)  # a type and the letters of its variant: "su-30mk"
MEMORY: Final = 100_000  # words, and pieces of several, that are remembered
_FIGURES: Final = frozenset(  # cues of words that are no longer themselves with a preposition written on to them
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


@dataclass(slots=True)
class Lexicon:
    """A language as the engine sees it."""

    code: str
    settings: dict[str, Any]
    grammar: NumberGrammar
    entries: dict[str, Entry] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = field(default_factory=dict)
    seconds: set[str] = field(default_factory=set)  # second words of the phrases
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
                word = Word(text, digits.group(), digits.group(), prefix, "", NOTHING)
                word.follows = self._following(word)
                word.digits = word.amount = True
                return word
        entry, stem, proclitics, enclitic = self._lookup(folded, text)
        if entry is None and digits is not None:
            entry = self.entries.get(_DIGITS.sub("#", folded)) or self._variant(folded)
        word = Word(text, folded, stem, proclitics, enclitic, entry or NOTHING)
        word.follows = self._following(word)
        if word.cues & _FIGURES and not set(self.clitics(word)) <= set(self.conjunctions):
            word.cues = interned(word.cues - _FIGURES)  # "كامل" is not "like hope"
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
                word.leads |= bit(words[0])
            word.special = True
            if not word.known and not word.proclitics:
                word.proclitics = self._guess_proclitics(folded)
        return word

    def _following(self, word: Word) -> int:
        """The bits of a word that is the second of any phrase."""
        whole = bit(word.folded) if word.folded in self.seconds else 0
        return whole | bit(word.stem) if word.stem in self.seconds else whole

    def _variant(self, folded: str) -> Entry | None:
        """The type that a name of a variant holds ("su-30mk"), the plural where the name has one ("f-16cs")."""
        variant = _VARIANT.fullmatch(folded)
        if variant is None:
            return None
        ends, base = ("s", "") if folded.endswith("s") else ("",), variant[1]
        any_number = _DIGITS.sub("#", base) if "-" in base or base[1:2].isalpha() else base  # "su-#", never "b#"
        found = (self.entries.get(name + end) for end in ends for name in (base, any_number))
        return next((entry for entry in found if entry is not None and entry.nouns), None)

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
                if inner is None and prefix.endswith(self.contractions):
                    inner = self.entries.get(self.article + folded[len(prefix) :])  # "للمقاومة"
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
                forms = self._whole(folded[: -len(enclitic)])
                for prefix, clitics in [("", ""), *self._prefixes]:  # "وكبدوها" is no "بدون"
                    if clitics and clitics.endswith(self._article()):
                        continue
                    for form in forms:
                        entry = self.entries.get(form[len(prefix) :]) if form.startswith(prefix) else None
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
