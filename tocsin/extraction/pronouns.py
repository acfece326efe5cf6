"""Harm told of somebody named before: by a pronoun on the word ("killed him") or by a verb that goes on with them."""

from typing import Final

from tocsin.extraction.quantity import Quantity, is_definite
from tocsin.extraction.referents import ends_phrase
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import NEVER, Binding, Trigger, and_written_on, bind_one, names_harmed
from tocsin.extraction.words import PEOPLE, Rule, Word

_TWO: Final = 2
_BACK: Final = 20  # words before a pronoun in which those it stands for may be named


_CAUSED: Final = 4  # words before a verbal noun in which the text may say what brought it about


_GOES_ON: Final = 14  # words before a verb without a subject in which that of the last verb may stand


_GONE: Final = frozenset(("downed", "destroyed", "lost"))


_AFTER_VERB: Final = frozenset(
    (
        "place_in",
        "adverb",
        "incident",
        "actor_by",
        "preposition",
        "weekdays",
        "clause_break",
        "aftermath",
        "according_to",
        "cumulative",
        "so_far",
    )
)


_AUXILIARIES: Final = frozenset(("passive", "perfect", "adverb"))


def of_pronoun(text: Text, trigger: Trigger, rule: Rule) -> bool:
    """Whether the harmed is a pronoun at the end of the word of harm ("its destruction", "وأسقطوها", "مقتله"), or one
    for a thing beside it.
    """
    if rule.things and not rule.toll and _thing_pronoun(text, trigger, rule) is not None:
        return True
    return bool(text.words[trigger.at].enclitic) and "self" not in rule.patient and not rule.weak


def _thing_pronoun(text: Text, trigger: Trigger, rule: Rule) -> int | None:
    """The token of the pronoun for a thing that is the object of the word of harm: "destroying it"."""
    words, suffers = text.words, trigger.passive or rule.voice == "passive"
    alone = rule.voice == "either" and ends_phrase(text, trigger.at + 1, len(words))
    k = (trigger.partner or trigger).at + 1
    if suffers or (alone and not trigger.active):  # "when it collapsed"
        k = trigger.at - 1
        while k > 0 and words[k].cues & _AUXILIARIES:
            k -= 1
        return k if k >= 0 and "thing_pronouns" in words[k].cues else None
    if k >= len(words) or "thing_pronouns" not in words[k].cues:
        return None
    return k if ends_phrase(text, k + 1, len(words)) else None


def resolve(text: Text, found: list[Trigger], bindings: list[Binding], amounts: list[Quantity]) -> list[Binding]:
    """The bindings, with those of the triggers whose harmed are named before them."""
    out = list(bindings)
    for trigger in found:
        if any(trigger is told for binding in out for told in (binding.trigger, binding.trigger.partner)):
            continue
        resolved = _of_named if text.words[trigger.at].enclitic else _goes_on
        made = resolved(text, trigger, amounts) or _of_thing(text, trigger, amounts)
        if made is None or any(_tells(binding, made) for binding in out):
            continue
        out.append(made)
    return out


def _tells(told: Binding, made: Binding) -> bool:
    """Whether what was told of the same people or things says it already."""
    dead = told.effect == "killed" and made.effect != "captured"
    return told.quantity is made.quantity and (says_again(told, made) or dead)


def says_again(told: Binding, made: Binding) -> bool:
    """Whether what is said of people or things is what was said of them, be it of things by another word ("intercepted
    a missile and destroyed it").
    """
    return told.effect == made.effect or {told.effect, made.effect} <= _GONE


def _of_named(text: Text, trigger: Trigger, amounts: list[Quantity]) -> Binding | None:
    """What the word says of those whom its pronoun stands for; where none are named, of one whose end was caused."""
    best: tuple[float, Binding] | None = None
    hurt = trigger.at > 0 and "affected_by" in text.words[trigger.at - 1].cues
    for rule in trigger.rules:
        if not of_pronoun(text, trigger, rule) or rule.side or (hurt and rule.people == "injured"):
            continue
        for amount in amounts:
            cost = _back(text, trigger, amount)
            made = bind_one(trigger, rule, amount, "back") if cost < (best[0] if best else NEVER) else None
            if made is not None:
                made.cost = cost
                best = cost, made
    return best[1] if best is not None else _nobody_named(text, trigger)


def _of_thing(text: Text, trigger: Trigger, amounts: list[Quantity]) -> Binding | None:
    """What the word says of a thing named before, for which a pronoun beside it stands: "hit a car, destroying it"."""
    k = _thing_pronoun(text, trigger, trigger.rules[0])
    if k is None:
        return None
    placed = [amount for amount in amounts if amount.preposition == "place_in"]
    for amount in [*placed, *(amount for amount in amounts if amount.preposition != "place_in")][::-1]:
        if (
            amount.last >= min(k, trigger.at)
            or amount.elliptical
            or amount.target in PEOPLE
            or amount.trigger is not None
        ):
            continue
        if amount.preposition in ("actor_by", "with") or k - amount.last > _BACK:
            continue
        for rule in trigger.rules:
            if rule.things and not rule.toll and "self" not in rule.patient:
                made = bind_one(trigger, rule, amount, "before")
                if made is not None:
                    return made
    return None


def _nobody_named(text: Text, trigger: Trigger) -> Binding | None:
    """One person, where the text says what brought about her end and names her in another sentence."""
    at, rule = trigger.at, trigger.rules[0]
    word = text.words[at]
    single = text.lexicon.settings.get("singular_enclitics", ())
    caused = any("causes" in before.cues for before in text.words[max(0, at - _CAUSED) : at])
    if rule.voice != "noun" or rule.people is None or word.enclitic not in single or not caused:
        return None
    somebody = Quantity(at, at, "person", at, at, 1, 1, counted=True, number_first=at, number_last=at, form=1)
    somebody.generic = somebody.definite = True
    return bind_one(trigger, rule, somebody, "self")


def _goes_on(text: Text, trigger: Trigger, amounts: list[Quantity]) -> Binding | None:
    """What a verb without a subject, joined to the last one, says of those spoken of ("سقط عامل ... فتوفي")."""
    rule, at = trigger.rules[0], trigger.at
    word = text.words[at]
    result = any("resulting" in w.cues for w in text.words[max(0, at - 1) : at + 1])
    goes_on = and_written_on(text, at) or result
    if rule.voice != "passive" or names_harmed(trigger) or not goes_on or not ends_clause(text, at):
        return None
    for amount in reversed(amounts):
        gap = at - amount.last
        if gap <= 0 or amount.elliptical or amount.trigger is not None or not amount.counted:
            continue
        if gap > (1 + result) * _GOES_ON or _speaks_between(text, amount.last + 1, at):
            return None
        if amount.preposition in ("actor_by", "place_in") or not _agrees_with_verb(text, word, amount):
            continue
        made = next((b for r in trigger.rules if (b := bind_one(trigger, r, amount, "back")) is not None), None)
        if made is not None:
            return made
    return None


def _speaks_between(text: Text, low: int, high: int) -> bool:
    return any(word.cues & {"says", "complementisers"} for word in text.words[low:high])


def ends_clause(text: Text, at: int) -> bool:
    """Whether no subject can follow: a sign, a preposition or an adverb does, or nothing."""
    if at + 1 >= len(text.words):
        return True
    after = text.words[at + 1]
    prepositions = text.lexicon.prepositions
    return bool(
        after.punctuation
        or after.cues & _AFTER_VERB
        or any(clitic in prepositions for clitic in text.lexicon.clitics(after))
    )


def _agrees_with_verb(text: Text, word: Word, amount: Quantity) -> bool:
    plural = word.stem.endswith(tuple(text.lexicon.settings.get("plural_verbs", ())))
    if plural != _many(amount):
        return False
    if plural or amount.target not in PEOPLE:
        return True
    feminine = word.stem.endswith(tuple(text.lexicon.settings.get("feminine_verbs", ())))
    return feminine == _feminine(text, amount)


def _many(amount: Quantity) -> bool:
    return amount.minimum is None or amount.minimum > 1 or amount.maximum is None


def _feminine(text: Text, amount: Quantity) -> bool:
    endings = tuple(text.lexicon.settings.get("feminine_nouns", ()))
    return amount.target == "woman" or (
        amount.noun is not None and text.words[amount.noun].text.split(" ")[0].endswith(endings)
    )


def _back(text: Text, trigger: Trigger, amount: Quantity) -> float:
    """The cost of a phrase before the pronoun that may stand for it: "قصف محطة وقود ما أدى إلى احتراقها"."""
    gap = trigger.at - amount.last
    if gap <= 0 or gap > _BACK or amount.elliptical or amount.trigger is not None or amount.preposition == "actor_by":
        return NEVER
    if amount.preposition == "with" and amount.clitic and amount.target not in PEOPLE:
        return NEVER
    if not _agrees(text, text.words[trigger.at].enclitic, amount) or _is_subject(text, trigger, amount):
        return NEVER
    known = not amount.counted and is_definite(text, text.words[amount.first])
    return 3.0 + 0.3 * gap + 3.0 * (amount.preposition == "place_in") + 2.0 * known


def _is_subject(text: Text, trigger: Trigger, amount: Quantity) -> bool:
    """Whether the phrase is the subject of the verb that the pronoun is written on to ("gunmen had abducted them")."""
    numbered = amount.counted and amount.number_first != amount.noun
    if trigger.rules[0].voice == "noun" or numbered or amount.target not in PEOPLE:
        return False
    if and_written_on(text, trigger.at) or not all(
        "auxiliary" in word.cues for word in text.words[amount.last + 1 : trigger.at]
    ):
        return False
    was = amount.first > 0 and "was" in text.words[amount.first - 1].cues
    return was or _agrees_with_verb(text, text.words[trigger.at], amount)


def _agrees(text: Text, enclitic: str, amount: Quantity) -> bool:
    """Whether the pronoun may stand for the phrase, by number and gender."""
    settings = text.lexicon.settings
    many, people = _many(amount), amount.target in PEOPLE
    if enclitic in settings.get("dual_enclitics", ()):
        return amount.minimum == amount.maximum == _TWO
    if enclitic in settings.get("group_enclitics", ()):
        return many and people
    if enclitic in settings.get("singular_enclitics", ()):
        return not many and not _feminine(text, amount)
    return _feminine(text, amount) if not many else not people
