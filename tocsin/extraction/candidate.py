"""A claim in the making."""

from dataclasses import dataclass
from typing import Final

from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.extraction.words import PEOPLE
from tocsin.times import Timed
from topics.claims import When

RECENT: Final = 80  # claims back to which a mention may be told again, so that work on one is bounded


@dataclass(slots=True, init=False)
class Candidate:
    """A claim in the making: token ranges where the claim has spans. `against` says why it is no claim; it is
    `recalled` where words of the past say so.
    """

    sentence: int
    binding: Binding
    stance: str
    zero: bool
    claimant: tuple[int, int] | None
    scope: str
    background: bool
    recalled: bool
    when: When | None
    times: list[Timed]
    party: tuple[int, int] | None
    actor: tuple[int, int] | None
    place: tuple[int, int] | None
    title: bool
    place_key: str
    listed: frozenset[tuple[str, tuple[int, int | None] | None]]
    beside: frozenset[tuple[str, tuple[int, int | None]]]
    spoken: str
    confidence: float
    against: str | None
    rules: list[str]

    def __init__(
        self,
        sentence: int,
        binding: Binding,
        stance: str = "asserts",
        zero: bool = False,
        claimant: tuple[int, int] | None = None,
        scope: str = "incident",
        background: bool = False,
        recalled: bool = False,
        when: When | None = None,
        times: list[Timed] | None = None,
        party: tuple[int, int] | None = None,
        actor: tuple[int, int] | None = None,
        place: tuple[int, int] | None = None,
        title: bool = False,
        place_key: str = "",
        listed: frozenset[tuple[str, tuple[int, int | None] | None]] = frozenset(),
        beside: frozenset[tuple[str, tuple[int, int | None]]] = frozenset(),
        spoken: str = "no",
        confidence: float = 0.5,
        against: str | None = None,
        rules: list[str] | None = None,
    ) -> None:
        self.sentence = sentence
        self.binding = binding
        self.stance = stance
        self.zero = zero
        self.claimant = claimant
        self.scope = scope
        self.background = background
        self.recalled = recalled
        self.when = when
        self.times = times if times is not None else []
        self.party = party
        self.actor = actor
        self.place = place
        self.title = title
        self.place_key = place_key
        self.listed = listed
        self.beside = beside
        self.spoken = spoken
        self.confidence = confidence
        self.against = against
        self.rules = rules if rules is not None else []

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
