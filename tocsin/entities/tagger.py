"""A small statistical tagger of persons, places and organisations in Arabic, for sentences that are worth it.

Two conditional random fields: the second sees what the first says of a word elsewhere in the text. Weights and word
lists are built by tools/train_tagger.py. A word costs some 20 microseconds: give it claim sentences, not whole feeds.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import Final, Literal, cast

import pycrfsuite

from tocsin.entities.built import Weights, read_weights
from tocsin.entities.features import Lists, Looks, Sentence, letters, of_the_text
from tocsin.entities.field import Field
from topics.enriched_articles import Entity

LANGUAGES: Final = frozenset({"ar"})
"""What the tagger knows."""
_TOKEN: Final = re.compile(r"\w+|[^\w\s]")
_STEPS: Final = 5
"""Into how many steps the probability of a kind of word is cut."""
_MOST_WORDS: Final = 50_000
"""Words that are remembered."""
_TYPES: Final = {"PERS": "person", "LOC": "place", "ORG": "organisation"}
_CLITICS: Final = re.compile(r"[وف]?[بلك]?(?=\w{3})")


class Tagger:
    """The tagger with its weights."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights  # The model of letters reads its bytes where they lie: these must live as long.
        self._lists = Lists(weights.lexicon)
        self._letters = pycrfsuite.Tagger()
        self._letters.open_inmemory(weights.letters)
        self._field = Field(weights.model)
        self._looks: dict[str, Looks] = {}

    def guess(self, word: str) -> tuple[int, int, int]:
        """How far a folded word looks like a person's name, a place's and another word, 0 to 5; 9: no word."""
        if not word[:1].isalpha():
            return (0, 0, 9)
        self._letters.set([letters(word)])
        person, place, other = (int(self._letters.marginal(kind, 0) * _STEPS) for kind in "PLO")
        return person, place, other

    def sentences(self, texts: Iterable[Sequence[str]]) -> list[Sentence]:
        """The sentences of a text, each in words, read for tagging."""
        return [Sentence([self._look(word) for word in words], self._lists) for words in texts if words]

    def _look(self, word: str) -> Looks:
        if (known := self._looks.get(word)) is None:
            if len(self._looks) > _MOST_WORDS:
                self._looks.clear()
            known = self._looks[word] = Looks(word, self._lists, self.guess)
        return known

    def tag(self, texts: Iterable[Sequence[str]]) -> list[list[str]]:
        """A tag a word (O, B-PERS, I-PERS, ...) of a text's sentences, which must hold a word each."""
        field, sentences = self._field, self.sentences(texts)
        scores = [field.scores(sentence) for sentence in sentences]
        further = of_the_text(sentences, [field.tags(words) for words in scores])
        for k, words in enumerate(scores):
            for i, score in enumerate(words):
                field.add(further[k][i], score)
        return [field.tags(words, second=True) for words in scores]


@cache
def tagger() -> Tagger:
    """The tagger, read once a process and only where it is used."""
    return Tagger(read_weights())


def tagged(document: str, spans: Iterable[tuple[int, int]]) -> tuple[Entity, ...]:
    """The names that the tagger sees in the sentences at `spans` of an Arabic document, without ids, in order."""
    tokens = [list(_TOKEN.finditer(document, start, end)) for start, end in sorted(spans)]
    tokens = [sentence for sentence in tokens if sentence]
    if not tokens:
        return ()
    tags = tagger().tag([[token[0] for token in sentence] for sentence in tokens])
    return tuple(
        _entity(document, kind, sentence[first].start(), sentence[last].end())
        for sentence, row in zip(tokens, tags, strict=True)
        for kind, first, last in chunks(row)
        if kind in _TYPES
    )


def chunks(tags: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    """The names in a row of tags: kind, first and last word."""
    kind, first = "", 0
    for i, tag in enumerate((*tags, "O")):
        if kind and tag == f"I-{kind}":
            continue
        if kind:
            yield kind, first, i - 1
        kind, first = (tag[2:], i) if tag != "O" else ("", i)


def _entity(document: str, kind: str, start: int, end: int) -> Entity:
    found = _CLITICS.match(document, start, end)
    name = document[start:end]
    if kind != "LOC" and found and found.end() - start == 1 and document[start] not in "وف":
        name = document[found.end() : end]
    return Entity(
        text=document[start:end],
        start=start,
        end=end,
        type=cast(Literal["person", "organisation", "place"], _TYPES[kind]),
        id=None,
        name=name,
    )
