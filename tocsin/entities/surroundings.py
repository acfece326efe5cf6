"""What stands beside a name in a folded text: place nouns, prepositions, words like "governorate"."""

from functools import lru_cache
from typing import Final

from tocsin.entities.cues import cues

_ARABIC_BEFORE: Final = ("و", "ف", "ب", "ل", "ك")


@lru_cache(maxsize=4096)
def forms(word: str) -> tuple[str, ...]:
    """An Arabic word as it stands and without its clitics and article; other words as they stand."""
    if not "\u0600" < word[:1] < "\u0700":
        return (word,)
    forms = [word]
    if len(word) > 3 and word[0] in _ARABIC_BEFORE:
        forms.append(word[1:])
        if len(word) > 4 and word[1] in _ARABIC_BEFORE:
            forms.append(word[2:])
    return (*forms, *[form[2:] for form in forms if form.startswith("ال")])


def words_before(text: str, start: int) -> tuple[str, ...]:
    """The last word before `start` in its forms, and the last two words together; none across punctuation."""
    before = text[max(0, start - 30) : start]
    if before.endswith("  "):
        return ()
    words = before.split()
    if len(words) > 1:
        return (*forms(words[-1]), f"{words[-2]} {words[-1]}")
    return forms(words[0]) if words else ()


def words_after(text: str, end: int) -> tuple[str, ...]:
    """The first word behind `end`, and the first two together; none across punctuation."""
    words = text[end + 1 : end + 30].split(" ", 2)
    return (words[0], " ".join(words[:2])) if words[0] else ()


class Surroundings:
    """The cues on both sides of a name at `start` to `end` of a folded text; its clitics stand before `start`."""

    def __init__(self, text: str, start: int, end: int, clitics: str) -> None:
        self._before = words_before(text, start - len(clitics))
        self._after = words_after(text, end)
        self._clitics = clitics
        self.administrative = not (
            cues("admin_noun").isdisjoint(self._before) and cues("admin_noun_after").isdisjoint(self._after)
        )
        """Whether the name is said to be a governorate, province or its countryside."""

    @property
    def place_noun(self) -> bool:
        """Whether the name is said to be a place: "the town of", "refugee camp", "governorate"."""
        return self.administrative or not (
            cues("place_noun").isdisjoint(self._before) and cues("place_noun_after").isdisjoint(self._after)
        )

    @property
    def locative(self) -> bool:
        """Whether a preposition or verb that takes places stands before it."""
        return self._clitics in cues("locative_clitic") or not cues("locative").isdisjoint(self._before)

    @property
    def title(self) -> bool:
        """Whether a person's title or office stands before it."""
        return not cues("title").isdisjoint(self._before)
