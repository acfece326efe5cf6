"""Words that stand between a verb of saying and its subject, or in the subject's name."""

from typing import Final

from tocsin.extraction.quantity import is_definite
from tocsin.extraction.text import Text
from tocsin.extraction.words import QUOTES, Word

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
        if "speakers" in words[j].cues and "media" not in words[j].cues and not text.lexicon.clitics(words[j]):
            return j
    return i


def _medium(text: Text, i: int, last: int) -> int:
    """The token after a quoted name, or after a medium that is spoken of as known, right behind the verb."""
    words = text.words
    if words[i].text in QUOTES:
        return next((j + 1 for j in range(i + 1, min(last - 1, i + _SHORT)) if words[j].text in QUOTES), i)
    known = "media" in words[i].cues and is_definite(text, words[i]) and i + 1 < last
    return i + 1 if known and not is_definite(text, words[i + 1]) else i


def of_harmed(text: Text, word: Word) -> bool:
    """Whether the word names the dead or wounded as known, and so may stand in a speaker's name ("والد أحد القتلى")."""
    definite = bool(text.lexicon.article) and is_definite(text, word)
    return definite and any("self" in rule.patient for rule in word.rules)
