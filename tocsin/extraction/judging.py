"""The learned judgement of a document's candidates."""

from tocsin.extraction.candidate import Candidate
from tocsin.extraction.judgement import Surroundings, lately, marks, of_claim, of_total, threshold
from tocsin.extraction.lexicon import BULLETS
from tocsin.extraction.parts import APART
from tocsin.extraction.signs import CUMULATIVE, SCOPE
from tocsin.extraction.text import Text

_NEXT = 2  # sentences over which a running total goes on


def judge(text: Text, found: list[Candidate]) -> None:
    """Gives each candidate its confidence and scope; one that is too doubtful is no claim."""
    last: Candidate | None = None
    for candidate, around in zip(found, surroundings(text, found), strict=True):
        before = last.scope if last is not None and goes_on(text, last.sentence, candidate.sentence) else ""
        if of_total(text, candidate.binding, around, before) >= 0.5:
            candidate.scope = "cumulative"
            if not any("background" in text.words[k].cues for k in range(around.first, around.last)):
                candidate.background = False  # a running total up to now
        last = candidate
        candidate.confidence = round(of_claim(text, candidate.binding, around), 3)
        if candidate.against is None and candidate.confidence < threshold() and not _plain_part(text, candidate):
            candidate.against = f"doubtful: {candidate.confidence:.2f} of 1"


def _plain_part(text: Text, candidate: Candidate) -> bool:
    """Whether the text says outright that a number is a part: "including" stands before it, or it was told apart."""
    binding = candidate.binding
    if not (binding.subset and binding.quantity.counted):
        return False
    return APART in binding.notes or "subset" in text.words[max(0, binding.quantity.first - 1)].cues


def goes_on(text: Text, last: int, number: int) -> bool:
    """Whether a sentence goes on with the count of an earlier one: in the same paragraph, or as an item of a list."""
    item = text.words[text.sentences[number][0]].text in BULLETS
    return number - last <= _NEXT and (item or text.lines[last] == text.lines[number])


def _marks(text: Text, number: int) -> list[tuple[int, str]]:
    """The words of a sentence that tell over how long it counts."""
    return marks(text, *text.sentences[number]) if text.signs[number] & SCOPE else []


def surroundings(text: Text, found: list[Candidate]) -> list[Surroundings]:
    """What the learned judgement looks at around each candidate."""
    told: set[str] = set()
    together: dict[int, int] = {}
    for candidate in found:
        together[candidate.sentence] = together.get(candidate.sentence, 0) + 1
    longer = any(held & CUMULATIVE for held in text.signs)
    marked = {number: (_marks(text, number), lately(text, number) if longer else []) for number in together}
    around = []
    for candidate in found:
        number, family = candidate.sentence, candidate.family
        scope, before = marked[number]
        around.append(
            Surroundings(candidate, text.sentences[number], family in told, together[number] - 1, scope, before)
        )
        told.add(family)
    return around
