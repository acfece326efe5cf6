"""What a language pack says of a word, and the words of a text by it."""

from dataclasses import dataclass
from typing import Final, TypeVar, cast

from tocsin.entities.vocabulary import Fold, Form
from tocsin.extraction import signs
from tocsin.extraction.numbers import Modifier, NumberWord
from tocsin.times.words import Parts

PEOPLE: Final = frozenset(("civilian", "child", "woman", "journalist", "medic", "military", "person"))
ENDS: Final = frozenset(".!?؟…。।")
BULLETS: Final = frozenset("-–—•*·")
JOINERS: Final = frozenset("-‐‑")
QUOTES: Final = frozenset('"“”«»„‹›')
VOICES: Final = frozenset(
    ("says", "goes_on", "denies", "quoting", "speech_nouns", "according_to", "labels", "revises", "sees", "documenting")
)


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


NOTHING: Final = Entry()


_NO_PHRASES: Final[dict[str, list[tuple[tuple[str, ...], Entry]]]] = {}
_SEEN: Final[dict[object, object]] = {}
_T = TypeVar("_T")


def interned(value: _T) -> _T:
    """The first value that equals this one: words that are told the same of share it, and less memory is waited for."""
    return cast("_T", _SEEN.setdefault(value, value))


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
        itself = any("self" in rule.patient for rule in entry.rules)
        nouns = interned(entry.nouns)
        # What is asked of every word of a text comes first, so that it lies together in memory.
        self.text = text
        self.length = len(text)
        # For names, where it stands between two spaces: as a folded word, or as what else it is folded; filled there.
        self.form: Form | None = None
        # Whether it may end a sentence or join words; and whether reading must stop at it, for that or for a phrase.
        self.stops = text in ENDS or text in JOINERS or text[:1] == "\n"
        self.special = self.stops
        # Whether it may tell who speaks, and whether it may name what is counted; and what else is to be told fast.
        self.voice = bool(entry.cues & VOICES) or text in QUOTES or text == ":"
        self.amount = bool(
            nouns
            or entry.number
            or (entry.modifier and entry.modifier.before)
            or itself
            or "given_names" in entry.cues
            or "kunya" in entry.cues
            or "singles" in entry.cues
        )
        self.digits = False
        self.punctuation = not (text[:1].isalnum() or len(text) > 1)
        self.known = entry is not NOTHING
        self.capital = text[:1].isupper() or (text[:1] == "@" and len(text) > 1)
        self.rules = () if "no_harm" in entry.cues else interned(entry.rules)
        self.signs = signs.of_cues(entry.cues) | signs.VOICE * self.voice | signs.HARM * bool(self.rules)
        # Phrases that may begin here, by their second word; the longest first. A word can be the second only where
        # `leads` of the first and its own `follows` share a bit, which is told faster than by asking the table. Both
        # are filled by the lexicon.
        self.leads = 0
        self.follows = 0
        self.cues = interned(entry.cues)
        self.timely: Parts | None = None  # its words of time, filled where times are read
        self.number = entry.number
        self.noun: Noun | None = nouns[0] if nouns else None
        self.phrases: dict[str, list[tuple[tuple[str, ...], Entry]]] = _NO_PHRASES
        self.fold: Fold | None = None
        self.party = entry.party
        self.modifier = entry.modifier
        self.other = nouns[1] if len(nouns) > 1 else None
        self.adjective = interned(entry.adjective)
        self.gaps: tuple[float, ...] | None = None  # how far it sets things apart, filled by binding
        self.folded = text if folded == text else folded
        self.stem = self.folded if stem == folded else stem
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
