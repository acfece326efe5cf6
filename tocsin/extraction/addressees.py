"""Words that stand between a verb of saying and its subject, or in the subject's name."""

from typing import Final

from tocsin.extraction.quantity import is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE, QUOTES, Word

_SHORT: Final = 5  # words of whom it is told to


SAYING: Final = frozenset(("says", "goes_on", "denies", "clause_break", "relative"))


def past_addressee(text: Text, i: int, last: int) -> int:
    """Where the subject begins when whom it told stands before it ("وأوضح لـ«الرياض» الناطق ...")."""
    words, prepositions = text.words, text.lexicon.prepositions
    if i >= last or not text.lexicon.article:
        return i
    told = _medium(text, i, last)
    if told > i and "speakers" in words[told].cues and not text.lexicon.clitics(words[told]):
        return told  # "وأبلغ «عكاظ» الطبيب"
    bare = prepositions.get(words[i].folded) == "of"
    written_on = text.lexicon.clitics(words[i]) or (words[i].folded[:1] if "not_speaker" in words[i].cues else "")
    if not bare and not any(prepositions.get(clitic) == "of" for clitic in written_on):
        return i
    k = i + 1
    if bare and k < last and words[k].text in QUOTES:
        k = next((j + 1 for j in range(k + 1, min(last, k + _SHORT)) if words[j].text in QUOTES), last)
    for j in range(k, min(last, k + _SHORT)):
        if words[j].punctuation or words[j].rules or words[j].cues & SAYING or "complementisers" in words[j].cues:
            return i
        noun = words[j].noun
        who = noun is not None and noun.target in PEOPLE
        speaks = "speakers" in words[j].cues and "media" not in words[j].cues
        if (speaks or who) and not text.lexicon.clitics(words[j]):
            return j - (j - 1 > i and "determiner" in words[j - 1].cues)
    return i


def _medium(text: Text, i: int, last: int) -> int:
    """The token after a quoted name, or after a medium that is spoken of as known, right behind the verb."""
    words = text.words
    if words[i].text in QUOTES:
        return next((j + 1 for j in range(i + 1, min(last - 1, i + _SHORT)) if words[j].text in QUOTES), i)
    known = "media" in words[i].cues and is_definite(text, words[i]) and i + 1 < last
    return i + 1 if known and not is_definite(text, words[i + 1]) else i


def named_apart(text: Text, found: tuple[int, int], last: int) -> tuple[int, int]:
    """The speaker with its name between commas ("قال مدير الصحة في حمص، سامر العلي، إن")."""
    words = text.words
    if not text.lexicon.verb_first or "speakers" not in words[found[0]].cues:
        return found
    comma = _break(text, found[1] + 1, min(last, found[1] + 2 + _DESCRIBED))
    if comma is None or words[comma].text not in _COMMAS:
        return found
    end = _break(text, comma + 1, min(last, comma + 2 + _SHORT))
    if end is None or end - comma <= _NAME or not (words[end].text in _COMMA_OR_COLON or _says_that(words[end])):
        return found
    first, *rest = range(comma + 1, end)
    ranked = "speakers" in words[first].cues
    if not (_bears_name(text, first) or ranked) or not any(_bears_name(text, k) for k in rest):
        return found
    return (found[0], end - 1)


_DESCRIBED: Final = 8  # words of a speaker's description before its name
_NAME: Final = 2  # words of the shortest full name
_COMMAS: Final = frozenset("،,")
_COMMA_OR_COLON: Final = frozenset("،,:")


def _says_that(word: Word) -> bool:
    return "complementisers" in word.cues


def _break(text: Text, start: int, end: int) -> int | None:
    """The first token from `start` that ends a phrase: a mark, what is said, or another verb of saying."""
    for k in range(start, end):
        word = text.words[k]
        if (word.punctuation and word.text not in QUOTES) or _says_that(word):
            return k
        if word.rules or word.digits or word.cues & SAYING:
            return None
    return None


def _bears_name(text: Text, k: int) -> bool:
    """Whether the token may be somebody's name."""
    word = text.words[k]
    return k in text.named or bool(word.cues & {"given_names", "kunya"}) or not word.known


def of_harmed(text: Text, word: Word) -> bool:
    """Whether the word names the dead or wounded as known, and so may stand in a speaker's name ("والد أحد القتلى")."""
    definite = bool(text.lexicon.article) and is_definite(text, word)
    return definite and any("self" in rule.patient for rule in word.rules)
