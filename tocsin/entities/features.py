"""What the Arabic tagger sees of a word: its form, its lists, its neighbours, and its other places in the text."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from tocsin.entities.built import Lexicon
from tocsin.entities.cues import cues
from tocsin.entities.gazetteer import DEMONYM, LINK_ONLY, gazetteer
from tocsin.entities.matching import matches
from tocsin.entities.normalise import Folded, fold

_LONGEST_PHRASE = 5
_TITLE_REACH = 4
_WINDOW = 15
"""Sentences on either side in which a word's other places count as the same text."""
_TOO_MANY = 60
"""Places of a word in the window beyond which it is a common word."""


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


class Sentence:
    """A sentence's words folded and stemmed, with the lists that each is on."""

    def __init__(self, words: Sequence[str], lexicon: Lexicon, guess: Callable[[str], tuple[int, int, int]]) -> None:
        self.words = words
        self.folded = [fold(word) or word for word in words]
        self.stems = [stem(word) for word in self.folded]
        self.listed = _listed(words)
        self.phrases = _phrases(self.stems, lexicon)
        self.names = [lexicon.names.get(part, ()) for part in self.stems]
        self.frequency = [lexicon.frequencies.get(part, 0) for part in self.stems]
        self.whole_frequency = [lexicon.frequencies.get(word, 0) for word in self.folded]
        self.whole_names = [lexicon.names.get(word, ()) for word in self.folded]
        self.guesses = [guess(part) for part in self.stems]
        titles, nouns = cues("title"), cues("organisation_noun")
        self.titles = [w in titles or s in titles for w, s in zip(self.folded, self.stems, strict=True)]
        self.nouns = [w in nouns or s in nouns for w, s in zip(self.folded, self.stems, strict=True)]

    def features(self) -> list[list[str]]:
        """Each word's features."""
        return [[*self._own(i), *self._neighbours(i), *self._before(i)] for i in range(len(self.words))]

    def _own(self, i: int) -> list[str]:
        word, part = self.folded[i], self.stems[i]
        person, place, other = self.guesses[i]
        found = ["b", f"w={word}", f"s={part}", f"z={self.whole_frequency[i]}", f"zs={self.frequency[i]}"]
        found += (f"len={min(len(word), 9)}", f"tP={person}", f"tL={place}", f"tO={other}")
        found.append(f"tz={person}|{self.frequency[i]}")
        for size in (1, 2, 3, 4):
            if len(word) > size:
                found += (f"p{size}={word[:size]}", f"x{size}={word[-size:]}")
            if size > 1 and len(part) > size:
                found.append(f"sp{size}={part[:size]}")
        if word != part:
            found.append("cl=" + word[: len(word) - len(part)])
            found += ["w" + name for name in self.whole_names[i]]
        if not word[0].isalpha():
            found.append("dig" if word[0].isdigit() else "pun")
        elif word[0].isascii():
            found.append("lat")
        found += self.names[i]
        found += ["g" + label for label in self.listed[i]] or ["g0"]
        found += ["h" + label for label in self.phrases[i]]
        return found

    def _neighbours(self, i: int) -> list[str]:
        found: list[str] = []
        for step in (-2, -1, 1, 2):
            j = i + step
            if not 0 <= j < len(self.words):
                found.append(f"e{step}")
                continue
            found += (f"w{step}={self.folded[j]}", f"s{step}={self.stems[j]}", f"z{step}={self.frequency[j]}")
            found += [f"{step}{name}" for name in self.names[j]]
            found += [f"{step}g{label}" for label in self.listed[j]]
            if abs(step) == 1:
                found += (f"x{step}={self.folded[j][-3:]}", f"p{step}={self.folded[j][:3]}")
                found += (f"{step}tP={self.guesses[j][0]}", f"{step}tO={self.guesses[j][2]}")
                found += [f"{step}h{label}" for label in self.phrases[j]]
                if self.titles[j]:
                    found.append(f"{step}title")
        if i:
            found.append(f"bb={self.stems[i - 1]}|{self.stems[i]}")
        if i + 1 < len(self.words):
            found.append(f"ba={self.stems[i]}|{self.stems[i + 1]}")
        return found

    def _before(self, i: int) -> list[str]:
        """The nearest title, and the nearest noun that announces an organisation."""
        found: list[str] = []
        for back in range(1, min(i, _TITLE_REACH) + 1):
            if self.titles[i - back]:
                found += (f"tl{back}", "tlw=" + self.stems[i - back])
                break
        for back in range(1, min(i, _TITLE_REACH - 1) + 1):
            if self.nouns[i - back]:
                found.append(f"oh{back}={self.stems[i - back]}")
                break
        return found


def _listed(words: Sequence[str]) -> list[list[str]]:
    """What the gazetteer says of each word."""
    folded = Folded(" ".join(words))
    owner = [i for i, word in enumerate(words) for _ in range(len(word) + 1)]
    labels: list[list[str]] = [[] for _ in words]
    for match in matches(folded, gazetteer()):
        reading = match.name.readings[0]
        kind = {"place": "L", "organisation": "O", "person": "P"}[reading.record.type]
        if reading.flags & DEMONYM:
            kind = "D"
        elif reading.context:
            kind = "C"
        elif reading.flags & LINK_ONLY:
            kind = "K"
        label = f"{kind}{reading.flags & 3}" + (reading.record.kind[0] if kind == "L" else "")
        first, last = owner[folded.original(match.start)], owner[folded.original_end(match.end) - 1]
        for i in range(first, last + 1):
            labels[i].append(("B" if i == first else "I") + label)
            if last > first:
                labels[i].append("M" + kind)
    return labels


def _phrases(stems: list[str], lexicon: Lexicon) -> list[list[str]]:
    """The lists of known phrases that each word is part of, by the longest phrase from every word on."""
    found: list[list[str]] = [[] for _ in stems]
    for i in range(len(stems)):
        for size in range(min(_LONGEST_PHRASE, len(stems) - i), 0, -1):
            if lists := lexicon.phrases.get(" ".join(stems[i : i + size])):
                for j in range(i, i + size):
                    found[j] += [("B" if j == i else "I") + name + ("1" if size == 1 else "") for name in lists]
                break
    return found


def of_the_text(sentences: Sequence[Sentence], tags: Sequence[Sequence[str]]) -> list[list[list[str]]]:
    """For a second pass: a word's first tag and its neighbours', and the tags of its other places close by."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for k, sentence in enumerate(sentences):
        for i, part in enumerate(sentence.stems):
            places[part].append((k, i))
    return [
        [_of_the_text(k, i, tags, places[part]) for i, part in enumerate(sentence.stems)]
        for k, sentence in enumerate(sentences)
    ]


def _of_the_text(k: int, i: int, tags: Sequence[Sequence[str]], places: list[tuple[int, int]]) -> list[str]:
    own = tags[k]
    found = ["t=" + own[i]]
    if i + 1 < len(own):
        found.append("t+=" + own[i + 1])
    if i:
        found.append("t-=" + own[i - 1])
    others = [tags[a][b] for a, b in places if abs(a - k) <= _WINDOW and (a, b) != (k, i)]
    if others and len(others) <= _TOO_MANY:
        found.append("tm=" + Counter(others).most_common(1)[0][0])
        if names := [tag for tag in others if tag != "O"]:
            found.append("te=" + Counter(tag[2:] for tag in names).most_common(1)[0][0])
            found.append("teb=" + Counter(names).most_common(1)[0][0])
    return found
