"""The names of those who speak: noun phrases before and after a verb of saying."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.addressees import SAYING, named_apart, of_harmed, past_addressee
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE, Word
from tocsin.extraction.words import QUOTES as _QUOTES

LONGEST: Final = 12  # words of a speaker's name


def opens_sentence(text: Text, i: int, speaker: tuple[int, int], first: int) -> bool:
    """Whether a subject may stand before its verb where verbs come first: it opens its clause, and the verb is not
    joined to another.
    """
    before = text.words[speaker[0] - 1]
    if speaker[0] > first and "topics" in before.cues:
        return True  # "أما الجيش فقال"
    if text.words[i].proclitics and text.words[i].proclitics[0] in text.lexicon.conjunctions:
        return False
    return (
        speaker[0] == first
        or before.punctuation
        or bool(before.cues & {"clause_break", "complementisers", "and", "auxiliary"})
        or bool(text.words[speaker[0]].proclitics)
    )


def phrase_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The noun phrase that begins at token `i`."""
    words = text.words
    while i < last and words[i].cues and words[i].cues & LEADERS and not words[i].cues & _ENDERS:
        i += 1
    j = i
    while j < min(last, i + LONGEST):
        word = words[j]
        if word.text in _QUOTES:
            close = next((k for k in range(j + 1, min(last, j + 7)) if words[k].text in _QUOTES), None)
            if close is None or close == j + 1:
                break
            if any(words[k].rules and not of_harmed(text, words[k]) for k in range(j + 1, close)):
                break
            j = close + 1
            continue
        harm = word.rules and word.noun is None and not (j > i and of_harmed(text, word))
        if word.punctuation or harm or (word.digits and not (j > i and _numbered(text, j - 1))):
            break  # but "قائد اللواء 17"
        if j > i and _ends_before(text, j):
            break
        if word.number is not None and "determiner" not in word.cues:
            break
        of_speaker = j > i and "speakers" in words[j - 1].cues
        ends = word.cues & _ENDERS if word.cues and not _is_noun(text, word) else frozenset[str]()
        if j > i and word.signs & signs.ANAPHORA and not words[j - 1].cues & _MEDIA and "speakers" not in word.cues:
            break  # "denied the report", though "the news agency"
        if ends and not (of_speaker and ("place_in" in ends or (ends == {"not_speaker"} and _of(text, j)))):
            break
        j += 1
    while j > i and words[j - 1].cues and words[j - 1].cues & _TRIM:
        j -= 1
    return (i, j - 1) if j > i else None


def _numbered(text: Text, k: int) -> bool:
    """Whether the token, or the last word of its phrase, is a unit that bears a number ("قائد اللواء 17")."""
    entry = text.lexicon.entries.get(text.words[k].folded.split(" ")[-1])
    modifier = text.words[k].modifier or (entry.modifier if entry is not None else None)
    return modifier is not None and modifier.kind == "label"


def _of(text: Text, j: int) -> bool:
    """Whether a word may stand in a construct with the noun before it ("مركز توثيق الانتهاكات")."""
    article = text.lexicon.article
    word, before = text.words[j], text.words[j - 1]
    if not article:
        return True
    return not (before.folded.startswith(article) or "complementisers" in word.cues or text.lexicon.clitics(word))


def _is_noun(text: Text, word: Word) -> bool:
    """Whether the article shows that a word of the letters of a verb of saying is none ("قسم الرصد والتوثيق")."""
    article = text.lexicon.article
    return bool(article) and word.proclitics.endswith(article) and bool(word.cues & _VERBAL)


_VERBAL: Final = frozenset(("says", "goes_on", "documenting", "quoting"))


def _ends_before(text: Text, j: int) -> bool:
    """Whether another phrase begins at token `j` of what might be a name."""
    word = text.words[j]
    preposition = word.folded in text.lexicon.prepositions
    aside = bool(word.proclitics) and "pronoun_subjects" in word.cues  # "the official, who is (وهو) a councillor"
    return preposition or aside or _begins(text, j) or _opens_another(text, j)


def _opens_another(text: Text, j: int) -> bool:
    """Whether an article after a whole name opens another phrase, where feeds drop punctuation ("according to the
    source the army fired").
    """
    word, before = text.words[j], text.words[j - 1]
    if not word.signs & signs.DETERMINER or word.capital or not text.lexicon.cased:
        return False
    whole = before.capital or "speakers" in before.cues
    possessive = word.text in text.lexicon.possessive
    return whole and not possessive and before.cues.isdisjoint(_GOES_ON)


_GOES_ON: Final = frozenset(("determiner", "floats", "of", "party_of", "place_in", "and", "describing"))


_COUNTS: Final = frozenset(("counts",))  # "the count of the agency"


def _begins(text: Text, j: int) -> bool:
    """Whether a noun without the article after one with it begins another phrase ("اتهمت الجماعة جبهة النصرة")."""
    article = text.lexicon.article
    word, before = text.words[j], text.words[j - 1]
    if not article or before.signs & signs.OF or "party_of" in before.cues:
        return False
    prepositions = text.lexicon.prepositions
    if "media" in word.cues and any(prepositions.get(clitic) == "of" for clitic in text.lexicon.clitics(word)):
        return "according_to" not in before.cues and before.cues.isdisjoint(_COUNTS)  # "told the agency"
    if before.signs & signs.GIVEN_NAMES:
        return False
    if word.proclitics or " " in before.folded:
        return False
    body = word.noun is not None and word.noun.collective
    return bool(
        ("speakers" in word.cues or body)
        and (before.proclitics.endswith(article) or before.folded.startswith(article))
        and not word.folded.startswith(article)
    )


_ENDERS: Final = frozenset(
    (
        "preposition",
        "months",
        "auxiliary",
        "complementisers",
        "speech_nouns",
        "says",
        "goes_on",
        "denies",
        "incident",
        "place_in",
        "clause_break",
        "according_to",
        "weekdays",
        "passive",
        "negation",
        "not_speaker",
        "tells_of_speaker",
    )
)


_MEDIA: Final = frozenset(("media", "according_to"))


_TRIM: Final = frozenset(("adverb", "incident", "weekdays", "and", "of", "determiner"))


LEADERS: Final = frozenset(("adverb", "incident", "weekdays", "and", "clause_break"))


def subject_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The subject after its verb, where what follows shows that it is one."""
    words = text.words
    i = past_addressee(text, i, last)
    found = phrase_after(text, i, last) or _reports(text, i, last)
    if found is None:
        return None
    found = with_name(text, _name_past_place(text, found, last), last)
    found = named_apart(text, found, last)
    start, end = found[0], found[1] + 1
    while start + 1 < end and "determiner" in words[start].cues and words[start].noun is None:
        start += 1
    head = words[start]
    prepositions = text.lexicon.prepositions
    if head.folded in prepositions or any(clitic in prepositions for clitic in text.lexicon.clitics(head)):
        return None  # "said to the newspaper": its subject is not here
    if speaks(head) or (head.text in _QUOTES and (end - start <= SHORT + 1 or "speakers" in words[start + 1].cues)):
        return found
    if head.text in _QUOTES or _possessed(text, head):
        return None
    if "speakers" in head.cues and _told(text, end, last):
        return found  # "reports said that", though "no reports" and "confirmed the reports" name nobody
    if head.known and head.cues and not head.proclitics:
        return None
    article = text.lexicon.article
    if (article and head.proclitics.endswith(article)) or any(
        "speakers" in word.cues for word in words[found[0] : end]
    ):
        return found
    if (
        end < last
        and end - found[0] <= SHORT
        and ("complementisers" in words[end].cues or words[end].text in ":،," or words[end].text in _QUOTES)
    ):
        return found
    if (
        end < last
        and end - found[0] <= SHORT
        and (
            words[end].rules
            or "speech_nouns" in words[end].cues
            or "not_speaker" in words[end].cues
            or "determiner" in words[end].cues
        )
        and text.lexicon.verb_first
    ):
        return found
    who = any(word.noun is not None and word.noun.target in PEOPLE for word in words[start:end])
    return found if (end - found[0] <= SHORT or who) and not head.known and _told(text, end, last) else None


def with_name(text: Text, speaker: tuple[int, int], last: int) -> tuple[int, int]:
    """The speaker with the name that a description of it gives ("the group known as NAME")."""
    words = text.words
    known = next((k for k in range(speaker[0], min(last, speaker[1] + SHORT)) if words[k].signs & signs.KNOWN_AS), None)
    if known is None or any(word.rules or word.text in ".،,:" for word in words[speaker[1] + 1 : known]):
        return speaker
    marked = known + 1 < last and words[known + 1].text in _AROUND
    start = known + 1 + marked
    if marked:
        end = next((k for k in range(start + 1, min(last, start + LONGEST)) if words[k].text in _AROUND), None)
        return (speaker[0], end) if end is not None else speaker
    name = phrase_after(text, start, last)
    return (speaker[0], name[1]) if name is not None and name[0] == start and name[1] - start < SHORT else speaker


_AROUND: Final = _QUOTES | {"(", ")"}


def _reports(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """A phrase headed by a word that speaks only where what it says follows ("Turkish reports said that"), or by a
    number ("three of the residents").
    """
    if i + 2 < last and text.words[i].number is not None and "speakers" in text.words[i + 1 + _out_of(text, i)].cues:
        people = phrase_after(text, i + 1 + _out_of(text, i), last)
        return (i, people[1]) if people is not None else None
    if i >= last or not {"speakers", "not_speaker"} <= text.words[i].cues:
        return None
    rest = phrase_after(text, i + 1, last)
    return (i, rest[1] if rest is not None else i)


def _out_of(text: Text, i: int) -> bool:
    """Whether "of" stands behind the number at token `i`."""
    return bool(text.words[i + 1].cues & {"of", "out_of"})


def _name_past_place(text: Text, found: tuple[int, int], last: int) -> tuple[int, int]:
    """The speaker with the name that stands after where it speaks from ("the spokesman in Homs NAME said")."""
    words, k = text.words, found[1] + 2
    if k >= last or "place_in" not in words[k - 1].cues:
        return found
    if k in text.named:
        while k < last and k in text.named:
            k += 1
    else:
        k = _given_name(text, k + 1, min(last, k + _PLACE))
    named = phrase_after(text, k, last) if k < last else None
    if named is None or named[0] != k or named[1] - k >= SHORT or words[k].proclitics:
        return found
    new = not words[k].known or "given_names" in words[k].cues
    return (found[0], named[1]) if new and _told(text, named[1] + 1, last) else found


def _given_name(text: Text, start: int, end: int) -> int:
    """The first given name from token `start` before anything is said or told, or the text's end."""
    for k in range(start, end):
        word = text.words[k]
        if word.cues & {"given_names", "kunya"}:
            return k
        if word.punctuation or word.rules or word.cues & SAYING or "complementisers" in word.cues:
            break
    return len(text.words)


_PLACE: Final = 5  # words of a place before a name


def _told(text: Text, start: int, last: int) -> bool:
    """Whether what is said follows from token `start`, after no more than when, where and to whom."""
    for word in text.words[start : min(last, start + LONGEST)]:
        if "complementisers" in word.cues or word.text == ":":
            return True
        if word.rules or word.cues & SAYING:
            return False
    return False


def _possessed(text: Text, word: Word) -> bool:
    """Whether an unknown word ends as one that belongs to the speaker does ("its responsibility"), and so is no
    speaker.
    """
    if word.known:
        return False
    return any(
        len(enclitic) > 1 and word.folded.endswith(enclitic) for enclitic in text.lexicon.settings.get("enclitics", ())
    )


SHORT: Final = 5  # words of a name that nothing marks as a speaker's


def speaks(word: Word) -> bool:
    cues = word.cues
    if not cues:
        return word.capital or word.party or word.noun is not None
    if "speakers" in cues:
        return True
    if cues & FUNCTION:
        return False
    named = "pronoun_subjects" in cues or "given_names" in cues or "kunya" in cues
    return word.capital or word.party or word.noun is not None or named


FUNCTION: Final = frozenset(
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


def proper_name(text: Text, span: tuple[int, int] | None) -> bool:
    """Whether the speaker has a name of its own."""
    return span is not None and any(
        word.capital and "determiner" not in word.cues for word in text.words[span[0] : span[1] + 1]
    )


def named(text: Text, speaker: tuple[int, int], speakers: list[tuple[int, int]]) -> tuple[int, int]:
    """The proper name of "a monitor" or "a watchdog" where it is the next speaker that the article names."""
    words = text.words[speaker[0] : speaker[1] + 1]
    if (
        proper_name(text, speaker)
        or not any("watcher" in word.cues for word in words)
        or not any("indefinite" in word.cues for word in words)
    ):
        return speaker
    later = next((other for other in speakers if other[0] > speaker[1] and proper_name(text, other)), None)
    if later is None or not any("watcher" in word.cues for word in text.words[later[0] : later[1] + 1]):
        return speaker
    return later


def is_pronoun(text: Text, span: tuple[int, int]) -> bool:
    return all(
        word.punctuation or "pronoun_subjects" in word.cues or "adverb" in word.cues or "determiner" in word.cues
        for word in text.words[span[0] : span[1] + 1]
    )


def same_name(text: Text, short: tuple[int, int], long: tuple[int, int]) -> bool:
    """Whether the shorter name only takes the longer one up again."""
    if short[1] - short[0] >= long[1] - long[0]:
        return False
    named = [word for word in text.words[long[0] : long[1] + 1] if not word.signs & signs.DETERMINER]
    again = [
        word for word in text.words[short[0] : short[1] + 1] if not ("determiner" in word.cues or "of" in word.cues)
    ]
    stems = {word.stem for word in named}
    if not again or not all(word.stem in stems for word in again):
        return False
    return "speakers" not in again[0].cues or again[0].stem == named[0].stem
