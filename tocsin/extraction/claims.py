"""From a document to its claims."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from tocsin.extraction import context, sides, times
from tocsin.extraction.actors import actor_told_elsewhere
from tocsin.extraction.attribution import Discourse, Frame, Speech, named, speech
from tocsin.extraction.binding import Binding, bind, triggers
from tocsin.extraction.judgement import (
    Surroundings,
    claim_features,
    lately,
    marks,
    probability,
    scope_features,
    threshold,
)
from tocsin.extraction.lexicon import BULLETS, PEOPLE
from tocsin.extraction.quantities import quantities
from tocsin.extraction.text import Text, content
from tocsin.times import is_old
from topics.claims import Claim, Count, Span, When

_DATELINE = 6  # words, as of a date, that may stand before the title where a page repeats it
_RECENT = 80  # claims back to which a mention may be told again, so that work on one is bounded
_NEXT = 2  # sentences over which a running total goes on
_ECHO = 5  # the first words of a sentence that show that it repeats the title


_CAUSE = 4  # words before the harmed in which the text may say what brought it about
_OPENING = 4  # sentences that may be a lead
_LEAD = 2  # sentences after a lead in which its number may follow
_ROUND = 20  # a smaller number is not rounded
_FEW = 3  # as many or fewer, told in other words, may be others


@dataclass(slots=True)
class Candidate:
    """A claim in the making: token ranges where the claim has spans. `against` says why it is no claim."""

    sentence: int
    binding: Binding
    stance: str = "asserts"
    zero: bool = False
    claimant: tuple[int, int] | None = None
    scope: str = "incident"
    background: bool = False
    when: When | None = None
    party: tuple[int, int] | None = None
    actor: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    title: bool = False
    place_key: str = ""
    listed: frozenset[tuple[str, tuple[int, int | None] | None]] = frozenset()
    spoken: str = "no"
    confidence: float = 0.5
    against: str | None = None
    rules: list[str] = field(default_factory=list)

    @property
    def effect(self) -> str:
        return self.binding.effect

    @property
    def target(self) -> str:
        return self.binding.target

    @property
    def interval(self) -> tuple[int, int | None] | None:
        return (0, 0) if self.zero else self.binding.quantity.interval

    def named(self, text: Text) -> str:
        """What was harmed, as the text calls it, in the form under which words are looked up; empty for people."""
        noun = self.binding.quantity.noun
        if noun is None or self.target in PEOPLE:
            return ""
        return text.words[noun].stem

    @property
    def family(self) -> str:
        return "loss" if self.effect in ("destroyed", "downed", "lost") else self.effect


def candidates(text: Text, known: sides.Names, published_at: datetime | None) -> list[Candidate]:
    """Every candidate in the document's order, those that are no claims marked."""
    found: list[Candidate] = []
    discourse = Discourse()
    for number in content(text):
        first, last = text.sentences[number]
        if _appended(text, first, last):
            continue
        last = _furniture(text, first, last)
        said = speech(text, first, last, text.lines[number], discourse)
        of_harm = triggers(text, first, last)
        if not of_harm:
            found += _rebuttals(text, number, said, found, first, last)
            continue
        amounts = quantities(text, first, last)
        bindings = bind(text, of_harm, amounts, first, last)
        previous = next((candidate for candidate in reversed(found) if not candidate.binding.subset), None)
        mixed = False
        spoken_of = times.spoken_of(text, first, last, published_at) if bindings else []
        here = frozenset[str]().union(*(word.cues for word in text.words[first:last] if word.cues))
        for binding in sorted(bindings, key=lambda b: (b.quantity.first, b.trigger.at)):
            candidate = _candidate(text, number, binding, said, known, here)
            candidate.when = times.when(text, candidate.binding, said, spoken_of)
            candidate.background = "background" in here or is_old(candidate.when, published_at)
            if candidate.background and "claimant: continued" in candidate.rules:
                candidate.claimant = None  # the article recalls it in its own voice
            _inherit(text, candidate, previous, mixed)
            if candidate.place is None and not (previous is not None and previous.place is not None):
                candidate.place = sides.place_before(known, first)
            elif candidate.place is None and previous is not None:
                candidate.place = previous.place
            if candidate.actor is None:
                candidate.actor = actor_told_elsewhere(text, candidate.binding, candidate.claimant, previous and previous.actor)
            found.append(candidate)
            if not binding.subset:
                together = previous is not None and previous.binding.trigger is binding.trigger
                mixed = together and (mixed or (previous is not None and previous.target != candidate.target))
                previous = candidate
        found += _rebuttals(text, number, said, found, first, last)
    for candidate in found:
        if candidate.claimant is not None:
            candidate.claimant = named(text, candidate.claimant, discourse.speakers)
    return found


def _appended(text: Text, first: int, last: int) -> bool:
    """Whether the sentence is another article's headline after a heading in the same line ("Read also: ...")."""
    head = text.words[first : min(last, first + 4)]
    return any("boilerplate" in word.cues for word in head[:3]) and any(word.text == ":" for word in head)


def _rebuttals(text: Text, number: int, said: Speech, found: list[Candidate], first: int, last: int) -> list[Candidate]:
    """The claims that a later speaker of this sentence, who tells of no harm, calls untrue."""
    found = found[-_RECENT:]
    for frame in said.frames:
        if frame.speaker is None or any(c.sentence == number and _stands_in(c, frame, said) for c in found):
            continue
        if not (frame.denies or context.untrue_after(text, frame.at, last)) or context.denies_else(
            text, frame.at, last
        ):
            continue
        rebutted = [
            c
            for c in found
            if number - 1 <= c.sentence <= number and c.stance == "asserts" and c.against is None and c.claimant
        ]
        rebutted = [
            c
            for c in rebutted
            if c.claimant != frame.speaker
            and (c.sentence < number or c.binding.trigger.at < frame.at or "claimant: its word" in c.rules)
        ]
        if frame.at > first + _ECHO and not any(c.sentence == number for c in rebutted):
            continue
        return [
            replace(c, sentence=number, stance="denies", claimant=frame.speaker, rules=[*c.rules, "rebutted"])
            for c in rebutted
        ]
    return []


def _stands_in(candidate: Candidate, frame: Frame, said: Speech) -> bool:
    return said.of(candidate.binding.trigger.at) is frame


def _furniture(text: Text, first: int, last: int) -> int:
    """Where a sentence ends because what a page appends ran into it ("... said. 12 Related Troops Destroy")."""
    if not text.lexicon.settings.get("case"):
        return last
    return next(
        (k for k in range(first + 1, last) if "furniture" in text.words[k].cues and text.words[k].capital), last
    )


def _candidate(
    text: Text, number: int, binding: Binding, said: Speech, known: sides.Names, here: frozenset[str]
) -> Candidate:
    first, last = text.sentences[number]
    candidate = Candidate(number, binding, rules=[binding.rule.name, *binding.notes])
    candidate.title = text.ends[last - 1] <= text.title_end or _echoes_title(text, binding, first)
    candidate.against = context.reason_against(text, binding, first, last, here)
    frame = said.of(binding.trigger.at)
    candidate.claimant = frame.speaker if frame is not None else said.continued
    if frame is not None:
        candidate.rules.append(f"claimant: {frame.rule}")
        candidate.spoken = frame.rule
    elif said.continued is not None:
        candidate.rules.append("claimant: continued")
        candidate.spoken = "continued"
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
    if binding.effect in ("killed", "injured") and candidate.zero and binding.direction != "self":
        binding.effect = "casualties"
    candidate.actor = sides.actor(text, binding, known, first, last)
    candidate.place = sides.place(text, binding, known, first, last)
    candidate.party = sides.party(text, binding, known, first, last)
    if candidate.place is not None:
        candidate.place_key = text.words[candidate.place[0]].stem
    if not candidate.zero and not binding.quantity.counted:
        if binding.subset or binding.quantity.part:
            candidate.against = "part without a number"
        elif binding.quantity.definite and not binding.quantity.narrowed and candidate.stance == "asserts":
            of_them = binding.rule.definite or not text.lexicon.settings.get("case")
            if (of_them and binding.direction == "self" and binding.target in PEOPLE) or text.lexicon.settings.get(
                "definite_plural_refers_back"
            ):
                candidate.against = "refers back"
    return candidate


def _echoes_title(text: Text, binding: Binding, first: int) -> bool:
    """Whether a sentence begins with the title once more and the trigger stands in it."""
    title_first, title_last = text.sentences[0] if text.sentences else (0, 0)
    if first == title_first or title_last - title_first < _ECHO or text.ends[title_last - 1] > text.title_end:
        return False
    length = title_last - title_first
    for start in range(first, first + _DATELINE):
        if all(
            text.words[title_first + k] is text.words[start + k] for k in range(_ECHO) if start + k < len(text.words)
        ):
            return binding.trigger.at - start < length
    return False


def _inherit(text: Text, candidate: Candidate, previous: Candidate | None, mixed: bool) -> None:
    """A number alone, or "others", takes the class of what it continues; where that was of several classes, only people are known."""
    quantity = candidate.binding.quantity
    if previous is None or not (quantity.elliptical or quantity.others) or quantity.trigger is not None or quantity.crowd:
        return
    if not quantity.elliptical and not quantity.generic:
        return
    if (
        quantity.others
        and quantity.noun is not None
        and text.lexicon.settings.get("case")
        and "others" not in text.words[quantity.noun].cues
    ):
        return  # "12 other people"
    if candidate.binding.rule.toll or (not quantity.others and candidate.sentence - previous.sentence > 1):
        return
    if (candidate.target in PEOPLE) == (previous.target in PEOPLE) and not (mixed and previous.target in PEOPLE):
        candidate.binding.target = previous.target


def judge(text: Text, found: list[Candidate]) -> None:
    """Gives each candidate its confidence and scope; one that is too doubtful is no claim."""
    last: Candidate | None = None
    for candidate, around in zip(found, surroundings(text, found), strict=True):
        before = last.scope if last is not None and goes_on(text, last.sentence, candidate.sentence) else ""
        if probability("cumulative", scope_features(text, candidate.binding, around, before)) >= 0.5:
            candidate.scope = "cumulative"
        last = candidate
        candidate.confidence = round(probability("claim", claim_features(text, candidate.binding, around)), 3)
        if candidate.against is None and candidate.confidence < threshold():
            candidate.against = f"doubtful: {candidate.confidence:.2f} of 1"


def goes_on(text: Text, last: int, number: int) -> bool:
    """Whether a sentence goes on with the count of an earlier one: in the same paragraph, or as an item of a list."""
    item = text.words[text.sentences[number][0]].text in BULLETS
    return number - last <= _NEXT and (item or text.lines[last] == text.lines[number])


def surroundings(text: Text, found: list[Candidate]) -> Iterator[Surroundings]:
    """What the learned judgement looks at around each candidate."""
    told: set[str] = set()
    together = Counter(candidate.sentence for candidate in found)
    marked = {number: (marks(text, *text.sentences[number]), lately(text, number)) for number in together}
    for candidate in found:
        first, last = text.sentences[candidate.sentence]
        yield Surroundings(
            first=first,
            last=last,
            sentence=candidate.sentence,
            title=candidate.title,
            spoken=candidate.spoken,
            stance=candidate.stance,
            zero=candidate.zero,
            background=candidate.background,
            when=candidate.when,
            retold=candidate.family in told,
            neighbours=together[candidate.sentence] - 1,
            marks=marked[candidate.sentence][0],
            lately=marked[candidate.sentence][1],
        )
        told.add(candidate.family)


def consolidate(text: Text, found: list[Candidate]) -> list[Candidate]:
    """The candidates that are claims, each told once."""
    _list(found)
    kept: list[Candidate] = []
    for candidate in found:
        if candidate.against is None:
            candidate.against = _told_already(text, candidate, kept[-_RECENT:])
        if candidate.against is not None:
            continue
        twin = next((other for other in kept[-_RECENT:] if _same(text, other, candidate)), None)
        if twin is None:
            kept.append(candidate)
            continue
        better, worse = (candidate, twin) if _fullness(candidate) > _fullness(twin) else (twin, candidate)
        if better.interval != worse.interval and worse.interval is not None and worse.interval[1] is None:
            better, worse = worse, better  # "at least" is the safer reading
        if better.target == "person" != worse.target and better.binding.quantity.generic:
            better.binding.target = worse.target
        better.claimant = better.claimant or worse.claimant
        better.place = better.place or worse.place
        better.actor = better.actor or worse.actor
        better.party = better.party or worse.party
        better.when = better.when or worse.when
        worse.against = "told twice"
        if worse is twin:
            kept[next(i for i in range(len(kept) - 1, -1, -1) if kept[i] is twin)] = better
    return [c for i, c in enumerate(kept) if not _retold(c, kept[:_RECENT]) and not _led(c, kept[i : i + _RECENT])]


def _list(found: list[Candidate]) -> None:
    """Notes with each thing of a list what the list holds: the same number in another list is another statement."""
    groups: dict[int, list[Candidate]] = {}
    for candidate in found:
        if candidate.target not in PEOPLE:
            groups.setdefault(id(candidate.binding.trigger), []).append(candidate)
    for group in groups.values():
        if len(group) > 1:
            listed = frozenset((candidate.target, candidate.interval) for candidate in group)
            for candidate in group:
                candidate.listed = listed


def _told_already(text: Text, candidate: Candidate, kept: list[Candidate]) -> str | None:
    """Why a known person, or known ones without a number, add nothing to a number of the same effect that came before."""
    quantity = candidate.binding.quantity
    at = candidate.binding.quantity.first
    caused = any(word.cues & {"fallen", "causes"} for word in text.words[max(0, at - _CAUSE) : at])
    if (
        candidate.effect == "casualties"
        and candidate.interval is None
        and candidate.binding.direction == "self"
        and candidate.claimant is None
    ):
        if not caused and any(other.target in PEOPLE and other.effect in ("killed", "injured") for other in kept):
            return "a comment on harm already told"
    if candidate.zero or candidate.stance != "asserts" or candidate.target not in PEOPLE or candidate.binding.subset:
        return None
    known = quantity.definite or (text.lexicon.settings.get("article") is None and not quantity.indefinite)
    single = quantity.counted and quantity.form == 1 and quantity.number_first == quantity.noun
    if not (known and single) and not (quantity.definite and not quantity.counted):
        return None
    if kept and kept[-1].binding.trigger is candidate.binding.trigger and not kept[-1].binding.subset:
        return None
    for other in kept:
        if (
            other.family == candidate.family
            and other.stance == "asserts"
            and other.target in PEOPLE
            and not (other.background or other.title)
        ):
            if not single or other.interval not in (None, (1, 1)):
                return "a known one behind a number already told"
    return None


def _fullness(candidate: Candidate) -> tuple[bool, bool, bool]:
    return not candidate.title, candidate.claimant is not None, candidate.place is not None


def _compatible(one: str, two: str) -> bool:
    return one == two or ({one, two} <= PEOPLE and "person" in (one, two))


def _same(text: Text, one: Candidate, two: Candidate) -> bool:
    if one.family != two.family or one.stance != two.stance or one.background != two.background:
        return False
    if one.interval != two.interval and not (one.target == two.target and _hedged(one, two)):
        return False
    if one.sentence == two.sentence or (one.zero and not (one.title or two.title)):
        return False
    if one.target != two.target and one.interval == (1, 1):
        return False
    if one.target != two.target and not (
        _compatible(one.target, two.target) and (one.title != two.title or _retells(one, two))
    ):
        return False
    if one.title != two.title:
        return True
    if one.listed and two.listed and one.listed != two.listed:
        return False
    if one.named(text) != two.named(text) or _others(text, one, two):
        return False
    if _speak_apart(text, one, two):
        return False
    apart = bool(one.place_key and two.place_key) and one.place_key != two.place_key
    if apart and one.interval is None and None in (one.claimant, two.claimant):
        apart = False
    return one.binding.subset == two.binding.subset and not apart


def _hedged(one: Candidate, two: Candidate) -> bool:
    """Whether the same voice gives the number once with and once without "at least"."""
    if one.interval is None or two.interval is None or one.claimant != two.claimant or one.interval == (1, 1):
        return False
    return (
        one.interval[0] == two.interval[0]
        and None in (one.interval[1], two.interval[1])
        and not one.zero
        and not two.zero
    )


def _speak_apart(text: Text, one: Candidate, two: Candidate) -> bool:
    """Whether two different speakers tell it; without a number, the article's own voice is one."""
    if one.claimant is None or two.claimant is None:
        return one.interval is None and one.claimant != two.claimant
    names = [{text.words[k].stem for k in range(c.claimant[0], c.claimant[1] + 1)} for c in (one, two) if c.claimant]
    return not names[0] & names[1]


def _retells(one: Candidate, two: Candidate) -> bool:
    """Whether the second gives the first's number once more of people whose status it does not say, with no speaker of its own."""
    if (
        two.target != "person"
        or two.interval in (None, (1, 1))
        or two.binding.quantity.elliptical
        or two.binding.quantity.number_first == two.binding.quantity.noun
    ):
        return False
    return one.claimant is None or two.claimant is None or one.claimant == two.claimant


def _others(text: Text, one: Candidate, two: Candidate) -> bool:
    """Whether a few people, called by different words in two sentences of the text, are different people."""
    interval = one.interval
    if interval is None or interval[1] is None or not 0 < interval[1] <= _FEW:
        return False
    left, right = one.binding.quantity.noun, two.binding.quantity.noun
    if left is None or right is None:
        return False
    return text.words[left].stem != text.words[right].stem and one.target == two.target


def _led(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether a lead without a number ("civilians were wounded") is told with one in the sentences that follow it."""
    quantity = candidate.binding.quantity
    if (
        candidate.sentence > _OPENING
        or candidate.interval is not None
        or candidate.claimant is not None
        or quantity.others
        or candidate.stance != "asserts"
    ):
        return False
    for other in kept:
        if (
            other.interval is None
            or other.zero
            or not 0 < other.sentence - candidate.sentence <= _LEAD
            or other.stance != "asserts"
        ):
            continue
        if (
            other.effect == candidate.effect
            and other.target == candidate.target
            and other.scope == candidate.scope
            and not other.binding.subset
        ):
            candidate.against = "the text goes on with a number"
            return True
    return False


def _near(one: int, two: int) -> bool:
    """Whether a title may round the one number to the other."""
    return one == two or (min(one, two) >= _ROUND and 4 * one <= 5 * two and 4 * two <= 5 * one)


def _retold(candidate: Candidate, kept: list[Candidate]) -> bool:
    """Whether a title only says again, with less, what the text tells."""
    if not candidate.title:
        return False
    for other in kept:
        if other is candidate or other.title or other.family != candidate.family or other.stance != candidate.stance:
            continue
        if not _compatible(candidate.target, other.target):
            continue
        mine, theirs = candidate.interval, other.interval
        if mine is None or (theirs is not None and candidate.binding.quantity.approx and mine == theirs):
            candidate.against = "the text tells more than the title"
            return True
        if mine is None or (
            theirs is not None
            and not candidate.binding.quantity.approx
            and 4 * mine[0] <= 5 * theirs[0]
            and 4 * theirs[0] <= 5 * mine[0]
        ):
            candidate.against = "the text tells more than the title"
            if other.target == "person" and other.interval != (1, 1) and other.binding.quantity.generic:
                other.binding.target = candidate.target
            return True
    return False


def claims(text: Text, article_id: str, kept: list[Candidate]) -> Iterator[Claim]:
    """The claims with their spans, ids and confidence."""
    seen: dict[str, int] = {}
    for candidate in kept:
        quantity, trigger = candidate.binding.quantity, candidate.binding.trigger
        first, last = min(quantity.first, trigger.at), max(quantity.last, trigger.at)
        evidence = _span(text, first, last)
        count = _count(text, candidate, evidence)
        identity = f"{article_id}|{candidate.effect}|{candidate.target}|{candidate.stance}|{count and (count.min, count.max)}|{evidence.text}"
        seen[identity] = seen.get(identity, 0) + 1
        digest = hashlib.sha256(f"{identity}|{seen[identity]}".encode("utf-8", "surrogatepass")).hexdigest()[:24]
        noun = quantity.noun
        yield Claim(
            id=f"claim-{digest}",
            article_id=article_id,
            effect=candidate.effect,
            target=candidate.target,
            target_text=None if noun is None else _span(text, noun, quantity.noun_last or noun),
            count=count,
            party=_span_or_none(text, candidate.party),
            actor=_span_or_none(text, candidate.actor),
            claimant=_span_or_none(text, candidate.claimant),
            stance=candidate.stance,
            place=_span_or_none(text, candidate.place),
            scope=candidate.scope,
            background=candidate.background,
            subset=candidate.binding.subset,
            evidence=evidence,
            confidence=candidate.confidence,
            rules=tuple(candidate.rules),
            when=candidate.when,
        )


def _span(text: Text, first: int, last: int) -> Span:
    return Span(text.quote(first, last), text.starts[first], text.ends[last])


def _span_or_none(text: Text, span: tuple[int, int] | None) -> Span | None:
    return None if span is None else _span(text, *span)


def _count(text: Text, candidate: Candidate, evidence: Span) -> Count | None:
    quantity = candidate.binding.quantity
    interval = candidate.interval
    if interval is None:
        return None
    if candidate.zero or quantity.number_first is None:
        where = evidence
    else:
        where = _span(
            text,
            quantity.number_first,
            quantity.number_last if quantity.number_last is not None else quantity.number_first,
        )
    return Count(interval[0], interval[1], quantity.approx, where.text, where.start, where.end)
