"""What the Arabic tagger sees of a word: its form, its lists, its neighbours, and its other places in the text."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from tocsin.entities.built import Lexicon
from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import gazetteer
from tocsin.entities.matching import matches_in
from tocsin.entities.normalise import fold
from tocsin.entities.readings import DEMONYM, LINK_ONLY, Reading
from tocsin.entities.vocabulary import Form

_LONGEST_PHRASE: Final = 5
_TITLE_REACH: Final = 4
_WINDOW: Final = 15
"""Sentences on either side in which a word's other places count as the same text."""
_TOO_MANY: Final = 60
"""Places of a word in the window beyond which it is a common word."""


class Lists:
    """The word lists of the tagger; `reach`: the words of the longest phrase that begins with a word."""

    __slots__ = ("frequencies", "names", "phrases", "reach")

    def __init__(self, lexicon: Lexicon) -> None:
        self.frequencies = lexicon.frequencies
        self.names = lexicon.names
        self.phrases = lexicon.phrases
        self.reach: dict[str, int] = {}
        for phrase in lexicon.phrases:
            words = phrase.split(" ")
            self.reach[words[0]] = max(len(words), self.reach.get(words[0], 0))


def stem(word: str) -> str:
    """A folded Arabic word without its conjunction, preposition and article."""
    if len(word) > 4 and word[0] in "وف":
        word = word[1:]
    if len(word) > 4 and word[0] in "بلك" and word[1:3] == "ال":
        return word[3:]
    if len(word) > 4 and word[:2] in ("لل", "ال"):
        return word[2:]
    return word


def letters(word: str) -> list[str]:
    """The letter groups by which an unknown word is judged to be a person's name, a place's or neither."""
    framed = f"^{word}$"
    groups = [f"l{min(len(word), 10)}"]
    for size in (2, 3, 4, 5):
        groups += [framed[i : i + size] for i in range(len(framed) - size + 1)]
    for size in (1, 2, 3, 4):
        groups += ("p" + word[:size], "s" + word[-size:])
    return groups


class Looks:
    """What a word is, wherever it stands; shared by its occurrences."""

    __slots__ = (
        "folded", "forms", "frequency", "guess", "names", "noun", "reach", "stem", "title", "whole_frequency",
        "whole_names",
    )  # fmt: skip

    def __init__(self, word: str, lists: Lists, guess: Callable[[str], tuple[int, int, int]]) -> None:
        self.folded = fold(word) or word
        self.stem = stem(self.folded)
        self.forms: list[Form] = gazetteer().vocabulary.fold(word).words
        self.reach = min(_LONGEST_PHRASE, lists.reach.get(self.stem.partition(" ")[0], 0))
        self.names = lists.names.get(self.stem, ())
        self.frequency = lists.frequencies.get(self.stem, 0)
        self.whole_frequency = lists.frequencies.get(self.folded, 0)
        self.whole_names = lists.names.get(self.folded, ())
        self.guess = guess(self.stem)
        self.title = not cues("title").isdisjoint((self.folded, self.stem))
        self.noun = not cues("organisation_noun").isdisjoint((self.folded, self.stem))

    def own(self) -> list[str]:
        """The features that it gives itself."""
        word, part = self.folded, self.stem
        person, place, other = self.guess
        found = ["b", f"w={word}", f"s={part}", f"z={self.whole_frequency}", f"zs={self.frequency}"]
        found += (f"len={min(len(word), 9)}", f"tP={person}", f"tL={place}", f"tO={other}")
        found.append(f"tz={person}|{self.frequency}")
        for size in (1, 2, 3, 4):
            if len(word) > size:
                found += (f"p{size}={word[:size]}", f"x{size}={word[-size:]}")
            if size > 1 and len(part) > size:
                found.append(f"sp{size}={part[:size]}")
        if word != part:
            found.append("cl=" + word[: len(word) - len(part)])
            found += ["w" + name for name in self.whole_names]
        if not word[0].isalpha():
            found.append("dig" if word[0].isdigit() else "pun")
        elif word[0].isascii():
            found.append("lat")
        return [*found, *self.names]

    def beside(self, step: int) -> list[str]:
        """The features that it gives the word `step` words before it."""
        found = [f"w{step}={self.folded}", f"s{step}={self.stem}", f"z{step}={self.frequency}"]
        found += [f"{step}{name}" for name in self.names]
        if abs(step) == 1:
            found += (f"x{step}={self.folded[-3:]}", f"p{step}={self.folded[:3]}")
            found += (f"{step}tP={self.guess[0]}", f"{step}tO={self.guess[2]}")
            if self.title:
                found.append(f"{step}title")
        return found


STEPS: Final = [-2, -1, 1, 2]
"""Where the neighbours stand that are looked at."""
_NOBODY: Final = {step: f"e{step}" for step in STEPS}


class Sentence:
    """A sentence's words with the lists that each is on there."""

    __slots__ = ("listed", "of_places", "phrases", "words")

    def __init__(self, words: list[Looks], lists: Lists) -> None:
        self.words = words
        self.listed = _listed(words)
        self.phrases = _phrases(words, lists)
        self.of_places = [self._of_place(i) for i in range(len(words))]
        """The features of each word that depend on where it stands."""

    def features(self) -> list[list[str]]:
        """Each word's features."""
        words = self.words
        found = []
        for i, word in enumerate(words):
            row = [*word.own(), *self.of_places[i]]
            for step in STEPS:
                if 0 <= i + step < len(words):
                    row += words[i + step].beside(step)
            found.append(row)
        return found

    def _of_place(self, i: int) -> list[str]:
        words, listed, phrases = self.words, self.listed, self.phrases
        found = ["g" + label for label in listed[i]] or ["g0"]
        for label in phrases[i]:
            found.append("h" + label)
        for step in STEPS:
            j = i + step
            if not 0 <= j < len(words):
                found.append(_NOBODY[step])
                continue
            for label in listed[j]:
                found.append(f"{step}g{label}")
            if -1 <= step <= 1:
                for label in phrases[j]:
                    found.append(f"{step}h{label}")
        if i:
            found.append(f"bb={words[i - 1].stem}|{words[i].stem}")
        if i + 1 < len(words):
            found.append(f"ba={words[i].stem}|{words[i + 1].stem}")
        self._add_announced(i, found)
        return found

    def _add_announced(self, i: int, found: list[str]) -> None:
        """Add the nearest title before a word, and the nearest noun that announces an organisation."""
        for back in range(1, min(i, _TITLE_REACH) + 1):
            if self.words[i - back].title:
                found += (f"tl{back}", "tlw=" + self.words[i - back].stem)
                break
        for back in range(1, min(i, _TITLE_REACH - 1) + 1):
            if self.words[i - back].noun:
                found.append(f"oh{back}={self.words[i - back].stem}")
                break


def _listed(words: list[Looks]) -> list[list[str]]:
    """What the gazetteer says of each word."""
    forms: list[Form] = []
    owner: list[int] = []
    labels: list[list[str]] = []
    for i, word in enumerate(words):
        forms += word.forms
        labels.append([])
        for _ in word.forms:
            owner.append(i)
    for match in matches_in(forms, gazetteer()):
        kind, label = _label(match.name.readings[0])
        first, last = owner[match.first], owner[match.after - 1]
        for i in range(first, last + 1):
            labels[i].append(("B" if i == first else "I") + label)
            if last > first:
                labels[i].append("M" + kind)
    return labels


_KINDS: Final = {"place": "L", "organisation": "O", "person": "P"}


def _label(reading: Reading) -> tuple[str, str]:
    """The kind of a reading in a letter, and what else is told of it."""
    kind = _KINDS[reading.type]
    if reading.flags & DEMONYM:
        kind = "D"
    elif reading.context:
        kind = "C"
    elif reading.flags & LINK_ONLY:
        kind = "K"
    return kind, f"{kind}{reading.strength}" + (reading.kind[0] if kind == "L" else "")


def _phrases(words: list[Looks], lists: Lists) -> list[list[str]]:
    """The lists of known phrases that each word is part of, by the longest phrase from every word on."""
    found: list[list[str]] = [[] for _ in words]
    for i, word in enumerate(words):
        for size in range(min(word.reach, len(words) - i), 0, -1):
            known = lists.phrases.get(" ".join([w.stem for w in words[i : i + size]]))
            if known:
                for j in range(i, i + size):
                    found[j] += [("B" if j == i else "I") + name + ("1" if size == 1 else "") for name in known]
                break
    return found


def of_the_text(sentences: Sequence[Sentence], tags: Sequence[list[str]]) -> list[list[list[str]]]:
    """For a second pass: a word's first tag and its neighbours', and the tags of its other places close by."""
    places: dict[str, list[tuple[int, int]]] = {}
    for k, sentence in enumerate(sentences):
        for i, word in enumerate(sentence.words):
            places.setdefault(word.stem, []).append((k, i))
    return [
        [_of_the_text(k, i, tags, places[word.stem]) for i, word in enumerate(sentence.words)]
        for k, sentence in enumerate(sentences)
    ]


def _of_the_text(k: int, i: int, tags: Sequence[list[str]], places: list[tuple[int, int]]) -> list[str]:
    own = tags[k]
    found = ["t=" + own[i]]
    if i + 1 < len(own):
        found.append("t+=" + own[i + 1])
    if i:
        found.append("t-=" + own[i - 1])
    if len(places) < 2:
        return found
    others = [tags[a][b] for a, b in places if abs(a - k) <= _WINDOW and (a, b) != (k, i)]
    if others and len(others) <= _TOO_MANY:
        found.append("tm=" + Counter(others).most_common(1)[0][0])
        if names := [tag for tag in others if tag != "O"]:
            found.append("te=" + Counter(tag[2:] for tag in names).most_common(1)[0][0])
            found.append("teb=" + Counter(names).most_common(1)[0][0])
    return found
