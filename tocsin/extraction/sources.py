"""Who speaks where the grammar hides it: behind "which", before whom it is told to, or named anew by "added"."""

from tocsin.extraction.frames import Discourse, Frame
from tocsin.extraction.quantity import is_definite
from tocsin.extraction.speakers import subject_after
from tocsin.extraction.text import Text


def which_denies(text: Text, i: int, first: int, last: int) -> Frame | None:
    """Who denies or confirms what was told before, in a relative clause ("وهو ما نفته الوزارة")."""
    vso = text.lexicon.settings.get("typical_order") == "vso"
    if not vso or i == first or not text.words[i - 1].cues & {"what", "relative"}:
        return None
    speaker = subject_after(text, i + 1, last)
    denies = "denies" in text.words[i].cues
    return Frame(i, speaker, denies=denies, rule="denies" if denies else "says") if speaker is not None else None


def addressed(text: Text, speaker: tuple[int, int] | None) -> bool:
    """Whether what stands after the verb is one unknown word that begins as "to" does: "كشف لهسبريس"."""
    if speaker is None or speaker[0] != speaker[1]:
        return False
    word, prepositions = text.words[speaker[0]], text.lexicon.settings.get("prepositions", {})
    return not word.known and any(word.folded.startswith(p) for p, cue in prepositions.items() if cue == "of")


def named_anew(text: Text, i: int, speaker: tuple[int, int] | None, discourse: Discourse) -> tuple[int, int] | None:
    """Another than the last speaker, named in full after "added" ("وأضاف بيان الحماية المدنية")."""
    article = text.lexicon.settings.get("article")
    if speaker is None or discourse.speaker is None or not article or not i < speaker[0] < speaker[1]:
        return None
    words = text.words[speaker[0] : speaker[1] + 1]
    if is_definite(text, words[0]) or any("reflexive" in word.cues for word in words):
        return None
    last = {word.stem for word in text.words[discourse.speaker[0] : discourse.speaker[1] + 1]}
    return None if any(word.stem in last for word in words) else speaker
