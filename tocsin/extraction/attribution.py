"""Who says it, and who denies it: frames of speech in a sentence and the speaker who goes on across sentences."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.frames import Discourse, Frame, Speech
from tocsin.extraction.names_before import phrase_before
from tocsin.extraction.saying import says_something
from tocsin.extraction.signs import VOICE
from tocsin.extraction.sources import (
    according,
    colon,
    colon_after,
    managed,
)
from tocsin.extraction.speakers import (
    LONGEST,
    is_pronoun,
    phrase_after,
    subject_after,
)
from tocsin.extraction.subjects import fronted
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import and_written_on
from tocsin.extraction.verbs_of_saying import impersonal, verb
from tocsin.extraction.words import BULLETS
from tocsin.extraction.words import QUOTES as _QUOTES
from tocsin.extraction.words import VOICES as _SPEECH

_TOLL: Final = 5  # words from "cut", "put" to the toll


_ASIDE: Final = 3  # words between two words of speech of which one is the object of the other
_OPENING: Final = 6  # words of a sentence by which it turns to something else: "Friday's attack came after"
_HEADING: Final = 8  # words of a heading before a colon


def _new_topic(text: Text, first: int, last: int) -> bool:
    """Whether the sentence opens with other words than those of the last speaker: "meanwhile", "in Homs"."""
    words = text.words
    if any(word.signs & signs.NEW_TOPIC for word in words[first : min(last, first + _OPENING)]):
        return True
    named = first + 1 < last and words[first + 1].capital and not words[first + 1].known
    return text.lexicon.cased and named and "place_in" in words[first].cues


def _goes_on(text: Text, first: int, discourse: Discourse) -> bool:
    """Whether the sentence may go on with what was said in the one before: where verbs come first, one that opens with
    harm ("وأصيب ثلاثة آخرون"), for another is the article's own ("وتشهد البلاد منذ أشهر هجمات قتل فيها مئات").
    """
    if discourse.aside:
        return False
    return not text.lexicon.verb_first or any(word.rules for word in text.words[first : first + _VERB])


_VERB: Final = 2  # words of a sentence of which one is its verb


def speech(text: Text, number: int, first: int, last: int, discourse: Discourse) -> Speech:
    """The frames among the tokens of sentence `number`; moves the discourse on to the sentence's end."""
    line = text.lines[number]
    found = Speech()
    words = text.words
    item = words[first].text in BULLETS and discourse.since == 0
    discourse.since += not item
    if (
        discourse.quoting
        or item
        or (
            discourse.since == 1
            and ((discourse.line == line and _goes_on(text, first, discourse)) or discourse.listing)
        )
        or (discourse.since == 1 and words[first].text in _QUOTES)
        or any(word.signs & signs.COMPLEMENTISERS for word in words[first : first + 2])
        or (discourse.since == 1 and "continues" in words[first].cues)
    ) and (discourse.quoting or discourse.listing or not _new_topic(text, first, last)):
        found.continued = discourse.speaker
    if not text.signs[number] & VOICE:
        return found
    for i in [i for i in range(first, last) if words[i].voice]:
        cues = words[i].cues
        frame = None
        if cues and cues & _SPEECH:
            frame = _frame(text, i, first, last, found, discourse)
        elif words[i].text == ":" and not found.frames:
            frame = (colon(text, i, first) if i - first <= _HEADING else None) or colon_after(text, i, last)
        if frame is not None:
            found.frames.append(frame)
            if frame.speaker is not None:
                for waiting in found.frames:
                    waiting.speaker = waiting.speaker or frame.speaker
                discourse.speakers.append(frame.speaker)
                again = (
                    len(found.frames) > 1
                    and frame.trailing
                    and found.frames[-2].trailing
                    and frame.at - found.frames[-2].at <= LONGEST
                )
                if frame.rule != "colon" and not again and not _aside(frame, found):
                    discourse.speaker, discourse.since, discourse.line = frame.speaker, 0, line
                    discourse.listing = _lists(text, i + 1, last)
                    discourse.aside = frame.trailing and frame.rule == "according to" and text.lexicon.verb_first
        if words[i].text in _QUOTES and words[i].text != '"':
            discourse.quoting = words[i].text in "“«„‹"
        elif words[i].text == '"':
            discourse.quoting = not discourse.quoting
    found.frames = [frame for frame in found.frames if frame.speaker is not None or frame.denies]
    if len(found.frames) > 1:
        found.breaks = [k for k in range(first, last) if words[k].text in ";؛"]
    return found


def _frame(text: Text, i: int, first: int, last: int, found: Speech, discourse: Discourse) -> Frame | None:
    """The frame that a word of speech opens."""
    cues = text.words[i].cues
    denial = found.frames[-1] if found.frames and found.frames[-1].denies else None
    affirms = text.lexicon.verb_first and "participles" in cues  # "نفى ذلك مؤكدا أن"
    if denial is not None and "denies" not in cues and not affirms and _names_what_is_denied(text, denial, i):
        word = _said_of(text, i, first, last) if "speech_nouns" in cues else None
        if word is not None:
            word.other = denial.speaker
        return word
    if not says_something(text, i, first, last) or _describes(text, i, first, last):
        return None
    frame = _quoted(text, i, first, last) if "quoting" in cues else None
    if frame is not None:
        return frame
    if "according_to" in cues:
        return according(text, i, first, last, discourse)
    if "documenting" in cues:
        doer = managed(text, i, first)
        if doer is not None or cues.isdisjoint(_TELLS):
            return doer
    if "speech_nouns" in cues:
        return _said_of(text, i, first, last)
    if "labels" in cues:
        return _labels(text, i, first, last)
    if "sees" in cues:
        return _seen(text, i, first)
    if "revises" in cues and not ("says" in cues and text.lexicon.verb_first and _says_that(text, i, last)):
        if impersonal(text, i, first):
            return _put_by(text, i, first, last)
        rules = [rule for word in text.words[i + 1 : min(last, i + _TOLL)] for rule in word.rules]
        if text.lexicon.verb_first and i + 1 < last and text.words[i + 1].digits:
            return None  # "رفعت 21 جثة": lifted
        tolls = any(rule.toll or (rule.people and (rule.part or "self" in rule.patient)) for rule in rules)
        tolls = tolls or any(
            word.cues & {"number_of", "own_losses"} for word in text.words[i + 1 : min(last, i + _TOLL)]
        )
        vso = text.lexicon.verb_first
        speaker = (
            ((subject_after(text, i + 1, last) if vso else None) or phrase_before(text, i, first)) if tolls else None
        )
        if speaker is not None and is_pronoun(text, speaker):
            speaker = discourse.speaker
        return Frame(i, speaker) if speaker is not None else None
    if ("says_that" in cues and not _says_that(text, i, last)) or (
        "publishes" in cues and not _publishes(text, i, last)
    ):
        return None
    aside = text.words[i + 1 : min(last, i + _ASIDE)]
    if "not_speech" in cues or ("denies" not in cues and any("not_speech" in word.cues for word in aside)):
        return None
    if "statement_of" in cues:
        issued = i + 1 < last and "issues" in text.words[i + 1].cues  # "جاء في بيان أصدرته الوزارة"
        issuer = phrase_after(text, i + 1 + issued, last)
        return Frame(i, issuer) if issuer is not None else verb(text, i, first, last, found, discourse)
    frame = verb(text, i, first, last, found, discourse)
    if frame is not None and frame.denies and text.lexicon.verb_first:
        frame.other = _told_by(text, frame, last)
    return frame


_TELLS: Final = frozenset(("says", "speech_nouns"))


def _says_that(text: Text, i: int, last: int) -> bool:
    """Whether what is said follows the verb at token `i`: a clause, a quotation, or something behind a colon."""
    after = text.words[i + 1 : min(last, i + LONGEST)]
    return any("complementisers" in word.cues or "speech_nouns" in word.cues or word.text in _SAID for word in after)


def _publishes(text: Text, i: int, last: int) -> bool:
    """Whether what the verb at token `i` publishes or records is harm or a report ("نشر الجيش بيانا", but not "نشر
    الجيش قواته بعد مقتل جندي").
    """
    subject = subject_after(text, i + 1, last)
    if subject is None or _says_that(text, i, last):
        return True
    for k in range(subject[1] + 1, min(last, subject[1] + 1 + 2 * LONGEST)):
        word = text.words[k]
        if word.cues & {"clause_break", "aftermath"} and word.cues.isdisjoint(("during", "until")):
            return False
        if word.rules:
            return not and_written_on(text, k)
        if word.digits or word.number is not None or "not_speaker" in word.cues:
            return True
    return False


_SAID: Final = frozenset(':«“"')


def _describes(text: Text, i: int, first: int, last: int) -> bool:
    """Whether a verb of going on only tells what somebody does ("المنظمة التي تتابع النداءات")."""
    relative = i > first and "goes_on" in text.words[i].cues and "relative" in text.words[i - 1].cues
    return relative and not (i + 1 < last and "complementisers" in text.words[i + 1].cues)


def _aside(frame: Frame, found: Speech) -> bool:
    """Whether a source is only named within what another says ("said that the boat, by the survivors' account, held
    60").
    """
    outer = found.frames[-2] if len(found.frames) > 1 else None
    return frame.rule == "according to" and outer is not None and outer.rule in _OUTER and not outer.trailing


_OUTER: Final = frozenset(("says", "goes on", "quoted"))


def _lists(text: Text, k: int, last: int) -> bool:
    """Whether token `k` is a colon before a list, and not before a quotation."""
    return k < last and text.words[k].text == ":" and not (k + 1 < last and text.words[k + 1].text in _QUOTES)


def _seen(text: Text, i: int, first: int) -> Frame | None:
    """ "A reporter saw six bodies": who saw it tells it, if he is one who tells."""
    witness = phrase_before(text, i, first)
    tells = witness is not None and any("speakers" in word.cues for word in text.words[witness[0] : witness[1] + 1])
    return Frame(i, witness) if tells else None


def _put_by(text: Text, i: int, first: int, last: int) -> Frame | None:
    """Who puts a toll, told after it: "the toll was put at 12 by the police"."""
    if not any(rule.toll for word in text.words[max(first, i - _TOLL) : i] for rule in word.rules):
        return None
    by = next((k for k in range(i + 1, min(last, i + _TOLL)) if "actor_by" in text.words[k].cues), None)
    speaker = phrase_after(text, by + 1, last) if by is not None else None
    return Frame(i, speaker, trailing=True) if speaker is not None else None


def _names_what_is_denied(text: Text, denial: Frame, i: int) -> bool:
    """Whether a word of speech just after a verb of denial, or after who denies, is its object ("rejected reports
    that").
    """
    after = denial.speaker is not None and denial.at < denial.speaker[0]
    start = denial.speaker[1] if after and denial.speaker is not None else denial.at
    return i - start <= _ASIDE and not any(word.punctuation or "and" in word.cues for word in text.words[start + 1 : i])


def _told_by(text: Text, denial: Frame, last: int) -> tuple[int, int] | None:
    """Who told what is denied, if it is more than a rumour: "denied what the rebels had announced"."""
    words = text.words
    start = max(denial.at, denial.speaker[1] if denial.speaker is not None else 0)
    for k in range(start + 1, min(last - 2, start + 1 + 2 * _ASIDE)):
        if "what" in words[k].cues:
            return None if "hearsay" in words[k + 2].cues else subject_after(text, k + 2, last)
        if words[k].punctuation or words[k].rules or "complementisers" in words[k].cues:
            return None
    return None


def _labels(text: Text, i: int, first: int, last: int) -> Frame | None:
    """ "The army called the reports a fabrication"."""
    if not any("denial_phrases" in word.cues for word in text.words[i + 1 : last]):
        return None
    vso = text.lexicon.verb_first
    named = fronted(text, i, first) if vso else None
    speaker = named or (subject_after(text, i + 1, last) if vso else None) or phrase_before(text, i, first)
    return Frame(i, speaker, denies=True, rule="denies") if speaker is not None else None


def _quoted(text: Text, i: int, first: int, last: int) -> Frame | None:
    """ "The agency quoted the commander": the commander."""
    start = next((k + 1 for k in range(i + 1, min(last, i + 9)) if "quoted_from" in text.words[k].cues), None)
    if start is None and "ascribes" in text.words[i].cues:
        start = _ascribed_to(text, i, last)
    if start is None:
        if text.lexicon.verb_first:
            return None
        start = i + 1
    speaker = phrase_after(text, start, last)
    if speaker is None:
        return None
    told = any(word.rules for word in text.words[speaker[1] + 1 : last])
    return Frame(i, speaker, trailing=not told and any(word.rules for word in text.words[first:i]), rule="quoted")


def _ascribed_to(text: Text, i: int, last: int) -> int | None:
    """Where the one begins to whom somebody ascribes the statement, or from whom it is known ("علمت الصحيفة من مصادر
    أن", "نسبت الوكالة إلى طبيب القول").
    """
    for k in range(i + 1, min(last - 1, i + _OPENING)):
        word = text.words[k]
        if "complementisers" in word.cues or word.rules or word.digits:
            return None
        if "ascribed_to" in word.cues:
            return k + 1
    return None


def _said_of(text: Text, i: int, first: int, last: int) -> Frame | None:
    """ "The opposition's assertion": the opposition."""
    if text.lexicon.verb_first:
        speaker = subject_after(text, i + 1, last)
    else:
        own = i - 1 > first and text.words[i - 1].text in text.lexicon.possessive
        speaker = phrase_before(text, i - 1, first) if own else None
    return Frame(i, speaker, rule="its word") if speaker is not None else None
