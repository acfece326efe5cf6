"""Whose words are those that no sentence of their own gives to anybody, once the whole document is read."""

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.text import Text

Tokens = tuple[int, int]


def lend_voices(text: Text, found: list[Candidate], speakers: list[Tokens]) -> None:
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


def _bulletin(text: Text, speakers: list[Tokens]) -> bool:
    """Whether one body that keeps count of harm is the only one that speaks in the document, and more than once."""
    if len(speakers) < _OFTEN or not any(
        "monitors" in word.cues for word in text.words[speakers[0][0] : speakers[0][1] + 1]
    ):
        return False
    names = [{part for k in range(first, last + 1) for part in text.words[k].stem.split()} for first, last in speakers]
    return all(any(_again(part, one) for part in name for one in names[0]) for name in names)


def _again(part: str, one: str) -> bool:
    """Whether a word of a name takes one of the first name up again, with the article or without."""
    return part == one or part.endswith(one) or one.endswith(part)


def _lead(text: Text, speakers: list[Tokens]) -> Tokens | None:
    """Who speaks in the first sentence after the title, where the sentence begins with that."""
    body = next((s for s in text.sentences if s[0] < len(text.starts) and text.starts[s[0]] >= text.title_end), None)
    if body is None:
        return None
    first = body[0]
    speaker = next((s for s in speakers if s[0] >= first), None)
    if speaker is None or speaker[0] - first > _OPENING or "says" not in text.words[speaker[0] - 1].cues:
        return None
    return speaker


_OFTEN = 2  # times that a body speaks in its bulletin
_OPENING = 4  # words of a dateline before the first verb of saying
