"""Who speaks where the speaker's name does not stand beside the verb of saying."""

from typing import Final

from tocsin.extraction.frames import Speech
from tocsin.extraction.quantity import begins_with_and, is_definite
from tocsin.extraction.speakers import SHORT, phrase_after, subject_after
from tocsin.extraction.text import Phrase, Text
from tocsin.extraction.words import PEOPLE, QUOTES

_OPENERS: Final = frozenset(("was", "topics", "clause_break", "complementisers"))
_VERBS: Final = frozenset(
    ("says", "goes_on", "denies", "quoting", "complementisers", "clause_break", "relative", "was")
)
_LEADING: Final = frozenset(("adverb", "incident", "weekdays", "clause_break", "new_topic", "continues"))
_LETTERS: Final = 3  # letters of the shortest word that a preposition may be written on to
_JUST_SAID: Final = 4  # words from a verb of saying to the participle that goes on with it
_FRONT: Final = 18  # words from what opens a clause to its verb of saying, the subject between


def sentence_speaker(text: Text, i: int, first: int, found: Speech) -> Phrase | None:
    """Who speaks in the sentence that the participle at token `i` belongs to, where subjects come first."""
    earlier = next((frame.speaker for frame in reversed(found.frames) if frame.speaker and not frame.trailing), None)
    if earlier is not None:
        return earlier
    last_frame = found.frames[-1] if found.frames else None
    if last_frame is not None and last_frame.speaker is not None and i - last_frame.at <= _JUST_SAID:
        return last_frame.speaker  # "..., the mayor said, adding that"
    main = phrase_after(text, first, i)
    if main is None:
        return None
    speaks = any("speakers" in word.cues or word.capital for word in text.words[main[0] + 1 : main[1] + 1])
    return main if speaks else None


def main_subject(text: Text, i: int, first: int) -> Phrase | None:
    """The subject of the sentence that the participle at token `i` belongs to ("condemned the ministry ..., denying
    that").
    """
    while first < i and (text.words[first].punctuation or text.words[first].cues & _LEADING):
        first += 1
    if i < first + 3:
        return None
    apart = begins_with_and(text, i) or "what" in text.words[i - 1].cues or "participles" in text.words[i].cues
    if not apart and not any(word.punctuation for word in text.words[first + 1 : i]):
        return None
    subject = subject_after(text, first + 1, i)
    if subject is None:
        return None
    subject = subject[0], _before_object(text, subject)
    return subject if _speaking(text, subject) else None


def _before_object(text: Text, subject: Phrase) -> int:
    """The subject's last token, where its verb's object ran into it: a noun without the article behind one with it
    ("دمرت القوات دبابتين").
    """
    words = text.words
    for k in range(subject[0] + 1, subject[1] + 1):
        ended = is_definite(text, words[k - 1]) or k - 1 in text.named
        bare = words[k].noun is not None and not is_definite(text, words[k]) and not words[k].cues & {"speakers"}
        if ended and (bare or words[k].rules or _opens_object(text, k)):
            return k - 1
    return subject[1]


def _opens_object(text: Text, k: int) -> bool:
    """Whether token `k` begins what the verb is done to or with: an attack, or a preposition is written on to it."""
    word, lexicon = text.words[k], text.lexicon
    thing = word.noun is not None and word.noun.target not in PEOPLE
    if thing or word.cues & {"violent_cause", "not_speaker", "single_events", "events"}:
        return True
    if word.cues & {"speakers", "party_of"} or k in text.named:
        return False
    written = lexicon.clitics(word) or (word.folded[:1] if not word.known or word.rules else "")
    ending = tuple(lexicon.settings.get("accusative", ())) or "\0"
    object_ = not word.known and word.folded.endswith(ending) and not is_definite(text, word)
    return object_ or (len(word.folded) > _LETTERS and any(clitic in lexicon.prepositions for clitic in written))


def fronted(text: Text, i: int, first: int) -> Phrase | None:
    """The subject of the verb at token `i` that opens its clause, where verbs come first elsewhere ("غير أن مصدرا أمنيا
    في المدينة قال", "وكان مركز الطوارئ أكد").
    """
    words = text.words
    if "participles" in words[i].cues:
        return None
    for k in range(i - 1, max(first, i - _FRONT) - 1, -1):
        if words[k].cues and words[k].cues & _OPENERS:
            named = phrase_after(text, k + 1, i)
            if named is None:
                return None
            between = words[named[1] + 1 : i]
            if "complementisers" not in words[k].cues and all("auxiliary" in word.cues for word in between):
                return named if "was" in words[k].cues or _speaking(text, named) else None
            joined = begins_with_and(text, i)
            heads = named[0] == k + 1 and "speakers" in words[named[0]].cues and not joined
            plain = not any(word.rules or word.cues & _VERBS or word.text in ",،:" for word in between)
            return named if heads and plain else None
        if (words[k].cues and words[k].cues & _VERBS) or (words[k].rules and words[k].noun is None):
            return None
    return None


def owner(text: Text, i: int, speaker: Phrase, first: int) -> Phrase | None:
    """Whose the source at token `i` is, where a pronoun says that it is the sentence's subject ("وفق بيان لها")."""
    if not text.words[speaker[0]].enclitic or speaker[1] - speaker[0] > 1:
        return None
    was = next((k for k in range(first, min(i, first + SHORT)) if "was" in text.words[k].cues), None)
    subject = phrase_after(text, was + 1, i) if was is not None else main_subject(text, i, first)
    return subject if subject is not None and _speaking(text, subject) else None


def _speaking(text: Text, subject: Phrase) -> bool:
    """Whether the subject is somebody who may speak."""
    words = text.words
    noun = words[subject[0]].noun
    body = noun is not None and noun.collective and is_definite(text, words[subject[0]])
    return (
        body
        or words[subject[0]].text in QUOTES
        or any(
            "speakers" in words[k].cues or words[k].party or k in text.named for k in range(subject[0], subject[1] + 1)
        )
    )
