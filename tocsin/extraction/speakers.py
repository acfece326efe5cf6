"""The names of those who speak: noun phrases before and after a verb of saying."""

from tocsin.extraction.addressees import SAYING, of_harmed, past_addressee
from tocsin.extraction.lexicon import PEOPLE, Word
from tocsin.extraction.lexicon import QUOTES as _QUOTES
from tocsin.extraction.text import Text

LONGEST = 12  # words of a speaker's name


_CLAUSE = 16  # words of a relative clause between a speaker and the verb


def described(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The speaker whom a relative clause describes before the verb ("the Observatory, which tracks the violence,
    said").
    """
    for k in range(i - 1, max(first, i - _CLAUSE), -1):
        cues = text.words[k].cues
        if "relative" in cues and "complementisers" not in cues:
            at = k - 1 if text.words[k - 1].text == "," else k
            speaker = phrase_before(text, at, first)
            known = speaker is not None and any(
                "speakers" in word.cues for word in text.words[speaker[0] : speaker[1] + 1]
            )
            return speaker if known else None
        if cues & {"says", "denies", "complementisers"}:
            return None
    return None


def opens_sentence(text: Text, i: int, speaker: tuple[int, int], first: int) -> bool:
    """Whether a subject may stand before its verb where verbs come first: it opens its clause, and the verb is not
    joined to another.
    """
    before = text.words[speaker[0] - 1]
    if speaker[0] > first and "topics" in before.cues:
        return True  # "أما الجيش فقال"
    if text.words[i].proclitics and text.words[i].proclitics[0] in text.lexicon.settings.get("conjunctions", ()):
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
    while i < last and words[i].cues & _LEADERS and not words[i].cues & _ENDERS:
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
        if word.punctuation or harm or word.digits:
            break
        if j > i and (_begins(text, j) or word.folded in text.lexicon.settings.get("prepositions", ())):
            break
        if word.number is not None and "determiner" not in word.cues:
            break
        of_speaker = j > i and "speakers" in words[j - 1].cues
        ends = word.cues & _ENDERS
        if ends and not (of_speaker and ("place_in" in ends or (ends == {"not_speaker"} and _of(text, j)))):
            break
        j += 1
    while j > i and words[j - 1].cues & _TRIM:
        j -= 1
    return (i, j - 1) if j > i else None


def _of(text: Text, j: int) -> bool:
    """Whether a word may stand in a construct with the noun before it ("مركز توثيق الانتهاكات")."""
    article = text.lexicon.settings.get("article")
    word, before = text.words[j], text.words[j - 1]
    if not article:
        return True
    return not (before.folded.startswith(article) or "complementisers" in word.cues or text.lexicon.clitics(word))


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
    )
)


_TRIM = frozenset(("adverb", "incident", "weekdays", "and", "of", "determiner"))


_LEADERS = frozenset(("adverb", "incident", "weekdays", "and", "clause_break"))


def subject_after(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """The subject after its verb, where what follows shows that it is one."""
    words = text.words
    i = past_addressee(text, i, last)
    found = phrase_after(text, i, last) or _reports(text, i, last)
    if found is None:
        return None
    found = _name_past_place(text, found, last)
    start, end = found[0], found[1] + 1
    while start + 1 < end and "determiner" in words[start].cues and words[start].noun is None:
        start += 1
    head = words[start]
    prepositions = text.lexicon.settings.get("prepositions", {})
    if head.folded in prepositions or any(clitic in prepositions for clitic in text.lexicon.clitics(head)):
        return None  # "said to the newspaper": its subject is not here
    if _speaks(head) or (head.text in _QUOTES and (end - start <= SHORT + 1 or "speakers" in words[start + 1].cues)):
        return found
    if head.text in _QUOTES or _possessed(text, head):
        return None
    if "speakers" in head.cues and _told(text, end, last):
        return found  # "reports said that", though "no reports" and "confirmed the reports" name nobody
    if head.known and head.cues and not head.proclitics:
        return None
    article = text.lexicon.settings.get("article")
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
        and (words[end].rules or words[end].cues & {"speech_nouns", "not_speaker", "determiner"})
        and text.lexicon.settings.get("typical_order") == "vso"
    ):
        return found
    who = any(word.noun is not None and word.noun.target in PEOPLE for word in words[start:end])
    return found if (end - found[0] <= SHORT or who) and not head.known and _told(text, end, last) else None


def _reports(text: Text, i: int, last: int) -> tuple[int, int] | None:
    """A phrase headed by a word that speaks only where what it says follows ("Turkish reports said that")."""
    if i >= last or not {"speakers", "not_speaker"} <= text.words[i].cues:
        return None
    rest = phrase_after(text, i + 1, last)
    return (i, rest[1] if rest is not None else i)


def _name_past_place(text: Text, found: tuple[int, int], last: int) -> tuple[int, int]:
    """The speaker with the name that stands after where it speaks from ("the spokesman in Homs NAME said")."""
    words, k = text.words, found[1] + 2
    if k >= last or "place_in" not in words[k - 1].cues or k not in text.named:
        return found
    while k < last and k in text.named:
        k += 1
    named = phrase_after(text, k, last)
    if named is None or named[0] != k or named[1] - k >= SHORT or words[k].proclitics:
        return found
    new = not words[k].known or "given_names" in words[k].cues
    return (found[0], named[1]) if new and _told(text, named[1] + 1, last) else found


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


SHORT = 5  # words of a name that nothing marks as a speaker's


def phrase_before(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token `i`."""
    words, j = text.words, i - 1
    while j >= first and words[j].cues & _ASIDES and not words[j].rules:
        j -= 1
    if j > first and "floats" in words[j].cues:
        j -= 1
    union = None
    if j >= first and words[j].text in ",،":
        union, j = j - 1, _apposition(text, j, first)
        if (
            j + 2 > union
            or union - j > SHORT + 2
            or words[j + 2].cues & {"relative", "pronoun_subjects"}
            or any(w.rules for w in words[j + 2 : union])
            or all(w.cues & {"clause_break", "adverb"} for w in words[j + 2 : union + 1])
        ):
            union = None
    if j >= first and words[j].text == ")":
        opens = next((k for k in range(j - 1, max(first, j - SHORT) - 1, -1) if words[k].text == "("), None)
        if opens is not None and opens > first:
            union, j = j, opens - 1
    end, svo = j, text.lexicon.settings.get("typical_order", "svo") == "svo"
    while j >= first and end - j < LONGEST and _in_name(text, j, end, first):
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
    start = _bearer(text, start, first) if start <= end and "determiner" in words[start].cues and svo else start
    if start > end or not (
        any(k in text.named or _speaks(words[k]) for k in range(start, end + 1)) or "determiner" in words[start].cues
    ):
        return None
    return start, union or end


def _bearer(text: Text, start: int, first: int) -> int:
    """Where the name begins that a description follows without a comma ("Amaq a propaganda outlet said")."""
    words, k = text.words, start
    if words[start].capital:
        return start
    while (
        k > first
        and start - k < LONGEST
        and (words[k - 1].capital or "speakers" in words[k - 1].cues or k - 1 in text.named)
    ):
        k -= 1
    named = any(words[j].capital and "determiner" not in words[j].cues for j in range(k, start))
    opens = k == first or words[k - 1].punctuation
    return k if named and opens and not words[k].cues & _OPENERS else start


_OPENERS = frozenset(("cumulative", "incident", "adverb", "clause_break", "place_in", "aftermath", "according_to"))


_ASIDES = frozenset(("adverb", "incident", "weekdays", "passive", "perfect", "months", "negation", "zero", "auxiliary"))


def _speaks(word: Word) -> bool:
    if word.cues & _FUNCTION and "speakers" not in word.cues:
        return False
    return bool(
        word.capital
        or word.party
        or word.noun is not None
        or word.cues & {"speakers", "pronoun_subjects", "given_names", "kunya"}
    )


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
    if "describing" in cues:
        return j > first and not text.words[j - 1].punctuation
    if cues & {"of", "place_in", "party_of"}:
        return j > first and _speaks(text.words[j - 1]) and not text.words[j - 1].cues & {"weekdays", "months"}
    if "and" in cues:
        return (
            j > first
            and text.words[j - 1].capital
            and j < end
            and bool(text.words[j + 1].capital or "determiner" in text.words[j + 1].cues)
        )
    if j > first and text.document[text.ends[j - 1] : text.starts[j]] == "-":
        return True  # "the rebel-held enclave"
    if (word.rules and not of_harmed(text, word)) or word.digits or word.number is not None:
        return False
    if word.rules or word.noun is not None or word.adjective is not None:
        return True
    article = text.lexicon.settings.get("article")
    if article and not word.known and word.folded.startswith(article):
        return True
    if "place_kinds" in cues:
        return True
    if word.known:  # "the rescue group"
        leads = (
            j > first and "determiner" in text.words[j - 1].cues and j < end and "speakers" in text.words[j + 1].cues
        )
        return leads and not cues & _FUNCTION
    if article and not word.proclitics:
        return True
    if j == end:
        return any("determiner" in before.cues for before in text.words[max(first, j - 4) : j])
    after = text.words[j + 1]
    return bool(after.cues & {"speakers", "place_kinds"} or after.noun or not after.known)


def _after_place(text: Text, start: int, end: int) -> int:
    """Where the speaker begins when a place ran into it, as where feeds drop punctuation ("near the airport SANA
    reporter said").
    """
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
        words[k - 1].capital
        or words[k - 1].text in text.lexicon.settings.get("possessive", ())
        or "speakers" in words[k - 1].cues
    ):
        k -= 1
    return k


def _quoted_within(text: Text, j: int, end: int, first: int) -> bool:
    """Whether the quotation mark at `j` opens or closes a part of a name, and not the speech before it."""
    words = text.words
    if any(words[k].text in _MARKS for k in range(j + 1, end)):
        return True
    opens = next((k for k in range(j - 1, max(first, j - SHORT) - 1, -1) if words[k].text in _MARKS), None)
    return (
        opens is not None and opens > first and not any(word.rules or word.punctuation for word in words[opens + 1 : j])
    )


_MARKS = frozenset("“”\"‘’'")


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
        word.punctuation or word.cues & {"pronoun_subjects", "adverb", "determiner"}
        for word in text.words[span[0] : span[1] + 1]
    )


def same_name(text: Text, short: tuple[int, int], long: tuple[int, int]) -> bool:
    """Whether the shorter name only takes the longer one up again."""
    if short[1] - short[0] >= long[1] - long[0]:
        return False
    named = [word for word in text.words[long[0] : long[1] + 1] if "determiner" not in word.cues]
    again = [word for word in text.words[short[0] : short[1] + 1] if not word.cues & {"determiner", "of"}]
    stems = {word.stem for word in named}
    if not again or not all(word.stem in stems for word in again):
        return False
    return "speakers" not in again[0].cues or again[0].stem == named[0].stem
