"""Conditional random fields over words: the tags of a sentence that fit its features best together, in two passes."""

from collections.abc import Sequence
from operator import itemgetter
from typing import Final

from tocsin.entities.built import Model
from tocsin.entities.features import STEPS, Looks, Sentence

_MOST_WORDS: Final = 5_000
"""Words whose scores are remembered: some three kilobytes each."""
_FAR: Final = float("inf")
_ROUNDING: Final = 1e-6
Steps = tuple[tuple[float, ...], ...]


class Field:
    """Scores words, and gives the tags that go best together. It keeps the scores of words that it saw."""

    def __init__(self, model: Model) -> None:
        self._weights, self._tags = model.weights, model.tags
        self._chains = [_Chain(steps) for steps in model.steps]
        self._none = [0.0] * (2 * len(model.tags))
        self._known: dict[str, tuple[list[float], ...]] = {}

    def scores(self, sentence: Sentence) -> list[list[float]]:
        """How far each word is each tag, by all that the sentence tells: first those of the first pass."""
        nothing = (self._none,) * (len(STEPS) + 1)
        row = [nothing, nothing, *map(self._of_word, sentence.words), nothing, nothing]
        found = []
        for i, of_place in enumerate(sentence.of_places):
            parts = zip(row[i][1], row[i + 1][2], row[i + 2][0], row[i + 3][3], row[i + 4][4], strict=True)
            score = [a + b + c + d + e for a, b, c, d, e in parts]
            self.add(of_place, score)
            found.append(score)
        return found

    def add(self, features: Sequence[str], score: list[float]) -> None:
        """Adds what features say to the score of their word."""
        for feature in features:
            weights = self._weights.get(feature)
            if weights is not None:
                for tag, weight in weights:
                    score[tag] += weight

    def tags(self, scores: Sequence[list[float]], second: bool = False) -> list[str]:
        """The tags of the first or second pass that fit the scores of a sentence best."""
        tags, size = self._tags, len(self._tags)
        part = slice(size, None) if second else slice(size)
        return [tags[tag] for tag in self._chains[second].best([score[part] for score in scores])]

    def _of_word(self, word: Looks) -> tuple[list[float], ...]:
        """What a word adds to its own tags, and to those of its neighbours by STEPS."""
        known = self._known.get(word.folded)
        if known is None:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            known = tuple([*self._none] for _ in range(len(STEPS) + 1))
            self.add(word.own(), known[0])
            for step, score in zip(STEPS, known[1:], strict=True):
                self.add(word.beside(step), score)
            self._known[word.folded] = known
        return known


class _Chain:
    """Finds the best row of tags, by what each adds behind another."""

    def __init__(self, steps: Steps) -> None:
        tags = range(len(steps))
        self._into = [[steps[i][j] for i in tags] for j in tags]  # by the tag that follows
        # How much better tag `j` may do than tag `i` by the tag after it, if there is one; and by those on both sides.
        after = [[max(0.0, *(steps[j][k] - steps[i][k] for k in tags)) for j in tags] for i in tags]
        before = [[max(0.0, *(steps[k][j] - steps[k][i] for k in tags)) for j in tags] for i in tags]
        self._after = [[gain + _ROUNDING for gain in row] for row in after]
        self._around = [[a + b for a, b in zip(self._after[i], before[i], strict=True)] for i in tags]

    def best(self, scores: list[list[float]]) -> list[int]:
        """The tags with the highest sum. A tag so far behind another that no neighbour makes up for it is left out."""
        ways: list[dict[int, int]] = []  # to each tag of a word, from which tag of the word before
        reached: list[tuple[int, float]] = []
        for score in scores:
            highest = max(score)
            around = self._around[score.index(highest)]
            way: dict[int, int] = {}
            after: list[tuple[int, float]] = []
            top, first = -_FAR, 0
            for tag, own in enumerate(score):
                if own + around[tag] < highest:
                    continue
                into, best, source = self._into[tag], -_FAR, 0
                for before, total in reached:
                    if total + into[before] > best:
                        best, source = total + into[before], before
                total = best + own if reached else own
                way[tag] = source
                after.append((tag, total))
                if total > top:
                    top, first = total, tag
            gains = self._after[first]
            reached = [(tag, total) for tag, total in after if total + gains[tag] >= top]
            ways.append(way)
        tags = [max(reached, key=itemgetter(1))[0]]
        for way in reversed(ways[1:]):
            tags.append(way[tags[-1]])
        return tags[::-1]
