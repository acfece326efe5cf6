"""Who says it, and whether they deny it: frames of speech in a sentence and the speaker that goes on across sentences."""

from dataclasses import dataclass, field

from tocsin.extraction.lexicon import QUOTES as _QUOTES
from tocsin.extraction.lexicon import VOICES as _SPEECH
from tocsin.extraction.lexicon import Word
from tocsin.extraction.text import Text

_LONGEST = 12  # words of a speaker's name
_TOLL = 5  # words from "cut", "put" to the toll
_CITED = 4  # words from a verb of saying to "citing"
_CLAUSE = 16  # words of a relative clause between a speaker and the verb
_HEADING = 8  # words of a heading before a colon


@dataclass(slots=True)
class Frame:
    """Speech at token `at` by the tokens of `speaker`; it holds for what follows, or (`trailing`) for what precedes."""

    at: int
    speaker: tuple[int, int] | None
    denies: bool = False
    trailing: bool = False
    rule: str = "says"


@dataclass(slots=True)
class Discourse:
    """What a document's earlier sentences leave open: who spoke last, and whether a quotation still runs."""

    speaker: tuple[int, int] | None = None
    quoting: bool = False
    since: int = 99
    line: int = -1
    listing: bool = False
    speakers: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Speech:
    """The frames of one sentence, and the speaker who goes on from the sentence before."""

    frames: list[Frame] = field(default_factory=list)
    continued: tuple[int, int] | None = None

    def of(self, at: int) -> Frame | None:
        """The frame that a claim at token `at` stands in."""
        before = [frame for frame in self.frames if frame.at < at and not frame.trailing]
        after = [frame for frame in self.frames if frame.at > at and frame.trailing]
        for frame, source in zip(after, after[1:], strict=False):
            if source.rule in ("according to", "quoted") and source.at - frame.at <= _CITED:
                return source  # "the agency reported, citing a doctor"
        if after and (not before or (after[0].rule == "according to" and not before[-1].speaker)):
            return after[0]
        if len(before) > 1 and not before[-1].denies and _cites(before[-2], before[-1]):
            return before[-2]
        return before[-1] if before else None


def _cites(source: Frame, frame: Frame) -> bool:
    """Whether the speaker of the frame hands on what the source says ("the mayor, citing the police, said")."""
    return (
        source.rule in ("according to", "quoted")
        and source.speaker is not None
        and 0 < frame.at - source.speaker[1] <= _ASIDE
    )


_ASIDE = 3  # words between a source and the verb of the one who cites it


def speech(text: Text, first: int, last: int, line: int, discourse: Discourse) -> Speech:
    """The frames among the tokens; moves the discourse on to the sentence's end."""
    found = Speech()
    words = text.words
    discourse.since += 1
    if (
        discourse.quoting
        or (discourse.since == 1 and (discourse.line == line or discourse.listing))
        or (discourse.since == 1 and words[first].text in _QUOTES)
        or any("complementisers" in word.cues for word in words[first : first + 2])
        or (discourse.since == 1 and "continues" in words[first].cues)
    ) and "new_topic" not in words[first].cues:
        found.continued = discourse.speaker
    for i in [i for i, word in enumerate(words[first:last], first) if word.voice]:
        cues = words[i].cues
        frame = None
        if cues & _SPEECH:
            frame = _frame(text, i, first, last, found, discourse)
        elif words[i].text == ":" and not found.frames:
            frame = (_colon(text, i, first) if i - first <= _HEADING else None) or _colon_after(text, i, last)
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
                    and frame.at - found.frames[-2].at <= _LONGEST
                )
                if frame.rule != "colon" and not again:
                    discourse.speaker, discourse.since, discourse.line = frame.speaker, 0, line
                    discourse.listing = i + 1 < last and words[i + 1].text == ":"
        if words[i].text in _QUOTES and words[i].text != '"':
            discourse.quoting = words[i].text in "“«„"
        elif words[i].text == '"':
            discourse.quoting = not discourse.quoting
    found.frames = [frame for frame in found.frames if frame.speaker is not None or frame.denies]
    return found


def _frame(text: Text, i: int, first: int, last: int, found: Speech, discourse: Discourse) -> Frame | None:
    """The frame that a word of speech opens."""
    cues = text.words[i].cues
    if (
        found.frames
        and found.frames[-1].denies
        and not cues & {"denies", "speech_nouns"}
        and _names_what_is_denied(text, found.frames[-1].at, i)
    ):
        return None
    frame = _quoted(text, i, last) if "quoting" in cues else None
    if frame is not None:
        return frame
    if "according_to" in cues:
        return _according(text, i, first, last)
    if "speech_nouns" in cues:
        return _said_of(text, i, first, last)
    if "labels" in cues:
        return _labels(text, i, first, last)
    if "revises" in cues:
        tolls = any(rule.toll for word in text.words[i + 1 : min(last, i + _TOLL)] for rule in word.rules)
        speaker = _before(text, i, first) if tolls else None
        return Frame(i, speaker) if speaker is not None else None
    if "says_that" in cues and not any("complementisers" in word.cues for word in text.words[i + 1 : min(last, i + _LONGEST)]):
        return None
    if "not_speech" in cues or any("not_speech" in word.cues for word in text.words[i + 1 : min(last, i + _ASIDE)]):
        return None
    return _verb(text, i, first, last, found, discourse)


def _according(text: Text, i: int, first: int, last: int) -> Frame | None:
    word_of = i + 1 < last and "speech_nouns" in text.words[i + 1].cues  # "according to statements of"
    speaker = phrase_after(text, i + 1 + word_of, last)
    if speaker is None and i + 2 < last and text.words[i + 1].cues >= {"not_speaker", "speakers"}:
        rest = phrase_after(text, i + 2, last)  # "according to reports of the ministry"
        speaker = (i + 1, rest[1] if rest is not None else i + 1)
    if speaker is None:
        return None
    joined = bool(text.words[i].proclitics) and not text.words[i - 1].cues & {"and"}
    return Frame(i, speaker, trailing=i > first + 2 and not joined, rule="according to")


def _names_what_is_denied(text: Text, denial: int, i: int) -> bool:
    """Whether a word of speech just after a verb of denial is its object ("rejected reports that")."""
    return i - denial <= _ASIDE and not any(
        word.punctuation or "and" in word.cues for word in text.words[denial + 1 : i]
    )


def _labels(text: Text, i: int, first: int, last: int) -> Frame | None:
    """ "The army called the reports a fabrication"."""
    if not any("denial_phrases" in word.cues for word in text.words[i + 1 : last]):
        return None
    vso = text.lexicon.settings.get("typical_order") == "vso"
    speaker = (_subject_after(text, i + 1, last) if vso else None) or _before(text, i, first)
    return Frame(i, speaker, denies=True, rule="denies") if speaker is not None else None


def _quoted(text: Text, i: int, last: int) -> Frame | None:
    """ "The agency quoted the commander": the commander."""
    start = next((k + 1 for k in range(i + 1, min(last, i + 9)) if "quoted_from" in text.words[k].cues), None)
    if start is None:
        if text.lexicon.settings.get("typical_order") == "vso":
            return None
        start = i + 1
    speaker = phrase_after(text, start, last)
    return Frame(i, speaker, rule="quoted") if speaker is not None else None


def _said_of(text: Text, i: int, first: int, last: int) -> Frame | None:
    """ "The opposition's assertion": the opposition."""
    if text.lexicon.settings.get("typical_order") == "vso":
        speaker = _subject_after(text, i + 1, last)
    else:
        own = i - 1 > first and text.words[i - 1].text in text.lexicon.settings.get("possessive", ())
        speaker = _before(text, i - 1, first) if own else None
    return Frame(i, speaker, rule="its word") if speaker is not None else None


def _verb(text: Text, i: int, first: int, last: int, found: Speech, discourse: Discourse) -> Frame | None:
    cues = text.words[i].cues
    if _impersonal(text, i, first):
        by = i + 1 < last and "actor_by" in text.words[i + 1].cues
        named = phrase_after(text, i + 2, last) if by else None
        return Frame(i, named, trailing=True, rule="says") if named else None
    denies = "denies" in cues
    rule = "denies" if denies else "goes on" if "goes_on" in cues else "says"
    before, after = _before(text, i, first), _subject_after(text, i + 1, last)
    subject_first = text.lexicon.settings.get("typical_order", "svo") == "svo"
    if text.words[i].enclitic and not (i + 1 < last and "complementisers" in text.words[i + 1].cues):
        return None  # "its revealing of ...": nobody is named as speaking
    if "participles" in cues and not found.frames:
        before, after = None, _main_subject(text, i, first)
        if after is not None:
            return Frame(i, after, denies=denies, rule=rule)
    if before is not None and not subject_first and not _opens(text, i, before, first):
        before = None
    if subject_first:
        if before is None or not any(
            word.capital or "speakers" in word.cues for word in text.words[before[0] : before[1] + 1]
        ):
            before = _described(text, i, first) or before
        apart = before is None or (before[0] > first and not text.words[before[0] - 1].punctuation)
        inverted = after is not None and _closes(text, after, last) and apart and "tells" not in cues
        speaker = after if inverted else before
    else:
        speaker = after or before
    trailing = _trails(text, i, first, last)
    pronoun = speaker is not None and _pronoun(text, speaker)
    if pronoun or (
        rule == "goes on" and discourse.speaker is not None and not (subject_first and _proper(text, speaker))
    ):
        speaker = discourse.speaker
    if speaker is not None and discourse.speaker is not None and _same(text, speaker, discourse.speaker):
        speaker = discourse.speaker
    if speaker is None:
        speaker = next((frame.speaker for frame in reversed(found.frames) if frame.speaker), None)
    if speaker is None and not subject_first:
        speaker = discourse.speaker
    return Frame(i, speaker, denies=denies, trailing=trailing, rule=rule)


def _main_subject(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The subject of the sentence that the participle at token `i` belongs to ("condemned the ministry ..., denying that")."""
    if i < first + 3 or not any(word.punctuation for word in text.words[first + 1 : i]):
        return None
    subject = _subject_after(text, first + 1, i)
    return (
        subject
        if subject is not None and any("speakers" in word.cues for word in text.words[subject[0] : subject[1] + 1])
        else None
    )


def _described(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The speaker whom a relative clause describes before the verb ("the Observatory, which tracks the violence, said")."""
    for k in range(i - 1, max(first, i - _CLAUSE), -1):
        cues = text.words[k].cues
        if "relative" in cues and "complementisers" not in cues:
            at = k - 1 if text.words[k - 1].text == "," else k
            speaker = _before(text, at, first)
            known = speaker is not None and any(
                "speakers" in word.cues for word in text.words[speaker[0] : speaker[1] + 1]
            )
            return speaker if known else None
        if cues & {"says", "denies", "complementisers"}:
            return None
    return None


def _opens(text: Text, i: int, speaker: tuple[int, int], first: int) -> bool:
    """Whether a subject may stand before its verb where verbs come first: it opens its clause, and the verb is not joined to another."""
    if text.words[i].proclitics and text.words[i].proclitics[0] in text.lexicon.settings.get("conjunctions", ()):
        return False
    before = text.words[speaker[0] - 1]
    return (
        speaker[0] == first
        or before.punctuation
        or bool(before.cues & {"clause_break", "complementisers", "and"} or text.words[speaker[0]].proclitics)
    )


def _impersonal(text: Text, i: int, first: int) -> bool:
    """Whether nobody is named as speaking ("were reported killed")."""
    k = i - 1
    while k >= first and "adverb" in text.words[k].cues:
        k -= 1
    return k >= first and "passive" in text.words[k].cues


def _closes(text: Text, speaker: tuple[int, int], last: int) -> bool:
    """Whether "said NAME" ends its clause, so that NAME is its subject."""
    end = speaker[1] + 1
    if not any("speakers" in word.cues or (word.capital and not word.known) for word in text.words[speaker[0] : end]):
        return False
    return end >= last or text.words[end].text in ".,;،" or text.words[end].text in _QUOTES


def _trails(text: Text, i: int, first: int, last: int) -> bool:
    """Whether the frame stands after what was said ("..., the ministry said.")."""
    words = text.words
    if i == first or (i + 1 < last and "complementisers" in words[i + 1].cues):
        return False
    start = _before(text, i, first)
    if start is not None and start[0] - 1 > first and words[start[0] - 1].text in ";؛":
        return False
    if i + 1 < last and words[i + 1].text in ",،" and any(word.rules for word in words[first:i]):
        return True
    for k in range(i + 1, last):
        if "clause_break" in words[k].cues:
            break
        if words[k].rules:
            return False
    return any(word.rules for word in words[first:i])


def phrase_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `i`."""
    words = text.words
    while i < last and words[i].cues & _LEADERS and not words[i].cues & _ENDERS:
        i += 1
    j = i
    while j < min(last, i + _LONGEST):
        word = words[j]
        if word.text in _QUOTES:
            close = next((k for k in range(j + 1, min(last, j + 7)) if words[k].text in _QUOTES), None)
            if close is None or close == j + 1 or any(words[k].rules for k in range(j + 1, close)):
                break
            j = close + 1
            continue
        if word.punctuation or (word.rules and word.noun is None) or word.digits:
            break
        if j > i and _begins(text, j):
            break
        if word.number is not None and "determiner" not in word.cues:
            break
        if word.cues & _ENDERS and not (j > i and word.cues & {"place_in"} and "speakers" in words[j - 1].cues):
            break
        j += 1
    while j > i and words[j - 1].cues & _TRIM:
        j -= 1
    return (i, j - 1) if j > i else None


_COUNTS = frozenset(("counts",))  # "the count of the agency"


def _begins(text: Text, j: int) -> bool:
    """Whether a noun without the article after one with it begins another phrase ("اتهمت الجماعة جبهة النصرة")."""
    article = text.lexicon.settings.get("article")
    word, before = text.words[j], text.words[j - 1]
    if not article or before.cues & {"given_names", "of", "party_of"}:
        return False
    prepositions = text.lexicon.settings.get("prepositions", {})
    if "media" in word.cues and any(prepositions.get(clitic) == "of" for clitic in text.lexicon.clitics(word)):
        return not before.cues & {"according_to"} and before.cues.isdisjoint(_COUNTS)  # "told the agency"
    if word.proclitics or " " in before.folded:
        return False
    body = word.noun is not None and word.noun.collective
    return bool(
        ("speakers" in word.cues or body)
        and (before.proclitics.endswith(article) or before.folded.startswith(article))
        and not word.folded.startswith(article)
    )


_ENDERS = frozenset(
    ("preposition", "months", "auxiliary", "complementisers", "speech_nouns", "says", "goes_on", "denies", "incident", "place_in", "clause_break", "according_to", "weekdays", "passive", "negation", "not_speaker")
)  # fmt: skip
_TRIM = frozenset(("adverb", "incident", "weekdays", "and", "of", "determiner"))
_LEADERS = frozenset(("adverb", "incident", "weekdays", "and", "clause_break"))


def _subject_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The subject after its verb, where what follows shows that it is one."""
    words = text.words
    found = phrase_after(text, i, last)
    if found is None:
        return None
    start, end = found[0], found[1] + 1
    while start + 1 < end and "determiner" in words[start].cues and words[start].noun is None:
        start += 1
    head = words[start]
    prepositions = text.lexicon.settings.get("prepositions", {})
    if head.folded in prepositions or any(clitic in prepositions for clitic in text.lexicon.clitics(head)):
        return None  # "said to the newspaper": its subject is not here
    if _speaks(head) or (head.text in _QUOTES and end - start <= _SHORT + 1):
        return found
    if head.text in _QUOTES or _possessed(text, head):
        return None
    if head.known and head.cues and not head.proclitics:
        return None
    article = text.lexicon.settings.get("article")
    if (article and head.proclitics.endswith(article)) or any(
        "speakers" in word.cues for word in words[found[0] : end]
    ):
        return found
    if (
        end < last
        and end - found[0] <= _SHORT
        and ("complementisers" in words[end].cues or words[end].text in ":،," or words[end].text in _QUOTES)
    ):
        return found
    if (
        end < last
        and end - found[0] <= _SHORT
        and (words[end].rules or "speech_nouns" in words[end].cues)
        and text.lexicon.settings.get("typical_order") == "vso"
    ):
        return found
    if end + 1 < last and end - found[0] <= _SHORT and not head.known and "complementisers" in words[end + 1].cues:
        return found
    return None


def _possessed(text: Text, word: Word) -> bool:
    """Whether an unknown word ends as one that belongs to the speaker does ("its responsibility"), and so is no speaker."""
    if word.known:
        return False
    return any(
        len(enclitic) > 1 and word.folded.endswith(enclitic) for enclitic in text.lexicon.settings.get("enclitics", ())
    )


_SHORT = 5  # words of a name that nothing marks as a speaker's


def _before(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token `i`."""
    words, j = text.words, i - 1
    while j >= first and words[j].cues & _ASIDES and not words[j].rules:
        j -= 1
    union = None
    if j >= first and words[j].text in ",،":
        union, j = j - 1, _apposition(text, j, first)
        if (
            j + 2 > union
            or union - j > _SHORT + 2
            or words[j + 2].cues & {"relative", "pronoun_subjects"}
            or any(w.rules for w in words[j + 2 : union])
        ):
            union = None
    if j >= first and words[j].text == ")":
        opens = next((k for k in range(j - 1, max(first, j - _SHORT) - 1, -1) if words[k].text == "("), None)
        if opens is not None and opens > first:
            union, j = j, opens - 1
    end, svo = j, text.lexicon.settings.get("typical_order", "svo") == "svo"
    while j >= first and end - j < _LONGEST and _in_name(text, j, end, first):
        if (
            "determiner" in words[j].cues
            and svo
            and words[j].text not in text.lexicon.settings.get("possessive", ())
            and not (j > first and words[j - 1].cues & {"of", "place_in", "party_of"})
        ):
            j -= 1
            break
        j -= 1
    start = j + 1
    while (
        start <= end
        and words[start].cues & (_LEADERS | {"place_in", "of", "party_of"})
        and (start == first or not words[start].capital)
    ):
        start += 1
    start = _after_place(text, start, end)
    if start > end or not (
        any(k in text.named or _speaks(words[k]) for k in range(start, end + 1)) or "determiner" in words[start].cues
    ):
        return None
    return start, union or end


_ASIDES = frozenset(("adverb", "incident", "weekdays", "passive", "perfect", "months", "negation", "zero", "auxiliary"))


def _speaks(word: Word) -> bool:
    if word.cues & _FUNCTION and "speakers" not in word.cues:
        return False
    return bool(word.capital or word.party or word.noun is not None or word.cues & {"speakers", "pronoun_subjects"})


_FUNCTION = frozenset(
    (
        "and",
        "clause_break",
        "adverb",
        "preposition",
        "place_in",
        "according_to",
        "weekdays",
        "months",
        "incident",
        "hypothetical",
    )
)


def _apposition(text: Text, comma: int, first: int) -> int:
    """The token before "NAME, a spokesman," where a comma closes an aside just before the verb."""
    for k in range(comma - 1, max(first, comma - 12), -1):
        if text.words[k].text in ",،":
            return k - 1
    return comma


def _in_name(text: Text, j: int, end: int, first: int) -> bool:
    """Whether token `j` can belong to a speaker's name that ends at `end`."""
    word = text.words[j]
    cues = word.cues
    if word.punctuation:
        return j < end and (word.text in "()" or (word.text in "“”\"‘’'" and _quoted_within(text, j, end, first)))
    if cues & {"complementisers", "clause_break", "says", "goes_on", "denies", "according_to", "negation"} and not (
        word.capital and "according_to" not in cues
    ):
        return False
    if (
        j in text.named
        or word.capital
        or word.party
        or cues & {"speakers", "determiner", "pronoun_subjects"}
        or word.text in text.lexicon.settings.get("possessive", ())
    ):
        return True
    if cues & {"of", "place_in", "party_of"}:
        return j > first and _speaks(text.words[j - 1]) and not text.words[j - 1].cues & {"weekdays", "months"}
    if "and" in cues:
        return (
            j > first
            and text.words[j - 1].capital
            and j < end
            and bool(text.words[j + 1].capital or "determiner" in text.words[j + 1].cues)
        )
    if word.rules or word.digits or word.number is not None:
        return False
    if word.noun is not None or word.adjective is not None:
        return True
    article = text.lexicon.settings.get("article")
    if article and not word.known and word.folded.startswith(article):
        return True
    if "place_kinds" in cues:
        return True
    if word.known:
        return False
    if article and not word.proclitics:
        return True
    if j == end:
        return any("determiner" in before.cues for before in text.words[max(first, j - 2) : j])
    after = text.words[j + 1]
    return bool(after.cues & {"speakers", "place_kinds"} or after.noun or not after.known)


def _after_place(text: Text, start: int, end: int) -> int:
    """Where the speaker begins when a place ran into it, as where feeds drop punctuation ("near the airport SANA reporter said")."""
    words = text.words
    inside = [k for k in range(start, end + 1) if "place_in" in words[k].cues]
    if (
        not inside
        or "speakers" not in words[end].cues
        or any("speakers" in words[k].cues for k in range(start, inside[0]))
    ):
        return start
    k = end
    while k > inside[-1] + 1 and (
        words[k - 1].capital or words[k - 1].text in text.lexicon.settings.get("possessive", ()) or "speakers" in words[k - 1].cues
    ):
        k -= 1
    return k


def _quoted_within(text: Text, j: int, end: int, first: int) -> bool:
    """Whether the quotation mark at `j` opens or closes a part of a name, and not the speech before it."""
    words = text.words
    if any(words[k].text in _MARKS for k in range(j + 1, end)):
        return True
    opens = next((k for k in range(j - 1, max(first, j - _SHORT) - 1, -1) if words[k].text in _MARKS), None)
    return (
        opens is not None and opens > first and not any(word.rules or word.punctuation for word in words[opens + 1 : j])
    )


_MARKS = frozenset("“”\"‘’'")


def name_before(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that is the subject of the verb at token `i`, where subjects stand before their verbs."""
    return _before(text, i, first)


def _proper(text: Text, span: tuple[int, int] | None) -> bool:
    """Whether the speaker has a name of its own."""
    return span is not None and any(
        word.capital and "determiner" not in word.cues for word in text.words[span[0] : span[1] + 1]
    )


def named(text: Text, speaker: tuple[int, int], speakers: list[tuple[int, int]]) -> tuple[int, int]:
    """The proper name of "a monitor" or "a watchdog" where it is the next speaker that the article names."""
    words = text.words[speaker[0] : speaker[1] + 1]
    if (
        _proper(text, speaker)
        or not any("watcher" in word.cues for word in words)
        or not any("indefinite" in word.cues for word in words)
    ):
        return speaker
    later = next((other for other in speakers if other[0] > speaker[1] and _proper(text, other)), None)
    if later is None or not any("watcher" in word.cues for word in text.words[later[0] : later[1] + 1]):
        return speaker
    return later


def _pronoun(text: Text, span: tuple[int, int]) -> bool:
    return all(
        word.punctuation or word.cues & {"pronoun_subjects", "adverb", "determiner"}
        for word in text.words[span[0] : span[1] + 1]
    )


def _same(text: Text, short: tuple[int, int], long: tuple[int, int]) -> bool:
    """Whether the shorter name only takes the longer one up again."""
    if short[1] - short[0] >= long[1] - long[0]:
        return False
    named = [word for word in text.words[long[0] : long[1] + 1] if "determiner" not in word.cues]
    again = [word for word in text.words[short[0] : short[1] + 1] if not word.cues & {"determiner", "of"}]
    stems = {word.stem for word in named}
    if not again or not all(word.stem in stems for word in again):
        return False
    return "speakers" not in again[0].cues or again[0].stem == named[0].stem


def _colon(text: Text, i: int, first: int) -> Frame | None:
    words = text.words
    span = range(first, i)
    if i - first < 1 or any(words[k].punctuation and words[k].text not in _QUOTES for k in span):
        return None
    if any(words[k].rules or words[k].digits for k in span):
        return None
    if any("speakers" in words[k].cues or words[k].party for k in span):
        return Frame(i, (first, i - 1), rule="colon")
    return None


def _colon_after(text: Text, i: int, last: int) -> Frame | None:
    """A headline's speaker after it: "Four jets lost in hangar fire: aide"."""
    rest = range(i + 1, last)
    if not 0 < len(rest) <= _SHORT or any(text.words[k].rules or text.words[k].punctuation for k in rest):
        return None
    return Frame(i, (i + 1, last - 1), trailing=True, rule="colon")
