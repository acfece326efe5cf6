"""The noun phrase before a verb of saying: the name of who speaks, read from its end."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.addressees import of_harmed
from tocsin.extraction.quantity import runs_into_name
from tocsin.extraction.speakers import FUNCTION, LEADERS, LONGEST, SHORT, speaks
from tocsin.extraction.text import Text

_CLAUSE: Final = 16  # words of a relative clause between a speaker and the verb
_ASIDES: Final = frozenset(
    ("adverb", "incident", "weekdays", "passive", "perfect", "months", "negation", "zero", "auxiliary")
)
_OPENERS: Final = frozenset(
    ("cumulative", "so_far", "incident", "adverb", "clause_break", "place_in", "aftermath", "according_to", "new_topic")
)
_MARKS: Final = frozenset("“”\"‘’'")


def described(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The speaker whom a relative clause describes before the verb ("the Observatory, which tracks the violence,
    said").
    """
    for k in range(i - 1, max(first, i - _CLAUSE), -1):
        cues = text.words[k].cues
        if "relative" in cues and text.words[k - 1].cues & {"place_in", "of", "preposition"}:
            return None  # "in which it says"
        describes = "describing" in cues and text.words[k - 1].text == ","
        if describes or ("relative" in cues and "complementisers" not in cues) or _tells_of_source(text, k, i):
            at = k - 1 if text.words[k - 1].text == "," else k
            speaker = phrase_before(text, at, first)
            known = speaker is not None and any(
                "speakers" in word.cues for word in text.words[speaker[0] : speaker[1] + 1]
            )
            return speaker if known else None
        if "says" in cues or "denies" in cues or "complementisers" in cues:
            return None
    return None


def _tells_of_source(text: Text, k: int, i: int) -> bool:
    """Whether token `k` is a "that" that tells what a source did before it speaks ("the charity that sent it said")."""
    words = text.words
    if not 1 < i - k <= SHORT or "complementisers" not in words[k].cues or "speakers" not in words[k - 1].cues:
        return False
    verb = words[k + 1]
    done = verb.capital or verb.digits or verb.punctuation or verb.noun or verb.number or verb.cues
    return not done and "anaphora" not in words[k - 1].cues


def strays(text: Text, speaker: tuple[int, int], first: int) -> bool:
    """Whether what stands before a verb of saying is only the end of a relative clause that tells of the speaker,
    where feeds drop commas ("the Observatory which tracks the war from Britain said").
    """
    before = text.words[speaker[0] - 1] if speaker[0] > first else None
    if before is None or before.punctuation:
        return False
    return not before.cues.isdisjoint(_HOLDS)


_HOLDS: Final = frozenset(("place_in", "of", "with", "perfect"))


def phrase_before(text: Text, i: int, first: int) -> tuple[int, int] | None:
    """The noun phrase that ends before token `i`."""
    words, j = text.words, i - 1
    while j >= first and words[j].cues and not words[j].rules:
        if not words[j].cues & _ASIDES and not _turns(text, j, first):
            break
        j -= 1
    if j > first and "floats" in words[j].cues:
        j -= 1
    union = None
    if j >= first and words[j].text in ",،":
        union, j = j - 1, _apposition(text, j, first)
        if (
            j + 2 > union
            or union - j > SHORT + 2
            or "relative" in words[j + 2].cues
            or "pronoun_subjects" in words[j + 2].cues
            or any(w.rules or "says" in w.cues for w in words[j + 2 : union + 1])
            or all("clause_break" in w.cues or "adverb" in w.cues for w in words[j + 2 : union + 1])
        ):
            union = None
    if j >= first and words[j].text in ")]":
        opens = next((k for k in range(j - 1, max(first, j - SHORT) - 1, -1) if words[k].text in "(["), None)
        if opens is not None and opens > first:
            union, j = j, opens - 1
    if union is None and j > first and words[j].text in _MARKS:
        opens = _opening(text, j, first)
        if opens is not None:
            union, j = j, opens - 1
    end, svo = j, text.lexicon.subject_first
    while j >= first and end - j < LONGEST and _in_name(text, j, end, first):
        if (
            words[j].signs & signs.DETERMINER
            and svo
            and words[j].text not in text.lexicon.possessive
            and not (j > first and words[j - 1].cues & {"of", "place_in", "party_of", "describing"})
            and not _joined_speakers(text, j - 1, first)
        ):
            j -= 1
            break
        j -= 1
    start = j + 1
    while start <= end and not words[start].cues.isdisjoint(_OPENING) and (start == first or not words[start].capital):
        start += 1
    if start < end and "relative" in words[start].cues:
        start += 1  # "the attack which Hamas said killed three"
    start = _after_many(text, start, end)
    start = _after_place(text, start, end)
    start = _bearer(text, start, first) if start <= end and "determiner" in words[start].cues and svo else start
    if start > end or not (
        any(k in text.named or speaks(words[k]) for k in range(start, end + 1)) or "determiner" in words[start].cues
    ):
        return _apposed(text, end + 2, union) if union else None
    return start, union or end


def _turns(text: Text, j: int, first: int) -> bool:
    """Whether the token turns to another speaker, just named: "the Observatory meanwhile put the toll at four"."""
    return j > first and "new_topic" in text.words[j].cues and speaks(text.words[j - 1])


def _apposed(text: Text, start: int, end: int) -> tuple[int, int] | None:
    """The name between two commas before the verb, where what it explains cannot be read."""
    named = any(word.capital or "speakers" in word.cues for word in text.words[start : end + 1])
    return (start, end) if named else None


def _opening(text: Text, close: int, first: int) -> int | None:
    """Where the quotation of a name opens that ends just before the verb (the newspaper "Izvestia" reported)."""
    words = text.words
    opens = next((k for k in range(close - 1, max(first, close - SHORT) - 1, -1) if words[k].text in _MARKS), None)
    if opens is None or opens <= first or not words[opens + 1].capital:
        return None
    before = words[opens - 1]
    names = "speakers" in before.cues or before.cues & {"determiner", "of", "party_of"}
    plain = not any(word.rules or word.punctuation for word in words[opens + 1 : close])
    return opens if names and plain else None


def _apposition(text: Text, comma: int, first: int) -> int:
    """The token before "NAME, a spokesman," where a comma closes an aside just before the verb."""
    words = text.words
    for k in range(comma - 1, max(first, comma - 12), -1):
        if words[k].text in ",،":
            aged = k - 2 > first and words[k - 1].digits and words[k - 2].text in ",،"
            return k - 3 if aged else k - 1  # "NAME, 61, a teacher, said"
    return comma


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


def _after_many(text: Text, start: int, end: int) -> int:
    """Where the speaker's name begins when the harmed ran into it, where feeds drop punctuation ("wounding three
    soldiers Agency correspondent in Homs reported").
    """
    if not text.lexicon.cased:
        return start
    return next((k + 1 for k in range(end - 1, start - 1, -1) if runs_into_name(text, k)), start)


def _after_place(text: Text, start: int, end: int) -> int:
    """Where the speaker begins when a place ran into it, as where feeds drop punctuation ("near the airport SANA
    reporter said").
    """
    words = text.words
    inside = [k for k in range(start, end + 1) if words[k].signs & signs.PLACE_IN]
    if (
        not inside
        or "speakers" not in words[end].cues
        or any("speakers" in words[k].cues for k in range(start, inside[0]))
    ):
        return start
    k = end
    while k > inside[-1] + 1 and (
        words[k - 1].capital or words[k - 1].text in text.lexicon.possessive or "speakers" in words[k - 1].cues
    ):
        k -= 1
    return k


_OPENING: Final = LEADERS | {"place_in", "of", "party_of"}


_NO_NAME: Final = frozenset(
    ("complementisers", "clause_break", "says", "goes_on", "denies", "according_to", "negation")
)


def _in_name(text: Text, j: int, end: int, first: int) -> bool:
    """Whether token `j` can belong to a speaker's name that ends at `end`."""
    word = text.words[j]
    cues = word.cues
    if word.punctuation:
        return j < end and (word.text in "()[]" or (word.text in _MARKS and _quoted_within(text, j, end, first)))
    if cues and cues & _NO_NAME and not (word.capital and "according_to" not in cues):
        return False
    if (
        j in text.named
        or word.capital
        or word.party
        or "speakers" in cues
        or "determiner" in cues
        or "pronoun_subjects" in cues
        or word.text in text.lexicon.possessive
    ):
        return True
    if "describing" in cues:
        return j > first and not text.words[j - 1].punctuation
    if "of" in cues or "place_in" in cues or "party_of" in cues:
        return (
            j > first
            and speaks(text.words[j - 1])
            and not ("weekdays" in text.words[j - 1].cues or "months" in text.words[j - 1].cues)
        )
    if "and" in cues and j < end and _joined_speakers(text, j, first):
        return any("speakers" in later.cues for later in text.words[j + 1 : end + 1])
    if "and" in cues:
        return (
            j > first
            and text.words[j - 1].capital
            and j < end
            and (
                bool(text.words[j + 1].capital or "determiner" in text.words[j + 1].cues)
                or ("speakers" in text.words[j + 1].cues and _whole_name(text, j - 1, first))
            )
        )
    if j > first and text.document[text.end(j - 1) : text.starts[j]] == "-":
        return True  # "the rebel-held enclave"
    if (
        (word.rules and not of_harmed(text, word) and not _of_the(text, j, first))
        or word.digits
        or word.number is not None
    ):
        return False
    if word.rules or word.noun is not None or word.adjective is not None:
        return True
    article = text.lexicon.article
    if article and not word.known and word.folded.startswith(article):
        return True
    if "place_kinds" in cues:
        return True
    if j - 2 >= first and "determiner" in text.words[j - 1].cues and "describing" in text.words[j - 2].cues:
        return True  # "a group monitoring the conflict"
    if word.known:  # "the rescue group"
        leads = (
            j > first and "determiner" in text.words[j - 1].cues and j < end and "speakers" in text.words[j + 1].cues
        )
        return leads and not cues & FUNCTION
    if article and not word.proclitics:
        return True
    if j == end:
        return any("determiner" in before.cues for before in text.words[max(first, j - 4) : j])
    after = text.words[j + 1]
    return bool(after.cues & {"speakers", "place_kinds", "describing"} or after.noun or not after.known)


def _of_the(text: Text, j: int, first: int) -> bool:
    """Whether a word for the harmed as known ones ends a name: "relatives of the dead"."""
    words, rules = text.words, [rule for rule in text.words[j].rules if "self" in rule.patient]
    if any(rule.definite for rule in rules):
        return "of" in words[j - 1].cues
    return bool(rules) and j - 2 >= first and "determiner" in words[j - 1].cues and "of" in words[j - 2].cues


def _joined_speakers(text: Text, j: int, first: int) -> bool:
    """Whether token `j` is an "and" behind a noun of speakers: "police and hospital officials said"."""
    return j > first and "and" in text.words[j].cues and "speakers" in text.words[j - 1].cues


def _whole_name(text: Text, j: int, first: int) -> bool:
    """Whether the name that ends at token `j` opens its clause: ", the ISPR and officials said"."""
    while j > first and text.words[j].capital and "determiner" not in text.words[j].cues:
        j -= 1
    return "determiner" in text.words[j].cues and (j == first or text.words[j - 1].punctuation)


def _quoted_within(text: Text, j: int, end: int, first: int) -> bool:
    """Whether the quotation mark at `j` opens or closes a part of a name, and not the speech before it."""
    words = text.words
    if any(words[k].text in _MARKS for k in range(j + 1, end)):
        return True
    opens = next((k for k in range(j - 1, max(first, j - SHORT) - 1, -1) if words[k].text in _MARKS), None)
    return (
        opens is not None and opens > first and not any(word.rules or word.punctuation for word in words[opens + 1 : j])
    )
