"""Whose words are those that no sentence of their own gives to anybody, once the whole document is read."""

from typing import Final

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.text import Phrase, Text


def give_unclaimed(text: Text, found: list[Candidate], speakers: list[Phrase]) -> None:
    """Gives what nobody is said to say to the body whose bulletin the article is, and a title to who speaks first."""
    if not speakers:
        return
    if _bulletin(text, speakers):
        for candidate in found:
            if (
                candidate.claimant is None
                and candidate.spoken == "no"
                and candidate.binding.trigger.at > speakers[0][1]
            ):
                candidate.claimant = speakers[0]
                candidate.rules.append("claimant: bulletin")
    lead = _lead(text, speakers)
    if lead is not None:
        for candidate in found:
            if candidate.title and candidate.claimant is None and candidate.spoken == "no":
                candidate.claimant = lead
                candidate.rules.append("claimant: lead")


def _bulletin(text: Text, speakers: list[Phrase]) -> bool:
    """Whether one body that keeps count of harm is the only one that speaks in the document, and more than once."""
    if len(speakers) < _OFTEN or not any(
        "monitors" in word.cues for word in text.words[speakers[0][0] : speakers[0][1] + 1]
    ):
        return False
    first, *others = [_heads(text, speaker) for speaker in speakers]
    return all(not first.isdisjoint(other) for other in others)


def _heads(text: Text, speaker: Phrase) -> set[str]:
    """The words of a name that tell what body it is ("المرصد"), without the article."""
    article = text.lexicon.article
    heads = [word for word in text.words[speaker[0] : speaker[1] + 1] if word.cues & _BODIES]
    return {part.removeprefix(article) for word in heads for part in word.stem.split()[:1]}


def _lead(text: Text, speakers: list[Phrase]) -> Phrase | None:
    """Who speaks in the first sentence after the title, where the sentence begins with that."""
    body = next((s for s in text.sentences if s[0] < len(text.starts) and text.starts[s[0]] >= text.title_end), None)
    if body is None:
        return None
    first = body[0]
    speaker = next((s for s in speakers if s[0] >= first), None)
    if speaker is None or speaker[0] - first > _OPENING or "says" not in text.words[speaker[0] - 1].cues:
        return None
    return speaker


_BODIES: Final = frozenset(("monitors", "speakers"))
_OFTEN: Final = 2  # times that a body speaks in its bulletin
_OPENING: Final = 4  # words of a dateline before the first verb of saying
