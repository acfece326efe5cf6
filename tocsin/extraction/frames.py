"""Frames of speech: who speaks in a sentence, over which of its words, and what earlier sentences leave open."""

import itertools
from dataclasses import dataclass, field
from typing import Final

_CITED: Final = 4  # words from a verb of saying to "citing"


@dataclass(slots=True, init=False)
class Frame:
    """Speech at token `at` by the tokens of `speaker`; it holds for what follows, or (`trailing`) for what precedes."""

    at: int
    speaker: tuple[int, int] | None
    denies: bool
    trailing: bool
    rule: str
    other: tuple[int, int] | None  # who says the contrary: whose word is denied, or who denies it

    def __init__(
        self,
        at: int,
        speaker: tuple[int, int] | None,
        denies: bool = False,
        trailing: bool = False,
        rule: str = "says",
        other: tuple[int, int] | None = None,
    ) -> None:
        self.at = at
        self.speaker = speaker
        self.denies = denies
        self.trailing = trailing
        self.rule = rule
        self.other = other


@dataclass(slots=True)
class Discourse:
    """What a document's earlier sentences leave open: who spoke last, and whether a quotation still runs."""

    speaker: tuple[int, int] | None = None
    quoting: bool = False
    since: int = 99
    line: int = -1
    listing: bool = False
    aside: bool = False  # whether who spoke last was only named behind what the article tells itself
    speakers: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True, init=False)
class Speech:
    """The frames of one sentence, the speaker who goes on from the sentence before, and the semicolons of the sentence
    if it has frames.
    """

    frames: list[Frame]
    continued: tuple[int, int] | None
    breaks: list[int]

    def __init__(
        self,
        frames: list[Frame] | None = None,
        continued: tuple[int, int] | None = None,
    ) -> None:
        self.frames = frames if frames is not None else []
        self.continued = continued
        self.breaks = []

    def of(self, at: int) -> Frame | None:
        """The frame that a claim at token `at` stands in."""
        if not self.frames:
            return None
        before = [frame for frame in self.frames if frame.at <= at and not frame.trailing]
        after = [frame for frame in self.frames if frame.at > at and frame.trailing]
        if after:
            before = [frame for frame in before if not any(frame.at < k < at for k in self.breaks)]
        for frame, source in itertools.pairwise(after):
            if source.rule in ("according to", "quoted") and source.at - frame.at <= _CITED:
                return source  # "the agency reported, citing a doctor"
        if after and (not before or (after[0].rule == "according to" and not before[-1].speaker)):
            return after[0]
        if len(before) > 1 and not before[-1].denies and _cites(before[-2], before[-1]):
            return before[-2]
        if before:
            return before[-1]
        aside = [frame for frame in self.frames if frame.at < at and frame.rule == "according to"]
        return aside[-1] if aside else None  # "the hospital, according to the police, received 5 dead"

    def earlier(self, at: int) -> Frame | None:
        """The frame behind what was said, which goes on: "three died, the ministry said, and two were hurt"."""
        return next((frame for frame in reversed(self.frames) if frame.at < at and frame.rule == "says"), None)


def _cites(source: Frame, frame: Frame) -> bool:
    """Whether the speaker of the frame hands on what the source says ("the mayor, citing the police, said")."""
    return (
        source.rule in ("according to", "quoted")
        and source.speaker is not None
        and 0 < frame.at - source.speaker[1] <= _ASIDE
    )


_ASIDE: Final = 3  # words between a source and the verb of the one who cites it
