"""A language's words of time: what a pack's time.toml says, and a text as tokens that know them."""

import functools
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, NamedTuple

# Tables of values to forms, and whether their keys are numbers; the lists of [words] have no value.
_TABLES = {
    "month": True, "hijri_month": True, "weekday": True, "day": True, "ordinal": True, "number": True, "shift": True,
    "part": False, "day_part": False, "edge": False, "unit": False, "units": False, "pair": False, "season": False,
}  # fmt: skip
_LISTS = frozenset((
    "and", "since", "until", "ago_before", "ago_after", "within", "to", "link", "cue", "vague", "suffix", "hijri",
    "gregorian", "clock", "am", "pm", "ignore", "event", "no_year",
))  # fmt: skip
_TOKEN = re.compile(
    r"[0-9\u0660-\u0669\u06f0-\u06f9]+|[^\W\d_][^\W\d_\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f]*"
    r"(?:[\u0300-\u036f\u064b-\u065f\u0670\u0640\u200b-\u200f]+[^\W\d_]*)*|[^\s\w]|\n"
)


class TimesError(ValueError):
    """A time.toml does not hold what it should; the message names the key."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word of time means: its kind, and its value ("month" 5, "part" "morning", "unit" "week")."""

    kind: str
    value: int | str = 0


@dataclass(slots=True)
class Token:
    """A token of the text, or a phrase that the pack lists: digits have a `number`, words of time have meanings."""

    text: str
    start: int
    end: int
    number: int | None = None
    joined: bool = False  # "and" is written on to it
    meanings: tuple[Meaning, ...] = ()

    def value(self, kind: str) -> int | str | None:
        """The value of its meaning of that kind, or None where it has none."""
        for meaning in self.meanings:
            if meaning.kind == kind:
                return meaning.value
        return None

    def has(self, *kinds: str) -> bool:
        """Whether it has a meaning of one of those kinds."""
        return any(meaning.kind in kinds for meaning in self.meanings)


class LookedUp(NamedTuple):
    """A word as the pack knows it; `form` is the folded word without proclitics where only that is known."""

    meanings: tuple[Meaning, ...]
    folded: str
    form: str
    begins_phrase: bool


@dataclass(slots=True)
class TimePack:
    """A language's words of time, folded; `hours` are those of a part of the day (above 24: of the next day)."""

    code: str
    hours: Mapping[str, tuple[int, int]]
    seasons: Mapping[str, tuple[int, int]]
    day_after_month: bool
    day_first: bool
    month_capital: bool
    since_is_time: bool
    words: dict[str, tuple[Meaning, ...]] = field(default_factory=dict)
    phrases: dict[str, list[tuple[tuple[str, ...], Meaning]]] = field(default_factory=dict)
    months: set[str] = field(default_factory=set)  # the names of months as the pack writes them, unfolded
    fold: dict[int, str | None] = field(default_factory=dict)
    proclitics: tuple[str, ...] = ()
    memory: dict[str, LookedUp] = field(default_factory=dict)

    def folded(self, text: str) -> str:
        """The form under which a word is looked up."""
        return text.translate(self.fold).lower()

    def look_up(self, text: str) -> LookedUp:
        """What the pack says of a word (cached)."""
        known = self.memory.get(text)
        if known is None:
            if len(self.memory) > 100_000:
                self.memory.clear()
            folded = self.folded(text)
            form = folded
            if folded not in self.words and folded not in self.phrases:
                for proclitic in self.proclitics:
                    rest = folded[len(proclitic) :]
                    if folded.startswith(proclitic) and (rest in self.words or rest in self.phrases):
                        form = rest
                        break
            known = self.memory[text] = LookedUp(self.words.get(form, ()), folded, form, form in self.phrases)
        return known


def tokens(text: str, offset: int, pack: TimePack) -> list[Token]:
    """The text's tokens, its listed phrases joined; offsets count from `offset`. Linear in its length."""
    found: list[Token] = []
    raw = [(match.group(), match.start() + offset, match.end() + offset) for match in _TOKEN.finditer(text)]
    looked = [pack.look_up(word) for word, _, _ in raw]
    i, size = 0, len(raw)
    while i < size:
        word, start, end = raw[i]
        meanings, joined = looked[i].meanings, looked[i].form != looked[i].folded
        i += 1
        if looked[i - 1].begins_phrase:
            for rest, meaning in pack.phrases[looked[i - 1].form]:
                last = i + len(rest)
                if last <= size and all(
                    part in (known.folded, known.form) for part, known in zip(rest, looked[i:last], strict=True)
                ):
                    meanings, end, i = (meaning,), raw[last - 1][2], last
                    break
        number = int(word) if len(word) <= 4 and word.isdecimal() else None
        found.append(Token(word, start, end, number, joined, meanings))
    return found


@functools.cache
def load_times(code: str) -> TimePack:
    """The words of time of a language's pack; raises TimesError where its time.toml is wrong or missing."""
    folder = resources.files("tocsin.languages").joinpath(code)
    try:
        table = tomllib.loads(folder.joinpath("time.toml").read_text("utf-8"))
        language = tomllib.loads(folder.joinpath("language.toml").read_text("utf-8"))
    except FileNotFoundError as error:
        raise TimesError(f"the language pack {code!r} lacks {error.filename}") from None
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
