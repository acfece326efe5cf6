"""How fast the extraction is, on one core: `python -m bench.speed [ARTICLES.jsonl ...]`.

Articles are those of ../shared/claims/dev (ar and en) where they are, else the packs' own examples joined to articles
of the same length. Prints articles a second, the ratio to one native multi-pattern scan (ahocorasick_rs) of the same
texts for the packs' words and the gazetteer's names, the peak memory, and how the time of adversarial repetitions
grows from 20 kB to 1 MB.
"""

import gc
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from tocsin import compiled
from tocsin.entities.built import read_gazetteer
from tocsin.extraction import extract
from tocsin.extraction.loading import load
from tools.example_articles import LANGUAGES, article, example_articles
from topics.articles import Article

GOLD = Path(__file__).resolve().parents[2] / "shared" / "claims" / "dev"
ROUNDS = 150  # others use the machine too, which only ever makes a round longer
REPEATED = {
    "ar": [
        "قتل ",
        "قتل 15 جنديا و",
        "(",
        "بينهم أطفال ",
        "نفى أن ",
        "ألف مليون ",
        "في غزة ",
        "قرية الزرزورية في غزة ",
        "و",
        "يوم الأحد ",
        "قتل 15. ",
    ],
    "en": [
        "killed ",
        "15 soldiers and ",
        "(",
        "including children ",
        "denied that ",
        "a hundred thousand ",
        "in Gaza ",
        "-",
        "on Monday ",
        "Killed 15. ",
        "Three tankers were destroyed. ",
    ],
}


def articles(paths: Iterable[Path]) -> list[Article]:
    """The articles of the files, or such as the packs' examples make."""
    found = []
    for path in paths:
        for line in path.read_text("utf-8").splitlines():
            known = json.loads(line)
            found.append(article(known["text"], known["lang"], known["title"], known["id"]))
    return found or list(example_articles())


def seconds(work: Callable[[], object]) -> float:
    """The least processor time of several rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def scan(texts: list[Article]) -> tuple[float, float]:
    """Seconds of one native scan of the folded texts for the words of their language's pack and the gazetteer's names.

    First of one that finds every place of each, as reading them takes; then of one that finds the longest at a place
    and skips what lies within it, so that it misses most.
    """
    every = longest = 0.0
    for language in LANGUAGES:
        lexicon = load(language)
        phrases = [" ".join((first, *rest)) for first, options in lexicon.phrases.items() for rest, _ in options]
        words = sorted({*lexicon.entries, *phrases, *read_gazetteer().names})
        folded = [lexicon.fold(text.document) for text in texts if text.language == language]
        every += _scanning(words, folded, MatchKind.Standard, True)
        longest += _scanning(words, folded, MatchKind.LeftmostLongest, False)
    return every, longest


def _scanning(words: list[str], texts: list[str], kind: MatchKind, overlapping: bool) -> float:
    automaton = AhoCorasick(words, matchkind=kind, implementation=Implementation.ContiguousNFA)
    return seconds(lambda: [automaton.find_matches_as_indexes(text, overlapping=overlapping) for text in texts])


def growth() -> list[tuple[str, float, float]]:
    """Each repetition with its milliseconds at 20 kB and at 1 MB."""
    found = []
    for language, pieces in REPEATED.items():
        for piece in pieces:
            times = []
            for size in (20_000, 1_000_000):
                text = article(piece * (size // len(piece.encode())), language)
                start = time.process_time()
                extract(text)
                times.append(1000 * (time.process_time() - start))
            found.append((piece, times[0], times[1]))
    return found


def summary(paths: Iterable[Path]) -> tuple[str, float]:
    """What the README says of speed, and the peak memory in megabytes."""
    texts = articles(paths)
    median = statistics.median(len(text.document) for text in texts)
    for text in texts:
        extract(text)
    gc.freeze()  # as a worker does
    mine = seconds(lambda: [extract(text) for text in texts])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform == "linux" else 1024 * 1024)
    every, longest = scan(texts)
    said = (
        f"{len(texts)} articles (median {median:.0f} characters): {len(texts) / mine:.0f} a second on one core, "
        f"{compiled.build()}, "
        f"{mine / every:.1f} times as long as one native multi-pattern scan that finds each of the same words and "
        f"names, {mine / longest:.0f} times one that skips those within others; "
        f"{memory:.0f} MB peak memory."
    )
    return said, memory


def known_articles() -> list[Path]:
    """The files of gold articles, where they are beside this repository."""
    return [path for path in (GOLD / f"{name}.docs.jsonl" for name in LANGUAGES) if path.is_file()]


def main() -> int:
    """Measure and print; exits 1 where a bound does not hold."""
    said, memory = summary([Path(name) for name in sys.argv[1:]] or known_articles())
    print(said)
    worst = 0.0
    for piece, small, large in growth():
        worst = max(worst, large / small)
        print(f"  {piece!r} repeated: {small:.1f} ms at 20 kB, {large:.0f} ms at 1 MB, {large / small:.0f} times")
    return int(worst > 50 or memory > 300)


if __name__ == "__main__":
    sys.exit(main())
