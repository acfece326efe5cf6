"""From a document to its candidates."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from tocsin.extraction import context, sides, signs, times
from tocsin.extraction.actors import actor_told_elsewhere
from tocsin.extraction.attribution import speech
from tocsin.extraction.binding import bind
from tocsin.extraction.bulletins import give_unclaimed
from tocsin.extraction.candidate import RECENT, Candidate
from tocsin.extraction.class_by_context import of_speaker
from tocsin.extraction.frames import Discourse, Frame, Speech
from tocsin.extraction.lists import heads_list, is_item, item
from tocsin.extraction.parts import parts_of_last, tells_parts
from tocsin.extraction.quantities import quantities
from tocsin.extraction.quantity import Quantity, has_number, is_definite, self_rule
from tocsin.extraction.retold import class_retold
from tocsin.extraction.saying import comments_on, only_describes
from tocsin.extraction.speakers import named
from tocsin.extraction.text import Text, content
from tocsin.extraction.triggers import Binding, triggers
from tocsin.extraction.words import PEOPLE, QUOTES
from tocsin.times import is_old

_DATELINE: Final = 12  # words, as of a date, that may stand before the title where a page repeats it


_APPOSED: Final = 14  # words between commas in which a speaker is described


_NO_CUES: Final = frozenset[str]()
_ECHO: Final = 5  # the first words of a sentence that show that it repeats the title


def candidates(text: Text, known: sides.Names, published_at: datetime | None) -> list[Candidate]:
    """Every candidate in the document's order, those that are no claims marked."""
    found: list[Candidate] = []
    discourse = Discourse()
    listed: Candidate | None = None  # the total that a list below it parts
    aside = -1  # the line that is another article's headline
    for number in content(text):
        first, last = text.sentences[number]
        if text.lines[number] == aside:
            continue
        held = text.signs[number]
        if held & signs.BOILERPLATE and _appended(text, first, last):
            aside = text.lines[number]
            continue
        if held & signs.FURNITURE:
            last = _furniture(text, first, last)
        said = speech(text, number, first, last, discourse)
        of_harm = triggers(text, first, last) if held & signs.HARM else []
        previous = _last_whole(found)
        spoken = _unspoken(text, quantities(text, first, last), said) if of_harm else []
        bindings = bind(text, of_harm, spoken, first, last) if of_harm else []
        bindings = bindings or _parts(text, number, previous, first, last)
        listed = listed if listed is not None and is_item(text, first, last) else None
        if listed is not None:
            bindings = [*bindings, *item(text, listed, bindings, first, last)]
        mixed = False
        spoken_of = times.spoken_of(text, first, last, published_at) if bindings else []
        here = _cues(text, first, last) if bindings and held & signs.DOUBT else _NO_CUES
        if len(bindings) > 1:
            bindings = sorted(bindings, key=lambda b: (b.quantity.first, b.trigger.at))
        for binding in bindings:
            candidate = _candidate(text, number, binding, said, known, here)
            candidate.when = times.when(text, candidate.binding, said, spoken_of)
            candidate.times = spoken_of
            past = "background" in here or ("years" in here and context.long_after(text, binding.trigger.at, first))
            candidate.recalled = past
            candidate.background = past or is_old(candidate.when, published_at)
            if candidate.background and candidate.spoken == "continued":
                candidate.claimant = None  # the article recalls it in its own voice
            if listed is not None:
                candidate.claimant = candidate.claimant or listed.claimant
            _inherit(text, candidate, previous, mixed)
            class_retold(candidate, found[-RECENT:])
            if candidate.place is None and not (previous is not None and previous.place is not None):
                candidate.place = sides.place_before(known, first)
            elif candidate.place is None and previous is not None:
                candidate.place = previous.place
            if candidate.actor is None:
                before = None if previous is None else previous.actor
                candidate.actor = actor_told_elsewhere(text, candidate.binding, candidate.claimant, before)
            found.append(candidate)
            if not binding.subset:
                together = previous is not None and previous.binding.trigger is binding.trigger
                mixed = together and (mixed or (previous is not None and previous.target != candidate.target))
                previous = candidate
        found += _contrary(number, said, found)
        found += _rebuttals(text, number, said, found, first, last)
        listed = listed or heads_list(text, number, last, found)
    give_unclaimed(text, found, discourse.speakers)
    for candidate in found:
        if candidate.claimant is not None:
            candidate.claimant = named(text, candidate.claimant, discourse.speakers)
    return found


def _unspoken(text: Text, amounts: list[Quantity], said: Speech) -> list[Quantity]:
    """The phrases that name no speaker of the sentence: of "killed 19, an official said" not the official."""
    named = {frame.speaker for frame in said.frames if frame.speaker is not None}
    spans = [(low, _apposed(text, high)) for low, high in named]
    speakers = [
        (low, high)
        for low, high in spans
        if text.words[low - 1].text in QUOTES or any("speakers" in word.cues for word in text.words[low : high + 1])
    ]
    if not speakers:
        return amounts
    return [a for a in amounts if not any(low <= a.first and a.last <= high for low, high in speakers)]


def _apposed(text: Text, high: int) -> int:
    """The last token of what a speaker is said to be between commas: "according to Li Wei, an aide to the mayor,"."""
    words = text.words
    if high + 2 >= len(words) or words[high + 1].text != "," or "indefinite" not in words[high + 2].cues:
        return high
    for k in range(high + 3, min(len(words), high + _APPOSED)):
        if words[k].text == ",":
            return k
        if words[k].punctuation or words[k].rules or words[k].digits:
            return high
    return high


def _parts(text: Text, number: int, previous: Candidate | None, first: int, last: int) -> list[Binding]:
    """The parts of the total of the sentence before that a sentence tells of whose own words bind nothing."""
    if previous is None or number - previous.sentence > 1 or not tells_parts(text, first, last):
        return []
    return parts_of_last(text, quantities(text, first, last), first, last, previous)


def _last_whole(found: list[Candidate]) -> Candidate | None:
    """The last candidate that is no part of another."""
    for k in range(len(found) - 1, -1, -1):
        if not found[k].binding.subset:
            return found[k]
    return None


def _cues(text: Text, first: int, last: int) -> frozenset[str]:
    """All cues of the tokens."""
    return frozenset[str]().union(*[word.cues for word in text.words[first:last]])


def _appended(text: Text, first: int, last: int) -> bool:
    """Whether the sentence is another article's headline after a heading in the same line ("Read also: ...")."""
    head = text.words[first : min(last, first + 4)]
    return any("boilerplate" in word.cues for word in head[:3]) and any(word.text == ":" for word in head)


def _rebuttals(text: Text, number: int, said: Speech, found: list[Candidate], first: int, last: int) -> list[Candidate]:
    """The claims that a later speaker of this sentence, who tells of no harm, calls untrue."""
    found = [c for c in found[-RECENT:] if c.sentence >= number - 1] if said.frames else []
    if not found:
        return []
    for frame in said.frames:
        if frame.speaker is None or any(
            c.sentence == number and (_stands_in(c, frame, said) or c.claimant == frame.speaker) for c in found
        ):
            continue
        another = any(
            c.sentence == number and c.spoken == "its word" and c.binding.trigger.at > frame.at for c in found
        )
        if not (frame.denies or context.untrue_after(text, frame.at, last)):
            continue
        if not another and context.denies_else(text, frame.at, last):
            continue  # "denied that its troops did it", though not "denied the army's claim that"
        rebutted = [c for c in found if c.stance == "asserts" and c.against is None and c.claimant]
        rebutted = [
            c
            for c in rebutted
            if c.claimant != frame.speaker
            and (c.sentence < number or c.binding.trigger.at < frame.at or c.spoken == "its word")
        ]
        here = [c for c in rebutted if c.sentence == number]
        if frame.at > first + _ECHO and not here:
            continue
        return [
            replace(c, sentence=number, stance="denies", claimant=frame.speaker, rules=[*c.rules, "rebutted"])
            for c in here or rebutted
        ]
    return []


def _contrary(number: int, said: Speech, found: list[Candidate]) -> list[Candidate]:
    """What another says of the same: the one whose word is denied in the same breath, or who denies it."""
    out: list[Candidate] = []
    for candidate in found[-RECENT:]:
        frame = said.of(candidate.binding.trigger.at) if candidate.sentence == number else None
        if frame is None or frame.other is None or candidate.against is not None or candidate.claimant != frame.speaker:
            continue
        if frame.denies == (candidate.stance == "denies"):
            stance = "asserts" if frame.denies else "denies"
            out.append(replace(candidate, stance=stance, claimant=frame.other, rules=[*candidate.rules, "contrary"]))
    return out


def _stands_in(candidate: Candidate, frame: Frame, said: Speech) -> bool:
    return said.of(candidate.binding.trigger.at) is frame


def _furniture(text: Text, first: int, last: int) -> int:
    """Where a sentence ends because what a page appends ran into it ("... said. 12 Related Troops Destroy")."""
    if not text.lexicon.cased:
        return last
    return next(
        (k for k in range(first + 1, last) if "furniture" in text.words[k].cues and text.words[k].capital), last
    )


def _candidate(
    text: Text, number: int, binding: Binding, said: Speech, known: sides.Names, here: frozenset[str]
) -> Candidate:
    first, last = text.sentences[number]
    candidate = Candidate(number, binding, rules=[binding.rule.name, *binding.notes])
    candidate.title = text.end(last - 1) <= text.title_end or _echoes_title(text, binding, first)
    frame = said.of(binding.trigger.at) or said.earlier(binding.trigger.at)
    candidate.against = context.reason_against(text, binding, first, last, here, frame)
    own_voice = frame is not None and only_describes(text, frame, binding.trigger.at, last)
    if own_voice or ("comments" in here and comments_on(text, first, binding.trigger.at)):
        frame, candidate.claimant, candidate.spoken = None, None, "nobody"
        candidate.rules.append("claimant: nobody says it")
    else:
        candidate.claimant = frame.speaker if frame is not None else said.continued
    if frame is not None:
        candidate.rules.append(f"claimant: {frame.rule}")
        candidate.spoken = frame.rule
    elif candidate.claimant is not None:
        candidate.rules.append("claimant: continued")
        candidate.spoken = "continued"
    binding.target = of_speaker(text, binding, candidate.claimant) or binding.target
    negated = "zero" if binding.rule.zero else context.negation(text, binding, first, here)
    if negated == "zero":
        candidate.zero = True
        candidate.rules.append("zero")
        if binding.direction == "self" and binding.target in PEOPLE:
            binding.effect = "casualties"
    elif frame is not None and context.presupposed(text, binding, frame):
        candidate.claimant = None
        candidate.rules.append("presupposed")
    elif (
        negated == "denies"
        or (frame is not None and frame.denies)
        or ("denial_phrases" in here and context.called_untrue(text, binding, said, first, last))
    ):
        candidate.stance = "denies"
        candidate.rules.append("denied")
        if context.any_of_them(text, binding):
            binding.quantity.counted = False
    nobody = binding.effect == "injured" or (binding.effect == "killed" and binding.target == "person")
    if nobody and candidate.zero and binding.direction != "self":
        binding.effect = "casualties"
    candidate.actor = sides.actor(text, binding, known, first, last)
    candidate.place = sides.place(text, binding, known, first, last)
    candidate.party = sides.party(text, binding, known, first, last)
    if candidate.place is not None:
        candidate.place_key = text.words[candidate.place[0]].stem
    if not candidate.zero and _known_one(text, binding):
        candidate.against = "refers back"
    if not candidate.zero and not binding.quantity.counted:
        if binding.subset or binding.quantity.part:
            candidate.against = "part without a number"
        elif binding.quantity.definite and not binding.quantity.narrowed and candidate.stance == "asserts":
            of_them = binding.rule.definite or not text.lexicon.cased
            if of_them and binding.direction == "self" and binding.target in PEOPLE:
                candidate.against = "refers back"
    return candidate


def _known_one(text: Text, binding: Binding) -> bool:
    """Whether a bare word for the one who was harmed is of one told of before ("the martyr arrived with two bullets"),
    whom nothing names.
    """
    quantity = binding.quantity
    if binding.direction != "self" or not quantity.definite or binding.target != "person" or binding.subset:
        return False
    if quantity.form != 1 or "self" not in binding.rule.patient:
        return False
    if quantity.number_first != binding.trigger.at or quantity.last > binding.trigger.at:
        return False
    after = binding.trigger.at + 1
    if after + 1 < len(text.words) and "of" in text.words[after].cues and "indefinite" in text.words[after + 1].cues:
        return False  # "the body of a young man"
    return after >= len(text.words) or not (after in text.named or "given_names" in text.words[after].cues)


def _echoes_title(text: Text, binding: Binding, first: int) -> bool:
    """Whether a sentence begins with the title once more and the trigger stands in it."""
    title_first, title_last = text.sentences[0] if text.sentences else (0, 0)
    if first == title_first or title_last - title_first < _ECHO or text.end(title_last - 1) > text.title_end:
        return False
    length = title_last - title_first
    for start in range(first, first + _DATELINE):
        if start + _ECHO > len(text.words):
            return False
        if text.words[start] is text.words[title_first] and all(
            text.words[title_first + k] is text.words[start + k] for k in range(1, _ECHO)
        ):
            return binding.trigger.at - start < length
    return False


def _feminine(text: Text, quantity: Quantity) -> bool:
    """Whether the word for the others, or the number, is that for women."""
    endings = tuple(text.lexicon.settings.get("feminine_others", ()))
    return bool(endings) and text.words[quantity.last].folded.endswith(endings)


def _of_the_harmed(text: Text, candidate: Candidate, previous: Candidate) -> bool:
    """Whether a number is of those whom the candidate before told of: "خمسة من القتلى"."""
    quantity, words = candidate.binding.quantity, text.words
    if quantity.noun is None or not quantity.generic or not has_number(quantity) or previous.family != candidate.family:
        return False
    known = is_definite(text, words[quantity.noun]) and self_rule(words[quantity.noun]) is not None
    whole, part = previous.interval, candidate.interval
    fewer = whole is not None and part is not None and 0 < part[0] < whole[0]
    return known and fewer and "of" in words[quantity.noun - 1].cues and previous.target in PEOPLE


def _inherit(text: Text, candidate: Candidate, previous: Candidate | None, mixed: bool) -> None:
    """A number alone, or "others", takes the class of what it continues; where that was of several classes, only
    people are known.
    """
    quantity = candidate.binding.quantity
    if previous is not None and _of_the_harmed(text, candidate, previous):
        candidate.binding.target, candidate.binding.subset = previous.target, True
        return
    if (
        previous is None
        or not (quantity.elliptical or quantity.others)
        or (quantity.trigger is not None and not (quantity.others and quantity.generic))
        or quantity.crowd
    ):
        return
    if not quantity.elliptical and not quantity.generic:
        return
    if (
        quantity.others
        and quantity.noun is not None
        and text.lexicon.cased
        and "others" not in text.words[quantity.noun].cues
    ):
        return  # "12 other people"
    if quantity.elliptical and candidate.sentence != previous.sentence and candidate.target != "person":
        return  # the words around it tell whom: "ambushed a group of militants, killing five"
    rule = candidate.binding.rule
    if rule.toll and rule.definite and previous.effect in ("killed", "injured"):  # "gave a higher figure of 12"
        candidate.binding.effect, candidate.binding.target = previous.effect, previous.target
        return
    if rule.toll or (not quantity.others and candidate.sentence - previous.sentence > 1):
        return
    if previous.target == "woman" and text.lexicon.verb_first and not _feminine(text, quantity):
        return  # "قتلت سيدة وأصيب ثلاثة": the masculine
    if (candidate.target in PEOPLE) == (previous.target in PEOPLE) and not (mixed and previous.target in PEOPLE):
        candidate.binding.target = previous.target
