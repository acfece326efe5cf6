"""How far a quantity stands from a word of harm: the lower the cost, the likelier they belong together."""

from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.barred import belongs, is_barred
from tocsin.extraction.quantity import Quantity, head_is_last, is_participle, tells_of_noun
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import FAR, NEVER, Trigger, and_written_on
from tocsin.extraction.words import PEOPLE, Rule, Word

_LINKED: Final = 0.45  # the distance within which a preposition of the rule's own ties what it is written on to


_OWN: Final = 0.3  # what a side's loss of its own ("lost 347 of its soldiers") is nearer than a loss of somebody


_NEAR: Final = 0.3  # the cost of what may stand between a verb and its object


_CLAUSE: Final = 0.9  # the cost of a clause that tells which ones are meant


_INSIDE: Final = 2.5  # the cost of a participle before its noun: what a verb says of the same is rather the news


_PART: Final = 3.0  # what a part of a toll costs more than the toll
_OTHERS: Final = 8  # words of a relative clause in which others are named


_KNOWN: Final = 3.0  # the cost of harmed who are spoken of as known


def cost_of(text: Text, trigger: Trigger, rule: Rule, amount: Quantity, direction: str, rank: int) -> float:
    if direction == "self":
        if amount.trigger != trigger.at or amount.noun_last != trigger.at:
            return NEVER
        if rule.reach == 0 and rank and _number_follows(text, amount.last + 1):
            return NEVER  # "the bodies of six": those that follow
        return (
            0.0
            if amount.last > trigger.at and amount.target not in PEOPLE
            else 4.5 * rank + (_KNOWN if rule.definite else 0.0)
        )
    if rule.toll and direction == "before" and amount.trigger == trigger.at and amount.number_last == trigger.at - 1:
        return 0.0  # "22 عدد ضحايا الحادث"
    if amount.trigger is not None and (amount.trigger == trigger.at or (not rule.toll and not amount.counted)):
        return NEVER
    if amount.trigger is None and amount.first < trigger.at < amount.last:  # "six charred tanks"
        takes = amount.target is not None and rule.effect(amount.target) is not None
        return _INSIDE if rank == 0 and takes and tells_of_noun(rule) else NEVER
    if direction == "after":
        low, high = (trigger.partner or trigger).at + 1, amount.first
    else:
        low, high = amount.last + 1, trigger.at
    if (
        amount.target is not None
        and rule.effect(amount.target) is None
        and not (amount.others and amount.generic and amount.like is not None)
        and (
            amount.other is None
            or rule.effect(amount.other.target) is None
            or (amount.number_first != amount.noun and amount.counted)
        )
    ):
        return NEVER
    written = amount.first == low and bool(amount.clitic) and amount.clitic not in rule.links and rule.voice != "noun"
    if direction == "after" and (amount.first == low + 1 or written) and _some_of(text, amount):
        return NEVER  # "سقط من الحراس ثلاثة", "سقط للحراس ثلاثة"
    if low > high or (rule.reach is not None and high - low > rule.reach):
        return NEVER
    if head_is_last(text) and is_barred(text, trigger, rule, amount, direction, low, high):
        return NEVER
    cost = 1.5 * rank
    if rule.side and amount.noun is not None and text.words[amount.noun].enclitic:
        cost -= _OWN
    if rule.voice != "noun" and not rule.toll:
        if trigger.passive and direction == "after" and text.lexicon.subject_first:
            return NEVER
        if trigger.passive:
            cost += 8.0 if direction == "after" else -1.5 * rank
        elif direction == "before" and trigger.active and not (low == high and _counted_before(text, trigger, amount)):
            return NEVER
        elif direction == "before" and rule.voice == "active":
            cost += 3.0
    if direction == "before" and ((rule.people and _arrested(text, amount)) or _of_nearer(text, trigger, rule, amount)):
        return NEVER
    if direction == "before" and not rule.toll and _hangs(text, trigger.at):
        return NEVER
    if direction == "before" and rule.reach == 0 and rule.voice == "noun" and and_written_on(text, trigger.at):
        return NEVER  # "استشهاد طفل ووالدته وإصابة آخرين"
    if direction == "before" and trigger.passive and of_subject(text, trigger.at):
        return NEVER
    if direction == "before" and not rule.toll and _in_clause(text, amount):
        cost += 6.0
    if direction == "before" and rule.voice != "either" and and_written_on(text, trigger.at) and not trigger.follows:
        cost += 4.0  # "and was killed": who was stands behind, where verbs come first
    if rule.toll and direction == "after" and amount.preposition == "subset" and head_is_last(text):
        cost += _PART
    if direction == "after" and amount.preposition == "subset" and not (amount.counted or rule.part):
        return NEVER  # "the three, who were activists"
    if (
        direction == "before"
        and amount.preposition == "subset"
        and not (amount.part and amount.counted and _adjoins(text, low, high))
    ):
        return NEVER
    if rule.toll and (not amount.counted or amount.number_first == amount.noun or _told_anew(text, rule, amount)):
        return NEVER
    aside = direction == "before" and _clause_aside(text, low, high)
    between = 1.0 if aside else gap_between(text, low, high, rule, direction)
    if between > 1.0 and direction == "before" and _laden(text, low, high):
        between = 1.0  # "a ferry with 112 people aboard sank"
    if (
        between > 1.0
        and direction == "before"
        and rule.voice == "either"
        and not trigger.passive
        and amount.number_first == amount.noun
    ):
        return NEVER
    cost += between
    if direction == "after" and not rule.toll and _apart(text, trigger, rule, amount):
        cost += 9.0
    near = direction == "after" and between < _NEAR and head_is_last(text)
    if amount.preposition == "with" and amount.clitic in rule.links and between < _LINKED:
        near = True  # "دمار بالمحطة"
    near = near or (amount.preposition == "carries" and direction == "before" and low == high)
    return cost + _shape(text, amount, rule, direction, near) if cost < FAR else NEVER


def _some_of(text: Text, amount: Quantity) -> bool:
    """Whether the phrase is only whose the number behind it is, where nouns come first."""
    return amount.preposition == "of" and not amount.counted and not head_is_last(text)


def _apart(text: Text, trigger: Trigger, rule: Rule, amount: Quantity) -> bool:
    """Whether a phrase after the word of harm is of another thing: a part of those before it, or, where a verbal noun
    is told without a number, what stands behind "during" or "after".
    """
    if amount.preposition == "subset" and not rule.part and amount.first - trigger.at > 1:
        return True
    if rule.voice != "noun" or head_is_last(text) or (amount.counted and amount.number_first != amount.noun):
        return False
    gap = text.words[trigger.at + 1 : amount.first]
    return any(word.signs & signs.PREPOSITION and word.folded not in rule.links for word in gap)


def _of_nearer(text: Text, trigger: Trigger, rule: Rule, amount: Quantity) -> bool:
    """Whether a relative clause is of a nearer noun than the phrase ("thousands buried the leader who was killed")."""
    at = trigger.at - 2
    if at <= amount.last or "relative" not in text.words[at + 1].cues:
        return False
    noun = text.words[at].noun
    return noun is not None and not noun.collective and rule.people is not None and noun.target in PEOPLE


def _told_anew(text: Text, rule: Rule, amount: Quantity) -> bool:
    """Whether a figure of those told of before, or of all losses, says itself what befell whom: "a figure of 18
    killed".
    """
    k = amount.last + 1
    told = k < len(text.words) and bool(text.words[k].rules)
    if rule.definite:
        return told or not amount.elliptical
    return rule.people == "casualties" and told and amount.elliptical and head_is_last(text)


def _arrested(text: Text, amount: Quantity) -> bool:
    """Whether a verb just before says that they were arrested ("19 were arrested, three of whom were wounded")."""
    return any(word.signs & signs.ARRESTED for word in text.words[max(0, amount.first - 3) : amount.first])


def _number_follows(text: Text, k: int) -> bool:
    if k >= len(text.words) or "determiner" in text.words[k].cues or and_written_on(text, k):
        return False
    return text.words[k].digits or text.words[k].number is not None


def _hangs(text: Text, at: int) -> bool:
    """Whether a preposition is written on to the word of harm, so that it is a verbal noun ("by killing")."""
    word, prepositions = text.words[at], text.lexicon.prepositions
    if any(rule.voice == "noun" or rule.patient[0] == "before" for rule in word.rules):
        return False
    return any(clitic in prepositions for clitic in text.lexicon.clitics(word))


def _counted_before(text: Text, trigger: Trigger, amount: Quantity) -> bool:
    """Whether the phrase has a number and only a capital after the word of harm made it look active ("30 injured Ahmed
    said").
    """
    after = text.words[trigger.at + 1]
    return (
        amount.counted
        and amount.number_first != amount.noun
        and not ("determiner" in after.cues or after.noun or after.party)
    )


def _adjoins(text: Text, low: int, high: int) -> bool:
    """Whether nothing but auxiliaries stands between a phrase and its verb."""
    return all(
        "passive" in word.cues or "perfect" in word.cues or "adverb" in word.cues for word in text.words[low:high]
    )


def _shape(text: Text, amount: Quantity, rule: Rule, direction: str, near: bool) -> float:
    """How ill the phrase suits as what is harmed; what stands next to a verb as its object is, whatever its shape."""
    cost = 0.0
    if near and not amount.counted:
        cost += 1.0
    elif near and not (amount.definite and amount.target in PEOPLE):
        pass
    elif not amount.counted:
        cost += 3.0
    elif amount.form is not None and amount.number_first == amount.noun:
        cost += 1.0 if rule.voice == "noun" or direction == "before" else 2.5
        if amount.definite:
            cost += 4.0 if amount.target in PEOPLE else 1.0
    if amount.elliptical:
        cost += 1.0
    elif amount.attacker or (amount.said and amount.part):
        cost += 6.0  # the one who harms, or those counted in a whole
    elif amount.subject and direction == "after" and rule.voice != "noun":
        cost += 6.0
    elif direction == "after" and not amount.counted and _nominative(text, amount):
        cost += 1.5 if rule.voice == "passive" else 6.0
    elif direction == "after" and rule.voice != "noun" and amount.owned and not amount.counted:
        cost += 1.5
    if direction == "after" and (amount.part or amount.preposition == "subset") and rule.voice == "either":
        cost += 4.0  # "a figure of 50 killed, 28 of whom were on the ground"
    if amount.definite and not amount.counted and not near:
        cost += 2.0
    carried = amount.preposition == "carries" and not (direction == "before" and near)
    if carried or amount.preposition in ("actor_by", "whole"):
        cost += FAR
    elif amount.preposition == "with" and direction == "after" and not rule.toll:
        cost += 0.0 if (amount.clitic in rule.links and near) or belongs(text, amount, rule) else FAR
    elif amount.preposition == "place_in" and not rule.toll and not belongs(text, amount, rule):
        cost += 6.0
    return cost


def of_subject(text: Text, at: int) -> bool:
    """Whether a participle of the passive tells of the sentence's subject: "before being killed"."""
    words = text.words
    return head_is_last(text) and "passive" in words[at - 1].cues and at > 1 and "clause_break" in words[at - 2].cues


def _in_clause(text: Text, amount: Quantity) -> bool:
    """Whether a phrase stands in a relative clause about people before it: "two who had joined the rebels died"."""
    if not head_is_last(text) or (amount.counted and amount.number_first != amount.noun):
        return False
    for k in range(amount.first - 1, max(1, amount.first - _OTHERS), -1):
        word, before = text.words[k], text.words[k - 1]
        if word.punctuation or word.rules or word.signs & (signs.PASSIVE | signs.CLAUSE_BREAK | signs.SAYS):
            return False
        if "relative" in word.cues:
            return bool(before.noun and before.noun.target in PEOPLE) or before.party or before.capital
    return False


def _clause_aside(text: Text, low: int, high: int) -> bool:
    """Whether only a clause between commas stands before the verb: "the hotel, where guests stayed, was burnt"."""
    words = text.words
    if high - low < 4 or words[low].text != "," or not words[low + 1].cues & {"relative", "clause_break"}:
        return False
    close = next((k for k in range(high - 1, low + 1, -1) if words[k].punctuation), low)
    if close == low or words[close].text != "," or any(not w.cues & _AUXILIARIES for w in words[close + 1 : high]):
        return False
    return not any(any(not rule.weak for rule in word.rules) for word in words[low:close])


_AUXILIARIES: Final = frozenset(("passive", "perfect", "adverb"))


def _laden(text: Text, low: int, high: int) -> bool:
    """Whether what stands between a thing and a verb tells only whom it carried, or which one it is."""
    between = text.words[low:high]
    opens = bool(between) and (between[0].signs & (signs.WITH | signs.CARRIES) > 0 or is_participle(text, between[0]))
    return opens and not any(
        word.punctuation or word.rules or word.cues & {"clause_break", "says", "relative"} for word in between
    )


def _nominative(text: Text, amount: Quantity) -> bool:
    """Whether the noun's ending makes it a subject."""
    endings = tuple(text.lexicon.settings.get("nominative", ()))
    return bool(endings) and amount.noun is not None and text.words[amount.noun].folded.endswith(endings)


def gap_between(text: Text, low: int, high: int, rule: Rule, direction: str) -> float:
    """How much stands between a trigger and a phrase; at least FAR where it is too much."""
    links, which, cost = rule.links, 2 * rule.toll + (direction == "before"), 0.0
    for word in text.words[low:high]:
        gap = (word.gaps or _gaps(word))[which]
        if gap < 0:
            return _between_with_asides(text, low, high, rule, direction)
        cost += 0.1 if links and (word.folded in links or word.stem in links) else gap
        if cost >= FAR:
            return cost
    return cost


def _gaps(word: Word) -> tuple[float, ...]:
    """What a word adds to the distance: after a trigger, before it, and both for a toll; below zero where it depends
    on others.
    """
    word.gaps = gaps = tuple(
        _gap(word, step, toll, after) for step, toll in ((0.5, False), (0.15, True)) for after in (True, False)
    )
    return gaps


def _gap(word: Word, step: float, toll: bool, after: bool) -> float:
    cues = word.cues
    if word.text in _BRACKETS or (not after and ("subset" in cues or "part_of" in cues or "relative" in cues)):
        return -1.0
    if word.punctuation:
        return 1.5 if word.text in _LIGHT else 7.0
    if cues & {"passive", "others", "determiner", "adverb"}:
        return 0.1
    if "clause_break" in cues:
        return FAR if after and not toll and not cues & {"adverb", "preposition"} else 9.0
    if "actor_by" in cues and after:
        return step if toll or "event" in cues else 6.0
    if "complementisers" in cues or "says" in cues or "denies" in cues:
        return 5.0
    if word.rules:
        return 1.0 if toll else 5.0
    if "of" in cues or "place_in" in cues:
        return step
    return 2 * step if word.noun is not None or word.number is not None or word.digits else step


_BRACKETS: Final = frozenset("([)]")


_LONG: Final = 9  # words of such a clause


_LIGHT: Final = ",،\"'“”‘’«»-–—"


def _tells_which(text: Text, low: int, high: int) -> bool:
    """Whether all that stands before a verb is a clause on its subject ("أن المسلحين الذين هاجموا المقر قتلوا")."""
    words = text.words[low:high]
    if head_is_last(text) or not 2 < len(words) <= _LONG or "relative" not in words[0].cues:
        return False
    endings = tuple(end for end in text.lexicon.settings.get("plural_verbs", ()) if len(end) > 1)
    if not text.words[high].stem.endswith(endings):
        return False
    return not any(word.punctuation or word.cues & {"says", "and", "clause_break"} for word in words[1:])


def _between_with_asides(text: Text, low: int, high: int, rule: Rule, direction: str) -> float:
    cost, aside, links, which = 0.0, 0, rule.links, 2 * rule.toll + (direction == "before")
    if direction == "before" and rule.voice != "noun" and _tells_which(text, low, high):
        return _CLAUSE
    for k in range(low, high):
        word = text.words[k]
        if word.text in "([":
            aside += 1
        elif word.text in ")]":
            aside = max(0, aside - 1)
        gap = (word.gaps or _gaps(word))[which]
        if aside:
            cost += 0.1
        elif word.text in ")]":
            cost += 7.0
        elif gap < 0 and ("subset" in word.cues or "part_of" in word.cues):
            return cost + 1.5
        elif gap < 0 and k >= high - 2:
            cost += 0.5
        elif word.folded in links or word.stem in links:
            cost += 0.1
        else:
            cost += gap if gap >= 0 else _gap(word, 0.15 if rule.toll else 0.5, rule.toll, True)
    return cost
