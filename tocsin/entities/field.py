"""Conditional random fields over words: the tags of a sentence that fit its features best together, in two passes."""

from typing import Final

from tocsin.entities.built import Model
from tocsin.entities.features import STEPS, UNLISTED, Looks, Sentence

_MOST_WORDS: Final = 5_000
"""Words, and rows of features, whose scores are remembered: some three kilobytes each word."""
_UNLISTED: Final = 5
"""The place of a word's own scores where it is unlisted, behind those of STEPS."""
_FAR: Final = float("inf")
_ROUNDING: Final = 1e-6
Steps = tuple[tuple[float, ...], ...]


class Field:
    """Scores words, and gives the tags that go best together. It keeps the scores of words that it saw."""

    def __init__(self, model: Model) -> None:
        self._weights, self._tags = model.weights, list(model.tags)
        self._size = len(self._tags)
        self._first, self._second = _Chain(model.steps[0], 0), _Chain(model.steps[1], self._size)
        self._none = [0.0] * (2 * self._size)
        self._known: dict[str, list[list[float]]] = {}
        self._told: dict[str, list[float]] = {}

    def scores(self, sentence: Sentence) -> list[list[float]]:
        """How far each word is each tag, by all that the sentence tells: first those of the first pass."""
        nothing = [self._none for _ in range(len(STEPS) + 1)]
        row = [nothing, nothing]
        for word in sentence.words:
            row.append(self._of_word(word))
        row += [nothing, nothing]
        found: list[list[float]] = []
        for i, of_place in enumerate(sentence.of_places):
            unlisted = of_place[0] == UNLISTED
            own = row[i + 2][_UNLISTED if unlisted else 0]
            score = _sum(row[i][1], row[i + 1][2], own, row[i + 3][3], row[i + 4][4])
            self._add(of_place, score, 1 if unlisted else 0)
            found.append(score)
        return found

    def add(self, features: list[str], score: list[float]) -> None:
        """Adds what features of the second pass say to the score of a word: many words have the same."""
        key = "|".join(features)
        told = self._told.get(key)
        if told is None:
            if len(self._told) > _MOST_WORDS:
                self._told.clear()
            told = self._told[key] = self._none[:]
            self._add(features, told)
        for tag in range(self._size, len(score)):
            score[tag] = score[tag] + told[tag]

    def _add(self, features: list[str], score: list[float], first: int = 0) -> None:
        """Adds what features from number `first` on say to a score."""
        for k in range(first, len(features)):
            weights = self._weights.get(features[k])
            if weights is not None:
                for tag, weight in weights:
                    score[tag] = score[tag] + weight

    def tags(self, scores: list[list[float]], second: bool = False) -> list[str]:
        """The tags of the first or second pass that fit the scores of a sentence best."""
        chain = self._second if second else self._first
        return [self._tags[tag] for tag in chain.best(scores)]

    def _of_word(self, word: Looks) -> list[list[float]]:
        """What a word adds to its own tags, and to its neighbours' by STEPS; last to its own where it is unlisted."""
        known = self._known.get(word.folded)
        if known is None:
            if len(self._known) > _MOST_WORDS:
                self._known.clear()
            known = [self._none[:] for _ in range(len(STEPS) + 1)]
            self._add(word.own(), known[0])
            for i, step in enumerate(STEPS):
                self._add(word.beside(step), known[i + 1])
            known.append(known[0][:])
            self._add([UNLISTED], known[_UNLISTED])
            self._known[word.folded] = known
        return known


def _sum(a: list[float], b: list[float], c: list[float], d: list[float], e: list[float]) -> list[float]:
    return [a[i] + b[i] + c[i] + d[i] + e[i] for i in range(len(a))]


class _Chain:
    """Finds the best row of tags, by what each adds behind another; their scores begin at place `first` of a word's."""

    def __init__(self, steps: Steps, first: int) -> None:
        tags = range(len(steps))
        self._first, self._size = first, len(steps)
        self._into = [[steps[i][j] for i in tags] for j in tags]  # by the tag that follows
        # How much better tag `j` may do than tag `i` by the tag after it, if there is one; and by those on both sides.
        after = [[max(0.0, *(steps[j][k] - steps[i][k] for k in tags)) for j in tags] for i in tags]
        before = [[max(0.0, *(steps[k][j] - steps[k][i] for k in tags)) for j in tags] for i in tags]
        self._after = [[gain + _ROUNDING for gain in row] for row in after]
        self._around = [[a + b for a, b in zip(self._after[i], before[i], strict=True)] for i in tags]

    def best(self, scores: list[list[float]]) -> list[int]:
        """The tags with the highest sum. A tag so far behind another that no neighbour makes up for it is left out."""
        ways: list[list[int]] = []  # to each tag of a word, from which tag of the word before
        reached: list[int] = []
        totals: list[float] = []
        for score in scores:
            way = [0] * self._size
            reached, totals = self._step(score, reached, totals, way)
            ways.append(way)
        best = 0
        for k, total in enumerate(totals):
            if total > totals[best]:
                best = k
        tags = [reached[best]]
        for i in range(len(ways) - 1, 0, -1):
            tags.append(ways[i][tags[-1]])
        tags.reverse()
        return tags

    def _step(
        self, score: list[float], reached: list[int], totals: list[float], way: list[int]
    ) -> tuple[list[int], list[float]]:
        """The tags of a word that may be best, with their sums, by those `reached` before it; sets their `way`."""
        highest = self._highest(score)
        around, most = self._around[highest], score[self._first + highest]
        after: list[int] = []
        sums: list[float] = []
        top, first = -_FAR, 0
        for tag in range(self._size):
            own = score[self._first + tag]
            if own + around[tag] < most:
                continue
            into, best, source = self._into[tag], -_FAR, 0
            for k, before in enumerate(reached):
                if totals[k] + into[before] > best:
                    best, source = totals[k] + into[before], before
            total = best + own if reached else own
            way[tag] = source
            after.append(tag)
            sums.append(total)
            if total > top:
                top, first = total, tag
        if len(after) == 1:
            return after, sums
        gains = self._after[first]
        kept = [k for k in range(len(after)) if sums[k] + gains[after[k]] >= top]
        return [after[k] for k in kept], [sums[k] for k in kept]

    def _highest(self, score: list[float]) -> int:
        """The tag that a word scores highest for, by itself."""
        best = 0
        for tag in range(1, self._size):
            if score[self._first + tag] > score[self._first + best]:
                best = tag
        return best
