"""Train `tocsin/entities/tagger.bin`: `python -m tools.train_tagger ANERCORP`; needs the `gazetteer` dependency group.

ANERCORP is the training split of ANERcorp, a word and its tag a line. Its last sixth is held back: the models never see
it, and `python -m bench.entities` measures them on it. Prints precision, recall and F1.
"""

import json
import lzma
import random
import re
import sqlite3
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from importlib.metadata import distribution, version
from importlib.resources import files
from math import log10
from pathlib import Path

import msgspec
import pycrfsuite

from bench.entities import held_back, score, tagged_sentences
from tocsin.entities.built import TAGGER, Lexicon, Weights, read_gazetteer
from tocsin.entities.features import letters, of_the_text, stem
from tocsin.entities.normalise import fold
from tocsin.entities.readings import DEMONYM, FLAGS
from tocsin.entities.tagger import Tagger
from tools.crfsuite_models import joined

ROOT = Path(__file__).resolve().parents[1]
ORGANISATIONS = ROOT / "tocsin" / "languages" / "ar" / "gazetteer" / "organisations.txt"
PACKAGES = {"arwikicats": "0.2.3", "arabic-name-romanizer": "0.2.0", "wordfreq": "3.1.1", "python-crfsuite": "0.9.12"}
PHRASES = {
    "sports/Clubs_key.json": "club",
    "sports/clubs_teams_leagues.json": "league",
    "people/peoples.json": "people",
    "cities/cities_full.json": "city",
    "cities/yy2.json": "misc",
    "geography/popopo.json": "geo",
    "geography/P17_2_final_ll.json": "geo2",
}
FOLDS = 4
FOREIGN = re.compile("[ەێۆگچپےۀڭڥہټھ]")


def frequencies() -> dict[str, float]:
    """Arabic words, folded, on the Zipf scale."""
    from wordfreq import get_frequency_dict

    sums: dict[str, float] = defaultdict(float)
    for word, frequency in get_frequency_dict("ar").items():
        sums[fold(word)] += frequency
    return {word: log10(frequency) + 9 for word, frequency in sums.items() if word}


def arwikicats(name: str) -> list[str]:
    """The Arabic names of one of ArWikiCats' lists, without what stands in brackets."""
    path = Path(str(distribution("arwikicats").locate_file("ArWikiCats/jsons"))) / name
    found = json.loads(path.read_text(encoding="utf-8"))
    return [re.sub(r"\(.*?\)", "", value) for value in found.values() if isinstance(value, str)]


def units() -> Iterator[tuple[str, str, int]]:
    """Parts of Arabic personal names, folded, with their role and how often they are borne."""
    path = Path(str(files("arabic_name_romanizer"))) / "resources/names.sqlite3"
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = connection.execute("SELECT arabic_key, role, SUM(count) FROM units GROUP BY arabic_key, role")
    yield from ((fold(key), role, count) for key, role, count in rows)


def personal_names() -> dict[str, tuple[str, ...]]:
    """The marks of words that are parts of personal names: how often, given or inherited, borne by someone known."""
    borne: dict[str, Counter[str]] = defaultdict(Counter)
    for name, role, count in units():
        borne[name][role] += count
    known = {word for name in arwikicats("people/peoples.json") for word in fold(name).split()}
    marks: dict[str, tuple[str, ...]] = {}
    for name in sorted(borne.keys() | known):
        roles = borne.get(name, Counter())
        total = sum(roles.values())
        step = "1" if total < 3 else "2" if total < 10 else "3" if total < 50 else "4"
        found = [f"n{step}"] if total > 1 else []
        if total > 1 and roles["given"] and roles["given"] >= roles["surname"]:
            found.append(f"ng{step}")
        if total > 1 and roles["surname"] > roles["given"]:
            found.append(f"ns{step}")
        if name in known:
            found.append("nw")
        if found and " " not in name:
            marks[name] = tuple(found)
    return marks


def lexicon(usual: dict[str, float]) -> Lexicon:
    phrases: dict[str, set[str]] = defaultdict(set)
    lists = [(label, arwikicats(name)) for name, label in PHRASES.items()]
    lists.append(("org", ORGANISATIONS.read_text(encoding="utf-8").splitlines()))
    for label, names in lists:
        for name in names:
            words = fold(name).split()
            if label == "club" and words[:1] in (["نادي"], ["فريق"]):
                words = words[1:]
            if words and len(words) <= 5 and len(words[0]) > 1:
                phrases[" ".join(map(stem, words))].add(label)
    steps = {word: int(zipf * 2) for word, zipf in sorted(usual.items()) if zipf >= 2.5}
    return Lexicon(steps, personal_names(), {name: tuple(sorted(labels)) for name, labels in sorted(phrases.items())})


def train(rows: list[list[list[str]]], tags: list[list[str]], **parameters: float) -> bytes:
    """A model of the rows' features; "feature.minfreq" becomes feature_minfreq."""
    algorithm = "lbfgs" if "c1" in parameters else "ap"
    trainer = pycrfsuite.Trainer(algorithm=algorithm, verbose=False)
    trainer.set_params({name.replace("_min", ".min"): value for name, value in parameters.items()})
    for features, row in zip(rows, tags, strict=True):
        trainer.append(features, row)
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/model")
        return Path(f"{folder}/model").read_bytes()


def letter_model(usual: dict[str, float]) -> bytes:
    """What tells unknown names of persons (P) and places (L) from other words (O)."""
    persons = {stem(part) for name, _, _ in units() for part in name.split()}
    persons |= {stem(word) for name in arwikicats("people/peoples.json") for word in fold(name).split()}
    built = read_gazetteer()
    places = {
        stem(name)
        for i, name in enumerate(built.names)
        if "\u0600" < name[0] < "\u0700" and " " not in name and not FOREIGN.search(name)
        for reading in built.readings[built.starts[i] : built.starts[i + 1]]
        if built.records[reading // FLAGS].type == "place" and not reading & DEMONYM
    }
    clubs = {stem(word) for name in arwikicats("sports/Clubs_key.json") for word in fold(name).split()}
    others = {
        stem(word) for word, zipf in usual.items() if zipf >= 3.2 and len(word) > 1 and "\u0621" <= word[0] <= "\u064a"
    } - (persons | places | clubs)
    words = [(word, kind) for kind, group in (("P", persons), ("L", places), ("O", others)) for word in sorted(group)]
    words = [(word, kind) for word, kind in words if len(word) > 1]
    random.Random(1).shuffle(words)
    rows = [[letters(word)] for word, _ in words]
    return train(rows, [[kind] for _, kind in words], c1=0.3, c2=0.05, max_iterations=35, feature_minfreq=4)


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    for package, pinned in PACKAGES.items():
        if (present := version(package)) != pinned:
            raise SystemExit(f"{package} is {present}, the training needs {pinned}: pip install {package}=={pinned}")
    sentences = tagged_sentences(Path(sys.argv[1]))
    known = held_back(sentences)
    usual = frequencies()
    words = lexicon(usual)
    by_letters = letter_model(usual)
    tags = [[tag for _, tag in sentence] for sentence in sentences[:known]]
    empty = train([[["b"]]], [["O"]], max_iterations=1)
    reader = Tagger(Weights(words, by_letters, joined(empty, empty)))
    read = reader.sentences([[word for word, _ in sentence] for sentence in sentences[:known]])
    rows = [sentence.features() for sentence in read]
    passed: list[list[str]] = []
    for part in range(FOLDS):
        low, high = known * part // FOLDS, known * (part + 1) // FOLDS
        model = pycrfsuite.Tagger()
        data = train(rows[:low] + rows[high:], tags[:low] + tags[high:], max_iterations=8, feature_minfreq=3)
        model.open_inmemory(data)
        passed += [model.tag(row) for row in rows[low:high]]
    first = train(rows, tags, max_iterations=8, feature_minfreq=3)
    context = of_the_text(read, passed)
    both = [
        [[*own, *more] for own, more in zip(row, extra, strict=True)] for row, extra in zip(rows, context, strict=True)
    ]
    second = train(both, tags, max_iterations=8, feature_minfreq=3)
    weights = Weights(words, by_letters, joined(first, second))
    TAGGER.write_bytes(lzma.compress(msgspec.msgpack.encode(weights), preset=9 | lzma.PRESET_EXTREME))
    print(f"{TAGGER.stat().st_size / 1e6:.1f} MB")
    predicted = Tagger(weights).tag([[word for word, _ in sentence] for sentence in sentences[known:]])
    for kind, figures in score([[tag for _, tag in sentence] for sentence in sentences[known:]], predicted).items():
        print(kind, *(f"{figure:.3f}" for figure in figures))


if __name__ == "__main__":
    main()
