"""A language's words of time: what a pack's time.toml says, and a text as tokens that know them."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path
from typing import Any, Final

from tocsin.entities.lookup import bit
from tocsin.times.kinds import of_kinds

# Tables of values to forms, and whether their keys are numbers; the lists of [words] have no value.
_TABLES: Final = {
    "month": True, "hijri_month": True, "weekday": True, "day": True, "ordinal": True, "number": True, "shift": True,
    "zone": True, "hour": True, "part": False, "day_part": False, "edge": False, "unit": False, "units": False,
    "pair": False, "season": False,
}  # fmt: skip
_LISTS: Final = frozenset((
    "and", "since", "until", "ago_before", "ago_after", "within", "to", "link", "cue", "vague", "suffix", "hijri",
    "gregorian", "clock", "am", "pm", "ignore", "event", "no_year", "before_what", "superlative", "half",
))  # fmt: skip
_TOKEN: Final = re.compile(
    r"[0-9\u0660-\u0669\u06f0-\u06f9]+|[^\W\d_][^\W\d_\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f]*"
    r"(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f]+[^\W\d_]*)*|[^\s\w]|\n"
)


_STARTERS: Final = frozenset((*_TABLES, "since", "until", "ago_before", "within", "clock", "vague"))
_COUNTING: Final = frozenset(("number", "vague", "ordinal", "link", "cue"))
_MEMORY: Final = 100_000  # words that are remembered
_SIGNS: Final = frozenset(":/.-")


class TimesError(ValueError):
    """A time.toml does not hold what it should; the message names the key."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of time means: its kind, and its value ("month" 5, "part" "morning", "unit" "week")."""

    kind: str
    value: int | str = 0


class Word:
    """A word, a listed phrase, a group of digits (`number`) or a sign, as the pack knows it; shared by its occurrences.

    `values` holds the value of each of its kinds, and `kinds` their bits; `starts`: an expression of time may begin
    with it, if `counts` only where something beside it is `timely`; `joined`: "and" is written on to it; `phrases`
    begin with it, by their second word, which it can only be where `leads` and its `follows` share a bit.
    """

    __slots__ = (
        "counts", "folded", "follows", "form", "joined", "kinds", "leads", "length", "number", "phrases", "starts",
        "text", "timely", "values",
    )  # fmt: skip

    def __init__(self, text: str, folded: str, form: str, meanings: Sequence[Meaning]) -> None:
        # What is asked of every word of a sentence comes first, so that it lies together in memory.
        self.starts = False
        self.counts = False
        self.leads = 0
        self.follows = bit(folded) | bit(form)
        self.length = len(text)
        self.text, self.folded, self.form = text, folded, form
        self.joined = form != folded
        self.number = int(text) if len(text) <= 4 and text.isdecimal() else None
        self.values = {meaning.kind: meaning.value for meaning in meanings}
        self.kinds = of_kinds(list(self.values))
        self.timely = bool(self.values) or text in _SIGNS
        self.starts = self.number is not None or not _STARTERS.isdisjoint(self.values)
        self.counts = self.number is not None or (self.starts and _COUNTING.issuperset(self.values))
        self.phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}

    def add_phrase(self, words: tuple[str, ...], phrase: "Word") -> None:
        """Adds a phrase that goes on with these words."""
        self.phrases.setdefault(words[0], []).append((words, phrase))
        self.leads |= bit(words[0])


@dataclass(slots=True)
class TimePack:
    """A language's words of time, folded; `hours` are those of a part of the day (above 24: of the next day)."""

    code: str
    hours: dict[str, tuple[int, int]]
    seasons: dict[str, tuple[int, int]]
    day_after_month: bool
    day_first: bool
    month_capital: bool
    since_is_time: bool
    words: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = field(default_factory=dict)
    months: set[str] = field(default_factory=set)  # the names of months as the pack writes them, unfolded
    fold: dict[int, str | None] = field(default_factory=dict)
    proclitics: tuple[str, ...] = ()
    memory: "_Memory" = field(init=False)

    def __post_init__(self) -> None:
        self.memory = _Memory(self)

    def folded(self, text: str) -> str:
        """The form under which a word is looked up."""
        return text.translate(self.fold).lower()

    def word(self, text: str) -> Word:
        """What the pack says of a word."""
        folded = form = self.folded(text)
        if folded not in self.words and folded not in self.phrases:
            for proclitic in self.proclitics:
                rest = folded[len(proclitic) :]
                if folded.startswith(proclitic) and (rest in self.words or rest in self.phrases):
                    form = rest
                    break
        word = Word(text, folded, form, self.words.get(form, ()))
        for others, meaning in self.phrases.get(form, ()):
            phrase = Word(text, folded, form, (meaning,))
            phrase.number = None
            word.add_phrase(others, phrase)
        return word


class _Memory(dict[str, Word]):
    """The words that were looked up, by their text."""

    def __init__(self, pack: TimePack) -> None:
        super().__init__()
        self._pack = pack

    def __missing__(self, text: str) -> Word:
        if len(self) > _MEMORY:
            self.clear()
        word = self[text] = self._pack.word(text)
        return word


class Parts:
    """The words of a piece of text, each with its offset; `whole` is the word that is all of it, if one is.

    `tells`: an expression of time may begin in it.
    """

    __slots__ = ("starts", "tells", "whole", "words")

    def __init__(self, text: str, words: list[Word], starts: list[int]) -> None:
        self.words = words
        self.starts = starts
        self.tells = any(word.starts or word.phrases for word in words)
        self.whole: Word | None = words[0] if words and words[0].length == len(text) else None


class Row:
    """Words with their offsets in a document."""

    __slots__ = ("_joined", "starts", "words")

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.starts: list[int] = []
        self._joined: dict[int, int] = {}  # the ends of phrases that were made one word, by their starts

    def add(self, found: "Parts", offset: int) -> None:
        """Adds words at their offsets, which count from `offset`."""
        self.words += found.words
        for start in found.starts:
            self.starts.append(offset + start)

    def end(self, i: int) -> int:
        """The offset behind word `i`."""
        start = self.starts[i]
        return start + self.words[i].length if start not in self._joined else self._joined[start]

    def join_phrases(self) -> None:
        """Makes one word of each listed phrase."""
        words = self.words
        found: list[tuple[int, int, Word]] = []
        last = 0
        for i in [i for i, word in enumerate(words) if word.leads]:
            phrase = phrase_at(words[i], words, i) if i >= last else None
            if phrase is not None:
                joined, last = phrase
                found.append((i, last, joined))
        for i, last, joined in reversed(found):
            self._joined[self.starts[i]] = self.end(last - 1)
            self.starts[i:last] = [self.starts[i]]
            words[i:last] = [joined]


def words_of(text: str, pack: TimePack) -> Parts:
    """The words of a text."""
    words: list[Word] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(text):
        words.append(pack.memory[match.group()])
        starts.append(match.start())
    return Parts(text, words, starts)


def phrase_at(word: Word, words: list[Word], i: int) -> tuple[Word, int] | None:
    """The longest phrase that begins with word `i`, and the token after it."""
    if i + 1 >= len(words) or not word.leads & words[i + 1].follows:
        return None
    after = words[i + 1]
    options = word.phrases.get(after.form) or word.phrases.get(after.folded) or ()
    for rest, phrase in options:
        last = i + 1 + len(rest)
        if last <= len(words) and all(
            part == words[i + 1 + k].folded or part == words[i + 1 + k].form for k, part in enumerate(rest)
        ):
            return phrase, last
    return None


@functools.cache
def load_times(code: str) -> TimePack:
    """The words of time of a language's pack; raises TimesError where its time.toml is wrong or missing."""
    folder = resources.files("tocsin.languages").joinpath(code)
    try:
        table = tomllib.loads(folder.joinpath("time.toml").read_text("utf-8"))
        language = tomllib.loads(folder.joinpath("language.toml").read_text("utf-8"))
    except FileNotFoundError as error:
        raise TimesError(f"the language pack {code!r} lacks {Path(error.filename).name}") from None
    grammar = table.get("grammar", {})
    pack = TimePack(
        code=code,
        hours={name: (hours[0], hours[1]) for name, hours in table["hours"].items()},
        seasons={name: (months[0], months[1]) for name, months in table["seasons"].items()},
        day_after_month=grammar.get("day_after_month", False),
        day_first=grammar.get("day_first", False),
        month_capital=grammar.get("month_capital", False),
        since_is_time=grammar.get("since_is_time", False),
    )
    pack.fold = {ord(key): value for key, value in language.get("fold", {}).items()}
    pack.fold |= dict.fromkeys(map(ord, language.get("drop", "")), None)
    pack.proclitics = tuple(grammar.get("proclitics", ()))
    for form, meaning in _entries(table, f"{code}/time.toml"):
        if meaning.kind == "month":
            pack.months.add(form.split()[0])
        first, *rest = pack.folded(form).replace("-", " - ").split()
        if rest:
            pack.phrases.setdefault(first, []).append((tuple(rest), meaning))
        else:
            known = pack.words.get(first, ())
            pack.words[first] = known if meaning in known else (*known, meaning)
    for options in pack.phrases.values():
        options.sort(key=lambda option: -len(option[0]))
    return pack


def _entries(table: Mapping[str, Any], where: str) -> Iterator[tuple[str, Meaning]]:
    for kind, is_number in _TABLES.items():
        for key, forms in table.get(kind, {}).items():
            for form in _forms(forms, f"{where}: [{kind}] {key}"):
                yield form, Meaning(kind, int(key) if is_number else key)
    for kind, forms in table.get("words", {}).items():
        if kind not in _LISTS:
            raise TimesError(f"{where}: [words] has no list {kind!r}; it may have {', '.join(sorted(_LISTS))}")
        for form in _forms(forms, f"{where}: [words] {kind}"):
            yield form, Meaning(kind)


def _forms(value: Any, where: str) -> Sequence[str]:
    if not isinstance(value, list) or not all(isinstance(form, str) and form.strip() for form in value):
        raise TimesError(f"{where}: must be a list of words, it is {value!r}")
    return value
