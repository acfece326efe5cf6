"""What surrounds a claim: whether it happened at all, when, over how long, where, by whom."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.frames import Frame, Speech
from tocsin.extraction.quantity import has_number, head_is_last
from tocsin.extraction.signs import AGAINST
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding, and_written_on
from tocsin.extraction.words import PEOPLE, Word

_NONE: Final = frozenset(("negation", "zero"))
_VIOLENT: Final = frozenset(("weapon", "violent_cause", "event", "events", "attacker", "wounds"))
_BEFORE: Final = 7  # words before a trigger in which a hypothetical, a plan or a negation governs it
_FAR: Final = 16  # words between "did not cause" and what it did not cause
_NEGATION: Final = 4
_FEW: Final = 2  # more injured than these are no players
_TEAM: Final = 11  # more lost than these are no players
_NEAR: Final = 5  # words around the harm in which a figure of speech shows
_TRYING: Final = 4  # words after "tried to" in which the deed stands
_OBJECT: Final = 4  # words of a verb and its object before "that"
_UNKNOWN: Final = 6  # words after "no word of" in which what is not known stands


def clause_start(text: Text, at: int, first: int) -> int:
    """The token where the clause of token `at` begins."""
    words = text.words
    k = at
    while k > first:
        word = words[k - 1]
        if (word.punctuation and word.text in ";؛:") or word.signs & signs.CLAUSE_BREAK:
            return k
        k -= 1
    return first


def reason_against(
    text: Text, binding: Binding, first: int, last: int, here: frozenset[str], frame: Frame | None
) -> str | None:
    """Why the words at a trigger are not a claim, or None where they are; `here` are all cues of the sentence."""
    words, at = text.words, binding.trigger.at
    if "question" in words[last - 1].cues or (last - first > 1 and "question" in words[last - 2].cues):
        return "question"
    if words[at].proclitics and not set(words[at].proclitics).isdisjoint(
        text.lexicon.settings.get("future_proclitics", "")
    ):
        return "future"
    if _to_be_done(text, at, first):
        return "not yet done"
    if not binding.quantity.counted and "negation" in here and not_exceeded(text, first, at):
        return "bounds a number"
    if here.isdisjoint(AGAINST):
        return None
    joined = at > first and "infinitives" in words[at].cues and "and" in words[at - 1].cues
    start = max(clause_start(text, at, first), at - (2 if joined else 1) * _BEFORE)  # "would sink any and shoot down"
    start = max([start, *(k + 1 for k in range(start, at) if "aftermath" in words[k].cues)])
    if frame is not None and frame.speaker is not None and frame.speaker[0] < frame.at < at:
        start = max(start, frame.at)  # "an official who asked not to be named said"
    near = min(at, binding.quantity.first)
    start = max(start, _told_as_fact(text, at, start))
    for k in range(start, at):
        if not words[k].signs & signs.DOUBT:
            continue
        cues = words[k].cues
        if "months" in cues and words[k].capital and k > first:
            continue  # May
        if cues & AGAINST and (_in_aside(text, k, at, first) or ("attempt" in cues and _outcome(text, binding, k))):
            continue
        if cues & AGAINST and (_governs_other(text, k, at) or (cues & _TRIED and _went_on(text, binding, k))):
            continue
        for name in ("hypothetical", "future", "attempt", "fear", "threat"):
            if name in cues:
                return name
        if "trying" in cues and at - k <= _TRYING:
            return "attempt"
        if "drill" in cues and not _accident(text, binding, first, last):
            return "drill"
    for k in range(clause_start(text, at, first), at):
        if "supposition" in words[k].cues:
            return "hypothetical"
    if binding.rule.toll and any("supposition" in word.cues for word in words[at : binding.quantity.first]):
        return "hypothetical"  # "the toll may rise to 20"
    for k in range(max(first, near - _UNKNOWN), near):
        if "no_information" in words[k].cues and not any(word.punctuation for word in words[k:near]):
            return "nothing is known"
    if "drill" in here and binding.effect in ("downed", "destroyed") and binding.target not in PEOPLE:
        return "drill"
    for k in range(at + 1, min(last, max(at, binding.quantity.last) + _TRYING)):
        if words[k].punctuation:
            break
        if "drill" in words[k].cues and not _accident(text, binding, first, last):
            return "drill"
    forced = "by_force" in words[at].cues
    for k in range(max(first, near - 12), min(last, at + 13)):
        if (
            not forced
            and words[k].signs & signs.ILLNESS
            and not any(word.punctuation for word in words[min(k, at) : max(k, at)])
        ):
            return "illness"
    if "obituary" in here and here.isdisjoint(_VIOLENT) and binding.effect == "killed" and _one_died(binding):
        return "natural death"
    lost = binding.effect == "missing" or (binding.effect == "killed" and binding.rule.things == "lost")
    if (
        (binding.effect in ("injured", "damaged") or lost)
        and (binding.quantity.maximum or binding.quantity.minimum or 0) <= (_TEAM if lost else _FEW)
        and any("sport" in word.cues for word in words[max(first, near - 12) : at + 13])
    ):
        return "sport"
    if any("fiction" in word.cues for word in words[max(first, at - 2 * _BEFORE) : at]):
        return "fiction"
    far = max(at, binding.quantity.last)
    for k in range(max(first, near - _NEAR), min(last, far + _NEAR)):
        between = words[k:near] if k < near else words[far + 1 : k]
        if "market" in words[k].cues and any(word.cues & _VIOLENT for word in words[max(first, at - _FEW) : at]):
            continue  # "investors fled after the blast killed six"
        if ("market" in words[k].cues or "metaphor" in words[k].cues) and not any(word.punctuation for word in between):
            return "metaphor" if "metaphor" in words[k].cues else "market"
    if (
        binding.effect == "captured"
        and binding.direction == "self"
        and any("release" in word.cues for word in words[first:last])
    ):
        return "set free"
    if binding.effect == "captured" and binding.target in ("person", "civilian"):
        for k in range(first, last):
            if "arrest" in words[k].cues:
                return "arrest"
    return None


def _told_as_fact(text: Text, at: int, start: int) -> int:
    """Where a relative clause begins that tells in the past what happened ("would avenge the raid that killed two")."""
    words, k = text.words, at - 1
    while k > start and words[k].cues & {"perfect", "adverb", "passive"}:
        k -= 1
    done = head_is_last(text) and "relative" in words[k].cues and "infinitives" not in words[at].cues
    return k if done and k > start else start


def _governs_other(text: Text, k: int, at: int) -> bool:
    """Whether a plan at token `k` ends with the mark of an infinitive that is not the harm, which is told in the past
    ("rebels trying to storm the airport lost 15").
    """
    words, lexicon = text.words, text.lexicon
    *before, mark = words[k].folded.split(" ")
    entry = lexicon.entries.get(mark)
    if not before or entry is None or "infinitive" not in entry.cues or not lexicon.head_last:
        return False
    if at - k < 3 or "infinitives" in words[at].cues or any("passive" in word.cues for word in words[k + 1 : at]):
        return False
    doer = words[k - 1].noun if k > 0 else None
    return doer is not None and before[-1].endswith(tuple(lexicon.settings.get("participle_endings", ("\0",))))


def _in_aside(text: Text, k: int, at: int, first: int) -> bool:
    """Whether token `k` stands in a clause between commas before the verb: "the blast, which could be heard, ..."."""
    words = text.words
    if not head_is_last(text) or not any(word.text == "," for word in words[k + 1 : at]):
        return False
    opens = next((j for j in range(k, first, -1) if words[j].text == ","), None)
    return opens is not None and "relative" in words[opens + 1].cues


def _outcome(text: Text, binding: Binding, k: int) -> bool:
    """Whether what came of a foiled attack stands behind a comma: "foiled an attack, killing 15"."""
    at, words = binding.trigger.at, text.words
    return binding.rule.voice == "active" and words[at - 1].text == "," and k < at - 1 and head_is_last(text)


def _went_on(text: Text, binding: Binding, k: int) -> bool:
    """Whether what came of the attempt at token `k` is told behind "and", where verbs come first ("أحبطت القوات هجوما
    وقتلت خمسة", "حاولوا التسلل فقتل ثلاثة", but not "أحبطت محاولة لخطف الوزير وقتل حراسه").
    """
    words, at, settings = text.words, binding.trigger.at, text.lexicon.settings
    if not text.lexicon.verb_first:
        return False
    if any(_opens_result(text, word) for word in words[k + 1 : at]):
        return True
    if not and_written_on(text, at) or (words[at].enclitic and not has_number(binding.quantity)):
        return False
    past = words[at].stem.endswith((*settings.get("plural_past", ()), *settings.get("feminine_verbs", ())))
    planned = any(_to_do(text, word) for word in words[k + 1 : at])
    return past or (has_number(binding.quantity) and not planned)


def _opens_result(text: Text, word: Word) -> bool:
    """Whether a phrase opens a clause of what something caused ("مما أسفر")."""
    return "causes" in word.cues and "clause_break" in _head_cues(text, word)


def _to_do(text: Text, word: Word) -> bool:
    """Whether a word of harm is what somebody set out to do: a verbal noun, or a form that tells only with another."""
    if " " in word.folded and "trying" in _head_cues(text, word):
        return True  # "محاولة لخطف"
    written = not set(text.lexicon.clitics(word)).isdisjoint(text.lexicon.prepositions)
    return bool(word.rules) and (written or any(rule.voice == "noun" or bool(rule.needs) for rule in word.rules))


def _head_cues(text: Text, word: Word) -> frozenset[str]:
    """The cues of the first word of a phrase."""
    entry = text.lexicon.entries.get(word.folded.split(" ")[0])
    return entry.cues if entry is not None else frozenset()


_TRIED: Final = frozenset(("attempt", "trying"))


def _accident(text: Text, binding: Binding, first: int, last: int) -> bool:
    """Whether something crashed in an exercise, or people came to harm in that."""
    if binding.target not in PEOPLE:
        return binding.effect == "lost"
    return any(rule.things == "lost" and rule.people is None for word in text.words[first:last] for rule in word.rules)


def _one_died(binding: Binding) -> bool:
    """Whether one person is told to have died, not to have been killed."""
    return binding.quantity.interval == (1, 1) and binding.rule.voice != "either" and not binding.trigger.passive


def _to_be_done(text: Text, at: int, first: int) -> bool:
    """Whether the verb only says what is to be done ("to kill", not "went on to kill")."""
    words = text.words
    if at == first or "infinitives" not in words[at].cues or "infinitive" not in words[at - 1].cues:
        return False
    return at - 2 < first or "achieved" not in words[at - 2].cues


def negation(text: Text, binding: Binding, first: int, here: frozenset[str]) -> str | None:
    """ "zero" where none were harmed, "denies" where a definite thing was not, None where nothing negates."""
    if "zero" not in here and "negation" not in here:
        return None
    words, at = text.words, binding.trigger.at
    start = max(clause_start(text, at, first), at - _NEGATION)
    head = min(at, binding.quantity.first)
    if any("but_for" in word.cues for word in words[max(first, head - 3) : max(at, binding.quantity.first)]):
        return None  # "لم يصب سوى جندي", "لم يسفر إلا عن أضرار"
    if not_exceeded(text, first, at):
        return None
    while head - 2 > first and "or" in words[head - 1].cues and words[head - 2].rules:
        head -= 2  # "no deaths or injuries"
    for k in range(max(clause_start(text, at, first), head - 3), max(at, binding.quantity.last + 1)):
        cues = words[k].cues
        if "zero" in cues and k == at - 1 and binding.rule.voice == "noun":
            return "zero"
        if (
            "zero" in cues
            and (k < head or k <= binding.quantity.last)
            and (
                binding.direction == "self"
                or not binding.quantity.counted
                or "any" in words[min(k + 1, len(words) - 1)].cues
            )
        ):
            return "zero"
    if any("any" in word.cues for word in words[max(first, head - 2) : head + 1]):
        start = max(clause_start(text, at, first), at - 2 * _NEGATION)
    for k in range(max(first, at - _FAR), at):
        if words[k].cues & _NONE and k + 1 < at and "causes" in words[k + 1].cues:
            return "zero"  # "did not cause any deaths all along the coast"
    for k in range(start, at):
        if "negation" in words[k].cues and not _of_another(text, k, at):
            quantity = binding.quantity
            any_near = any("any" in words[j].cues for j in range(k, min(len(words), max(at, quantity.last) + 1)))
            none = not quantity.counted and (not quantity.definite or binding.effect == "casualties")
            if any_near or binding.direction == "self" or none:
                return "zero"
            return "denies"
    return None


def not_exceeded(text: Text, first: int, at: int) -> bool:
    """Whether a negated verb of exceeding before the harm only bounds a number ("لم تتجاوز خسائر الجيش جنديين")."""
    words = text.words
    return text.lexicon.verb_first and any(
        "negation" in words[k].cues and "exceeds" in words[k + 1].cues for k in range(max(first, at - _BEFORE), at)
    )


def _of_another(text: Text, k: int, at: int) -> bool:
    """Whether the negation at token `k` is of something said of the harm: "nobody claimed responsibility for ..."."""
    words = text.words
    asks = "zero" in words[k].cues and "relative" in words[at - 1].cues  # "no one saw who killed"
    return asks or any("responsibility" in word.cues for word in words[k:at])


def presupposed(text: Text, binding: Binding, frame: Frame) -> bool:
    """Whether a denial leaves the harm standing: of responsibility, or of "the attack that killed"."""
    if not frame.denies or frame.at > binding.trigger.at:
        return False
    words, at = text.words, binding.trigger.at
    if "relative" in words[at - 1].cues and at - 2 > frame.at:
        return True
    return any("responsibility" in words[k].cues for k in range(frame.at, at))


def called_untrue(text: Text, binding: Binding, said: Speech, first: int, last: int) -> bool:
    """Whether the sentence calls the claim untrue, with no other speech between the two."""
    at = binding.trigger.at
    own = said.of(at)
    if own is not None and own.rule == "its word" and any(frame.denies and frame.at < own.at for frame in said.frames):
        return False  # another denies it, and is told of apart
    for k in range(first, last):
        if "denial_phrases" in text.words[k].cues:
            low, high = min(k, at), max(k, at)
            if not any(low < frame.at < high for frame in said.frames):
                return True
    return False


def untrue_after(text: Text, at: int, last: int) -> bool:
    """Whether what follows token `at` calls something untrue."""
    return any(text.words[k].signs & signs.DENIAL_PHRASES for k in range(at, last))


def denies_else(text: Text, at: int, last: int) -> bool:
    """Whether the denial at token `at` says itself what is denied ("denied that its troops were behind it")."""
    words = text.words
    if not text.lexicon.cased:
        return not _takes_up(text, at, last)
    if any("complementisers" in words[k].cues for k in range(at, min(last, at + _OBJECT))):
        return True
    if at + 1 >= last or words[at + 1].punctuation or "denies" not in words[at].cues:
        return False
    return "anaphora" not in words[at + 1].cues


def _takes_up(text: Text, at: int, last: int) -> bool:
    """Whether a denial, or "is untrue", behind its subject takes up what was said before it ("denied this")."""
    words = text.words
    if words[at].enclitic or "labels" in words[at].cues or at + 1 >= last or words[at + 1].punctuation:
        return True
    untrue = "denies" not in words[at].cues
    taken = False
    for k in range(at + 1, min(last, at + _FAR)):
        cues = words[k].cues
        if taken and (untrue or "concerning" in cues or words[k].punctuation):
            return "concerning" not in cues
        if "clause_break" in cues or ("complementisers" in cues and not untrue):
            return False
        taken = taken or "anaphora" in cues
    return taken


def any_of_them(text: Text, binding: Binding) -> bool:
    """Whether it is "any" of them, which is no number."""
    first = binding.quantity.first
    return any("any" in text.words[k].cues for k in range(max(0, first - 1), binding.quantity.last + 1))


def long_after(text: Text, at: int, first: int) -> bool:
    """Whether the harm at token `at` is of an event that years have passed since ("بعد مرور عام على هجوم أوقع")."""
    words = text.words
    for k in range(at - 1, max(first, at - _FAR - _BEFORE), -1):
        if "elapsed" in words[k].cues and not ("of" in words[k].cues and at - k > 1):
            years = next((j for j in range(k - 1, max(first, k - 3), -1) if "years" in words[j].cues), None)
            if years is not None and any("aftermath" in w.cues for w in words[max(first, years - 4) : k + 1]):
                return True
    return False
