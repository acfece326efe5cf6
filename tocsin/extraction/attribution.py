"""Who says it, and who denies it: frames of speech in a sentence and the speaker who goes on across sentences."""

from typing import Final

from tocsin.extraction.frames import Discourse, Frame, Speech
from tocsin.extraction.names_before import described, phrase_before, strays
from tocsin.extraction.quantity import begins_with_and
from tocsin.extraction.saying import says_something
from tocsin.extraction.signs import VOICE
from tocsin.extraction.sources import (
    according,
    addressed,
    colon,
    colon_after,
    last_again,
    managed,
    named_anew,
    other_source,
    which_denies,
)
from tocsin.extraction.speakers import (
    LONGEST,
    is_pronoun,
    opens_sentence,
    phrase_after,
    proper_name,
    same_name,
    subject_after,
)
from tocsin.extraction.subjects import fronted, main_subject, sentence_speaker
from tocsin.extraction.text import Text
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
    if any("new_topic" in word.cues for word in words[first : min(last, first + _OPENING)]):
        return True
    named = first + 1 < last and words[first + 1].capital and not words[first + 1].known
    return text.lexicon.cased and named and "place_in" in words[first].cues


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
        or (discourse.since == 1 and ((discourse.line == line and not discourse.aside) or discourse.listing))
        or (discourse.since == 1 and words[first].text in _QUOTES)
        or any("complementisers" in word.cues for word in words[first : first + 2])
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
    if denial is not None and "denies" not in cues and _names_what_is_denied(text, denial, i):
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
        if doer is not None or "says" not in cues:
            return doer
    if "speech_nouns" in cues:
        return _said_of(text, i, first, last)
    if "labels" in cues:
        return _labels(text, i, first, last)
    if "sees" in cues:
        return _seen(text, i, first)
    if "revises" in cues:
        if _impersonal(text, i, first):
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
    if "says_that" in cues and not any(
        "complementisers" in word.cues for word in text.words[i + 1 : min(last, i + LONGEST)]
    ):
        return None
    aside = text.words[i + 1 : min(last, i + _ASIDE)]
    if "not_speech" in cues or ("denies" not in cues and any("not_speech" in word.cues for word in aside)):
        return None
    if "statement_of" in cues:
        issuer = phrase_after(text, i + 1, last)
        return Frame(i, issuer) if issuer is not None else _verb(text, i, first, last, found, discourse)
    frame = _verb(text, i, first, last, found, discourse)
    if frame is not None and frame.denies and text.lexicon.verb_first:
        frame.other = _told_by(text, frame, last)
    return frame


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


_OPENING_QUOTES: Final = frozenset("«“")
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
    if start is None:
        if text.lexicon.verb_first:
            return None
        start = i + 1
    speaker = phrase_after(text, start, last)
    if speaker is None:
        return None
    told = any(word.rules for word in text.words[speaker[1] + 1 : last])
    return Frame(i, speaker, trailing=not told and any(word.rules for word in text.words[first:i]), rule="quoted")


def _said_of(text: Text, i: int, first: int, last: int) -> Frame | None:
    """ "The opposition's assertion": the opposition."""
    if text.lexicon.verb_first:
        speaker = subject_after(text, i + 1, last)
    else:
        own = i - 1 > first and text.words[i - 1].text in text.lexicon.possessive
        speaker = phrase_before(text, i - 1, first) if own else None
    return Frame(i, speaker, rule="its word") if speaker is not None else None


def _verb(text: Text, i: int, first: int, last: int, found: Speech, discourse: Discourse) -> Frame | None:
    cues = text.words[i].cues
    if _impersonal(text, i, first):
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


def _impersonal(text: Text, i: int, first: int) -> bool:
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
    return any("negation" in word.cues or "zero" in word.cues for word in text.words[max(first, start) : i])


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
        if "clause_break" in words[k].cues or (words[k].text == ";" and text.lexicon.subject_first):
            break
        if words[k].rules or ("tells" in words[i].cues and "complementisers" in words[k].cues):
            return False
    return any(word.rules for word in words[first:i])
