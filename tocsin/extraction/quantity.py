"""A quantity phrase, and what its words are."""

from dataclasses import dataclass
from typing import Final

from tocsin.extraction import signs
from tocsin.extraction.numbers import NumberPhrase
from tocsin.extraction.text import Text
from tocsin.extraction.words import PEOPLE, Noun, Rule, Word

REACH: Final = 5  # words that may stand between a number and its noun where the noun's head stands last


@dataclass(slots=True, init=False)
class Quantity:
    """Tokens `first` to `last` name `target` (None: only a number), `minimum` to `maximum` of it (None, None: not
    said). One that is `said` has its noun in the predicate: "three of the dead were children".
    """

    first: int
    last: int
    target: str | None
    noun: int | None
    noun_last: int | None
    minimum: int | None
    maximum: int | None
    approx: bool
    counted: bool
    number_first: int | None
    number_last: int | None
    form: int | None
    generic: bool
    definite: bool
    indefinite: bool
    others: bool
    party: int | None
    trigger: int | None
    attacker: bool
    narrowed: bool
    none: bool
    part: bool
    piece: bool  # of a thing, of which a part is named ("the roof of a school")
    said: bool
    pronoun: bool
    like: str | None
    crowd: str | None
    preposition: str
    clitic: str
    owned: bool
    subject: bool
    other: Noun | None

    def __init__(
        self,
        first: int,
        last: int,
        target: str | None,
        noun: int | None = None,
        noun_last: int | None = None,
        minimum: int | None = None,
        maximum: int | None = None,
        approx: bool = False,
        counted: bool = False,
        number_first: int | None = None,
        number_last: int | None = None,
        form: int | None = None,
        generic: bool = False,
        definite: bool = False,
        indefinite: bool = False,
        others: bool = False,
        party: int | None = None,
        trigger: int | None = None,
        attacker: bool = False,
        narrowed: bool = False,
        none: bool = False,
        part: bool = False,
        piece: bool = False,
        said: bool = False,
        pronoun: bool = False,
        like: str | None = None,
        crowd: str | None = None,
        preposition: str = "",
        clitic: str = "",
        owned: bool = False,
        subject: bool = False,
        other: Noun | None = None,
    ) -> None:
        self.first = first
        self.last = last
        self.target = target
        self.noun = noun
        self.noun_last = noun_last
        self.minimum = minimum
        self.maximum = maximum
        self.approx = approx
        self.counted = counted
        self.number_first = number_first
        self.number_last = number_last
        self.form = form
        self.generic = generic
        self.definite = definite
        self.indefinite = indefinite
        self.others = others
        self.party = party
        self.trigger = trigger
        self.attacker = attacker
        self.narrowed = narrowed
        self.none = none
        self.part = part
        self.piece = piece
        self.said = said
        self.pronoun = pronoun
        self.like = like
        self.crowd = crowd
        self.preposition = preposition
        self.clitic = clitic
        self.owned = owned
        self.subject = subject
        self.other = other

    @property
    def elliptical(self) -> bool:
        return self.noun is None

    @property
    def interval(self) -> tuple[int, int | None] | None:
        return (self.minimum or 0, self.maximum) if self.counted else None


def has_number(quantity: Quantity) -> bool:
    """Whether a phrase has a number of its own, not only that of its noun."""
    own = quantity.number_first is not None and quantity.number_first != quantity.noun
    return own or (quantity.counted and quantity.minimum != 1)


def self_rule(word: Word) -> Rule | None:
    """The rule by which the word itself names the harmed ("casualties"), if there is one."""
    for rule in word.rules:
        if "self" in rule.patient:
            return rule
    return None


def tells_of_noun(rule: Rule) -> bool:
    """Whether the words of a rule may be participles before a noun: "two burnt-out lorries", "three dead children"."""
    return rule.voice in ("either", "passive") and "after" in rule.patient and not (rule.weak or rule.toll)


def nounlike(word: Word) -> bool:
    return word.noun is not None or self_rule(word) is not None


def has_clitics(word: Word) -> bool:
    """Whether something other than the article is written on to the word."""
    return bool(word.enclitic) or len(word.proclitics) not in (0, 2)


def are_two(text: Text, quantity: Quantity, last: int) -> bool:
    """Whether a noun that may be dual or plural is taken up by the pronoun of two ("إصابة عاملين تم نقلهما")."""
    settings = text.lexicon.settings
    dual = tuple(settings.get("dual_stems", ()))
    if not dual or quantity.noun is None or not text.words[quantity.noun].stem.endswith(dual):
        return False
    following = text.words[quantity.last + 1 : min(last, quantity.last + 1 + REACH)]
    return any(word.enclitic in settings["dual_enclitics"] for word in following if word.enclitic)


def is_definite(text: Text, word: Word) -> bool:
    article = text.lexicon.article
    return bool(article) and (word.proclitics.endswith(article) or word.folded.startswith(article))


def is_owned(text: Text, word: Word) -> bool:
    """Whether a pronoun on the noun says whose it is ("زوجته"), be it listed with it or not."""
    settings = text.lexicon.settings
    if word.enclitic or word.text.endswith(tuple(settings.get("no_enclitic", ("\0",)))):
        return bool(word.enclitic)
    return word.noun is not None and word.folded.endswith(tuple(settings.get("enclitics", ("\0",))))


def harms_people(word: Word) -> bool:
    return any(rule.people and not (rule.weak or rule.toll or "self" in rule.patient) for rule in word.rules)


def count_by(quantity: Quantity, phrase: NumberPhrase) -> None:
    quantity.minimum, quantity.maximum, quantity.approx, quantity.counted = phrase.min, phrase.max, phrase.approx, True


def modify(quantity: Quantity, kind: str) -> None:
    if kind in ("at_least", "more_than"):
        quantity.maximum = None
    elif kind == "up_to":
        quantity.minimum = 0
    elif kind == "about":
        quantity.approx = True


def may_go_on(text: Text, j: int) -> bool:
    word = text.words[j]
    if word.text in '"”’' and j + 1 < len(text.words):
        word = text.words[j + 1]  # two "SDF" fighters
    return not (word.punctuation or word.rules or word.cues & STOPS or "and" in word.cues or begins_with_and(text, j))


STOPS: Final = frozenset(
    (
        "place_in",
        "actor_by",
        "clause_break",
        "says",
        "complementisers",
        "negation",
        "passive",
        "subset",
        "incident",
        "goes_on",
        "according_to",
    )
)


def is_body(word: Word) -> bool:
    return word.noun is not None and word.noun.collective


def runs_into_name(text: Text, k: int) -> bool:
    """Whether the noun of several people at token `k` stands before a name that is no part of its phrase, where feeds
    drop punctuation ("two policemen Interior Ministry spokesman Adnan Saleh said"), or that of a ship before hers.
    """
    word, after = text.words[k], text.words[k + 1] if k + 1 < len(text.words) else None
    if after is None or not after.capital or word.capital or word.noun is None or not text.lexicon.head_last:
        return False
    if word.noun.target in PEOPLE:
        return word.noun.number == 0 and not word.noun.collective and not word.adjective
    return word.noun.number == 1 and word.noun.target == "ship"  # "the frigate Admiral Essen"


def begins_with_and(text: Text, i: int) -> bool:
    """Whether the token begins with "and" or is it."""
    word = text.words[i]
    return word.signs & signs.AND > 0 or bool(word.proclitics and word.proclitics[0] in text.lexicon.conjunctions)


def head_is_last(text: Text) -> bool:
    return text.lexicon.head_last


def is_participle(text: Text, word: Word) -> bool:
    """Whether an unknown word ends as a participle does that tells which one the noun before it is ("linking")."""
    endings = tuple(text.lexicon.settings.get("participle_endings", ()))
    return bool(endings) and word.folded.endswith(endings) and not (word.known or word.capital)
