"""A claim in the making."""

from dataclasses import dataclass, field

from tocsin.extraction.lexicon import PEOPLE
from tocsin.extraction.text import Text
from tocsin.extraction.triggers import Binding
from tocsin.times import Timed
from topics.claims import When

RECENT = 80  # claims back to which a mention may be told again, so that work on one is bounded


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
    times: list[Timed] = field(default_factory=list)
    party: tuple[int, int] | None = None
    actor: tuple[int, int] | None = None
    place: tuple[int, int] | None = None
    title: bool = False
    place_key: str = ""
    listed: frozenset[tuple[str, tuple[int, int | None] | None]] = frozenset()
    beside: frozenset[tuple[str, tuple[int, int | None]]] = frozenset()
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
