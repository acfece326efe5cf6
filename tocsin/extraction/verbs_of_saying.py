"""Who speaks by a verb of saying: its subject before it or after it, or whoever spoke last."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.frames import Discourse, Frame, Speech
from tocsin.extraction.names_before import described, phrase_before, strays
from tocsin.extraction.quantity import begins_with_and
from tocsin.extraction.sources import addressed, earlier_named, last_again, named_anew, other_source, which_denies
from tocsin.extraction.speakers import (
    is_pronoun,
    opens_sentence,
    phrase_after,
    proper_name,
    same_name,
    subject_after,
)
from tocsin.extraction.subjects import fronted, main_subject, sentence_speaker
from tocsin.extraction.text import Text
from tocsin.extraction.words import QUOTES as _QUOTES

_TOLL: Final = 5  # words from a verb that may take lives to the lives
_OPENING_QUOTES: Final = frozenset("«“")


def verb(text: Text, i: int, first: int, last: int, found: Speech, discourse: Discourse) -> Frame | None:
    """The frame that a verb of saying at token `i` opens, with who speaks: before it, after it, or as before."""
    cues = text.words[i].cues
    if impersonal(text, i, first):
        by = i + 1 < last and "actor_by" in text.words[i + 1].cues
        named = phrase_after(text, i + 2, last) if by else None
        return Frame(i, named, trailing=True, rule="says") if named else None
    denies = "denies" in cues
    if i > first and "indefinite" in text.words[i - 1].cues and "says" in cues:
        return None  # "an alleged strike"
    ahead = before = phrase_before(text, i, first)
    if not denies and (_unsaid(text, i, first, ahead) or _takes_lives(text, i, last)):
        return None
    rule = "denies" if denies else "goes on" if "goes_on" in cues else "says"
    quoted = i > first and text.words[i - 1].text in _OPENING_QUOTES  # "the army «strongly denied» it"
    if quoted:
        before = phrase_before(text, i - 1, first)
    after = subject_after(text, i + 1, last)
    subject_first = text.lexicon.subject_first
    if text.words[i].enclitic and not (i + 1 < last and "complementisers" in text.words[i + 1].cues):
        return which_denies(text, i, first, last)  # "its revealing of ...": nobody is named as speaking
    if "participles" in cues and not subject_first:
        before = None
        main = main_subject(text, i, first) if not found.frames else None
        if main is not None:
            return Frame(i, main, denies=denies, rule=rule)
    if subject_first and "participles" in cues:
        main = sentence_speaker(text, i, first, found)
        if main is not None:
            return Frame(i, main, denies=denies, rule=rule)
    if not subject_first:
        named = fronted(text, i, first)
        if named is not None:
            return Frame(i, named, denies=denies, rule=rule)
    if before is not None and not subject_first and not opens_sentence(text, i, before, first):
        before = None
    inverted = False
    if subject_first:
        if (
            before is None
            or strays(text, before, first)
            or not any(word.capital or "speakers" in word.cues for word in text.words[before[0] : before[1] + 1])
        ):
            before = described(text, i, first) or before
        apart = before is None or (before[0] > first and not text.words[before[0] - 1].punctuation)
        inverted = after is not None and _closes(text, i, after, last) and apart and "tells" not in cues
        speaker = after if inverted else before
    else:
        speaker = after or before
    joined = begins_with_and(text, i) or (i > first and "what" in text.words[i - 1].cues)
    if speaker is None and not subject_first and not found.frames and joined:
        speaker = main_subject(text, i, first)
    if not subject_first and before is not None and speaker == after and addressed(text, after):
        speaker = before
    trailing = _trails(text, i, first, last, ahead) or (inverted and _closes_speech(text, i, first))
    pronoun = speaker is not None and is_pronoun(text, speaker)
    other = None
    if rule == "goes on":
        other = other_source(text, speaker, discourse) or named_anew(text, i, speaker, discourse)
        other = other or earlier_named(text, i, speaker, discourse)
    if other is not None:
        speaker = other
    elif pronoun or (
        rule == "goes on" and discourse.speaker is not None and not (subject_first and proper_name(text, speaker))
    ):
        speaker = discourse.speaker
    if subject_first and (speaker is None or _relative(text, speaker)):
        speaker = _issuer(text, i, first) or speaker
    if speaker is not None and discourse.speaker is not None and same_name(text, speaker, discourse.speaker):
        speaker = discourse.speaker
    elif speaker is not None:
        speaker = last_again(text, speaker, discourse) or speaker
    if speaker is None:
        speaker = next((frame.speaker for frame in reversed(found.frames) if frame.speaker), None)
    if speaker is None and not subject_first:
        speaker = discourse.speaker
    return Frame(i, speaker, denies=denies, trailing=trailing, rule=rule)


def _relative(text: Text, speaker: tuple[int, int]) -> bool:
    """Whether what looks like a speaker ends in a relative pronoun: "a report in which"."""
    return "relative" in text.words[speaker[1]].cues


def _issuer(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """Who issued what is said, where only a pronoun says it: "the network issued a report in which it says"."""
    subject = phrase_after(text, first, i)
    spoken = subject is not None and any("speakers" in w.cues for w in text.words[subject[0] : subject[1] + 1])
    return subject if spoken else None


def impersonal(text: Text, i: int, first: int) -> bool:
    """Whether nobody is named as speaking ("were reported killed")."""
    k = i - 1
    while k >= first and "adverb" in text.words[k].cues:
        k -= 1
    return k >= first and "passive" in text.words[k].cues


def _closes(text: Text, i: int, speaker: tuple[int, int], last: int) -> bool:
    """Whether "said NAME" ends its clause, or stands behind a quotation and before what its bearer is, so that NAME is
    its subject.
    """
    end = speaker[1] + 1
    if not any("speakers" in word.cues or (word.capital and not word.known) for word in text.words[speaker[0] : end]):
        return False
    if end >= last or text.words[end].text in ".,;،" or text.words[end].text in _QUOTES:
        return True
    return text.words[i - 1].text in _QUOTES and bool(text.words[end].cues & {"indefinite", "relative", "determiner"})


def _closes_speech(text: Text, i: int, first: int) -> bool:
    """Whether a comma or a quotation mark parts a verb of saying from the harm told before it."""
    return i > first and text.words[i - 1].punctuation and any(word.rules for word in text.words[first:i])


def _takes_lives(text: Text, i: int, last: int) -> bool:
    """Whether the word is one of harm here: "the violence claimed 693 lives"."""
    if "life_taking" not in text.words[i].cues:
        return False
    return any("life_taking" in rule.needs for word in text.words[i + 1 : min(last, i + _TOLL)] for rule in word.rules)


def _unsaid(text: Text, i: int, first: int, before: tuple[int, int] | None) -> bool:
    """Whether nobody speaks: "neither side commented", "no group claimed it", "has not said"."""
    if not text.lexicon.subject_first:
        return False
    start = i - 2 if before is None else before[0] - 1
    return any(word.signs & (signs.NEGATION | signs.ZERO) for word in text.words[max(first, start) : i])


def _trails(text: Text, i: int, first: int, last: int, start: tuple[int, int] | None) -> bool:
    """Whether the frame, before which `start` is named, stands after what was said ("..., the ministry said.")."""
    words = text.words
    if i == first or (i + 1 < last and "complementisers" in words[i + 1].cues):
        return False
    if any(rule.toll for rule in words[i].rules):
        return False  # "put the figure at 12"
    if start is not None and start[0] - 1 > first and words[start[0] - 1].text in ";؛":
        told = any(word.rules or "complementisers" in word.cues for word in words[i + 1 : last])
        if told or not text.lexicon.subject_first:
            return False  # though a sentence may end with "; SANA reported."
    if i + 1 < last and words[i + 1].text in ",،" and any(word.rules for word in words[first:i]):
        return True
    for k in range(i + 1, last):
        if words[k].signs & signs.CLAUSE_BREAK or (words[k].text == ";" and text.lexicon.subject_first):
            break
        if words[k].rules or (words[i].signs & signs.TELLS and "complementisers" in words[k].cues):
            return False
    return any(word.rules for word in words[first:i])
