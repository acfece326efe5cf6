"""Who speaks where the verb does not show it: after "according to", behind "which", taken up or named anew later."""

from tocsin.extraction.addressees import named_apart
from tocsin.extraction.frames import Discourse, Frame
from tocsin.extraction.quantity import is_definite
from tocsin.extraction.speakers import LONGEST, SHORT, phrase_after, subject_after
from tocsin.extraction.subjects import main_subject, owner
from tocsin.extraction.text import Text
from tocsin.extraction.words import QUOTES


def which_denies(text: Text, i: int, first: int, last: int) -> Frame | None:
    """Who denies or confirms what was told before, in a relative clause ("وهو ما نفته الوزارة")."""
    vso = text.lexicon.verb_first
    if not vso or i == first or not ("what" in text.words[i - 1].cues or "relative" in text.words[i - 1].cues):
        return None
    speaker = subject_after(text, i + 1, last)
    denies = "denies" in text.words[i].cues
    return Frame(i, speaker, denies=denies, rule="denies" if denies else "says") if speaker is not None else None


def addressed(text: Text, speaker: tuple[int, int] | None) -> bool:
    """Whether what stands after the verb is one unknown word that begins as "to" does: "كشف لهسبريس"."""
    if speaker is None or speaker[0] != speaker[1]:
        return False
    word, prepositions = text.words[speaker[0]], text.lexicon.prepositions
    return not word.known and any(word.folded.startswith(p) for p, cue in prepositions.items() if cue == "of")


def named_anew(text: Text, i: int, speaker: tuple[int, int] | None, discourse: Discourse) -> tuple[int, int] | None:
    """Another than the last speaker, named in full after "added" ("وأضاف بيان الحماية المدنية")."""
    article = text.lexicon.article
    if speaker is None or discourse.speaker is None or not article or not i < speaker[0] < speaker[1]:
        return None
    words = text.words[speaker[0] : speaker[1] + 1]
    if is_definite(text, words[0]) or any("reflexive" in word.cues for word in words):
        return None
    last = {word.stem for word in text.words[discourse.speaker[0] : discourse.speaker[1] + 1]}
    return None if any(word.stem in last for word in words) else speaker


def earlier_named(text: Text, i: int, speaker: tuple[int, int] | None, discourse: Discourse) -> tuple[int, int] | None:
    """The earlier speaker whose name alone stands after "added", where another spoke last ("وأضاف جمالي أن")."""
    if speaker is None or discourse.speaker is None or not text.lexicon.verb_first or not i < speaker[0]:
        return None
    words = text.words[speaker[0] : speaker[1] + 1]
    if any(word.known and "given_names" not in word.cues for word in words):
        return None
    stem = words[-1].stem
    if _names(text, discourse.speaker, stem):
        return None
    return next((earlier for earlier in reversed(discourse.speakers) if _names(text, earlier, stem)), None)


def according(text: Text, i: int, first: int, last: int, discourse: Discourse) -> Frame | None:
    """The frame of "according to SPEAKER", who is the last speaker again in "according to the same source"."""
    if "actor_by" in text.words[i].cues and i > first and text.words[i - 1].cues & {"weapon", "violent_cause", "event"}:
        return None  # "a bombing claimed by the group"
    word_of = i + 1 < last and bool(
        "speech_nouns" in text.words[i + 1].cues or "documenting" in text.words[i + 1].cues
    )  # "according to statements of"
    issued = text.lexicon.verb_first and i + 1 < last and "issues" in text.words[i + 1].cues
    if "counts" in text.words[i].cues and not issued:
        return None  # "في حصيلة جديدة": nobody is named
    speaker = phrase_after(text, i + 1 + (word_of or issued), last)  # "في حصيلة أعلنتها الوزارة"
    if (
        speaker is None
        and i + 2 < last
        and ("not_speaker" in text.words[i + 1].cues or "counts" in text.words[i + 1].cues)
        and ("speakers" in text.words[i + 1].cues or "counts" in text.words[i + 1].cues)
    ):
        rest = phrase_after(text, i + 2, last)  # "according to reports of the ministry"
        speaker = (i + 1, rest[1] if rest is not None else i + 1)
    if (
        speaker is not None
        and "counts" in text.words[speaker[0]].cues
        and text.lexicon.verb_first
        and not any(k in text.named or "speakers" in text.words[k].cues for k in range(speaker[0], speaker[1] + 1))
        and _issuer(text, speaker, last) is None
    ):
        return None  # "according to a first toll": nobody is named
    if speaker is not None:
        speaker = (
            _issuer(text, speaker, last)
            or _handed_on(text, speaker, last)
            or owner(text, i, speaker, first)
            or last_again(text, speaker, discourse)
            or named_apart(text, speaker, last)
        )
    if speaker is None and text.lexicon.verb_first and " " in text.words[i].folded:
        speaker = main_subject(text, i, first)  # "according to what it announced"
    if speaker is None:
        return None
    joined = bool(text.words[i].proclitics) and "and" not in text.words[i - 1].cues
    joined = joined or (speaker[1] + 1 < last and "complementisers" in text.words[speaker[1] + 1].cues)
    return Frame(i, speaker, trailing=i > first + 2 and not joined, rule="according to")


def _issuer(text: Text, speaker: tuple[int, int], last: int) -> tuple[int, int] | None:
    """Who issued the report that is named as a source ("حصيلة أوردتها وزارة الصحة")."""
    for k in range(speaker[0] + 1, min(last, speaker[1] + 4)):
        if text.words[k].punctuation:
            return None
        if "issues" in text.words[k].cues:
            return phrase_after(text, k + 1, last)
    return None


def _handed_on(text: Text, speaker: tuple[int, int], last: int) -> tuple[int, int] | None:
    """The inner speaker of "according to what the agency reported from the commander"."""
    k = speaker[1] + 1
    if k >= last or "quoted_from" not in text.words[k].cues:
        return None
    inner = phrase_after(text, k + 1, last)
    if inner is None:
        return None
    return (
        inner
        if any("speakers" in text.words[j].cues or j in text.named for j in range(inner[0], inner[1] + 1))
        else None
    )


def other_source(text: Text, speaker: tuple[int, int] | None, discourse: Discourse) -> tuple[int, int] | None:
    """The source that "added the sources" takes up again, where it is not the last speaker."""
    if speaker is None or discourse.speaker is None:
        return None
    head = text.words[speaker[0]]
    known = speaker[0] == speaker[1] and "speakers" in head.cues and is_definite(text, head)
    if "sources" not in head.cues and not known:
        return None
    if _names(text, discourse.speaker, head.stem):
        return None
    alone = known or (speaker[0] == speaker[1] and "unnamed" in head.cues)
    return next(
        (earlier for earlier in reversed(discourse.speakers) if _names(text, earlier, head.stem)),
        None if alone else speaker,
    )


def last_again(text: Text, speaker: tuple[int, int], discourse: Discourse) -> tuple[int, int] | None:
    """The last speaker, whom "the same source" or "the statement" takes up again."""
    source, *rest = text.words[speaker[0] : speaker[1] + 1]
    known = is_definite(text, source) or "anaphora" in source.cues
    if rest and "determiner" in source.cues and "indefinite" not in source.cues:
        known, (source, *rest) = True, rest
    if "unnamed" not in source.cues or not known:
        return None
    if not all("reflexive" in word.cues for word in rest) or discourse.speaker is None:
        return None
    named = (s for s in (discourse.speaker, *reversed(discourse.speakers)) if _names(text, s, source.stem))
    return next(named, None if "several" in source.cues else discourse.speaker)


def _names(text: Text, speaker: tuple[int, int], stem: str) -> bool:
    """Whether the word stands in a speaker's name."""
    return any(stem in word.stem.split() for word in text.words[speaker[0] : speaker[1] + 1])


def managed(text: Text, i: int, first: int) -> Frame | None:
    """Who managed to document it, the noun of documenting at token `i` ("تمكنت الشبكة من توثيق")."""
    for k in range(i - 1, max(first, i - LONGEST) - 1, -1):
        if "manages" in text.words[k].cues:
            speaker = subject_after(text, k + 1, i)
            return Frame(i, speaker) if speaker is not None else None
        if text.words[k].punctuation and text.words[k].text not in QUOTES:
            return None
    return None


def colon(text: Text, i: int, first: int) -> Frame | None:
    """Who speaks before a colon: "The army: six killed"."""
    words = text.words
    span = range(first, i)
    if i - first < 1 or any(words[k].punctuation and words[k].text not in QUOTES for k in span):
        return None
    if any(words[k].rules or words[k].digits for k in span):
        return None
    if any("speakers" in words[k].cues or words[k].party for k in span):
        return Frame(i, (first, i - 1), rule="colon")
    return None


def colon_after(text: Text, i: int, last: int) -> Frame | None:
    """A headline's speaker after it: "Four jets lost in hangar fire: aide"."""
    rest = range(i + 1, last)
    if not 0 < len(rest) <= SHORT or any(text.words[k].rules or text.words[k].punctuation for k in rest):
        return None
    return Frame(i, (i + 1, last - 1), trailing=True, rule="colon")
